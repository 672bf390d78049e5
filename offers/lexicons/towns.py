"""The towns of Morocco as words, to find them in a name or a title."""

from functools import cache

from offers import taxonomy
from offers.lexicons import Lexicon, split


@cache
def town_lexicon() -> Lexicon:
    """Know every name of every town, unstemmed: sales are not Salé."""
    known: dict[tuple[str, ...], str] = {}
    for row in taxonomy.rows("cities"):
        if row["kind"] != "town":
            continue  # communes and quarters are called Massa, Sahel or Oasis, as firms and people are
        names = (row["label"], row["label_ar"], row["label_en"], *row["aliases"].split("|"))
        for name in names:
            # A short alias ("RAB", "CFC") is safe in a city field only.
            if (len(name) > 3 or name in names[:3]) and (words := split(name)):
                known.setdefault(words, row["code"])
    return Lexicon(known)


def towns(words: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Part WORDS, not stemmed, into the towns named there and the rest.

    >>> towns(split("Chef d'agence El Jadida"))
    (['el-jadida'], ('chef', 'd', 'agence'))
    """
    return town_lexicon().take(words)
