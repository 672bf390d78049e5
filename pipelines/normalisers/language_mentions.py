"""Languages that a text names, each with the proficiency that stands beside it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from offers.taxonomy import rows
from offers.text import apostrophes, fold, unaccented, visible
from pipelines.normalisers.alternatives import any_of


@dataclass(slots=True)
class Mention:
    """Say which language a text names, where, whether by its speaker, and how well it is to be known."""

    code: str
    start: int
    end: int
    speaker: bool = False
    proficiency: str | None = None


#: What may stand between a language and the proficiency that follows it.
_THEN = re.compile(
    r"[ :>›»→(=/.–-]*(?:(?:niveau|level|technique|technical|est|is|a un niveau|a l'oral|avec un|an?|at|minimum|parle|language|proficiency|comme|une|as)[ :(–-]*){0,3}"
)
#: What may stand between a proficiency and the language that follows it.
_BEFORE = re.compile(
    r"[ :(–-]*(?:(?:niveau|levels?|connaissances?|maitrise|pratique|usage|utilisation|expression|elocution|communication|command|knowledge"
    r"|skills?|speakers?|speaking|user|mastery|proficiency|oral\w{0,2}|ecrite?s?|written|spoken|verbal|redactionnelle\w?|l'ecrit|l'oral|et|and|&|/"
    r"|de|d'|du|des|en|of|in|with|both|the|a|la|le|l'|les|langues?|languages?|technique|courante?|minimum|parlee?|au moins"
    r"|في|من|ب|ل|ال|لغه|اللغه|اللغتين|باللغه|للغه|باللغتين|للغتين|كل|تامه|تام|جيده|جيد)(?![\w'])[ :'-]*|d'|l'){0,9}"
)  # fmt: skip
#: What joins languages that share one proficiency.
_JOINED = re.compile(
    r"[ ,،;/&+–-]*(?:(?:et|ou|and|or|e|y|und|en|ainsi que|as well as|et/ou|and/or|و|او)\b[ /]*)?"
    r"(?:(?:de|du|d'|l'|la|le|en|in|of|langue|في|اللغه|باللغه)[ ']*){0,3}"
)
# "…, l'anglais est un plus": of this one something else is said.
_OF_ITS_OWN = re.compile(
    r" (?:est|is|sont|serait|would|knowledge|souhaite|apprecie|un plus|a plus)\b|[ (:-]+(?:un plus|a plus|atout)"
)
# The adjective of "langue" alone names a language: "langue maternelle italienne".
_MOTHER_TONGUE = re.compile(
    r"\blangue maternelle (\w+(?:aise|ienne|ande|ole|ais|ien|and|ol|abe))\b"
)
_TWO_TONGUES = re.compile(
    r"\blangues? (\w{2,12}(?:aise|ienne|ande|ole|abe)) et (\w{4,12}(?:aise|ienne|ande|ole)|arabe)\b"
)
_SPACE = "[ ',/-]{1,2}"
_AND_OF = re.compile(r"\b(?:et|and) (?:de\b|du\b|d')")
_AND = re.compile(r" ?(?:et|and|&|\+|e|y|und|و) ?(?:(?:de|du|d'|l'|la|le|en|in) ?){0,2}")
_PAIRED = re.compile(r" ?[-/–] ?| ?(?:et|and|&) ?")

# A space by itself may stay: most blanks are.
_BLANKS = re.compile(r"[ \t\r\xa0*_]{2,}|[\t\r\xa0*_]")


def plain(text: str) -> str:
    """Strip case and accents for `mentions`; keep lines and punctuation.

    >>> plain("Français :  Bon niveau")
    'francais : bon niveau'
    """
    said = _BLANKS.sub(" ", unaccented(apostrophes(visible(text))))
    if "maternelle" in said:
        said = _MOTHER_TONGUE.sub(r"langue \1 maternelle", said)
    return _TWO_TONGUES.sub(r"langue \1 et langue \2", said) if "langue" in said else said


def mentions(said: str, *, short: bool = False) -> list[Mention]:
    """Return the languages that SAID, which is plain, names; SHORT: codes such as "fr" count too.

    >>> [(m.code, m.proficiency) for m in mentions("anglais > bon niveau arabe > maternelle")]
    [('en', 'good'), ('ar', 'native')]
    """
    found = list(_named(said, short))
    if not found:
        return found
    levels = [(m.start(), m.end(), _levels()[fold(m[0])]) for m in _level_pattern().finditer(said)]
    levels = [level for level in levels if not any(m.start <= level[0] < m.end for m in found)]
    for start, end, level in levels:
        _attach(said, found, start, end, level)
    return found


def _named(said: str, short: bool) -> Iterator[Mention]:
    for match in _name_pattern(short).finditer(said):
        code, speaker = _names(short)[fold(match["name"])]
        yield Mention(code, match.start("name"), match.end("name"), speaker)


def _attach(said: str, found: list[Mention], start: int, end: int, level: str) -> None:
    """Give the proficiency to the language beside it, and to those joined to that one."""
    last = next((n for n in reversed(range(len(found))) if found[n].end <= start), None)
    if (
        last is not None
        and not found[last].proficiency
        and _THEN.fullmatch(said[found[last].end : start])
    ):
        _give_back(said, found, last, level, said[start:end])
    else:
        _give_on(said, found, (last if last is not None else -1) + 1, end, level)


def _give_back(said: str, found: list[Mention], last: int, level: str, word: str) -> None:
    found[last].proficiency = level
    joined = _PAIRED if word.startswith("biling") else _AND
    for left, right in zip(found[last - 1 :: -1] if last else [], found[last:0:-1], strict=False):
        if left.proficiency or not joined.fullmatch(said[left.end : right.start]):
            break
        left.proficiency = level


def _give_on(said: str, found: list[Mention], first: int, end: int, level: str) -> None:
    if first >= len(found) or not _BEFORE.fullmatch(said[end : found[first].start]):
        return
    found[first].proficiency = found[first].proficiency or level
    for left, right in zip(found[first:], found[first + 1 :], strict=False):
        if right.proficiency or not _JOINED.fullmatch(said[left.end : right.start]):
            break
        between = said[left.end : right.start]
        if _OF_ITS_OWN.match(said, right.end) and not _AND_OF.search(between):
            break
        right.proficiency = level


@cache
def _names(short: bool) -> dict[str, tuple[str, bool]]:
    """Return {folded name: (language, whether it names its speaker)}."""
    names: dict[str, tuple[str, bool]] = {}
    for row in rows("languages"):
        labels = (row["label"].split(" (")[0], row["label_ar"], row["label_en"].split(" (")[0])
        for word in (*labels, *row["aliases"].split("|"), *([row["code"]] if short else [])):
            # Three letters are a code of a language in its own field only.
            if (key := fold(word)) and (short or len(key) > 3 or not key.isascii()):
                names.setdefault(key, (row["code"], False))
        for word in row["speakers"].split("|"):
            if key := fold(word):
                names.setdefault(key, (row["code"], True))
    return names


@cache
def _name_pattern(short: bool) -> re.Pattern[str]:
    return re.compile(
        rf"(?<![\w])(?:و?[بل]?ل?)?(?P<name>{any_of(_names(short), _SPACE)})s?(?!\w)".replace(
            "لل?)?", "لل?)?"
        )
    )


@cache
def _levels() -> dict[str, str]:
    words = (
        (fold(word), row["code"])
        for row in rows("proficiencies")
        for word in (row["label"], row["label_ar"], row["label_en"], *row["aliases"].split("|"))
    )
    levels: dict[str, str] = {}
    for word, code in words:
        levels.setdefault(word, code)
    return levels


@cache
def _level_pattern() -> re.Pattern[str]:
    return re.compile(rf"(?<![\w])(?:{any_of(_levels(), _SPACE)})(?!\w)")
