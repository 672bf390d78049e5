"""Does a vacancy of an employer that hires all over the world concern Morocco?"""

import re
from collections.abc import Iterable
from functools import cache

from offers.taxonomy import lookup, rows, vocabulary
from offers.text import fold, squeeze

#: Where someone may be who works from Morocco; "South Africa" is another place.
_REACH = re.compile(
    r"\b(?:maroc|morocco|المغرب|(?<!south )(?<!sud )africa|afrique(?! du sud)|افريقيا|maghreb|emea|mena)\b"
)
_REMOTE = re.compile(
    r"\b(?:remote|teletravail|distance|telecommute|fully|anywhere|hybrid)\b|عن بعد"
)
_AROUND = re.compile(
    r"\b(?:offices?|hub|site|campus|plant|factory|city|area|greater|headquarters?|hq|branch|center|centre"
    r"|bureaux?|ville|usine|agence|siege|onsite|hybrid|hybride|remote|prefecture|province|region)\b(?: de\b| of\b)?"
)
_PARTS = re.compile(r"[,;|()\[\]·•]|\s[-–—]+\s|---")


def in_morocco(
    places: Iterable[str], title: str | None = "", remote: str | None = "", unsaid: bool = False
) -> bool:
    """Say whether one of PLACES is in Morocco, or the work is remote and open to Morocco.

    UNSAID is the answer where no place says in which country it is.

    >>> in_morocco(["Paris, France", "Casablanca, Morocco"]), in_morocco(["Casablanca, Chile"])
    (True, False)
    >>> in_morocco(["Remote"], "Data Engineer (EMEA)"), in_morocco(["Remote - South Africa"])
    (True, False)
    >>> in_morocco(["Rabat Office"]), in_morocco(["Ville de Casablanca"]), in_morocco(["Paris Office"])
    (True, True, False)
    >>> in_morocco(["Boston, MA"]), in_morocco(["Rabat, MA"]), in_morocco(["MA"])
    (False, True, True)
    >>> in_morocco(["Hay Riad"], unsaid=True), in_morocco(["Nice, France"], unsaid=True)
    (True, False)
    """
    said = [place.strip() for place in places if place and place.strip()]
    if any(_is_moroccan(place) for place in said):
        return True
    if unsaid:
        return not any(_country(place) for place in said)
    told = fold(" ".join([*said, remote or ""]))
    if _REMOTE.search(told):
        return bool(_REACH.search(fold(" ".join([*said, title or ""]))))
    return False


def _is_moroccan(place: str) -> bool:
    """Say whether PLACE is Morocco, or a town or region of it that is not said to be elsewhere."""
    if place == "MA":  # by itself a country's code; after a comma it may be Massachusetts
        return True
    if land := _country(place):
        return land == "ma"
    return any(part in towns() or part in vocabulary("regions") for part in _parts(place))


def _country(place: str) -> str | None:
    """Give the country that PLACE names; Morocco, where it is one of several."""
    found = {lookup("countries", part) for part in _parts(place) if part != "ma"} - {None}
    return "ma" if "ma" in found else next(iter(sorted(found)), None)


def _parts(place: str) -> list[str]:
    """Cut PLACE into names, without what stands round them: "Rabat Office" is Rabat."""
    bare = (squeeze(_AROUND.sub(" ", part)) for part in map(fold, _PARTS.split(place)))
    return [part for part in bare if part and not part.isdecimal()]  # a region's code is a number


@cache
def towns() -> frozenset[str]:
    """Return the folded names of Morocco's towns; a rural commune may share its name with the world."""
    proper = {row["code"] for row in rows("cities") if row["kind"] == "town"}
    return frozenset(name for name, code in vocabulary("cities").items() if code in proper)
