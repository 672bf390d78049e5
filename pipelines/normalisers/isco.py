"""The work that a title names, and its group in the international classification, ISCO-08."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from offers.lexicons import INCLUSIVE, Lexicon, cut
from offers.taxonomy import rows
from offers.text import unaccented

#: So much of a title is read.
READ = 200
#: What parts the work from whom it is for, where it is and who asks.
_SEPARATORS = re.compile(
    r"[(){}\[\]|/,;:•·+\n\"«»!?]|\s[-–—]+\s?|\s?[-–—]+\s|\s(?:pour|chez|for|at|recrute(?:nt|ment)?|recherch\w{1,4}"
    r"|cherche(?:nt)?|is hiring|hiring|توظيف|مطلوب|مطلوبه|تبحث عن|نبحث عن|تعلن عن|لفائده|مباراه)(?=\s|$)"
)
#: Small words, which titles put in or leave out.
_SMALL = frozenset(cut("de du des d la le les l en et of the a au aux and un une"))
# In an English title the last word names the work, in a French or Arabic one the first.
_HEADS = frozenset(
    cut(
        "manager assistant supervisor director specialist coordinator lead leader analyst representative"
        " executive advisor trainer officer engineer head partner intern"
    )
)


class Work(NamedTuple):
    """Say which work a title names: our name for it, its ISCO-08 group, its function."""

    name: str
    isco: str
    occupation: str


class _Phrases(NamedTuple):
    lexicon: Lexicon
    english: frozenset[tuple[str, ...]]
    noise: frozenset[str]


def read_isco(title: str | None, occupation_code: str | None = None) -> str | None:
    """Return the ISCO-08 group of the work that TITLE names, one to three digits, where it is certain.

    >>> read_isco("Téléconseillers (H/F) - Rabat"), read_isco("سائق شاحنة"), read_isco("Full stack developer")
    ('422', '833', '251')
    >>> read_isco("Professeur de comptabilité"), read_isco("Assistant directeur commercial")
    ('23', None)
    >>> read_isco("Conseiller bilingue"), read_isco("Conseiller bilingue", "call_center")
    (None, '422')
    """
    work = work_named(title[:READ]) if title else None
    if work is None:
        return None
    if work.name == "agent" and occupation_code:
        return _agents().get(occupation_code)
    return work.isco or None


@lru_cache(maxsize=8192)
def work_named(title: str) -> Work | None:
    """Return the work that the first part of TITLE that names one names.

    >>> work_named("Stage - Infirmière polyvalente").name, work_named("Groupe Atlas")
    ('nurse', None)
    """
    for part in _SEPARATORS.split(INCLUSIVE.sub(" ", unaccented(title))):
        words = tuple(word for word in cut(part) if word not in _SMALL)
        if words and (work := _work(words)):
            return work
    return None


def _work(words: tuple[str, ...]) -> Work | None:
    known = _phrases()
    first, last = _trimmed(words, known.noise)
    hits = [(start, end, code) for start, end, code in known.lexicon.spans(words[first:last])]
    for start, end, code in hits:
        phrase = words[first + start : first + end]
        if first + end == last and (start == 0 or phrase in known.english):
            return _works()[code]
        if start == 0 and (words[last - 1] not in _HEADS or words[last - 1] in phrase):
            return _works()[code]
    return None


def _trimmed(words: tuple[str, ...], noise: frozenset[str]) -> tuple[int, int]:
    """Return from where to where WORDS go on without noise at either end."""
    first, last = 0, len(words)
    while first < last and (words[first] in noise or words[first].isdigit()):
        first += 1
    while last > first and (words[last - 1] in noise or words[last - 1].isdigit()):
        last -= 1
    return first, last


@cache
def _works() -> dict[str, Work]:
    return {r["code"]: Work(r["code"], r["isco"], r["occupation"]) for r in rows("isco_titles")}


@cache
def _phrases() -> _Phrases:
    known: dict[tuple[str, ...], str] = {}
    english: set[tuple[str, ...]] = set()
    noise: set[str] = set()
    for row in rows("isco_titles"):
        native = (row["label"], row["label_ar"], *row["aliases"].split("|"))
        foreign = (row["label_en"], *row["english"].split("|"))
        if row["code"] == "noise":
            noise.update(word for phrase in (*native, *foreign) for word in cut(phrase))
            continue
        for phrase in filter(None, map(_stems, (*native, *foreign))):
            known.setdefault(phrase, row["code"])
        english.update(filter(None, map(_stems, foreign)))
    return _Phrases(Lexicon(known), frozenset(english), frozenset(noise))


def _stems(phrase: str) -> tuple[str, ...]:
    return tuple(word for word in cut(phrase) if word not in _SMALL)


@cache
def _agents() -> dict[str, str]:
    """Return {function: group} of who is called a mere agent there."""
    return {row["code"]: row["isco"] for row in rows("occupations") if row["isco"]}
