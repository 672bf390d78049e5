"""Numbers written in words, in French, Arabic and English."""

import re
from functools import cache

from offers.taxonomy import vocabulary

# "un" and "one" are articles as well: they are numbers before what can be counted only.
_ONE_OF = (
    r"an|annee|ans|annees|mois|year|years|month|poste|position|سنه|عام|شهر|a deux|ou deux|or two|to two"
    r"|a 2|ou 2|or 2|to 2"
)
# An Arabic noun says "two" by its ending, and "one" by itself.
_PAIRS = (
    (re.compile(r"(?<![\u0621-\u064a])(?:ال|ب)?(?:سنتين|سنتان)(?![\u0621-\u064a])"), "2 سنه"),
    (re.compile(r"(?<![\u0621-\u064a])(?:عامين|عامان)(?![\u0621-\u064a])"), "2 عام"),
    (re.compile(r"(?<![\u0621-\u064a])(?:شهرين|شهران)(?![\u0621-\u064a])"), "2 شهر"),
    (re.compile(r"(?<![\u0621-\u064a])(?:منصبين|منصبان)(?![\u0621-\u064a])"), "2 منصب"),
    (
        re.compile(
            r"(?<![\u0621-\u064a\d])(?<!\d )(سنه|عام|شهر|منصب|وظيفه) واحده?(?![\u0621-\u064a])"
        ),
        r"1 \1",
    ),
    (re.compile(r"^(سنه|عام|شهر)$|(?<=ربه |بره )(سنه|عام)$"), r"1 \1\2"),
    (re.compile(r"(?<=[مع]ن )(?:سنه|عام)(?![\u0621-\u064a])(?! ?\d)"), "1 سنه"),
)

_BESIDE_WORDS = str.maketrans(dict.fromkeys("-()[].,;:/+'\"", " "))


def with_digits(text: str) -> str:
    """Write the numbers that TEXT, which is plain, tells in words as digits.

    >>> with_digits("deux a trois ans"), with_digits("vingt-cinq agents"), with_digits("quatre vingt")
    ('2 a 3 ans', '25 agents', '80')
    >>> with_digits("خبره لا تقل عن سنتين"), with_digits("خمسه الاف درهم"), with_digits("a six-year plan")
    ('خبره لا تقل عن 2 سنه', '5000 درهم', 'a 6-year plan')
    """
    if not text.isascii():
        for pair, digits in _PAIRS:
            text = pair.sub(digits, text)
    # To look at the words is quicker than to look for all of them at every letter.
    if _single_words().isdisjoint(text.translate(_BESIDE_WORDS).split()):
        return text
    return _run().sub(lambda run: _digits(run[0]), text)


@cache
def _values() -> dict[str, int]:
    return {word: int(code) for word, code in vocabulary("numbers").items() if not word.isdigit()}


@cache
def _single_words() -> frozenset[str]:
    return frozenset(part for word in _values() for part in word.split())


@cache
def _run() -> re.Pattern[str]:
    """Match words of numbers that stand side by side."""
    words = sorted(_values(), key=len, reverse=True)
    ones = "|".join(word for word in words if _values()[word] == 1)
    many = "|".join(re.escape(word) for word in words if _values()[word] != 1)
    return re.compile(
        rf"(?<![a-z\u0621-\u064a])(?:(?:{many})(?:(?:[ -]|[ -]et[ -]| و|-و)(?:{many}|une?\b))*"
        rf"|(?:{ones})(?= (?:{_ONE_OF})(?![a-z\u0621-\u064a])))(?![a-z\u0621-\u064a])"
    )


def _digits(run: str) -> str:
    """Add up a run of numbers; where it is no one number, write them one after the other."""
    known = _values()
    said: list[int] = []
    for word in _parts(run):
        value, last = known[word], said[-1] if said else None
        if last is None:
            said.append(value)
        elif value in (100, 1000) or (last == 4 and value == 20):
            said[-1] = last * value
        elif (last % 10 == 0 and last > value) or (value % 10 == 0 and " و" in run):
            said[-1] = last + value
        else:
            said.append(value)
    return " ".join(map(str, said))


@cache
def _word() -> re.Pattern[str]:
    return re.compile("|".join(sorted(map(re.escape, _values()), key=len, reverse=True)))


def _parts(run: str) -> list[str]:
    return _word().findall(run)
