"""How far up the ladder a vacancy stands, as its title says."""

import re
from functools import cache, lru_cache

from offers import taxonomy
from offers.lexicons import INCLUSIVE, Lexicon, rows, split, stems
from offers.text import fold, unaccented

_SEGMENTS = re.compile(r"\s[-–—]+\s|[|,;:()/\[\]\n•·]|\b(?:ou|or)\b")
#: Words that bind others and say nothing here.
_JOINTS = frozenset(
    ("d", "de", "du", "des", "l", "la", "le", "les", "the", "a", "au", "aux", "un", "une")
)
_ROLE = ""
#: Who works for a director is none; "of" is no joint here, for the sake of "head of".
_UNDER = frozenset(
    stems(
        split(
            "assistant adjoint secrétaire chauffeur attaché rattaché auprès aide collaborateur deputy"
            " assistance secrétariat to مساعد نائب سكرتير كاتب سائق"
        )
    )
)
#: Who looks after trainees is none.
_OVER = frozenset(
    stems(
        split(
            "maître tuteur responsable chargé gestion gestionnaire encadrant encadrement suivi formateur"
        )
    )
)
_ENGLISH = frozenset(stems(split("manager director supervisor")))
_HELPERS = frozenset(stems(split("assistant deputy")))
#: Of the levels of experience the lowest that is named will do; of those of command the first counts.
_GROWN = ("junior", "confirmed", "senior")


def read_level(
    title: str | None, contract_code: str | None = None, experience: str | None = None
) -> str | None:
    """Return the level that a title names, else the one that the contract or a form's list names.

    >>> read_level("Directrice financière"), read_level("Assistante de direction")
    ('director', None)
    >>> read_level("Chef de projet senior"), read_level("Chef d'équipe (H/F)")
    ('senior', 'lead')
    >>> read_level("Comptable", "stage_pfe"), read_level("Ingénieur", None, "Entry level")
    ('intern', 'junior')
    """
    if contract_code and contract_code.startswith(("stage", "alternance")):
        return "intern"
    return (_from_title(title[:300]) if title else None) or (
        _listed().get(fold(experience[:60])) if experience else None
    )


@lru_cache(maxsize=4096)
def _from_title(title: str) -> str | None:
    named: list[str] = []
    for segment in _SEGMENTS.split(INCLUSIVE.sub(" ", unaccented(title))):
        named += _levels(stems(split(segment)))
    if "intern" in named:
        return "intern"
    if command := next((code for code in named if code not in _GROWN), None):
        return command
    return next((code for code in _GROWN if code in named), None)


def _levels(said: tuple[str, ...]) -> list[str]:
    words = tuple(word for word in said if word not in _JOINTS)
    found = []
    for start, _, code in _lexicon().spans(words):
        before = words[start - 1] if start else ""
        under = before in (_OVER if code == "intern" else _UNDER) or _assists(words, start)
        if code and not (under and code not in _GROWN):
            found.append(code)
    return found


def _assists(words: tuple[str, ...], start: int) -> bool:
    """Tell whether the English manager at START has an assistant before him: "assistant store manager"."""
    return words[start] in _ENGLISH and bool(_HELPERS & set(words[max(0, start - 3) : start]))


@cache
def _lexicon() -> Lexicon:
    """Know the words of every level, and the trades that are called by such words but say no level."""
    known: dict[tuple[str, ...], str] = {}
    for row in rows("roles"):
        known |= dict.fromkeys(_phrases(row["phrases"]), _ROLE)
    for row in taxonomy.rows("levels"):
        said = (row["code"], row["label"], row["label_ar"], row["label_en"], row["aliases"])
        for phrase in _phrases("|".join(said)):
            known.setdefault(phrase, row["code"])
    return Lexicon(known)


def _phrases(listed: str) -> list[tuple[str, ...]]:
    cut = (stems(split(phrase)) for phrase in listed.split("|"))
    return [key for words in cut if (key := tuple(w for w in words if w not in _JOINTS))]


@cache
def _listed() -> dict[str, str]:
    """Return {folded word: code} of the levels that forms let an employer choose from."""
    return {
        fold(word): row["code"]
        for row in taxonomy.rows("levels")
        for word in row["fields"].split("|")
        if word
    }
