"""The prepared questions: a file of SQL each, which begins with its theme and its parameters."""

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parents[1] / "queries"
#: In the order in which they are listed.
THEMES = (
    "offers", "profiles", "skills", "employers", "pay", "time", "civil", "places", "sources", "method",
)  # fmt: skip
#: What stands in the SQL for the reader's language: "fr", "ar" or "en".
LANGUAGE = ":_reader_lang"
_HEAD = re.compile(r"-- (\w+): (.*)\n")


class Parameter(NamedTuple):
    """Hold the name of a parameter, and the choices that its question gives, if it names them."""

    name: str
    choices: tuple[str, ...] = ()


class Question(NamedTuple):
    """Hold a prepared question: its words stand under its name in words/*/queries.po."""

    name: str
    theme: str
    place: int
    parameters: tuple[Parameter, ...]
    sql: str

    def names(self) -> frozenset[str]:
        """Name the parameters."""
        return frozenset(parameter.name for parameter in self.parameters)


def read_question(name: str, text: str) -> Question:
    """Read a question from the TEXT of its file.

    >>> read_question("growth", "-- theme: offers 5\\n-- parameters: by:sector,region since\\nselect 1\\n").parameters
    (Parameter(name='by', choices=('sector', 'region')), Parameter(name='since', choices=()))
    """
    head, at = {}, 0
    while line := _HEAD.match(text, at):
        head[line[1]], at = line[2], line.end()
    theme, place = head["theme"].split()
    parameters = tuple(_parameter(word) for word in head.get("parameters", "").split())
    return Question(name, theme, int(place), parameters, text[at:].strip())


def _parameter(word: str) -> Parameter:
    name, _, choices = word.partition(":")
    return Parameter(name, tuple(choices.split(",")) if choices else ())


@cache
def questions() -> Mapping[str, Question]:
    """Return {name: question} of all files, in the order in which they are listed."""
    found = (read_question(file.stem, file.read_text("utf-8")) for file in FOLDER.glob("*.sql"))
    return {one.name: one for one in sorted(found, key=lambda q: (THEMES.index(q.theme), q.place))}


def in_language(sql: str, lang: str) -> str:
    """Write SQL as anybody can run it, with the language in it.

    >>> in_language("select case :_reader_lang when 'ar' then 1 end", "ar")
    "select case 'ar' when 'ar' then 1 end"
    """
    return sql.replace(LANGUAGE, f"'{lang}'")
