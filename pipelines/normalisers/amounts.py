"""Amounts of money, and ranges of them, as people write them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from pipelines.normalisers.figures import NUMBER, number
from pipelines.normalisers.pay_words import CURRENCY, MONEY, TAX, is_extra

_AMOUNT = re.compile(
    rf"(?:(?<![a-z\u0621-\u064a])(?P<before>{CURRENCY})\s?:?\s?|(?<![a-z\d])(?<!\d[.,]))(?P<number>{NUMBER})"
    rf"(?:\s?(?:(?P<large>m(?= ?(?:dhs?|mad|€|eur)\b)|m€|millions?|milliards?|mds?|مليون|مليار|ملايين)"
    rf"|(?P<k>k(?![a-z])|k(?={CURRENCY})|mille\b|thousand\b|الاف|الف)))?(?P<plus>\s?\+(?= ?{CURRENCY}))?"
    rf"(?:(?:[.,]-?)?\s?(?P<after>{CURRENCY}))?"
)
#: What stands between the two ends of a range.
_TO = re.compile(
    rf"[\s.)]*(?:{TAX})?\s*(?:/ ?mois|par mois)?\s*"
    r"(?P<to>-+>?|/|~|\.\.+|ou|or|to|a|et|and|و|bis|hasta|until|(?:et |, )?(?:peut |pouvant |va )?(?:aller |allant |atteindre )?"
    r"jusqu'? ?a(?:ux?)?|up to|الي|الا|حتي|ل)\s*(?:de |d'|maximum |max |plus de |environ |un |les )?[\s:(]*"
)
_BETWEEN = re.compile(r"(?:entre|between|بين|from|de|allant|zwischen)\s*(?:les )?$")
_LEAST = re.compile(
    r"(?:a partir d[eu']|des|plus d[e']|\+ ?de|\+|>=?|≥|min(?:imum|imal)?\.?(?: de| :)?|au moins|au minimum|from|over"
    r"|starting (?:at|from)|ab|superieure? a|more than|at least|ابتداء من|انطلاقا من|اكثر من|لا يقل عن|على الاقل)\s*:?\s*$"
)
_MOST = re.compile(
    r"(?:jusqu'? ?a|<=?|≤|moins d[e']|max(?:imum|imal)?\.?(?: de| :)?|au plus|au maximum|up to|under|less than|inferieure? a"
    r"|ne depass\w+ pas|plafonnee? a|pouvant atteindre|peut atteindre|atteignant|atteindre|حتي|يصل الي|تصل الي|اقل من|لا يتجاوز)\s*:?\s*$"
)
_LEAST_AFTER = re.compile(
    r"[\s(./]*(?:(?:par |/ ?)?mois|net|brut|[\s(.])*(?:et plus|ou plus|a partir de|minimum|min\b|au moins|or more"
    r"|and above|\+(?!\s*[\w(])|فما فوق|فاكثر|على الاقل)"
)
_MOST_AFTER = re.compile(
    r"[\s(.]*(?:net|brut|[\s(.])*(?:maximum|max\b|au maximum|au plus|(?:et|ou) moins)"
)


class Amount(NamedTuple):
    """Hold an amount, or a range: its ends, its currency where told, and where it stands."""

    low: float | None
    high: float | None
    currency: str | None
    start: int
    end: int


class _Figure(NamedTuple):
    value: float
    thousands: bool
    currency: str | None
    plus: bool
    start: int
    end: int


def read_amounts(text: str) -> list[Amount]:
    """Return the amounts of TEXT, which is plain, in their order; a range is one.

    >>> [(a.low, a.high, a.currency) for a in read_amounts("de 4.000,00dh a 8k mad, prime 500 dh")]
    [(4000.0, 8000.0, 'MAD'), (500.0, 500.0, 'MAD')]
    >>> [(a.low, a.high) for a in read_amounts("< 4 000 dh")], read_amounts("budget 10 mdh")
    ([(None, 4000.0)], [])
    """
    figures = [*_figures(text)]
    found, at = [], 0
    while at < len(figures):
        one = figures[at]
        other = figures[at + 1] if at + 1 < len(figures) else None
        pair = other and _range(text, one, other)
        found.append(pair or _single(text, one))
        at += 2 if pair else 1
    return found


def _figures(text: str) -> Iterator[_Figure]:
    for match in _AMOUNT.finditer(text):
        value = number(match["number"])
        follows = text[match.end() : match.end() + 1]
        named = match["after"] or match["before"]
        if value is None or match["large"] or match["number"].startswith("00"):
            continue
        if (
            not named
            and not match["k"]
            and ((follows.isalpha() and follows < "\x7f") or follows == "%")
        ):
            continue
        yield _Figure(
            value * 1000 if match["k"] else value,
            bool(match["k"]),
            MONEY[named] if named else None,
            bool(match["plus"]),
            match.start(),
            match.end(),
        )


def _range(text: str, one: _Figure, other: _Figure) -> Amount | None:
    gap = text[one.end : other.start]
    to = _TO.fullmatch(gap) if len(gap) <= 45 else None
    if not to or (one.currency and other.currency and one.currency != other.currency):
        return None
    # "4000 dh et 1000 dh de primes" are two amounts, "entre 4000 et 5000" is one range.
    if to["to"] in ("et", "and", "و", "a", "ل") and not _may_join(text, one, to["to"]):
        return None
    low, high = one.value, other.value
    if other.thousands and not one.thousands and low < 1000:
        low *= 1000
    elif not one.thousands and low < 100 and high >= 1000 * low:
        low *= 1000  # "4 à 6000 DH", as one speaks
    if not low <= high <= 20 * max(low, 1) and low > 1:
        return None
    if (
        is_extra(gap, text[other.end : other.end + 60])
        and not one.currency == other.currency is None
    ):
        return None
    return Amount(low, high, one.currency or other.currency, one.start, other.end)


def _may_join(text: str, one: _Figure, word: str) -> bool:
    return word in ("a", "ل") or bool(_BETWEEN.search(text[max(0, one.start - 20) : one.start]))


def _single(text: str, one: _Figure) -> Amount:
    before, after = text[max(0, one.start - 40) : one.start], text[one.end : one.end + 40]
    low: float | None = one.value
    high: float | None = one.value
    if one.plus or _LEAST.search(before) or _LEAST_AFTER.match(after):
        high = None
    elif _MOST.search(before) or _MOST_AFTER.match(after):
        low = None
    return Amount(low, high, one.currency, one.start, one.end)
