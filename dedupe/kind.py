"""What kind of copy one posting is of another, in the four words of Eurostat's deduplication challenge."""

import numpy as np

from dedupe.deck import Pairs
from dedupe.features.asked import differ
from dedupe.features.title import LEFT, RIGHT, apart
from dedupe.features.trace import days_apart

#: Shared, of all that either text says: from here on two texts are nearly equal.
NEARLY = 0.8
#: Shared, of the shorter text: from here on it is contained in the longer.
CONTAINED = 0.8
#: A copy may follow within days; a second posting of one site that does not come along is a repost.
ALONG, COPIED = 2, 7


def kinds(pairs: Pairs) -> list[str]:
    """Say of each two postings of a vacancy how the one repeats the other.

    full: the same title and nearly the same text. temporal: that, at another time. partial: the
    shorter text is contained in the longer, or one has none. semantic: other words, or another
    language.
    """
    both, (ours, theirs) = pairs.shared("shingles"), pairs.sizes("shingles")
    nearly = both >= NEARLY * (ours + theirs - both)
    contained = both >= CONTAINED * np.minimum(ours, theirs)
    reworded = (apart(pairs)[:, [LEFT, RIGHT]] > 0).any(axis=1)
    conditions = [differ(pairs, "language"), nearly & reworded, nearly & _later(pairs), nearly]
    chosen = np.select(
        [*conditions, contained],
        ["semantic", "semantic", "temporal", "full", "partial"],
        "semantic",
    )
    return chosen.tolist()


def _later(pairs: Pairs) -> np.ndarray:
    ours, theirs = pairs.numbers("source")
    return days_apart(pairs) > np.where(ours == theirs, ALONG, COPIED)
