"""How many people a posting wants."""

import re
from functools import lru_cache

from pipelines.normalisers.cues import spots
from pipelines.normalisers.figures import plain
from pipelines.normalisers.numbers_written import with_digits
from pipelines.normalisers.silence import is_silent

#: Nobody wants more; what is more is no number of positions.
MOST = 5000
#: Only so much of a text is read.
READ = 6000
_N = r"(?:\(\s*)?(?<![\d+.,/-])0{0,3}(?P<n>\d{1,4})(?![\d%])(?:\s*\(\s*\d{1,4}\s*\))?(?:\s*\))?(?:\s0{0,3}(?P=n)(?!\d)|\s?x(?=\s+[a-z]))?"
_POSTS = r"(?:postes?|positions?|vacanc(?:y|ies)|openings?|places? a pourvoir|profils?|recrues?|recrutements?|منصب|مناصب|منصبا|وظيفه|وظائف)(?![a-z\u0621-\u064a])"
# What may be counted beside people, in a title.
_THINGS = (
    r"ans?|annees?|mois|jours?|j|heures?|h|hrs?|semaines?|dhs?|mad|euros?|dirhams?|k|kdh|m2|m|km|kg|t|tonnes?|eme|ieme|er|ere|e|nd"
    r"|etoiles?|stars?|langues?|villes?|sites?|niveaux?|fois|rue|bd|avenue|lots?|etages?|grades?|echelles?|echelons?|saisons?|x|years?"
    r"|months?|days?|hours?|weeks?|janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre|times?|roues"
    r"|portes|places|chambres|pages|clients?|branches|secteurs?|regions?|jours?|equipes?|shifts?|gestes|salaires?|magasins?|agences?"
    r"|sur|a|au|aux|et|ou|en|de|du|pour|avec|dans|par|la|le|les|des|personnes? en charge|sous|certifi\w*|chez|the|of|in|at|for|to|on"
    r"|سنه|سنوات|شهر|اشهر|يوم|ساعه|درهم"
)
_PEOPLE = rf"(?!(?:{_THINGS})(?![a-z\u0621-\u064a]))(?P<who>[a-z\u0621-\u064a][a-z'()\u0621-\u064a-]{{2,}})"
_HIRE = (
    r"(?:recrut(?:e|ent|ons|ement|ements|ant)|embauch(?:e|ent|ons)|recherch(?:e|ent|ons)|cherch(?:e|ent|ons)|engage|besoin|hiring|recruit(?:s|ing)?"
    r"|seek(?:s|ing)?|looking for|(?:souhait\w+|desir\w+|compte|envisage\w*|va|cherche a|veut|besoin de|afin de|pour) recruter|لتوظيف|توظيف|تشغيل|لتشغيل|لانتقاء|انتقاء|انتداب|تعلن عن|تبحث عن|مطلوب|تنظم)"
)
_GLUE = r"(?:\s+(?:immediatement|actuellement|activement|urgent|pour|de|d'|des|l'embauche|sur|externe|en [a-z]{3,8}|pour (?:notre|son|sa|le|la) [a-z]{3,12}|un total|ses|nos|20[0-9]{2}|ل|عن|عدد)){0,5}\s*:?\s*(?:ل|ب)?"
_LABEL = re.compile(
    rf"(?:nombre|nbr?e?|effectif|number)\.?\s*(?:total )?(?:de |d'|of )?(?:{_POSTS}|postes?\s*\(s\)|agents?|candidats?)[^:\d\n]{{0,30}}:?\s*{_N}"
    rf"|(?:{_POSTS}|postes?\s*\(s\))\s*(?:proposes?|ouverts?|a pourvoir|disponibles?)\s*:\s*(?P<m>\d{{1,4}})"
    r"|\b(?:vacancies|openings|positions|postes)\s*:\s*(?P<p>\d{1,4})(?![\w/])|\beffectif (?:recherche|demande|souhaite|a recruter)\s*:\s*(?P<q>\d{1,4})"
    r"|عدد (?:ال)?(?:مناصب|منصب|وظائف|مقاعد)[^:\d\n]{0,30}:?\s*\(?(?P<o>\d{1,4})"
)
_COUNTED = re.compile(
    rf"{_N}\s*(?:nouveaux?\s|new\s|open\s)?{_POSTS}(?:\s*\(s\))?(?!\s*(?:(?:de (?:travail|nuit|jour|garde|controle|police|production|soudage|\d)|clients?|informatiques?|fixes|telephoniques?|radio|sources?)|/|par jour|x))"
)
_HIRED = re.compile(
    rf"(?<![a-z\u0621-\u064a])(?<!avons )(?<!ont )(?<!\ba ){_HIRE}{_GLUE}{_N}\s*{_PEOPLE}"
)
_FIRST = re.compile(rf"(?:^\W*(?:urgent\W+)?(?:{_HIRE}\W+)?|: ){_N}\s+{_PEOPLE}")
_MORE = re.compile(rf"[^,;+&\n]{{0,60}}?(?:,|;|\+|&|\bet\b|و)\s*{_N}\s+{_PEOPLE}")
_TIMES = re.compile(r"(?<![\d\w])(?<!\d )x\s?(?P<n>\d{1,3})(?![\d\w])|\((?P<m>\d{1,3})\s?x\)")
_OPEN = re.compile(r"\W*(?:0+\b|plusieurs|several|many|multiple|divers|عده|متعدد)")
_YEAR = range(1990, 2100)
_CUES = (
    "nombre de p", "nombre d'", "nbre", "nbr ", "poste", "recrut", "embauch", "positions", "vacanc",
    "openings", "hiring", "cherch", "effectif", "منصب", "مناصب", "توظيف", "تشغيل", "مطلوب",
)  # fmt: skip
_OFTEN = re.compile(
    r"[^.\n]{0,60}(?:par an\b|chaque annee|per year|every year|par mois|depuis|dans le monde|worldwide)"
)
_FIGURE = re.compile(
    r"\d|\b(?:deux|trois|quatre|cinq|six|dix|vingt|two|three|four|five|ten)\b|منصبين|منصبان"
)

_ONE = re.compile(r"(?<!\d)0?[1١](?!\d)")


def read_positions(
    positions: str | None, title: str | None = None, text: str | None = None
) -> int | None:
    """Return how many people are wanted: from the field, else the title, else the text.

    >>> read_positions("02 postes"), read_positions("Nombre de poste(s) : 3"), read_positions("0")
    (2, 3, None)
    >>> read_positions(None, "Recrutement de (10) agents"), read_positions(None, "مباراة توظيف 12 تقنيا")
    (10, 12)
    >>> read_positions(None, "Technicien Bac+2 H/24"), read_positions(None, "Chauffeur (2 postes)")
    (None, 2)
    """
    told = _from_field(positions[:200]) if positions else None
    if told is None and title:
        told = _from_title(title[:300])
    if told is None and text:
        told = _from_text(text[:READ])
    return told


def says_no_positions(positions: str | None) -> bool:
    """Tell whether the field leaves the number open: silence, none, several.

    >>> says_no_positions("0"), says_no_positions("Plusieurs postes"), says_no_positions("Xyz")
    (True, True, False)
    """
    return is_silent(positions) or bool(_OPEN.match(plain((positions or "")[:200])))


@lru_cache(maxsize=1024)
def _from_field(positions: str) -> int | None:
    said = with_digits(plain(positions))
    found = re.search(r"(?<![\d.,-])(\d{1,6})(?:[.,]0+)?(?![\d%])(?! ?(?:-|a|to) ?\d)", said)
    return _possible(found[1]) if found else None


@lru_cache(maxsize=256)
def _from_title(title: str) -> int | None:
    said = with_digits(plain(title))
    if not re.search(r"\d", said):
        return None
    if told := _labelled(said) or _hired(said):
        return told
    first = _FIRST.search(said)
    if first and _is_many(first["who"], first["n"]):
        return _summed(said, first)
    times = _TIMES.search(said)
    return _possible(times["n"] or times["m"]) if times else None


def _labelled(said: str) -> int | None:
    for pattern in (_LABEL, _COUNTED):
        for found in pattern.finditer(said):
            told = next(filter(None, (found.groupdict().get(key) for key in "nmopq")), None)
            if told and (count := _possible(told)):
                return count
    return None


def _hired(said: str) -> int | None:
    found = _HIRED.search(said)
    return _summed(said, found) if found else None


def _is_many(who: str, count: str) -> bool:
    """Tell whether WHO may be COUNT people: in French and English many end in s or x."""
    return who[0] > "\x7f" or int(count) == 1 or bool(re.search(r"(?:s|x|\)|men)$", who))


def _summed(said: str, first: re.Match[str]) -> int | None:
    """Add what follows: "3 techniciens et 2 ingénieurs" are five."""
    total, at = _possible(first["n"]), first.end()
    while total and (more := _MORE.match(said, at)) and _is_many(more["who"], more["n"]):
        if not (count := _possible(more["n"])):
            break
        total, at = total + count, more.end()
    return total if total and total <= MOST else None


def _possible(said: str) -> int | None:
    count = int(said)
    return count if 0 < count <= MOST and count not in _YEAR else None


def _from_text(text: str) -> int | None:
    lower = text.lower()
    for at in spots(lower, _CUES, most=8):
        start, end = max(0, at - 24), at + 70
        if not _FIGURE.search(lower, start, end):
            continue
        said = with_digits(plain(lower[start:end].split("\n\n")[0]))
        told = _labelled(said) or _hired(said)
        if told and not _OFTEN.search(said) and _is_counted(told, lower[start:end]):
            return told
    return None


def _is_counted(count: int, said: str) -> bool:
    """Tell a count from an article: "dans un poste semblable" counts nothing."""
    return count > 1 or bool(_ONE.search(said))
