"""Figures as people type them: one shape for signs, one value for a number."""

import re

from offers.text import unaccented, visible

_SIGNS = (
    dict.fromkeys("–—‑‒―−‐", "-")
    | dict.fromkeys("\u00a0\u202f\u2009\u2007\u2008\u200a\u3000", " ")
    | dict.fromkeys("⁄∕", "/")
    | dict.fromkeys("’‘´`ʼ′", "'")
    | dict.fromkeys("،", ",")
    | {"٬": ",", "٫": ".", "\\": "", "*": "", "\t": " ", "\r": " "}
)
_SIGN = re.compile(f"[{''.join(map(re.escape, _SIGNS))}]")
#: Thousands are parted by one and the same sign; then, or else, a decimal comma or dot.
NUMBER = r"(?:\d{1,3}(?: \d{3}){1,3}|\d{1,3}(?:,\d{3}){1,3}|\d{1,3}(?:\.\d{3}){1,3}|\d{1,3}(?:'\d{3}){1,3}|\d{1,9})(?:[.,]\d{1,2}(?!\d)|(?<=\d{4})\.\d{3,6})?(?!\d)"  # fmt: skip
_GROUPED = re.compile(r"\d{1,3}(?:[ .,']\d{3}){1,3}(?=$|[.,]\d{1,2}$)")


def plain(text: str) -> str:
    """Write TEXT without accents and case, its dashes, spaces, slashes and digits as ASCII's.

    >>> plain("De\\xa0٤٠٠٠ – 5\\u202f000 Dhs\\u2044Mois")
    'de 4000 - 5 000 dhs/mois'
    """
    # To look for the few signs is quicker than to translate every letter.
    return unaccented(_SIGN.sub(lambda sign: _SIGNS[sign[0]], visible(text)))


def number(said: str) -> float | None:
    """Return the value of a number as printed, whatever parts its thousands and its decimals.

    >>> number("4.500,00"), number("6,000.00"), number("12 000"), number("17,10"), number("25'000")
    (4500.0, 6000.0, 12000.0, 17.1, 25000.0)
    >>> number("0.10"), number("xx")
    (0.1, None)
    """
    head = _GROUPED.match(said)
    if head and not said.startswith("0"):
        whole, cents = re.sub(r"\D", "", head[0]), said[head.end() + 1 :]
    else:
        whole, _, cents = said.replace(",", ".").partition(".")
    try:
        return float(f"{whole}.{cents or 0}")
    except ValueError:
        return None
