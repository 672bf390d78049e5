"""The places named in a field that is there for them."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from offers.taxonomy import codes, rows
from offers.text import fold
from pipelines.normalisers.gazetteer import (
    ARABIC,
    LONGEST,
    Meaning,
    listed,
    names,
    namesakes,
    province_of,
    provinces,
    region_of,
    seats,
    towns,
)
from pipelines.normalisers.misspelt import near
from pipelines.normalisers.placing import Place, placed
from pipelines.normalisers.silence import is_silent

#: What is longer is a page or a list to choose from, not a place.
MOST_LETTERS = 600

_INDEED = re.compile(r"^(.{0,200}?),\s*(\d{1,2}),\s*MA$", re.I)
_IN_MOROCCO = re.compile(r"(?:\s*\(\s*(?:maroc|morocco|المغرب)\s*\)){1,3}\s*$", re.I)
# Where the head office is, or where one travels to, is not where one works.
_ASIDE = re.compile(
    r"[(\[][^()\[\]]{0,40}(?:si[eè]ge|d[ée]placement|mobilit)[^()\[\]]{0,60}[)\]]", re.I
)
_PARTS = re.compile(
    r"\s*[/,;|&()\[\]{}\n\r•·+:→>،؛]+\s*|\s+(?:et|ou|and|or|y|o|أو|او|و)\s+|\s+[-–—]+\s*|\s*[-–—]+\s+",
    re.I,
)
_LISTED = re.compile(r"[/,;|&\n\r،]")
_DASHED = re.compile(r"\s+[-–—]\s+")
_TAIL = re.compile(r"(?: (?:maroc|morocco|ma|المغرب))+$")
_NATIONAL = re.compile(
    r"\b(?:tout(?:e)? (?:le |au )?maroc|(?:toutes?|plusieurs|divers(?:es)?|differentes?|multi|nos)"
    r" (?:les |nos )?(?:villes?|regions?|sites|agences)|partout au maroc"
    r"|territoire national|(?:niveau|echelle) nationale?|(?:dans|a travers) le maroc|maroc entier"
    r"|(?:tout|ensemble du|sur le) (?:le )?(?:territoire|royaume)|(?:all (?:over |of )?|anywhere in )morocco"
    r"|(?:multiple|various|several|all|different) (?:cities|locations|regions)|nationwide|countrywide)\b"
    r"|^(?:partout|nationale?|multivilles?|multi sites?)\b"
    r"|(?:كل|جميع|مختلف|عده|كافه) (?:ال)?(?:مدن|جهات|مناطق|انحاء)|الصعيد الوطني|ربوع المملكه|التراب الوطني"
    r"|^(?:وطني|وطنيه)$|كل المغرب|المغرب كله"
)  # fmt: skip
_REGION_OF = re.compile(r"^(?:la )?(?:region|ب?جهه|state|wilaya)(?: (?:de|du|d|des|la|l|of)){0,3} ")
_PROVINCE_OF = re.compile(
    r"^(?:la |l )?(?:province|prefecture|prov|pref|ب?اقليم|ب?عماله)(?: (?:de|du|d|des|la|l|of)){0,3} "
    r"| (?:province|prefecture)$"
)
_STREET = r"rue|avenue|ave?|bl?d|boulevard|blvd|route|rte|autoroute|شارع|زنقه|طريق"
_ROADS = re.compile(rf"\b(?:{_STREET})\b")
_ROAD = re.compile(_STREET)
_LINKS = re.compile(r"de|du|d|des|la|le|l|el|al|vers")


class _Said(NamedTuple):
    """Hold a meaning and the folded words that had it."""

    meaning: Meaning
    key: str = ""
    sure: bool = True  # whether they were written right
    seat_of: str = ""  # the province that was named, where its seat was not


def read_field(text: str) -> Place:
    """Read the places that TEXT names.

    >>> read_field("Agdal, Fès").city_codes, read_field("Sidi Rahal, Marrakech-Safi").city_codes
    (['fes'], ['sidi-rahal'])
    """
    if len(text) > MOST_LETTERS or is_silent(text):
        return Place()
    return _cached(text)


def says_everywhere(text: str | None) -> bool:
    """Tell whether TEXT means all of Morocco.

    >>> says_everywhere("Toutes les villes"), says_everywhere("Rabat")
    (True, False)
    """
    return bool(text and _NATIONAL.search(fold(text[:MOST_LETTERS])))


@lru_cache(maxsize=4096)
def _cached(text: str) -> Place:
    # rekrute says "(Maroc)" after whatever was typed, "GCC countries" included.
    bare = _ASIDE.sub(" ", _IN_MOROCCO.sub("", text) or text)
    said = list(_settled(list(_said(bare))))
    return placed(said, everywhere=says_everywhere(bare), here=_IN_MOROCCO.search(text) is not None)


def _said(text: str) -> Iterator[_Said]:
    if match := _INDEED.match(text.strip()):
        text = match[1]
        if (number := match[2].zfill(2)) in codes("regions"):
            yield _Said(Meaning("region", number))
    key = fold(text)
    if regions := _from_list(text):
        yield from regions
    elif (said := _whole(key)) and not _is_list(text, said[0].meaning):
        yield from said
    else:
        yield from _in_parts(text)


def _whole(key: str) -> list[_Said]:
    """Say what KEY means as a whole, with or without its country."""
    if said := _known(key):
        return said
    bare = _TAIL.sub("", key)
    if said := _known(bare):
        return said if said[0].meaning.kind in ("town", "region") else []
    said = _known(_REGION_OF.sub("", bare))
    return said if said and said[0].meaning.kind == "region" else []


def _from_list(text: str) -> list[_Said]:
    """Read a choice of emploi.ma's list of regions, of which some are called by their town."""
    parts = [fold(part) for part in _DASHED.split(text.rstrip(" .…-"))]
    told = [part for part in parts if part != "international"]
    if len(parts) < 2 or not all(part in listed() for part in told):
        return []
    if all(part in towns() for part in told) and len(told) == len(parts):
        return []  # "Agadir - Fès" is two towns
    return [_Said(Meaning("region", listed()[part])) for part in told]


def _is_list(text: str, said: Meaning) -> bool:
    """Tell "Rabat / Salé / Kénitra", three towns, from "Rabat-Salé-Kénitra", a region."""
    if said.kind != "region":
        return False
    parts = [fold(part) for part in _DASHED.split(text)]
    apart = len(parts) == 2 and all(part in towns() for part in parts)
    return bool(_LISTED.search(text)) or (apart and not _is_label(text, said.code))


def _is_label(text: str, region: str) -> bool:
    row = next(row for row in rows("regions") if row["code"] == region)
    return fold(text) in {fold(row[key]) for key in ("label", "label_ar", "label_en")}


def _in_parts(text: str) -> Iterator[_Said]:
    of_list = bool(_LISTED.search(text))
    for part in _PARTS.split(text):
        if len(part) != 2 or part.isupper():  # "de", "la" and "no" are countries' codes
            yield from _part(fold(part), of_list)


def _known(key: str) -> list[_Said]:
    """Say what KEY means as a whole: a town, and the province that bears no town's name."""
    if key in namesakes():
        return [_Said(Meaning("town", towns().get(key, "")), key)]
    if key not in names():
        return []
    if key in seats():
        return _with_seat(seats()[key], names()[key])
    return [_Said(names()[key], key)]


def _with_seat(province: Meaning, seat: Meaning | None) -> list[_Said]:
    town = [_Said(seat, seat_of=province.code)] if seat else []
    return [*town, _Said(province)]


def _part(key: str, of_list: bool) -> Iterator[_Said]:
    """Say what one name of a list means; a region that is called by its town is a region."""
    if not key:
        return
    if (bare := _PROVINCE_OF.sub("", key)) != key and bare in provinces():
        yield from _with_seat(provinces()[bare], names().get(bare))
        return
    bare = _REGION_OF.sub("", key)
    if said := _known(key) or _known(bare):
        yield from _as_region(said) if bare != key else said
    elif found := list(_within(key.split())):
        yield from found
    elif not _ROADS.search(key) and (code := _misspelt(bare)):
        whole = of_list and near(bare) == code
        slip = [_Said(Meaning("town", code), sure=whole)]
        yield from _as_region(slip) if bare != key else slip


def _as_region(said: Iterable[_Said]) -> Iterator[_Said]:
    for one in said:
        town = one.meaning.kind == "town" and one.meaning.code
        yield _Said(Meaning("region", region_of()[town])) if town else one


def _within(words: list[str]) -> Iterator[_Said]:
    """Say what the names inside a phrase mean, the longest first; a street's name is no town."""
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + LONGEST), start, -1):
            said = _known(" ".join(words[start:end]))
            if said and _stands_alone(said[0].meaning, words, start, end):
                yield from said
                start = end
                break
        else:
            start += 1


def _stands_alone(said: Meaning, words: list[str], start: int, end: int) -> bool:
    """Tell a name from a word that is one only by itself ("RAB", "Oriental"), and from a street's."""
    least = 3 if said.code == "fes" or ARABIC.match(words[start]) else 4
    if end - start == 1 and (said.kind == "region" or len(words[start]) < least):
        return False
    before = start - 1
    while before >= 0 and _LINKS.fullmatch(words[before]):
        before -= 1
    return before < 0 or not _ROAD.fullmatch(words[before])


def _misspelt(key: str) -> str | None:
    """Return the town that KEY, or the first words of it that resemble one, is a slip for."""
    words = key.split()
    if len(words) > 6:
        return None
    pairs = (" ".join(words[i : i + 2]) for i in range(len(words) - 1))
    return near(key) or next((c for w in (*pairs, *words) if (c := near(w))), None)


def _settled(said: list[_Said]) -> Iterator[Meaning]:
    """Choose among namesakes by what is named beside them; drop a slip where a town is sure."""
    certain = [one for one in said if one.sure and one.key not in namesakes()]
    own = {one.meaning.code for one in certain if one.meaning.kind == "town" and not one.seat_of}
    inside = {province_of()[town] for town in own}
    sure = {one.meaning.code for one in certain if one.meaning.kind == "town"}
    wider = {one.meaning.code for one in certain if one.meaning.kind in ("region", "province")}
    for one in said:
        if one.key in namesakes():
            code = _bearer(one.key, sure, wider)
            if code:
                yield Meaning("town", code)
        elif one.seat_of in inside:
            continue
        elif one.sure or not (sure or _elsewhere(one.meaning.code, wider)):
            yield one.meaning


def _elsewhere(town: str, wider: set[str]) -> bool:
    return bool(wider) and region_of()[town] not in {code[:2] for code in wider}


def _bearer(key: str, sure: set[str], wider: set[str]) -> str | None:
    """Return which of its bearers KEY means: the town beside it, the one in the region beside it."""
    bearers = namesakes()[key]
    beside = (code for code in bearers if code in sure)
    within = (c for c in bearers if province_of()[c] in wider or region_of()[c] in wider)
    return next(beside, None) or next(within, None) or towns().get(key)
