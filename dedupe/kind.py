"""What kind of copy one posting is of another, in the four words of Eurostat's deduplication challenge."""

import numpy as np

from dedupe.features.asked import differ
from dedupe.features.title import leftovers
from dedupe.features.trace import days_apart
from dedupe.sketch import Sketch

#: Shared, of all that either text says: from here on two texts are nearly equal.
NEARLY = 0.8
#: Shared, of the shorter text: from here on it is contained in the longer.
CONTAINED = 0.8
#: A copy may follow within days; a second posting of one site that does not come along is a repost.
ALONG, COPIED = 2, 7


def kind(left: Sketch, right: Sketch) -> str:
    """Say how one of two postings of a vacancy repeats the other.

    full: the same title and nearly the same text. temporal: that, at another time. partial: the
    shorter text is contained in the longer, or one has none. semantic: other words, or another
    language.
    """
    if differ(left.language, right.language):
        return "semantic"
    ours, theirs = len(left.shingles), len(right.shingles)
    both = np.intersect1d(left.shingles, right.shingles, assume_unique=True).size
    if both >= NEARLY * (ours + theirs - both):
        if leftovers(left, right) != (set(), set()):
            return "semantic"
        return "temporal" if _at_another_time(left, right) else "full"
    return "partial" if both >= CONTAINED * min(ours, theirs) else "semantic"


def _at_another_time(left: Sketch, right: Sketch) -> bool:
    return days_apart(left, right) > (ALONG if left.source == right.source else COPIED)
