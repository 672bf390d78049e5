"""Find the words that announce an answer in a long text, without reading the rest of it."""

from collections.abc import Iterable


def spots(text: str, cues: Iterable[str], most: int = 12) -> list[int]:
    """Return where the CUES begin in TEXT, in their order; of each at most MOST.

    >>> spots("salaire net, fixe ou salaire brut", ("salaire", "fixe", "prime"))
    [0, 13, 21]
    """
    found: list[int] = []
    for cue in cues:
        at = text.find(cue)
        left = most
        while at >= 0 and left:
            found.append(at)
            left -= 1
            at = text.find(cue, at + len(cue))
    return sorted(found)
