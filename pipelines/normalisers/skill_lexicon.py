"""The names of skills as one automaton, with every form that French and Arabic give them."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

import ahocorasick

from offers.taxonomy import rows
from pipelines.normalisers.skill_words import lowered, typed


class Name(NamedTuple):
    """Say what a name in a text means, and when it counts."""

    length: int
    code: str | None  # None: the words do not mean the skill they hold
    typed: str | None  # counts only as typed so, or all in capitals
    beside: bool  # counts only beside another skill


#: Names of things are written in one way; what is done with them has plurals and articles.
_INFLECTED = ("hard", "diploma", "certificate")
_OF = re.compile(r"(?<= )(?:de l|de la|du|des|de|d)(?= [^ ])")
_OF_FORMS = ("de", "du", "des", "d", "de la", "de l", "")
_PLURAL = re.compile("[a-z]{4,}")
#: More forms than this are not made of one name.
MOST = 64
#: Arabic writes "and", "in", "for" onto the next word.
_JOINED = tuple(lowered(typed(letter)).strip() for letter in ("و", "ب", "ل"))


def _word_forms(word: str) -> tuple[str, ...]:
    if word == "de":
        return _OF_FORMS
    if not _PLURAL.fullmatch(word):
        return (word,)
    return (word, word[:-1]) if word.endswith("s") else (word, word + "s")


def forms(key: str, inflected: bool = True) -> Iterator[str]:
    """Yield the forms of a name that is lowered: singular and plural, "de" as it may be written.

    >>> sorted(forms(" gestion de stock "))[:3]
    [' gestion d stock ', ' gestion d stocks ', ' gestion de l stock ']
    """
    yield key
    if not key.isascii():
        yield from (f" {letter}{key[1:]}" for letter in _JOINED)
    elif inflected:
        words = _OF.sub("de", key).split()
        options = [_word_forms(word) for word in words]
        for form in list(product(*options))[:MOST]:
            yield f" {' '.join(filter(None, form))} "


def _names(row: dict[str, str]) -> Iterator[tuple[str, Name]]:
    """Yield every name of a row, those that count only sometimes first."""
    for column in ("unless", "as_typed", "beside", "aliases"):
        for word in row[column].split("|"):
            if not (as_typed := typed(word)).strip():
                continue
            key = lowered(as_typed)
            strict = column in ("as_typed", "beside") and key != as_typed
            inflected = column == "unless" or (
                not strict and column != "as_typed" and row["kind"] in _INFLECTED
            )
            name = Name(
                len(key),
                None if column == "unless" else row["code"],
                as_typed if strict else None,
                column == "beside",
            )
            for form in forms(key, inflected):
                yield form, name._replace(length=len(form))
    for column in ("label", "label_ar", "label_en"):
        key = lowered(typed(row[column]))
        if key.strip():
            for form in forms(key, row["kind"] in _INFLECTED):
                yield form, Name(len(form), row["code"], None, False)


@cache
def names() -> ahocorasick.Automaton:
    """Return the automaton of all names; the first row that bears a name keeps it.

    What does not mean one skill may still be the name of another.
    """
    known: dict[str, Name] = {}
    for row in rows("skills"):
        for key, name in _names(row):
            if key not in known or (name.code and not known[key].code):
                known[key] = name
    automaton = ahocorasick.Automaton()
    for key, name in known.items():
        automaton.add_word(key, name)
    automaton.make_automaton()
    return automaton
