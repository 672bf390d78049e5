"""Where an administration sits, out of its name: many public notices print no other place."""

import re

from offers.taxonomy import lookup
from offers.text import fold
from pipelines.normalisers.place import Place, read_place

#: Administrations that bear the name of the place they serve.
_ADMINISTRATIONS = re.compile(
    r"^(?:la |le |l )?(?:communes?|municipalite|prefecture|province|wilaya|universite|faculte|ecole|institut"
    r"|centre hospitalier|centre regional|chu|chr|chp|hopital|agence urbaine|academie|delegation"
    r"|conseil (?:de la |du |de )?(?:regional|region|provincial|province|prefectoral|prefecture|communal|ville)"
    r"|chambre|direction (?:regionale|provinciale)|office regional|societe regionale)\b"
)
#: What stands between the kind of administration and its place.
_BEFORE = re.compile(r".*(?:\s+(?:région|de la|de|du|des|à)\s+|\s+d['’´]|\s+[-–]\s+|\()", re.I)


def read_seat(company: str | None) -> Place:
    """Read the town or region at the end of an administration's name; another employer's says nothing.

    >>> read_seat("Commune de Settat").city_code, read_seat("Conseil régional de Souss-Massa").region_code
    ('settat', '09')
    >>> read_seat("Les Délices de Casablanca").understood
    False
    """
    if not company or not _ADMINISTRATIONS.match(fold(company)):
        return Place()
    end = _BEFORE.sub("", company).strip(" )")
    known = lookup("cities", end) or lookup("regions", end)
    return read_place(end) if known else Place()
