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
    return Lexicon(_joined(known) | known)


def _joined(known: dict[tuple[str, ...], str]) -> dict[tuple[str, ...], str]:
    """Write each Arabic name as it stands behind in, to and and: بالداخلة, لتطوان, وفاس."""
    arabic = [(words, code) for words, code in known.items() if words[0][0] >= "\u0621"]
    before = {(letter + w[0], *w[1:]): code for w, code in arabic for letter in "بلو"}
    article = [(w, code) for w, code in arabic if w[0].startswith("ال")]
    return before | {("لل" + w[0].removeprefix("ال"), *w[1:]): code for w, code in article}


def towns(words: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Part WORDS, not stemmed, into the towns named there and the rest.

    >>> towns(split("Chef d'agence El Jadida"))
    (['el-jadida'], ('chef', 'd', 'agence'))
    >>> towns(split("سائق بالداخلة"))
    (['dakhla'], ('سايق',))
    """
    return town_lexicon().take(words)
