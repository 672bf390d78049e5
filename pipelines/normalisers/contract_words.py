"""The phrases that name a kind of contract, in a field, a title or a sentence."""

import re
from functools import cache, lru_cache

from offers.taxonomy import lookup, rows, vocabulary
from offers.text import fold

PARTS = re.compile(
    r"\s*[/,;|&+()\[\]\n•·]+\s*|\s+[-–—]+\s*|\s+(?:ou|or|et|and|puis|to|y|o|أو|او|و)\s+|\s*:\s*",
    re.I,
)
#: A kind of internship says more than "internship", which is all that a site's form may offer.
KINDS = ("stage_pfe", "stage_preembauche", "stage_observation")
#: A public competition may be for a contract: the contract says more.
_OVER_STATUTORY = ("cdi", "cdd", "contractuel")
# "Contrat de 6 mois", "a 12-month contract"
_FOR_MONTHS = re.compile(
    r"\bcontrat (?:de travail )?(?:d |de |pour )?(?:une )?(?:duree )?(?:d |de )?"
    r"(?:\d{1,2}|un|deux|trois|six|douze)(?: \d{1,2})? (?:mois|ans?)\b"
    r"|\b(?:\d{1,2}|one|two|three|six|twelve) (?:months?|years?) contract\b"
    r"|عقد (?:عمل |شغل )?(?:لمده|مدته) (?:سنه|سنتين|(?:\d{1,2}|ثلاثه|سته|ثلاث|ست) (?:اشهر|شهرا?|سنوات))"
)
#: Among other words these say nothing; alone in their field they do.
_NOT_ALONE = ("mission", "missions", "contract", "limited", "agency", "student", "students", "thesis",
    "saison", "insertion", "concours", "extras", "public", "consultation", "casual", "unpaid",
)  # fmt: skip
# The little words that Arabic writes together with the next one.
_JOINED = re.compile(r"^[وف]?(?:بال|لل|ال|ب|ل|ك)?(?=[\u0621-\u064a]{3})")

#: A phrase's words, and the code it names; None where it only looks as if.
_Phrase = tuple[list[str], str | None]


@lru_cache(maxsize=2048)
def field_code(contract: str) -> str | None:
    """Return the kind that a form's field names, of several the first.

    >>> field_code("CDI / Free Lance"), field_code("Temps partiel, CDD de 6 mois")
    ('cdi', 'cdd')
    """
    return next(iter(field_codes(contract)), None)


@lru_cache(maxsize=2048)
def field_codes(contract: str) -> tuple[str, ...]:
    """Return every kind that a form's field names, in its order.

    >>> field_codes("CDI, CDD & Stage")
    ('cdi', 'cdd', 'stage')
    """
    if code := lookup("contracts", contract):
        return (code,)
    codes = [code for part in PARTS.split(contract) if (code := _part(part))]
    return tuple(dict.fromkeys(codes)) or tuple(named(fold(contract), begins=False)[:1])


def _part(part: str) -> str | None:
    if code := lookup("contracts", part):
        return code
    key = fold(part)
    return first_named(key, begins=False) or _within(key)


def _within(key: str) -> str | None:
    """Return the kind that some of a field's words stand for, the longest first."""
    words, known = key.split()[:12], vocabulary("contracts")
    for length in range(len(words), 0, -1):
        for start in range(len(words) - length + 1):
            some = " ".join([_bare(words[start]), *words[start + 1 : start + length]])
            if some in known and (length > 1 or (len(some) > 5 and some not in _NOT_ALONE)):
                return known[some]
    return None


def first_named(key: str, begins: bool = True) -> str | None:
    """Return the kind that a folded phrase names: the first, of internships the finest.

    A phrase that BEGINS a title may mean something else there: "ANAPEC recrute".

    >>> first_named("stagiaire rh pre embauche"), first_named("maitre de stage")
    ('stage_preembauche', None)
    """
    found = named(key, begins)
    if not found:
        return None
    if found[0] == "stage":
        return next((code for code in found if code in KINDS), "stage")
    if found[0] in ("statutaire", "contractuel"):
        over = (code for code in found[1:] if code in _OVER_STATUTORY)
        return next(over, found[0])
    return found[0]


def named(key: str, begins: bool = True) -> list[str]:
    """Return the kinds that a folded phrase names, in its order.

    >>> named("cdd ou freelance")
    ['cdd', 'freelance']
    """
    words = ["^" if begins else "", *key.split()]
    found: list[str] = []
    at = 0
    while at < len(words):
        phrase, code = _phrase_at(words, at)
        if code:
            found.append(code)
        at += len(phrase) or 1
    if not found and _FOR_MONTHS.search(key):
        return ["cdd"]
    return found


def _phrase_at(words: list[str], at: int) -> _Phrase:
    known, word = _phrases(), words[at]
    if word not in known:
        word = _bare(word)
    for phrase, code in known.get(word, ()):
        if words[at + 1 : at + len(phrase)] == phrase[1:]:
            return phrase, code
    return [], None


def _bare(word: str) -> str:
    """Return an Arabic word without what is written together with it."""
    return _JOINED.sub("", word) if word > "\u0600" else word


@cache
def _phrases() -> dict[str, list[_Phrase]]:
    """Return {first word: phrases}, the longest first; "^" stands for the beginning."""
    known: dict[str, list[_Phrase]] = {}
    for row in rows("contracts"):
        for column, code in (("not_told", None), ("told", row["code"])):
            for said in row[column].split("|"):
                if words := ["^"] * said.startswith("^") + fold(said).split():
                    known.setdefault(words[0], []).append((words, code))
    return {first: sorted(some, key=lambda p: -len(p[0])) for first, some in known.items()}
