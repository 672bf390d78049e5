"""Categories of a site's form: one of its list, or several that it printed one after another."""

import re
from collections.abc import Iterator
from functools import cache

from offers.lexicons import Lexicon, stems
from offers.taxonomy import lookup, rows
from offers.text import fold

#: What parts categories; the finer signs stand within the labels of many lists too.
_COARSE = re.compile(r"\s+[-–—]\s+|\s+,\s*|[;|\n•]|\s+/\s{2,}")
_FINE = re.compile(r"\s*[/,&+()>:]\s*|\s+(?:et|and)\s+", re.I)
#: So many pieces of a label that a list's own sign has parted are put together again.
_PIECES = 6


def read_category(name: str, text: str, last: frozenset[str] = frozenset()) -> str | None:
    """Return the code of the first category of NAME.csv that TEXT names, those of LAST last.

    >>> read_category("sectors", "Banque / Finance - Assurance / Courtage")
    'banking'
    >>> read_category("sectors", "Centres d'appels / Conseil / Consulting / Assurance")
    'call_center'
    """
    codes = list(filter(None, _readings(name, text, last)))
    return next((code for code in codes if code not in last), codes[0] if codes else None)


def _readings(name: str, text: str, last: frozenset[str]) -> Iterator[str | None]:
    """Read the whole, else its parts, then its pieces, then single words."""
    if code := lookup(name, text):
        yield code
        return
    parts = _COARSE.split(text)
    yield from (_longest(name, part, last) for part in parts)
    yield from (by_word(name, part, last) for part in parts)


def _longest(name: str, part: str, last: frozenset[str]) -> str | None:
    """Return the code of the first pieces, as many as make a label; one of LAST only for want of others."""
    pieces = [piece for piece in _FINE.split(part) if piece]
    kept = None
    for start in range(len(pieces)):
        for end in range(min(start + _PIECES, len(pieces)), start, -1):
            code = lookup(name, " ".join(pieces[start:end]))
            if code and code not in last:
                return code
            kept = kept or code
    return kept


def by_word(
    name: str, text: str, last: frozenset[str] = frozenset(), column: str = "words"
) -> str | None:
    """Return the code of the first word of TEXT that stands for a category of NAME.csv, those of LAST last.

    COLUMN is where the words stand.

    >>> by_word("occupations", "Chef de projet BTP", frozenset({"project"}))
    'construction'
    """
    words = stems(_bare(word) for word in fold(text).split())
    codes = [code for _, _, code in _words(name, column).spans(words)]
    return next((code for code in codes if code not in last), codes[0] if codes else None)


def _bare(word: str) -> str:
    """Take off the Arabic particle that is written as one with the article."""
    if word[1:3] == "ال" and word[0] in "وبفك":
        return word[1:]
    return f"ال{word[2:]}" if word.startswith("لل") and len(word) > 4 else word


@cache
def _words(name: str, column: str) -> Lexicon:
    known = {
        stems(key.split()): row["code"]
        for row in reversed(rows(name))
        for word in row[column].split("|")
        if (key := fold(word))
    }
    return Lexicon(known)
