"""The language that a posting is written in."""

import re
from collections import Counter
from functools import cache

from offers.taxonomy import rows

#: So many characters of the head and, in a longer text, of the middle tell its language.
HEAD, MIDDLE = 500, 300
#: Words that a language's list knows are at least this part of what is written in it.
LEAST = 0.08
#: About every second word of a text is in its language's list; every Arabic word shows itself.
ARABIC_WORD = 0.5
#: Darija in Latin letters has no one spelling and borrows from French: what is known of it says more.
DARIJA, DARIJA_WORD = "ary", 2

FIRST_ARABIC = "\u0620"

_WORD = re.compile(r"[^\W_]+")
_ARABIC = re.compile("[\u0620-\u06ff]")
# Darija's letters that Latin lacks are written as figures, amid a word: "kan9elbo".
_FIGURE_WITHIN = re.compile(r"[a-z]+[379][a-z]+[a-z379]*")
# How French job titles end; asked only where no known word tells.
_FRENCH = re.compile(
    r"[a-zà-ÿ]{3,}(?:eurs?|euses?|trices?|iens?|iennes?|iers?|ières?|istes?|ités?|ique|ées?)"
)
_ACCENTS = (("fr", "éèêàçùœîûë"), ("es", "ñ"), ("pt", "ãõ"), ("de", "äöüß"))


def read_language(title: str | None, text: str | None = None) -> str | None:
    """Return the code of the language of a posting, or None where its words do not tell.

    >>> read_language("Comptable confirmé", "Nous recherchons un comptable pour notre client")
    'fr'
    >>> read_language("محاسب بالدار البيضاء"), read_language("Customer Support Agent"), read_language("XYZ")
    ('ar', 'en', None)
    """
    words = _words(title or "", text or "")
    told = _told(words)
    best = max(told.values(), default=0)
    if max(words, default="") >= FIRST_ARABIC:
        arabic = sum(1 for word in words if _ARABIC.match(word))
        if arabic and arabic * ARABIC_WORD >= best:
            return "ar"
    if not best:
        return _by_look(words)
    if best < LEAST * len(words):
        return None
    # Of languages that count the same: the first of the CSV, by how often Morocco's postings use it.
    return next(code for code in _order() if told.get(code) == best)


def _words(title: str, text: str) -> list[str]:
    """Return the words of the title, and of the head and the middle of the text."""
    if len(text) > HEAD + MIDDLE:
        middle = len(text) // 2
        text = f"{text[:HEAD]} {text[middle : middle + MIDDLE]}"
    # To split at spaces is three times faster than to match words, and loses few of them.
    parted = text.lower().replace("'", " ").replace("’", " ").replace(",", " ").split()
    return [*_WORD.findall(title[:200].lower()), *parted]


def _told(words: list[str]) -> dict[str, int]:
    """Return {language: how often its frequent words stand there}."""
    told: dict[str, int] = {}
    for codes, count in Counter(filter(None, map(_spoken().get, words))).items():
        for code in codes:
            told[code] = told.get(code, 0) + count
    if darija := told.pop(DARIJA, 0):
        darija += sum(1 for word in words if _FIGURE_WITHIN.fullmatch(word))
        if darija > 1:
            told[DARIJA] = DARIJA_WORD * darija
    return told


def _by_look(words: list[str]) -> str | None:
    """Tell a short title by its letters, or by how its words end."""
    letters = "".join(words)
    for code, accents in _ACCENTS:
        if any(accent in letters for accent in accents):
            return code
    return "fr" if any(_FRENCH.fullmatch(word) for word in words) else None


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """Return {word: the languages it is frequent in}; a word of several counts for each of them."""
    spoken: dict[str, tuple[str, ...]] = {}
    for row in rows("languages"):
        for word in row["words"].split():
            spoken[word] = (*spoken.get(word, ()), row["code"])
    return spoken


@cache
def _order() -> tuple[str, ...]:
    return tuple(row["code"] for row in rows("languages"))
