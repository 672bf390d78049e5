"""The language that a posting is written in."""

import re
from collections import Counter
from functools import cache

from offers.taxonomy import rows

#: Enough to tell a language by; the rest of a long text would only cost time.
READ = 800

_ARABIC = re.compile("[\u0600-\u06ff]+")
_LATIN = re.compile("[a-zà-ÿœ]+")


@cache
def _spoken() -> dict[str, tuple[str, ...]]:
    """Return {word: the languages it is frequent in}; a word of several counts for each of them."""
    spoken: dict[str, tuple[str, ...]] = {}
    for row in rows("languages"):
        for word in row["words"].split():
            spoken[word] = (*spoken.get(word, ()), row["code"])
    return spoken


def read_language(title: str | None, text: str | None = None) -> str | None:
    """Return the ISO 639-1 code of the language of a posting, or None where its words do not tell.

    >>> read_language("Comptable confirmé", "Nous recherchons un comptable pour notre client")
    'fr'
    >>> read_language("محاسب بالدار البيضاء"), read_language("Customer Support Agent"), read_language("XYZ")
    ('ar', 'en', None)
    """
    said = f"{title or ''}\n{text[:READ] if text else ''}"[: 2 * READ].lower()
    arabic = sum(map(len, _ARABIC.findall(said)))
    latin = _LATIN.findall(said)
    # An Arabic posting holds Latin names and addresses; a Latin one hardly any Arabic.
    if arabic and arabic >= 0.4 * sum(map(len, latin)):
        return "ar"
    spoken = _spoken()
    told = Counter(code for word in latin for code in spoken.get(word, ()))
    if not told:
        return None
    best = max(told.values())
    # Of languages that count the same: the first of the CSV, by how often Morocco's postings use it.
    return next(row["code"] for row in rows("languages") if told[row["code"]] == best)
