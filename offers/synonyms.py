"""Words that a question may stand for: synonyms.csv, the names of towns, and the words that are whole."""

from collections.abc import Iterator, Sequence
from functools import cache

from offers.stems import stem, tokens, without_proclitic
from offers.taxonomy import rows

#: Words that say nothing by themselves: a question need not find them.
STOP = frozenset({
    "a", "au", "aux", "avec", "chez", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le",
    "les", "ou", "par", "pour", "sur", "un", "une", "the", "an", "at", "for", "in", "of", "on",
    "or", "to", "with", "في", "من", "على", "الى", "عن",
})  # fmt: skip
#: Where the words of trades stand, to know a whole word from the beginning of one.
TRADES = {
    "skills": ("label", "label_ar", "label_en", "aliases"),
    "sectors": ("words", "weak", "aliases"),
    "occupations": ("words", "weak", "aliases"),
    "isco_titles": ("label", "label_en", "aliases", "english"),
    "languages": ("label", "speakers", "words"),
    "contracts": ("label", "aliases"),
}

Phrase = tuple[str, ...]


def key(phrase: Sequence[str]) -> Phrase:
    """Write a PHRASE so that number, gender and small words do not part it from its like.

    >>> key(["centres", "d", "appels"]), key(["a", "distance"])
    (('centr', 'appel'), ('a', 'distanc'))
    """
    kept = [word for word in phrase if word not in STOP]
    return tuple(stem(word) for word in (kept if len(kept) > 1 else phrase))


def alternatives(phrase: Sequence[str]) -> list[Phrase]:
    """Return the phrases that PHRASE is found by besides itself.

    >>> alternatives(["magasiniers"])[:2]
    [('magasinier',), ('storekeeper',)]
    """
    found = known().get(key(phrase), [])
    rest = without_proclitic(phrase[0]) if len(phrase) == 1 else None
    return found or known().get(key([rest]) if rest else (), [])


@cache
def known() -> dict[Phrase, list[Phrase]]:
    """Return {key of a phrase: the phrases it is found by}."""
    found: dict[Phrase, list[Phrase]] = {}
    for asked, answers in [*_groups(), *_towns()]:
        phrases = list(filter(None, (tuple(tokens(words)) for words in answers)))
        for one in filter(None, (key(tokens(words)) for words in asked)):
            found[one] = list(dict.fromkeys([*found.get(one, []), *phrases]))
    return found


@cache
def longest() -> int:
    """Return the number of words of the longest phrase, small words besides."""
    return max(map(len, known())) + 1


def _groups() -> Iterator[tuple[list[str], list[str]]]:
    """Yield (what is asked, what it is found by) from synonyms.csv."""
    for row in rows("synonyms"):
        words = row["words"].split("|")
        yield words, words + list(filter(None, row["finds"].split("|")))


def _towns() -> Iterator[tuple[list[str], list[str]]]:
    """Yield each town's names; a name that is a word of some trade is not taken for a town."""
    for row in rows("cities"):
        labels = [row["label"], row["label_ar"], row["label_en"]]
        names = [*labels, *row["aliases"].split("|")]
        yield [name for name in names if not is_trade(tokens(name))], labels


def is_trade(words: Sequence[str]) -> bool:
    """Tell whether WORDS are one word, of some trade."""
    return len(words) == 1 and words[0] in _trades()


def is_whole(word: str) -> bool:
    """Tell whether WORD is one we know, and so no beginning of another.

    >>> is_whole("java"), is_whole("logis")
    (True, False)
    """
    return word in _trades() or (stem(word),) in known()


@cache
def _trades() -> frozenset[str]:
    columns = (
        row[name] for table, names in TRADES.items() for row in rows(table) for name in names
    )
    return frozenset(word for words in set(columns) for word in tokens(words.replace("|", " ")))
