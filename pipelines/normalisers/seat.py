"""Where an administration sits, out of its name: many public notices print no other place."""

import re

from offers.taxonomy import lookup
from offers.text import fold
from pipelines.normalisers.place import Place, read_place
from pipelines.normalisers.place_in_title import read_title

#: No administration has a longer name.
LONGEST = 200
#: Administrations that bear the name of the place they serve.
_ADMINISTRATIONS = re.compile(
    r"^(?:la |le |l )?(?:communes?|municipalite|prefecture|province|wilaya|universite|faculte|ecole|institut"
    r"|centre hospitalier|centre regional|chu|chr|chp|hopital|agence urbaine|academie|delegation"
    r"|conseil (?:de la |du |de )?(?:regional|region|provincial|province|prefectoral|prefecture|communal|ville)"
    r"|chambre|direction (?:regionale|provinciale)|office regional|societe regionale)\b"
    r"|^(?:ال)?(?:جماعه|بلديه|عماله|اقليم|ولايه|جامعه|كليه|مدرسه|معهد|مستشفي|وكاله الحضريه|اكاديميه|غرفه"
    r"|مركز (?:ال)?(?:استشفايي|جهوي|اقليمي)|مديريه (?:ال)?(?:جهويه|اقليميه)|مندوبيه|قباضه|محكمه"
    r"|مجلس (?:ال)?(?:جهوي|جهه|اقليمي|جماعي|عماله|اقليم))"
)
#: What stands between the kind of administration and its place.
_BEFORE = re.compile(r".*(?:\s+(?:région|de la|de|du|des|à)\s+|\s+d['’´]|\s+[-–]\s+|\()", re.I)
# "For" is written onto an Arabic name.
_FOR = re.compile("(?<= )ل(?=[\u0621-\u064a]{3,}$)")


def read_seat(company: str | None) -> Place:
    """Read the town or region at the end of an administration's name; another employer's says nothing.

    >>> read_seat("Commune de Settat").city_code, read_seat("Conseil régional de Souss-Massa").region_code
    ('settat', '09')
    >>> read_seat("الوكالة الحضرية لطنجة").city_code, read_seat("CHU Mohammed VI Oujda").city_code
    ('tanger', 'oujda')
    >>> read_seat("Les Délices de Casablanca").understood
    False
    """
    if not company or not _ADMINISTRATIONS.match(fold(company)):
        return Place()
    end = _BEFORE.sub("", company).strip(" )")
    known = lookup("cities", end) or lookup("regions", end)
    return read_place(end) if known else read_title(_FOR.sub("", company[:LONGEST]))
