"""What was understood of where a posting is, put together from the names that were found."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from offers.taxonomy import codes
from pipelines.normalisers.gazetteer import Meaning, province_of, region_of

#: What names more towns than this is a list to choose from, not a place.
MOST_TOWNS = 40
#: "Abroad", in no country that is named.
ELSEWHERE = "xx"


@dataclass(frozen=True, slots=True)
class Place:
    """Hold what was understood of where the work is."""

    city_codes: list[str] = field(default_factory=list)
    province_code: str | None = None  # of the first town
    region_codes: list[str] = field(default_factory=list)  # named, or of a town named
    country_code: str | None = None
    remote: bool = False  # from anywhere
    national: bool = False  # in all of Morocco, or in no town of it that is named
    abroad: bool = False  # in another country, and in no place of Morocco

    @property
    def city_code(self) -> str | None:
        """The first town named."""
        return self.city_codes[0] if self.city_codes else None

    @property
    def region_code(self) -> str | None:
        """The first region; none where all of Morocco is meant."""
        return self.region_codes[0] if self.region_codes and not self.national else None

    @property
    def understood(self) -> bool:
        """Whether the words said anything to us."""
        told = (self.region_codes, self.country_code, self.remote, self.national, self.abroad)
        return any(told)


def placed(said: Sequence[Meaning], *, everywhere: bool = False, here: bool = False) -> Place:
    """Put together what was SAID; EVERYWHERE, if it was of all Morocco; HERE, if of nowhere else.

    >>> placed([Meaning("town", "sale"), Meaning("town", "casablanca")]).region_codes
    ['04', '06']
    """
    cities = _of("town", said)[:MOST_TOWNS]
    provinces = _of("province", said)
    regions = _regions(said)
    countries = _of("country", said)
    ours = bool(cities or regions)
    abroad = bool(countries) and "ma" not in countries and not ours
    whole = len(regions) == len(codes("regions")) and not cities
    return Place(
        city_codes=cities,
        province_code=_province(cities, provinces),
        region_codes=regions,
        country_code=_country(countries, abroad, ours or everywhere or here),
        remote=any(meaning.kind == "remote" for meaning in said),
        national=whole or (not ours and not abroad and (everywhere or "ma" in countries)),
        abroad=abroad,
    )


def _of(kind: str, said: Sequence[Meaning]) -> list[str]:
    return list(dict.fromkeys(meaning.code for meaning in said if meaning.kind == kind))


def _regions(said: Sequence[Meaning]) -> list[str]:
    """Give the regions of what was said: the first town's first, whatever was named before it."""
    towns = [region_of()[meaning.code] for meaning in said if meaning.kind == "town"][:MOST_TOWNS]
    # HCP's code of a province begins with its region's.
    wider = [meaning.code[:2] for meaning in said if meaning.kind in ("region", "province")]
    return list(dict.fromkeys((*towns, *wider)))


def _province(cities: list[str], provinces: list[str]) -> str | None:
    """Give the first town's province; a seat may lie in another than the one that was named."""
    if not cities:
        return provinces[0] if provinces else None
    own = province_of()[cities[0]]
    near = [code for code in provinces if code[:2] == own[:2]]
    return own if own in near or not near else near[0]


def _country(countries: list[str], abroad: bool, ours: bool) -> str | None:
    if abroad:
        return next((code for code in countries if code != ELSEWHERE), None)
    return "ma" if ours or "ma" in countries else None
