"""The last day to apply: from its field, else out of the text."""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import cache
from itertools import islice

from offers.clock import MOROCCO
from offers.taxonomy import rows
from offers.text import apostrophes, unaccented, visible
from pipelines.normalisers.alternatives import any_of
from pipelines.normalisers.dates import read_date

#: A deadline farther away than this is a form's "never".
FARTHEST = timedelta(days=731)
#: A day without a year is the next such day, and no deadline is set half a year ahead.
SOON = timedelta(days=183)
#: The head and the tail of a text are read, for a deadline stands at either; and so much round a cue.
HEAD, TAIL, BEFORE, AFTER = 4000, 3000, 200, 150
#: No posting speaks of its deadline more often than this.
MOST_CUES = 30

#: Parts of cues, to find the few places of a text that are worth reading.
_STEMS = (
    "limite", "plus tard", "avant ", "usqu", "délai", "delai", "clôt", "clot", "deadline", "clos", "before",
    "later than", "apply", "expir", "fin d", "dernier", "until", " by ", "candidature", "inscription", "dépôt", "depot",
    "dossier", "entre le", "between", "dead line", "dead-line", "butoir", "ouvert", "applic", "submi", "demande", "enregistr",
)  # fmt: skip
#: A letter that no Arabic text is without.
LAM = "\u0644"
#: What stretches Arabic words, and some sites put between all letters.
TATWEEL = "\u0640"
_ARABIC_STEMS = (
    "أجل", "اجل", "غاية", "قبل", "حتى", "حدود", "موعد", "آخر", "الترشيح", "التسجيل", "انتهاء", "التقديم", "ملفات",
)  # fmt: skip
_FIGURE = re.compile(r"\d")

# What is done to apply, in the sentence that a vague cue stands in.
_APPLYING = re.compile(
    r"\b(?:candidatures?|candidater|postul\w+|dossiers?|inscriptions?|inscri\w+|depots?|depos\w+|cv|envo\w+|adress\w+|parvenir"
    r"|transmett\w+|soumett\w+|soumission|enregistr\w+|leurs? demandes?|(?:recrutement|poste|offre|appel)s? ouverte?s?|recevoir|recus|reception|appl(?:y|ications?)|submi\w+|send|resumes?|remains? open|open for"
    r"|\w{0,3}ترشيح\w*|\w{0,3}ملف\w*|\w{0,3}طلبات|\w{0,3}تسجيل\w*|\w?ايداع\w*|\w?ارسال\w*|\w?رسل\w*|\w?بعث\w*|تودع|\w?توضع|\w?تقديم)\b"
)
# What says by itself that the date after it closes the applications.
_EXPLICIT = (
    r"date limite(?! (?:d'age|d'utilisation|d'exploitation|de (?:validite|consommation|conservation|livraison|paiement|facturation|rendu)))"
    r"|dernier (?:delai|jour pour)|fin (?:de |du |des )(?:depot|candidature|inscription)s?|date d'expiration|\bexpire le|delai de (?:rigueur|candidature|depot)|clotures? (?:des |de la |de l'|de |du |d')(?=candidat|inscri|dep|dossier|offre|recrut|annonce|recept|post|appel)"
    r"|date de cloture(?! d)|cloture le|fermeture des (?:candidatures|inscriptions)|(?:application|submission|registration)s? (?:period |window )?(?:closes?|ends?) on|(?:(?<=\n)|^) ?expir(?:ation|y|es)(?: date)? ?:|(?:posting|advert|ad|listing|vacancy|offer|job|offre|annonce) (?:will )?expires?(?: on| le| ?:)|offre (?:valable|valide) jusqu'(?:au|a)|limite de (?:depot|candidature|reception|postulation)"
    r"|date butoir|(?:vacancy|position|posting|job|call|applications?|registrations?) (?:is |are |will )?(?:remains? )?open until"
    r"|(?<!project )(?<!delivery )(?<!s )\bdead[ -]?line(?= ?[:=–-]| is| for (?:the )?appl| for submi| for recei| to appl| date| \d)|(?:application|submission) deadline"
    r"|closing date|(?:(?<=\n)|^) ?closing ?:|last (?:date|day) (?:to|for) (?:appl|submi|recei)\w*|apply (?:by|before|until|no later)|applications? clos\w+|(?:اخر|اقصي) اجل|اجل (?:اقصاه|اقصي|ايداع|ينتهي)|ينتهي (?:اجل|باب)"
    r"|تاريخ (?:انتهاء|نهايه) (?:ال)?(?:تسجيل|ترشيح|تقديم|ايداع)|اخر موعد|اخر يوم"
)
# What closes applications only where the sentence speaks of applications.
_VAGUE = (
    r"au plus tard|avant le|avant la date du|avant(?= ?:? ?\d)|pour le(?= [^.;\n]{6,20} au plus tard)|jusqu'(?:au|a)\b|\bbefore\b|no later than|not later than|\buntil\b|\bby(?= [a-z\d])"
    r"|الي غايه|لغايه|حتي (?:غايه|يوم)?|قبل (?:يوم|تاريخ)?|في حدود"
)
# From one day to another: the second closes.
_SPAN = r"(?:\bdu|\bentre le|\bfrom|\bbetween|من) (?:\w+ )?\d{1,2}(?:er)?[\w /.-]{0,24}? (?:au|et le|to|until|and|الي)(?= )"
_CUE = re.compile(rf"(?P<explicit>{_EXPLICIT})|(?P<span>{_SPAN})|(?P<vague>{_VAGUE})")
# The date of something else: the gap between a cue and its date must not speak of it.
_ELSE = re.compile(
    r"auront? lieu|se derouler|deroulera|date d(?:u|es|e l')|date de (?:prise|debut|demarrage|publication|naissance)"
    r"|entretien|epreuve|prise de (?:poste|fonction|service)|demarrage|debut|interview|start date|publiee?|published"
    r"|تاريخ اجراء|ستجري|سيجري|مقابله"
)
# What a person, a contract or a work must have done or be by then.
_NOT_APPLYING = re.compile(
    r"diplome|laureat|promotion|appels? d'offres?|resultat|obten|\bnee?s?(?: ?$| (?:en|entre|avant|apres|depuis)\b)|\bage|contrat|\bcdd|mission|remplacement|livr|projet|conge|disponib|demarr|commenc|embauch|integration|pourvoir|conserv|archiv|retenu|contacte|reponse|convoqu|\bkept\b|\bstored|retain|\bhired?\b|onboard|\bstart|\bjoin"
    r"|graduat|valid|valable|travail|concours aura|epreuve|entretien|المباراه يوم|ازداد|مولود"
)
# What the work is, not what the reader of the posting is to do.
_WORK = re.compile(
    r"\b(?:missions?|taches?|responsabilites?|responsibilities|duties) ?:"
    # What is sent, filed or received and is no application.
    r"|\b(?:depos\w+|depots?|envo\w+|adresser|transm\w+|soum\w+|recev\w+|recep\w+|enregistr\w+) (?:(?:de |d'|du |des |les? |la |un |une )(?:la |l')?+|l')"
    r"(?!\w{0,9}(?:candidat|dossier|cvs?\b|c\.v|curricul|lettre|demande|piece|document|formulaire|inscription|ensemble|copies?\b|original|element|tout\b))"
    r"|\b(?:send|submit)(?:ting|s|ing)?\b(?![^.;\n]{0,80}(?:appl|cvs?\b|resum|cover|profile|candid|document|interest))"
    r"|\binscriptions? (?:(?:a|au|aux|de|des|du) |d')(?:la |l')?+(?!concours|candidat|epreuve|plateforme|portail|site|examen|liste|participa|\d)"
    r"|\b(?:suivi|gestion|gerer|gerez|traitement|traiter|traitez|preparation|prepare[rz]|constituer|etabli\w+|etude|manag\w+|process\w*) (?:de |du |des |les |la |l'|the |of )"
)
_DAY = (
    r"(?P<date>(?<!\d)(?:\d{1,2}(?:er|st|nd|rd|th)?(?: ?[-/.] ?\d{1,2} ?[-/.] ?(?:20\d\d|\d\d\b)"
    r"|[ .\-]{0,3}(?:de |of |من |شهر )*[^\W\d]{3,12}\.?[ ,.\-]{0,2}(?:سنه |de )?(?:20\d\d)?)"
    r"|فاتح [\u0621-\u064a]{3,8} 20\d\d|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? 20\d\d)(?!\d))"
)
# After this day it is too late, says a sentence that refuses.
_LATE = re.compile(
    r"(?:\bapres le|au[- ]dela du|\bpasse le|\bafter|(?<!\w)بعد(?: يوم| تاريخ)?) ?" + _DAY
)
_REFUSED = re.compile(
    r"\b(?:aucune?|ne ser\w+ (?:pas|plus)|ne pourr\w+|ne saur\w+|will not|won't|not be|no)\b|(?:لا|لن) \w?قبل|\w?رفض"
)
_HEADING = re.compile(
    r"\n[^\w\n]{0,6}(?:depot|envoi|reception) d(?:u|es?|e la|e l') ?(?:candidatures?|dossiers?)[^.\n]{0,30}(?:\n[^\n]{0,80}){1,3}$"
)
_NOT_OPEN = re.compile(r"\bstages?\b|formation|session|periode|concours|contrat|internship|تدريب")
_DATE = re.compile(
    r"(?: (?:\d{1,2}[:h]\d{0,2}|\d{1,2} ?[ap]m)\b[a-z ()]{0,15}?(?= (?:on|le|du)\b))?(?P<gap>(?:[^\d.;\n]|\.(?=\w)|\n(?! *\n)){0,90}?)"
    + _DAY
)
_DATE_FIRST = re.compile(
    _DAY
    + r" ?(?:كاخر (?:اجل|موعد)|(?:comme|est la|est le) (?:date limite|dernier delai)|(?:as|is) the (?:deadline|closing date))"
)
_PUT_OFF = re.compile(
    r"(?:date limite|delai|cloture)[^.\n]{0,80} (?:reporte|prolonge|proroge|repousse)\w{0,2} (?:jusqu')?au (?:[a-z]{5,8} )?"
    + _DAY
)
_COUNTS_AS = re.compile(
    r"(?:يعتبر|يعد|يبقي|تحديد|حدد) (?:[\u0621-\u064a]+ ){0,2}"
    rf"(?:\(\d+\) )?{_DAY}[^\d\n]{{0,40}}(?:\(?\d\d?[:h]\d\d\)?[^\d\n]{{0,20}})? (?:هو )?(?:ك)?اخر (?:اجل|موعد|يوم)"
)
# What one is to do by the date before it: apply.
_TO_APPLY = re.compile(
    r"(?: (?:a|at) [\dh:. ]{1,8})?(?: inclus)?,? ?(?:(?:pour|afin d[e'] ?|to|ل) ?)?(?:vous |nous )?"
    r"(?:postule[rz]|candidate[rz]|inscri(?:re|vez)|apply|(?:envoye|depose|adresse|transmett|soumett|faire parv|send|submit|\w{0,2}ارسال|ايداع)\w{0,3}"
    r"(?: \w+){0,3} (?:candidatures?|cv|dossiers?|applications?|resumes?|ملف\w*|ترشيح\w*|السيره))\b"
)
_END = re.compile(r"[.;!?](?= |\n|$)|\n")
_YEAR = re.compile(r"20\d\d|[-/.]\d\d$")


def read_deadline(
    deadline: str | None,
    text: str | None,
    now: datetime,
    *,
    published: str | None = None,
    title: str | None = None,
) -> tuple[str, str] | None:
    """Return the last day to apply and where it stood, "field" or "text"; in a text only after a cue.

    A day without a year is the next such day after PUBLISHED, an ISO day, where that is known.

    >>> now = datetime(2026, 11, 21, 9, tzinfo=MOROCCO)
    >>> read_deadline("15/12/2026", None, now)
    ('2026-12-15', 'field')
    >>> read_deadline(None, "Merci de postuler avant le 5 décembre 2026.", now)
    ('2026-12-05', 'text')
    >>> read_deadline(None, "Le concours aura lieu le 5 décembre 2026.", now)
    """
    since = _since(published, now)
    if (day := read_date(deadline, since, ahead=True)) and _near(day, now):
        return day, "field"
    # Who says when it was published leaves no doubt which year is meant.
    words = f"{title}\n\n{text or ''}" if title else text or ""
    told = [
        day
        for part in _parts(words.replace(TATWEEL, ""))
        for day in _days(part, since, since is not now)
    ]
    days = [day for day in told if _near(day, now)]
    return (max(days), "text") if days else None


def _since(published: str | None, now: datetime) -> datetime:
    try:
        return datetime.fromisoformat(published or "").replace(tzinfo=MOROCCO)
    except ValueError:
        return now


def _near(day: str, now: datetime) -> bool:
    return datetime.fromisoformat(day).date() <= now.date() + FARTHEST


def _parts(text: str) -> Iterator[str]:
    """Yield what stands round each possible cue that figures follow."""
    if len(text) > HEAD + TAIL:
        text = f"{text[:HEAD]}\n\n{text[-TAIL:]}"
    lower = text.lower()
    if not _dated().search(lower):
        return
    stems = (*_STEMS, *(_ARABIC_STEMS if LAM in lower else ()))
    spots = (m.start() for stem in stems if stem in lower for m in re.finditer(stem, lower))
    start, end = 0, 0
    for spot in sorted(spots):
        if not _FIGURE.search(lower, max(0, spot - 30), spot + AFTER):
            continue
        if end and spot - BEFORE > end:
            yield _plain(text[start:end])
            end = 0
        start, end = start if end else max(0, spot - BEFORE), spot + AFTER
    if end:
        yield _plain(text[start:end])


@cache
def _dated() -> re.Pattern[str]:
    """Return what every date has somewhere: most texts have none, and need no reading."""
    words = "|".join("|".join(row.values()) for row in rows("months")).lower().split("|")
    months = any_of({word[:3] for word in words if not word.isdigit()})
    day = rf"(?:\d(?:er|st|nd|rd|th)?|فاتح)[ .\-]{{0,3}}(?:de |of |من |شهر ){{0,2}}{months}"
    return re.compile(rf"20\d\d|\d ?[-/.] ?\d|{day}")


def _plain(text: str) -> str:
    return re.sub(r"[ \t\r\xa0*_]+", " ", unaccented(apostrophes(visible(text))))


def _days(plain: str, since: datetime, dated: bool) -> Iterator[str]:
    """Yield every day that follows a cue; DATED: it is known from when a day counts."""
    for cue in islice(_CUE.finditer(plain), MOST_CUES):
        found = _DATE.match(plain, cue.end())
        if not found or _ELSE.search(found["gap"]):
            continue
        if not cue["explicit"] and not _of_applying(plain, cue, found.end()):
            continue
        if day := _day(found["date"], since, certain=bool(cue["explicit"]) or dated):
            yield day
    yield from _late(plain, since, dated)
    for form in (_DATE_FIRST, _COUNTS_AS, _PUT_OFF):
        for found in form.finditer(plain):
            if day := _day(found["date"], since, certain=True):
                yield day


def _late(plain: str, since: datetime, dated: bool) -> Iterator[str]:
    """Yield every day after which no application is taken any more."""
    for found in islice(_LATE.finditer(plain), MOST_CUES):
        before = _END.split(plain[max(0, found.start() - BEFORE) : found.start()])[-1]
        sentence = before + _END.split(plain[found.end() : found.end() + AFTER])[0]
        refused = _REFUSED.search(sentence) and _APPLYING.search(sentence)
        if not refused or _NOT_APPLYING.search(sentence):
            continue
        if day := _day(found["date"], since, certain=dated):
            yield day


def _of_applying(plain: str, cue: re.Match[str], end: int) -> bool:
    """Tell whether a vague cue, whose date ends at END, is about applying."""
    before = plain[max(0, cue.start() - BEFORE) : cue.start()]
    if _applying(before, span=bool(cue["span"])):
        return True
    sentence = _END.split(before)[-1]
    told = not cue["span"] and _TO_APPLY.match(plain, end)
    return bool(told) and not (_NOT_APPLYING.search(sentence) or _WORK.search(sentence))


def _applying(before: str, *, span: bool) -> bool:
    """Tell whether the sentence, up to the cue, speaks of applying and of nothing else."""
    sentence = _END.split(before.rstrip())[-1]
    applying = list(_APPLYING.finditer(sentence))
    if not applying and _HEADING.search("\n" + before):
        return not (_NOT_APPLYING.search(sentence) or _ELSE.search(sentence))
    if (
        not applying
        or _WORK.search(sentence)
        or (span and _NOT_OPEN.search(sentence, applying[-1].end()))
    ):
        return False
    return not _NOT_APPLYING.search(sentence, applying[-1].end())


def _day(said: str, since: datetime, *, certain: bool) -> str | None:
    """Read a date that a text gives; without a year only where CERTAIN which is meant."""
    day = read_date(said, since, ahead=True)
    if not day or _YEAR.search(said):
        return day
    soon = (since + SOON).date().isoformat()
    return day if certain and day <= soon else None
