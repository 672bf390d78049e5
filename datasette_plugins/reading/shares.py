"""What share of offers says or wants something, of the counts of their values."""

from collections import Counter
from collections.abc import Mapping

from datasette_plugins.reading.figures import Share

Counts = Mapping[str, Counter[str]]


def paid(counts: Counts, offers: int) -> Share:
    """Say how many of so many OFFERS state the pay.

    >>> paid({"paid": Counter({"1": 3})}, 12)
    Share(part=3, whole=12)
    """
    return Share(counts.get("paid", Counter())["1"], offers)


def beginners(counts: Counts) -> Share:
    """Say how many take beginners, of the offers that say what experience they want.

    >>> beginners({"experience": Counter({"0": 3, "5": 1})})
    Share(part=3, whole=4)
    """
    asked = counts.get("experience", Counter())
    return Share(asked["0"], asked.total())
