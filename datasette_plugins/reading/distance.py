"""How far towns lie from one another, as the crow flies."""

from functools import cache, lru_cache
from math import asin, cos, radians, sin, sqrt

from offers.taxonomy import rows

#: The mean radius of the earth in km (IUGG).
EARTH = 6371.0


@cache
def towns() -> dict[str, tuple[float, float]]:
    """Return {code of a town: (latitude, longitude)}, for those whose place is known."""
    return {
        row["code"]: (float(row["lat"]), float(row["lon"])) for row in rows("cities") if row["lat"]
    }


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the length of the great circle between two places, by the haversine formula.

    >>> round(kilometres(towns()["rabat"], towns()["casablanca"]))
    86
    """
    south, north = radians(one[0]), radians(other[0])
    high = sin((north - south) / 2) ** 2
    wide = sin(radians(other[1] - one[1]) / 2) ** 2
    return 2 * EARTH * asin(sqrt(high + cos(south) * cos(north) * wide))


@lru_cache(10_000)
def around(town: str, km: int) -> dict[str, float]:
    """Return {town: km from TOWN} of those within KM, TOWN itself first.

    >>> list(around("rabat", 10))[:2]
    ['rabat', 'sale']
    """
    here = towns()[town]
    far = {code: kilometres(here, place) for code, place in towns().items()}
    return {code: far[code] for code in sorted(far, key=far.__getitem__) if far[code] <= km}
