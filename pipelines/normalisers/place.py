"""Where a posting is: towns, province, region, country, anywhere, or abroad."""

from dataclasses import replace

from pipelines.normalisers.named_places import read_field, says_everywhere
from pipelines.normalisers.place_in_title import read_title
from pipelines.normalisers.placing import Place

__all__ = ["Place", "read_place"]


def read_place(city: str | None, region: str | None = None, title: str | None = None) -> Place:
    """Read the towns that a posting names: in its city, else its region, else its title.

    >>> read_place("Rabat / Salé / Kénitra").city_codes
    ['rabat', 'sale', 'kenitra']
    >>> read_place("Rabat-Salé-Kénitra").region_code
    '04'
    >>> read_place("CASABLANCA (France)").city_codes, read_place("Paris (France)").country_code
    (['casablanca'], 'fr')
    >>> read_place("Province de Sefrou").province_code, read_place("Tout le Maroc").country_code
    ('03.451', 'ma')
    >>> read_place(None, None, "Commercial terrain (H/F) - Tanger").city_code
    'tanger'
    """
    place = read_field(city) if city else Place()
    if says_everywhere(city) and not place.city_codes:
        return place
    if region:
        place = _within(place, read_field(region))
    if title and not (place.city_codes or place.abroad):
        place = _within(place, read_title(title))
    return place


def _within(wide: Place, told: Place) -> Place:
    """Take from TOLD what agrees with WIDE and says more."""
    if not wide.understood:
        return told
    if wide.abroad or told.abroad or not told.region_codes:
        return replace(wide, remote=wide.remote or told.remote)
    if wide.region_codes and not set(wide.region_codes) & set(told.region_codes):
        return wide
    if wide.city_codes:
        return wide if told.national else replace(wide, region_codes=_both(wide, told))
    return Place(
        city_codes=told.city_codes,
        province_code=told.province_code or wide.province_code,
        region_codes=_both(told, wide) if told.city_codes else _both(wide, told),
        country_code="ma",
        remote=wide.remote or told.remote,
        national=told.national,
    )


def _both(first: Place, second: Place) -> list[str]:
    return list(dict.fromkeys((*first.region_codes, *second.region_codes)))
