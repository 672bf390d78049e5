"""Shingles: every three words of a text in a row, as numbers, one in two of them kept.

Those whose number is even are kept (FracMinHash), in every text the same, so that both the share
of the shorter text that is in the longer and the likeness of the two can be told from them.
"""

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
    words = folded.split()
    if len(words) < 3:
        return NOTHING
    codes = np.array([CODES[word] for word in words], dtype=np.uint64)
    mixed = codes[:-2] * _MIX[0] + codes[1:-1] * _MIX[1] + codes[2:] * _MIX[2]
    mixed = (mixed ^ (mixed >> np.uint64(29))) * _MIX[0]
    numbers = (mixed >> np.uint64(32)).astype(np.uint32)
    return np.unique(numbers[numbers % 2 == 0])
