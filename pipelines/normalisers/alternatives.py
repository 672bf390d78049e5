"""Many words as one pattern."""

import re
from collections import defaultdict
from collections.abc import Iterable


def any_of(words: Iterable[str], space: str = " ") -> str:
    """Return a pattern of any of WORDS, the longest first; SPACE matches what may stand for a space.

    Words are grouped by their first letter, since a long list is tried word by word.

    >>> any_of(["an", "ans", "mois", "an de"])
    '(?:a(?:n de|ns|n)|m(?:ois))'
    """
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for word in sorted(filter(None, words), key=lambda word: (-len(word), word)):
        groups[word[0]].append(re.escape(word[1:]).replace("\\ ", space))
    return (
        "(?:"
        + "|".join(
            f"{re.escape(first)}(?:{'|'.join(rest)})" for first, rest in sorted(groups.items())
        )
        + ")"
    )
