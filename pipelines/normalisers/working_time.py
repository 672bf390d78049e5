"""Whether the work fills the week or a part of it."""

import re
from functools import lru_cache

from offers.taxonomy import lookup
from offers.text import fold
from pipelines.normalisers.clauses import Clause, clauses, head
from pipelines.normalisers.contract_words import PARTS

_FULL = r"temps (?:plein|complet)|plein temps|full ?time|jornada completa|دوام كامل|(?:ال)?توقيت (?:ال)?كامل"
_PART = r"temps partiel|mi temps|part ?time|half ?time|media jornada|(?:نصف )?دوام جزيي|نصف دوام|(?:ال)?توقيت (?:ال)?جزيي"
_TIMES = re.compile(rf"\b[بو]?(?:ال)?(?:(?P<full_time>{_FULL})|(?P<part_time>{_PART}))\b")
_HOURS = re.compile(
    r"\b(\d\d) ?h(?:eures?|rs?|ours?)?(?: de travail)? ?(?:par|per|a|la|/)? ?(?:semaines?|sem|hebdo\w*|weeks?|weekly)\b"
    r"|(\d\d) (?:ساعه|ساعات) (?:في |ب|كل )?(?:ال)?اسبوع"
)
#: Hours of a week: Morocco's legal week has 44; between the two nobody can tell.
_PART_HOURS, _FULL_HOURS = range(10, 31), range(36, 57)
#: What is full or part time but is not the work: studies, teleworking, other people.
_OTHERS = re.compile(
    r"\b(?:tele ?travail|remote\w*|distance|(?<!job )etudiant\w*|etudes?|student\w*|studies|stud\w*|formation|training|experiences?"
    r"|becom\w*|devenir|vers|opportunit\w*|possib\w*|evolu\w*|equivalents?|fte|mba|master|programs?|programmes?"
    r"|effectifs?|salaries|equipe de|team of|employees|collaborateurs|engagement|commit\w*|availab\w*|disponib\w*|pas|not|non|sans)\b"
)
_WORK = re.compile(
    r"\b(?:postes?|emplois?|travail\w*|contrat|cd[id]|stage|internship|mission|job|position|role|basis|type|schedule|horaires?|rythme"
    r"|duree|regime|temps de travail|time type|recrut\w*|recherch\w*|cherch\w*|looking|hiring|volume|base|work\w*|العمل|عمل|وظيفه|نوع|منصب)\b"
)


def read_working_time(
    contract: str | None, title: str | None = None, text: str | None = None
) -> str | None:
    """Return full_time or part_time: from the contract's field, else the title, else the text.

    >>> read_working_time("fulltime, contract"), read_working_time("CDI", "Vendeuse (mi-temps)")
    ('full_time', 'part_time')
    >>> read_working_time("CDD", "Enseignant vacataire", "Formation à temps plein de 5 jours") is None
    True
    """
    return (
        (_from_field(contract[:200]) if contract else None)
        or (_named(fold(title[:500])) if title else None)
        or (_from_text(text) if text else None)
    )


@lru_cache(maxsize=2048)
def _from_field(contract: str) -> str | None:
    if code := lookup("working_times", contract):
        return code
    parts = (lookup("working_times", part) for part in PARTS.split(contract))
    return next(filter(None, parts), None) or _named(fold(contract))


def _named(key: str) -> str | None:
    """Return the first time that a folded phrase names, in words or in hours of a week."""
    match = _TIMES.search(key)
    if match and not _OTHERS.search(key[: match.start()][-25:]):
        return match.lastgroup
    return _by_hours(key)


def _by_hours(key: str) -> str | None:
    match = _HOURS.search(key)
    hours = int(match[1] or match[2]) if match else 0
    if hours in _PART_HOURS:
        return "part_time"
    return "full_time" if hours in _FULL_HOURS else None


def _from_text(text: str) -> str | None:
    found = (_offered(clause) for clause in clauses(head(text), "working_times"))
    return next(filter(None, found), None)


def _offered(clause: Clause) -> str | None:
    key = f"{clause.before} {clause.at}"
    match = _TIMES.match(clause.at)
    if match and clause.starts_line and not _OTHERS.search(clause.at):
        return match.lastgroup
    if _OTHERS.search(clause.before) or not (_WORK.search(key) or len(key) < 30):
        return None
    return match.lastgroup if match else _by_hours(key)
