"""Closed vocabularies: each is a CSV of code, labels and aliases that anyone may edit.

Every CSV has the columns ``code,label,label_ar,label_en,aliases``; aliases are parted by ``|``.
A vocabulary may have columns of its own besides (a town has its region and its place on earth).
Towns and provinces are the census's, with what their CSV files add: see ``territory``.
"""

from functools import cache

from offers.taxonomy.files import HERE, read
from offers.taxonomy.territory import BUILT
from offers.text import fold

__all__ = ["HERE", "codes", "lookup", "rows", "vocabulary"]


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of the vocabulary NAME, as strings."""
    return BUILT[name]() if name in BUILT else read(name)


@cache
def vocabulary(name: str) -> dict[str, str]:
    """Return {folded word: code} for NAME.csv: labels, codes and aliases; the first row that names a word keeps it.

    >>> vocabulary("contracts")["contrat a duree indeterminee"]
    'cdi'
    """
    known: dict[str, str] = {}
    for row in rows(name):
        words = (row["code"], row["label"], row["label_ar"], row["label_en"])
        for word in (*words, *row["aliases"].split("|")):
            if key := fold(word):
                known.setdefault(key, row["code"])
    return known


@cache
def codes(name: str) -> frozenset[str]:
    """Return the codes of NAME.csv."""
    return frozenset(row["code"] for row in rows(name))


def lookup(name: str, text: str | None) -> str | None:
    """Return the code that TEXT stands for in NAME.csv, or None where it is not known."""
    return vocabulary(name).get(fold(text)) if text else None
