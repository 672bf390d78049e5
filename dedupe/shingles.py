"""Shingles: every three words of a text in a row, as numbers, one in two of them kept.

Those whose number is even are kept (FracMinHash), in every text the same, so that both the share
of the shorter text that is in the longer and the likeness of the two can be told from them.
"""

from collections.abc import Sequence
from itertools import chain
from zlib import crc32

import numpy as np

_MIX = (np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F), np.uint64(0x165667B19E3779F9))
NOTHING = np.empty(0, dtype=np.uint32)


class Codes(dict[str, int]):
    """Number words, and remember the numbers of the first hundred thousand: texts repeat them."""

    def __missing__(self, word: str) -> int:
        code = crc32(word.encode())
        if len(self) < 100_000:
            self[word] = code
        return code


CODES = Codes()


def shingles(folded: str) -> np.ndarray:
    """Return the kept shingles of a folded text, sorted, each once.

    >>> len(shingles("un deux")), bool(len(shingles("a b c d e f g h i j k l m n o p")))
    (0, True)
    """
    return shingles_of([folded])[0]


def shingles_of(texts: Sequence[str]) -> list[np.ndarray]:
    """Return the kept shingles of each of the folded TEXTS: all are numbered at once, and then parted."""
    words = [text.split() for text in texts]
    ends = np.cumsum([len(some) for some in words])
    codes = np.array(list(map(CODES.__getitem__, chain.from_iterable(words))), dtype=np.uint64)
    if len(codes) < 3:
        return [NOTHING] * len(texts)
    mixed = codes[:-2] * _MIX[0] + codes[1:-1] * _MIX[1] + codes[2:] * _MIX[2]
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX[0]
    numbers = (mixed >> np.uint64(32)).astype(np.uint32)
    # A shingle lies in one text: those that begin with its last two words do not.
    starts = np.concatenate(([0], ends[:-1]))
    spans = zip(starts.tolist(), ends.tolist(), strict=True)
    return [_kept(numbers[start : max(start, end - 2)]) for start, end in spans]


def _kept(numbers: np.ndarray) -> np.ndarray:
    ordered = np.sort(numbers[numbers & 1 == 0])
    return ordered[np.append(True, ordered[1:] != ordered[:-1])] if len(ordered) else NOTHING
