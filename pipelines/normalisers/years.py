"""Numbers of years, and ranges of them, as people write them."""

import re
from collections.abc import Iterator
from typing import NamedTuple

_N = r"\d{1,3}(?:[.,]\d{1,2})?"
_AGAIN = r"(?:\s*\(\s*\d{1,2}\s*\))?"  # "trois (03) ans"
_MONTHS = ("mo", "شهر", "اشهر", "شهور")
_UNIT = (
    r"(?:ans?\b|an\(s\)|annees?\b|annee\(s\)|years?\b|year\(s\)|yrs?\b|yoe\b|mois\b|months?\b|month\(s\)"
    r"|(?:سنه|سنوات|سنين|عاما?|اعوام|شهرا?|اشهر|شهور)(?![\u0621-\u064a]))"
)
_TO = r"(?:-+|a|ou|to|or|et|and|/|~|الي|او|و|حتي)"
_LESS = (
    r"moins d[e'] ?|<=? ?|≤ ?|jusqu'? ?a |under |less than |up to |max(?:imum|\.)?(?: de)? |maximum : |au plus |ne depass\w+ pas "
    r"|inferieure? a |اقل من |لا تتجاوز |لا يتجاوز |(?<![\w)] )(?<![\w)])-(?=\d)|lt-"
)
_MORE = (
    r"plus d[e'] ?|\+ ?(?:de )?|>=? ?|≥ ?|au moins |au minimum |min(?:imum|imale?|\.)?(?: de| of)? |a partir de |over |more than "
    r"|at least |superieure? a |اكثر من |لا تقل عن |لا يقل عن |على الاقل |علي الاقل |gt-"
)
BAND = re.compile(
    rf"(?:(?P<less>{_LESS})|(?P<more>{_MORE}))?(?<![\d.,])(?P<low>{_N}){_AGAIN}\s?(?P<open>\+\s?|or more |ou plus )?"
    rf"(?:(?P<first>{_UNIT})?\s*{_TO}\s*(?:de )?(?P<high>{_N}){_AGAIN}\s?(?P<beyond>\+\s?)?)?[\s-]?(?P<unit>{_UNIT})"
    r"(?P<tail>\s*(?:et plus|ou plus|et \+|and more|or more|and above|\+|فما فوق|فاكثر|او اكثر)|\s*(?P<most>max(?:imum)?\b(?!\s*:?\s*\d)|ou moins|au plus))?"
)
_BARE = re.compile(
    rf"(?:(?P<less><=? ?|lt-|moins de )|(?P<more>>=? ?|gt-|\+ ?|plus de ))?(?P<low>{_N})(?:\s?(?:-|a|to|/)\s?(?P<high>{_N}))?\s?(?P<tail>\+|et plus)?"
)
#: Nobody is asked for more.
MOST = 45
_MOST_BARE = 20


class Years(NamedTuple):
    """Hold a number of years, or a range: its ends, and where it stands."""

    low: float | None
    high: float | None
    start: int
    end: int


def read_years(text: str) -> Iterator[Years]:
    """Give the numbers of years of TEXT, which is plain; "2 ans" is two or more.

    >>> [y[:2] for y in read_years("de 3 a 5 ans - de 5 a 10 ans / + 10 ans")]
    [(3.0, 5.0), (5.0, 10.0), (10.0, None)]
    >>> [y[:2] for y in read_years("6 mois - 1 an; < 2 ans; trois (03) ans".replace("trois", "3"))]
    [(0.5, 1.0), (0.0, 2.0), (3.0, None)]
    """
    last: Years | None = None
    for found in BAND.finditer(text):
        unit = found["unit"]
        low = _value(found["low"], found["first"] or unit)
        high = _value(found["high"], unit) if found["high"] else None
        if high is not None and ((found["tail"] and not found["most"]) or found["beyond"]):
            high = None
        elif high is None and (found["less"] or found["most"]):
            low, high = 0.0, low
        if max(low, high or 0) > MOST or low > (high if high is not None else low):
            continue
        one = Years(low, high, found.start(), found.end())
        if last and found["less"] and last.high is None and _closes(text, last, one):
            last = Years(last.low, high, last.start, one.end)
            continue
        if last:
            yield last
        last = one
    if last:
        yield last


def _closes(text: str, last: Years, one: Years) -> bool:
    """Tell whether ONE is the upper end of LAST: "plus de 5 ans et moins de 10 ans"."""
    gap = text[last.end : one.start]
    return (
        len(gap) <= 12 and "/" not in gap and " - " not in gap and (last.low or 0) < (one.high or 0)
    )


def read_bare_years(text: str) -> Years | None:
    """Return the years that TEXT is when it bears no unit, as forms that ask for years give them.

    >>> read_bare_years("2-5")[:2], read_bare_years("gt-15")[:2], read_bare_years("3")[:2]
    ((2.0, 5.0), (15.0, None), (3.0, None))
    """
    found = _BARE.fullmatch(text.strip())
    if not found:
        return None
    low, high = _value(found["low"], "ans"), None
    if found["high"] and not found["tail"]:
        high = _value(found["high"], "ans")
    elif found["less"]:
        low, high = 0.0, low
    if max(low, high or 0) > _MOST_BARE or (high is not None and low > high):
        return None
    return Years(low, high, 0, len(text))


def _value(said: str, unit: str) -> float:
    value = float(said.replace(",", "."))
    return round(value / 12, 2) if unit.startswith(_MONTHS) else value
