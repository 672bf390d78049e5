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
    r"[(){}\[\]|/,;:•·+\n\"«»!?]|\s[-–—]+\s?|\s?[-–—]+\s|\s(?:pour|chez|for|at|recrute(?:nt)?|recherche(?:nt)?"
    r"|cherche(?:nt)?|is hiring|hiring|توظيف|مطلوب|مطلوبه|تبحث عن|نبحث عن|تعلن عن|لفائده|مباراه)(?=\s|$)"
)
#: The ending of a word's other gender or number, in brackets.
_ENDING = re.compile(
    r"(?<=[a-z])\((?:e|x|n|l)?(?:s|e|es|ses?|nes?|les?|ere?s?|euses?|trices?|rices?|ve|s)?\)"
)
#: "Ingénieure / Ingénieur": the same word for a woman and for a man.
_DOUBLED = re.compile(r"\b([a-z]{4,20}?)(?:e|ne|le)?s?\s?/\s?(?=\1s?\b)")
#: Small words, which titles put in or leave out.
_SMALL = frozenset(cut("de du des d la le les l en et of the a au aux and un une"))
# In an English title the last word names the work, in a French or Arabic one the first.
_HEADS = frozenset(
    ("manager", "assistant", "supervisor", "director", "specialist", "coordinator", "leader", "analyst", "officer",
     "representatif", "executif", "advisor", "trainer", "engineer", "head", "partner")
)  # fmt: skip


class Work(NamedTuple):
    """Say which work a title names: our name for it, its ISCO-08 group, its function."""

    name: str
    isco: str
    occupation: str
    alone: bool  # it is this work only where nothing follows


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
    plain = unaccented(title)
    if "/" in plain:
        plain = _DOUBLED.sub("", plain)
    for part in _SEPARATORS.split(INCLUSIVE.sub(" ", _ENDING.sub("", plain))):
        words = _stems(part)
        if words and (work := _work(words)):
            return work
    return None


@lru_cache(maxsize=4096)
def work_within(title: str) -> Work | None:
    """Return the first work with a function that is named anywhere in TITLE, if only as who is helped.

    >>> work_within("Aide électricien").name
    'electrician'
    """
    found = (_works()[code] for *_, code in _phrases().lexicon.spans(_stems(title)))
    return next((work for work in found if work.occupation), None)


def _work(words: tuple[str, ...]) -> Work | None:
    """Return the work that WORDS begin with, behind noise, else that they end with in English."""
    known = _phrases()
    last = _end(words, known.noise)
    for start in range(last):
        if code := _here(words, start, last, known):
            return _works()[code]
        if words[start] not in known.noise and not words[start].isdigit():
            break
    hits = [(start, end, code) for start, end, code in known.lexicon.spans(words) if end == last]
    return next((_works()[c] for s, e, c in hits if words[s:e] in known.english), None)


def _here(words: tuple[str, ...], start: int, last: int, known: _Phrases) -> str | None:
    """Return the name of the work whose phrase stands at START, if the rest does not change it."""
    begin, end, code = next(known.lexicon.spans(words[start:]), (1, 0, ""))
    if begin > 0 or (start + end < last and _works()[code].alone):
        return None
    english_tail = start + end < last and words[last - 1] in _HEADS
    return None if english_tail else code


def _end(words: tuple[str, ...], noise: frozenset[str]) -> int:
    """Return where WORDS end without the noise behind them."""
    last = len(words)
    while last > 1 and (words[last - 1] in noise or words[last - 1].isdigit()):
        last -= 1
    return last


@cache
def _works() -> dict[str, Work]:
    return {
        row["code"]: Work(row["code"], row["isco"], row["occupation"], bool(row["alone"]))
        for row in rows("isco_titles")
    }


@cache
def _phrases() -> _Phrases:
    known: dict[tuple[str, ...], str] = {}
    english: set[tuple[str, ...]] = set()
    noise: set[str] = set()
    for row in rows("isco_titles"):
        native = (row["label"], row["label_ar"], *row["aliases"].split("|"))
        foreign = (row["label_en"], *row["english"].split("|"))
        if row["code"] == "noise":
            noise.update(word for phrase in (*native, *foreign) for word in _stems(phrase))
            continue
        for phrase in filter(None, map(_stems, (*native, *foreign))):
            known.setdefault(phrase, row["code"])
        english.update(filter(None, map(_stems, foreign)))
    return _Phrases(Lexicon(known), frozenset(english), frozenset(noise))


def _stems(phrase: str) -> tuple[str, ...]:
    """Cut PHRASE into stems without the small words."""
    return tuple(_stem(word) for word in cut(phrase) if word not in _SMALL)


def _stem(word: str) -> str:
    """Take off two endings more: "administrative" is "administratif", Arabic plurals are singular."""
    if word.endswith("iv"):
        return f"{word[:-1]}f"
    return word[:-2] if len(word) > 5 and word.endswith(("ين", "ون", "ات")) else word


@cache
def _agents() -> dict[str, str]:
    """Return {function: group} of who is called a mere agent there."""
    return {row["code"]: row["isco"] for row in rows("occupations") if row["isco"]}
