"""Do the two titles name the same work?"""

from functools import lru_cache

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import token_sort_ratio
from rapidfuzz.process import cpdist

from dedupe.deck import Pairs
from dedupe.features.asked import differ
from dedupe.packing import code, terms

#: Two words at least this alike are one word, typed twice.
TYPO = 0.93
#: What the titles of a pair have and lack: the columns of apart().
LEFT, RIGHT, LEFT_WORDS, RIGHT_WORDS, SHARED, NAMED, EQUAL = range(7)


def title(pairs: Pairs) -> dict[str, np.ndarray]:
    """Measure how alike the terms of the titles are, and how they differ."""
    named, lacking = apart(pairs)[:, NAMED] > 0, unsaid(pairs)
    fewer = np.minimum(lacking[:, LEFT], lacking[:, RIGHT])
    more = np.maximum(lacking[:, LEFT], lacking[:, RIGHT])
    # Where the languages differ, a word that no lexicon knows may be the other's, translated.
    known = (lacking[:, [LEFT, RIGHT]] > lacking[:, [LEFT_WORDS, RIGHT_WORDS]]).all(axis=1)
    swapped = (fewer > 0) & (known | ~differ(pairs, "language"))
    ratio = cpdist(_keys(pairs, pairs.left), _keys(pairs, pairs.right), scorer=token_sort_ratio)
    return {
        "title_same": named & (more == 0),
        "title_extra": np.where(named & (fewer == 0), np.minimum(more, 4) / 4, 0),
        "title_swapped": named & swapped,
        "title_alike": np.where(named, np.maximum(0, ratio / 50 - 1), 0),
    }


def _keys(pairs: Pairs, rows: np.ndarray) -> list[str]:
    return [terms(pairs.deck.titles[row])[2] for row in rows]


def apart(pairs: Pairs) -> np.ndarray:
    """Count what each title has and the other lacks, and the same of words that no lexicon knows."""
    return pairs.known("titles", lambda: pairs.each(pairs.deck.titles, _apart, 7))


def _apart(left: str, right: str) -> tuple[int, ...]:
    (ours, our_words, _), (theirs, their_words, _) = terms(left), terms(right)
    only_ours, only_theirs = leftovers(left, right)
    return (
        *(len(only_ours), len(only_theirs)),
        *(len(only_ours & our_words), len(only_theirs & their_words)),
        *(len(ours & theirs), bool(ours and theirs), ours == theirs),
    )


def unsaid(pairs: Pairs) -> np.ndarray:
    """Count as apart() does, in its first four columns, but not what the other posting's text says."""
    return pairs.known("unsaid", lambda: _unsaid(pairs))


def _unsaid(pairs: Pairs) -> np.ndarray:
    counts = apart(pairs)[:, :SHARED].copy()
    asked = np.flatnonzero(counts.any(axis=1))
    some = pairs.take(asked)
    turned = some.turned()
    for column, side in ((LEFT, some), (RIGHT, turned), (LEFT_WORDS, some), (RIGHT_WORDS, turned)):
        codes = _leftover_words if column >= LEFT_WORDS else _leftover_codes
        counts[asked, column] -= side.says(side.deck.titles, codes)
    return counts


def _leftover_codes(left: str, right: str) -> set[int]:
    """Number what the left title has and the right lacks."""
    return set(map(code, leftovers(left, right)[0]))


def _leftover_words(left: str, right: str) -> set[int]:
    """Number what of it no lexicon knows."""
    return set(map(code, leftovers(left, right)[0] & terms(left)[1]))


@lru_cache(maxsize=1 << 16)
def leftovers(left: str, right: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the terms of each packed title that the other lacks, typing errors aside.

    >>> leftovers("head|siebel", "head|siebell")
    (frozenset(), frozenset())
    """
    ours, theirs = terms(left)[0], terms(right)[0]
    only_left, only_right = set(ours - theirs), set(theirs - ours)
    for term in sorted(only_left) if only_right else ():
        twin = next((other for other in sorted(only_right) if _one_word(term, other)), None)
        if twin:
            only_left.discard(term)
            only_right.discard(twin)
    return frozenset(only_left), frozenset(only_right)


def _one_word(left: str, right: str) -> bool:
    short = min(len(left), len(right))
    return short >= 5 and JaroWinkler.similarity(left, right) >= TYPO
