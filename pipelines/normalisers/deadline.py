"""The last day to apply: from its field, else out of the text."""

import re
from datetime import datetime, timedelta

from offers.clock import MOROCCO
from offers.text import apostrophes, unaccented, visible
from pipelines.normalisers.dates import read_date

#: A deadline farther away than this is a form's "never".
FARTHEST = timedelta(days=731)
#: A day without a year is the next such day, and no deadline is set half a year ahead.
SOON = timedelta(days=183)
#: The head and the tail of a text are read: a deadline stands at either.
HEAD, TAIL = 4000, 3000

#: Without one of these a text names no deadline; to look for them is quick.
_ANY = (
    "limite", "plus tard", "avant", "usqu", "délai", "delai", "DELAI", "DÉLAI", "LIMITE", "clô",
    "clot", "CLÔTURE", "CLOTURE", "AVANT", "USQU", "eadline", "DEADLINE", "losing", "CLOSING",
    "efore", "BEFORE", "o later", "ntil", "pply by", "أجل", "اجل", "غاية", "قبل", "لغاية", "حدود",
)  # fmt: skip

_APPLICATION = (
    r"candidatures?|candidater|postul\w+|dossiers?|inscriptions?|inscri\w+|depots?|depos\w+|cv|envo\w+|adress\w+"
    r"|transmett\w+|soumett\w+|soumission|recevoir|reception|appl(?:y|ications?)|submi\w+|send|resumes?"
    r"|ترشيح\w*|الترشيح\w*|ملف\w*|الملف\w*|طلب\w*|الطلب\w*|التسجيل\w*|ايداع\w*|ارسال\w*|بعث\w*|تبعث\w*|توضع|التقديم"
)
# What says by itself that the date after it closes the applications.
_EXPLICIT = (
    r"date limite(?! (?:d'age|d'utilisation|de (?:validite|consommation|conservation|livraison|paiement|facturation)))"
    r"|dernier delai|delai de (?:rigueur|candidature|depot)|clotures? (?:des|de la|de l'|de reception|du depot|d')"
    r"|date de cloture|cloture le|offre valable jusqu'(?:au|a)|limite de (?:depot|candidature|reception|postulation)"
    r"|(?<!project )(?<!delivery )(?<!the )\bdeadlines?(?= ?[:=–-]| is| for appl| to appl| date| \d)|(?:application|submission) deadline"
    r"|closing date|apply (?:by|before|until|no later)|applications? clos\w+|(?:اخر|اقصي) اجل|اجل (?:اقصاه|اقصي|ايداع)|تاريخ انتهاء (?:التسجيل|الترشيح|التقديم)"
    r"|اخر موعد|اخر يوم"
)
# What closes applications only where the sentence speaks of applications.
_VAGUE = (
    r"au plus tard|avant le|avant la date du|jusqu'(?:au|a)\b|avant fin|\bbefore\b|no later than|not later than|\buntil\b"
    r"|\bby(?= [a-z\d])|الي غايه|لغايه|حتي (?:غايه|يوم)?|قبل (?:يوم|تاريخ)?|في حدود"
)
_CUE = re.compile(rf"(?P<explicit>{_EXPLICIT})|(?P<vague>{_VAGUE})")
_APPLYING = re.compile(rf"\b(?:{_APPLICATION})\b")
# The date of something else: the gap between a cue and its date must not speak of it.
_ELSE = re.compile(
    r"auront? lieu|se derouler|deroulera|date d(?:u|es|e l')|date de (?:prise|debut|demarrage|publication|naissance)"
    r"|entretien|epreuve|prise de (?:poste|fonction|service)|demarrage|debut|interview|start date|published|publiee?"
    r"|تاريخ اجراء|ستجري|سيجري|مقابله"
)
# What a person, a contract or a work must have done or be by then.
_NOT_APPLYING = re.compile(
    r"diplome|obten|nee?s? |age|contrat|cdd|mission|remplacement|livr|projet|conge|disponib|demarr|commenc|embauch|start|join"
    r"|graduat|valid|travail|concours aura|epreuve|entretien|المباراه يوم|ازداد|مولود"
)
_GAP = r"(?P<gap>(?:[^\d.;\n]|\.(?=\w)|\n(?! *\n))"
_DATE = re.compile(
    rf"{_GAP}{{0,90}}?)(?P<date>(?<!\d)(?:\d{{1,2}}(?:er|st|nd|rd|th)?(?: ?[-/.] ?\d{{1,2}} ?[-/.] ?(?:20\d\d|\d\d\b)"
    r"|[ .\-]{0,3}(?:de |of |من |شهر )*[^\W\d]{3,12}\.?[ ,.\-]{0,2}(?:سنه |de )?(?:20\d\d)?)"
    r"|20\d\d[-/.]\d{1,2}[-/.]\d{1,2}|[a-z]{3,9}\.? \d{1,2}(?:st|nd|rd|th)?,? 20\d\d)(?!\d))"
)


def read_deadline(
    deadline: str | None, text: str | None, now: datetime, *, published: str | None = None
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
    if not text:
        return None
    read = text if len(text) <= HEAD + TAIL else f"{text[:HEAD]}\n\n{text[-TAIL:]}"
    if not any(word in read for word in _ANY):
        return None
    days = [day for day in _days(_plain(read), since) if _near(day, now)]
    return (max(days), "text") if days else None


def _since(published: str | None, now: datetime) -> datetime:
    try:
        return datetime.fromisoformat(published or "").replace(tzinfo=MOROCCO)
    except ValueError:
        return now


def _near(day: str, now: datetime) -> bool:
    return datetime.fromisoformat(day).date() <= now.date() + FARTHEST


def _plain(text: str) -> str:
    return re.sub(r"[ \t\r\xa0*_]+", " ", unaccented(apostrophes(visible(text))))


def _days(plain: str, since: datetime) -> list[str]:
    """Return every day that follows a cue."""
    days = []
    for cue in _CUE.finditer(plain):
        if cue["vague"] and not _applying(plain[max(0, cue.start() - 160) : cue.start()]):
            continue
        found = _DATE.match(plain, cue.end())
        if not found or _ELSE.search(found["gap"]):
            continue
        if day := _day(found["date"], since, explicit=bool(cue["explicit"])):
            days.append(day)
    return days


def _applying(before: str) -> bool:
    """Tell whether the sentence, up to the cue, speaks of applying and of nothing else."""
    sentence = re.split(r"[.;!?](?= |\n|$)|\n", before.rstrip())[-1]
    applying = list(_APPLYING.finditer(sentence))
    return bool(applying) and not _NOT_APPLYING.search(sentence, applying[-1].end())


def _day(said: str, since: datetime, *, explicit: bool) -> str | None:
    """Read a date that a text gives; without a year only after a cue that leaves no doubt."""
    day = read_date(said, since, ahead=True)
    if not day or re.search(r"20\d\d|[-/.]\d\d$", said):
        return day
    soon = (since + SOON).date().isoformat()
    return day if explicit and day <= soon else None
