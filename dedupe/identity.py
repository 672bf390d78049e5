"""Which id an offer keeps: minted once, kept by the part with the largest overlap."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Assignment:
    """Say which cluster keeps which id (None: mint one), and what became of the ids that are gone."""

    kept: list[int | None]
    merged: dict[int, int]  # an id that is gone → the cluster its postings went to


def assign(clusters: Sequence[Sequence[int]], old: Mapping[int, int]) -> Assignment:
    """Give each cluster of postings the id of the old offer it holds most of; ties go to the oldest.

    >>> assign([[1, 2, 3], [4]], {1: 70, 2: 70, 3: 71, 4: 70})
    Assignment(kept=[70, None], merged={71: 0})
    """
    overlap = Counter(
        (old[posting], at)
        for at, cluster in enumerate(clusters)
        for posting in cluster
        if posting in old
    )
    kept: list[int | None] = [None] * len(clusters)
    gone: dict[int, int] = {}
    taken: set[int] = set()
    for (offer, at), _ in sorted(overlap.items(), key=lambda o: (-o[1], o[0])):
        if kept[at] is None and offer not in taken:
            kept[at] = offer
            taken.add(offer)
        gone.setdefault(offer, at)
    return Assignment(kept, {offer: at for offer, at in gone.items() if offer not in taken})
