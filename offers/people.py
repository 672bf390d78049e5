"""Lists of people: who is called, who passed, who applied. Their pages are never asked for, nor kept."""

import re
from urllib.parse import unquote, urlsplit

from offers.text import fold

#: What the state calls such lists in Arabic: lists, results, summonses; folded.
ARABIC = tuple(map(fold, ("لائحة", "لوائح", "نتيجة", "نتائج", "استدعاء", "استدعاءات")))
#: What their badges and cards call them in French; folded.
FRENCH = "resultats?|convocations?"

_LISTED = (
    "candidate?s?|candidatures retenues|admise?s?|admissibles|convoque?e?s|laureate?s|retenue?s|reussi\\w*|inscrite?s"
    "|participante?s|appele?e?s|selectionne?e?s|preselectionne?e?s|personnes"
)
_CONTEST = (
    r"concours|examens?|epreuves?|tests?|entretiens?|oral|oraux|ecrits?|selections?|preselections?"
)
_WHICH = "definiti\\w*|fina\\w+|provisoires?|principales?|d attente|nominatives?|complementaires?"
_FRENCH = re.compile(
    rf"\blistes? (?:(?:{_WHICH}|des?|du|d|les|la|l) ){{0,5}}(?:\w+ )?(?:{_LISTED})\b"
    rf"|\bresultats? (?:(?:{_WHICH}|des?|du|d|de|la|l|les|aux?|a) ){{1,4}}(?:{_CONTEST}|{_LISTED})\b"
    rf"|\bresultats? (?:{_CONTEST})\b|\bresultats? (?:definitifs?|finaux|provisoires)\b"
    rf"|^(?:avis (?:de )?)?convocations?\b|\bconvocations? (?:(?:des?|du|d|aux?|a|la|l|pour|les) ){{1,4}}(?:{_CONTEST}|{_LISTED})\b"
    r"|\b(?:candidats|candidates) (?:convoque|admis|retenu|selectionne|preselectionne)\w*"
    r"|\b(?:shortlisted|selected|successful) candidates\b|\blist of candidates\b"
)
_LISTED_AR = "|".join(
    map(fold, ("مترشحين", "مترشحات", "مرشحين", "مدعوين", "مدعوون", "ناجحين", "ناجحون", "ناجحات", "مقبولين",
               "مقبولون", "منتقين", "محتفظ", "مستدعين"))
)  # fmt: skip
_CONTEST_AR = "|".join(
    map(fold, ("مباراة", "مباريات", "اختبار", "اختبارات", "امتحان", "انتقاء", "مقابلة", "مقابلات"))
)
_NAMES_AR = "|".join(ARABIC)
_ARABIC = re.compile(
    rf"^[وبل]?(?:ال|لل)?(?:{_NAMES_AR})(?: |$)"
    rf"|(?:^| )[وبل]?(?:ال|لل)?(?:{_NAMES_AR}) (?:\w+ ){{0,3}}(?:ال|لل)?(?:{_LISTED_AR}|{_CONTEST_AR})(?: |$)"
)
#: Where a site keeps people: those who look for work, and what they hand in.
_KEPT = re.compile(r"cv ?theques?|candidatheques?|cvs|liste candidats|resume database")
#: Lists come as files, and no vacancy does.
_FILE = re.compile(r"\.(?:pdf|docx?|odt|xlsx?|ods|pptx?|zip|rar|7z)$", re.I)
#: The portal of the state hands its lists out under these names.
_HANDED_OUT = re.compile(r"(?:^|\.)emploi-public\.ma/.*/(?:download|تحميل)/")


def names_people(title: str | None) -> bool:
    """Tell whether TITLE announces who is called, passed or applied, and no vacancy.

    >>> [names_people(t) for t in ("Résultats du concours", "Liste des candidats convoqués", "نتائج", "لائحة المترشحين")]
    [True, True, True, True]
    >>> [names_people(t) for t in ("Analyste résultats", "Chargé du suivi des candidats", "مباراة توظيف 4 تقنيين")]
    [False, False, False]
    """
    said = fold((title or "")[:300])
    return bool(_FRENCH.search(said) or _ARABIC.search(said))


def leads_to_people(url: str | None) -> bool:
    """Tell whether the page at URL is a list of people, or a file.

    >>> leads_to_people("https://x.example/2026/liste-des-candidats-convoques-onda/"), leads_to_people("https://x.example/offre-7")
    (True, False)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    path = unquote(parts.path)[:2000]
    words = (re.sub(r"[-_+.]+", " ", part) for part in path.split("/"))
    return bool(
        _FILE.search(path)
        or _HANDED_OUT.search(f"{parts.hostname}{path}")
        or any(_KEPT.fullmatch(fold(part)) or names_people(part) for part in words if part)
    )
