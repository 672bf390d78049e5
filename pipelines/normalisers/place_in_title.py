"""The towns in a title: at its end, at the end of one of its parts, or after "à"."""

import re
from collections.abc import Iterator
from functools import cache

from offers.text import fold
from pipelines.normalisers.gazetteer import (
    LONGEST,
    Meaning,
    names,
    namesakes,
    province_of,
    provinces,
    region_of,
    towns,
    urban,
)
from pipelines.normalisers.misspelt import near
from pipelines.normalisers.named_places import MOST_LETTERS
from pipelines.normalisers.placing import Place, placed

# What may stand after the town in a title, or between two of them.
_CLOSING = re.compile(
    r"\||h|f|hf|fh|m|w|x|d|maroc|morocco|ma|ville|regions?|et|ses|environs|alentours|peripherie|cdi|cdd|stage|interim"
    r"|urgent|pfe|freelance|ou|and|or|a|de|plein|temps|partiel|2024|2025|2026|2027|maghreb"
    r"|ref|debutante?s?|acceptee?s?|confirmee?s?|recrute|recrutement|recherche|embauche|cherche|hybride|hybrid|remote|teletravail|anapec|و|او"
)
_BEFORE = re.compile(
    r"a|sur|in|at|basee|base|basees|bases|vers|ville|agence|في|ب|بمدينه|بمدينتي|مدينه|مدينتي|قرب"
)
_CUTS = re.compile(r"\s+[-–—|]+\s+|[-–—|]\s+|\s+[-–—|]|\s*[:()\[\]/|,،]\s*")
# Words of every day, or names of more than one place: a town only where they stand alone.
_COMMON = re.compile(
    r"sale|assa|targa|racine|bourgogne|hassan|anfa|jorf|marra|kech|cfc|tac|rab|raba|afz|tfz"
    r"|mission|agropolis|oasis|saiss|menara|palmeraie|hivernage|oulfa|mechouar|californie"
    r"|belvedere|ribat|naima|ameur|zag|akka|saada|caza|tata|inara|haouz|el haouz|al haouz|fas|tanja"
    r"|founty|anza|polo|tamaris|gauthier|takaddoum|akkari|المشور|النخيل|حسان|الرحمه|المزار|سايس"
)
# Who serves a market from Morocco, or sells to it, does not work there.
_MARKET = re.compile(
    r"\b(?:tele\w{0,16}|conseill\w{1,6}|commerci\w{1,8}|marches?|export|import|vente|ventes|vendeu\w{1,4}|sales?|clients?"
    r"|clientele|prospect\w{1,8}|call|appels?|international\w{0,2}|business|account|support|customer|agents?)\b"
)
_ABROAD = re.compile(
    r"(?:\b(?P<near>pour (?:la|le|les|l))|\b(?:en|au|aux|in)|(?:^| )(?:في|الي|ب))"
    r" (?P<name>\S{2,20}(?: \S{2,20}){0,2})"
)
#: What is done for one of these is mostly done from Morocco.
_CUSTOMERS = ("fr", "be", "ch")
#: A commune or a province in what is folded, and the words that may be its name.
_ADMINISTRATION = re.compile(
    r"(?:(?P<commune>\b(?:commune|municipalite)(?: (?:urbaine|rurale|territoriale))?|(?<!\w)[بل]?ل?جماعه(?: (?:ترابيه|قرويه|حضريه))?"
    r"|(?<!\w)[بل]?الجماعه (?:الترابيه|القرويه|الحضريه))|\b(?:province|prefecture)|(?<!\w)[بلو]?(?:اقليم|عماله))"
    r"(?: (?:de|du|des|d|la|l)\b){0,3} (?=(?P<name>[^\s|]{2,20}(?: [^\s|]{1,20}){0,4}))"
)
#: "Les délices de Casablanca" are sold elsewhere too.
_OF = (["de"], ["du"], ["d"], ["des"], ["of"])
_HIRES = re.compile(
    r"recrut(?:e|ent|ement)|recherchen?t?|embauchen?t?|cherchen?t?|hiring|concours|lance|organise|annonce|توظف|تعلن|تشغل|تنظم|مباراه|مباريات"
)


def read_title(title: str) -> Place:
    """Read the places at the ends of a title's parts, or after "à"; elsewhere a name may be a firm's.

    >>> read_title("Commercial terrain (H/F) - Tanger").city_codes, read_title("Sales manager").city_codes
    (['tanger'], [])
    >>> read_title("Soudeur en Allemagne").country_code, read_title("Commercial - France").country_code
    ('de', None)
    """
    parts = [words for part in _CUTS.split(title[:MOST_LETTERS]) if (words := fold(part).split())]
    words = " | ".join(" ".join(part) for part in parts).split()
    if said := list(_administered(" ".join(words))):
        return placed(said)
    found = _towns(words, parts) if not _first_words().isdisjoint(words) else []
    return placed(found or _alone(parts) or list(_foreign(words, parts)))


def _administered(key: str) -> Iterator[Meaning]:
    """Find the commune, be it a village, or else the province that a public notice is of."""
    said = {bool(match["commune"]): match["name"] for match in _ADMINISTRATION.finditer(key)}
    province = next((provinces()[n] for n in _heads(said.get(False)) if n in provinces()), None)
    for name in _heads(said.get(True)):
        found = namesakes().get(name) or filter(None, [towns().get(name) or near(name)])
        within = [c for c in found if not province or province_of()[c] == province.code]
        if len(within) == 1:
            yield Meaning("town", within[0])
            return
    if province:
        named = (names().get(name) for name in _heads(said.get(False)))
        yield next((town for town in named if town and town.kind == "town"), province)


def _heads(name: str | None) -> Iterator[str]:
    """Give what NAME may begin with, the longest first."""
    words = name.split() if name else []
    return (" ".join(words[:end]) for end in range(len(words), 0, -1))


def _towns(words: list[str], parts: list[list[str]]) -> list[Meaning]:
    return (
        _last_places(words)
        or list(_after(words))
        or _first_place(parts)
        or _between(parts)
        or _of_employer(words)
    )


@cache
def _urban_codes() -> frozenset[str]:
    return frozenset(urban().values())


@cache
def _known() -> dict[str, Meaning]:
    """Return {folded name: town or region} of what a title may name beside other words."""
    return {
        key: said
        for key, said in names().items()
        if (said.kind == "town" and said.code in _urban_codes() and len(key) > 2)
        or (said.kind == "region" and " " in key)
    }


@cache
def _first_words() -> frozenset[str]:
    return frozenset(key.split()[0] for key in _known())


def _place(words: list[str], *, beside: bool = False) -> Meaning | None:
    """Say which place WORDS name; BESIDE a town, a word of every day may be one too."""
    key = " ".join(words)
    return None if not beside and _COMMON.fullmatch(key) else _known().get(key)


def _last_places(words: list[str]) -> list[Meaning]:
    found: list[Meaning] = []
    end = len(words)
    while end > 0:
        for start in range(max(0, end - LONGEST), end):
            if words[start] not in _first_words():
                continue
            beside = (
                bool(found) and words[start - 1 : start] in ([], ["|"], ["a"])
            ) or _ends_in_town(words[:start])
            if said := _place(words[start:end], beside=beside):
                found.insert(
                    0, _as_region(said) if words[start - 1 : start] == ["region"] else said
                )
                end = start
                break
        else:
            if not _CLOSING.fullmatch(words[end - 1]):
                break
            end -= 1
    return found


def _as_region(said: Meaning) -> Meaning:
    return Meaning("region", region_of()[said.code]) if said.kind == "town" else said


def _ends_in_town(words: list[str]) -> bool:
    """Tell whether WORDS end in a town: "Rabat / Salé" is two, "chef de partie salé" none."""
    words = words[:-1] if words[-1:] == ["|"] else words
    return any(_place(words[start:]) for start in range(max(0, len(words) - LONGEST), len(words)))


def _after(words: list[str]) -> Iterator[Meaning]:
    for start, word in enumerate(words):
        if word not in _first_words():
            continue
        joined = word.startswith("ب") and len(word) > 3
        if joined or (start and _BEFORE.fullmatch(words[start - 1])):
            for end in range(min(len(words), start + LONGEST), start, -1):
                if said := _place(words[start:end]):
                    yield said
                    break


def _first_place(parts: list[list[str]]) -> list[Meaning]:
    return _one(_place(parts[0])) if len(parts) > 1 else []


def _between(parts: list[list[str]]) -> list[Meaning]:
    """Find the towns at the end of the parts of a title: "Technicien Agadir - CDI"."""
    found = [_last_places(part) for part in parts]
    if any(found):  # "Salé" in a part of its own is a town beside one
        found = [f or _one(_place(part, beside=True)) for f, part in zip(found, parts, strict=True)]
    return [said for part in found for said in part]


def _one(said: Meaning | None) -> list[Meaning]:
    return [said] if said else []


def _of_employer(words: list[str]) -> list[Meaning]:
    """Find the town at the end of who hires: "Clinique Atlas Oujda recrute trois infirmiers"."""
    hires = next((i for i, word in enumerate(words) if _HIRES.fullmatch(word)), 0)
    name = words[:hires]
    return _last_places(name) or _only_town(name)


def _only_town(name: list[str]) -> list[Meaning]:
    """Find the town amid an employer's name, unless it may be a word of another kind."""
    found: dict[Meaning, None] = {}
    start = 0
    while start < len(name):
        for end in range(min(len(name), start + LONGEST), start, -1):
            said = _place(name[start:end], beside=True)
            if said and len(" ".join(name[start:end])) > 4 and name[start - 1 : start] not in _OF:
                found[said] = None
                start = end
                break
        else:
            start += 1
    return list(found) if len(found) == 1 else []


def _alone(parts: list[list[str]]) -> list[Meaning]:
    """Say what the last part means, be it a word of every day: "Caissier - Salé", "Chef - Souss"."""
    said = names().get(" ".join(parts[-1])) if len(parts) > 1 else None
    if not said or said.kind == "country":
        return []
    return [said] if said.kind != "town" or said.code in _urban_codes() else []


def _foreign(words: list[str], parts: list[list[str]]) -> Iterator[Meaning]:
    """Find the country of work, unless the work may be to sell to it."""
    key = " ".join(words)
    if _MARKET.search(key):
        return
    for name, market in [*_abroad(key), *((name, False) for name in _ends_abroad(parts))]:
        said = names().get(name)
        if said and said.kind == "country" and len(name) > 2:
            if not (market and said.code in _CUSTOMERS):
                yield said
            return


def _ends_abroad(parts: list[list[str]]) -> Iterator[str]:
    """Give the last part where it may be a country, and the country after its town."""
    last = parts[-1] if parts else []
    yield " ".join(last)
    land = [said.code for word in last[-2:] if (said := names().get(word))]
    if len(land) == 2 and land[0] == land[1]:
        yield last[-1]


def _abroad(key: str) -> Iterator[tuple[str, bool]]:
    """Give what may be a country's name, the longest first, and whether the work is "for" it."""
    for match in _ABROAD.finditer(key):
        head = match["name"].split()
        for end in range(len(head), 0, -1):
            yield " ".join(head[:end]), bool(match["near"])
