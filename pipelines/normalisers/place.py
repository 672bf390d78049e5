"""Where a posting is: towns, region, anywhere, or abroad."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from offers.taxonomy import codes
from offers.text import fold
from pipelines.normalisers.gazetteer import LONGEST, Meaning, names, near, region_of, urban
from pipelines.normalisers.silence import is_silent

#: What says more than this is a page or a list to choose from, not a place.
MOST_LETTERS, MOST_TOWNS = 600, 40

_INDEED = re.compile(r"^(.*?),\s*(\d{1,2}),\s*MA$", re.I)
_PARTS = re.compile(
    r"\s*[/,;|&()\[\]\n\r•·+:→>]+\s*|\s+(?:et|ou|and|or|y|o)\s+|\s+[-–—]+\s*|\s*[-–—]+\s+", re.I
)
_LISTED = re.compile(r"[/,;|&\n\r]")
_NATIONAL = re.compile(
    r"\b(?:tout(?:e)? (?:le |au )?maroc|(?:toutes?|plusieurs|divers(?:es)?|differentes?|multi|nos)"
    r" (?:les |nos )?(?:villes?|regions?|sites|agences)|^partout$|partout au maroc|national|nationale"
    r"|(?:tout|ensemble du|sur le) (?:le )?(?:territoire|royaume)|all (?:over |of )?morocco"
    r"|(?:multiple|various|several|all) (?:cities|locations)|nationwide)\b"
    r"|(?:كل|جميع|مختلف|عده|كافه) (?:ال)?(?:مدن|جهات)|الصعيد الوطني|ربوع المملكه|التراب الوطني"
)
_REGION_OF = re.compile(r"^(?:la )?(?:region|جهه)(?: (?:de|du|d|des|la|l))* ")
_ROADS = re.compile(
    r"\b(?:rue|avenue|ave?|bl?d|boulevard|blvd|route|rte|autoroute|شارع|زنقه|طريق)\b"
)
_LINKS = re.compile(r"de|du|d|des|la|le|l|el|al|vers")


@dataclass(frozen=True, slots=True)
class Place:
    """Hold what was understood of where the work is."""

    city_codes: list[str] = field(default_factory=list)
    region_code: str | None = None
    remote: bool = False  # from anywhere
    national: bool = False  # in all of Morocco, or in no town of it that is named
    abroad: bool = False  # in another country, and in no town of Morocco

    @property
    def city_code(self) -> str | None:
        """The first town named."""
        return self.city_codes[0] if self.city_codes else None

    @property
    def understood(self) -> bool:
        """Whether the words said anything to us."""
        told = (self.city_codes, self.region_code, self.remote, self.national, self.abroad)
        return any(told)


def read_place(city: str | None, region: str | None = None, title: str | None = None) -> Place:
    """Read the towns that a posting names: in its city, else its region, else its title.

    >>> read_place("Rabat / Salé / Kénitra").city_codes
    ['rabat', 'sale', 'kenitra']
    >>> read_place("Rabat-Salé-Kénitra").region_code
    '04'
    >>> read_place("CASABLANCA (France)").city_codes, read_place("Paris (France)").abroad
    (['casablanca'], True)
    >>> read_place(None, None, "Commercial terrain (H/F) - Tanger").city_code
    'tanger'
    """
    place = _read(city) if city else Place()
    if not place.city_codes and region:
        place = _narrow(place, _read(region))
    if not place.city_codes and title and not (place.abroad or _says_everywhere(city)):
        place = _narrow(place, _read_title(title))
    return place


def _says_everywhere(city: str | None) -> bool:
    return bool(city and _NATIONAL.search(fold(city[:MOST_LETTERS])))


def _narrow(wide: Place, told: Place) -> Place:
    """Take from TOLD what agrees with WIDE and says more."""
    if not told.understood:
        return wide
    if wide.region_code and told.region_code not in (None, wide.region_code):
        return wide
    if wide.understood and told.abroad:
        return wide
    return Place(
        city_codes=told.city_codes,
        region_code=wide.region_code or told.region_code,
        remote=wide.remote or told.remote,
        national=(wide.national or told.national) and not told.city_codes,
        abroad=wide.abroad or told.abroad,
    )


@lru_cache(maxsize=4096)
def _cached(text: str) -> Place:
    meanings = list(_meanings(text))
    return _placed(meanings, national=bool(_NATIONAL.search(fold(text))))


def _read(text: str) -> Place:
    if len(text) > MOST_LETTERS or is_silent(text):
        return Place()
    return _cached(text)


def _placed(meanings: Sequence[Meaning], national: bool) -> Place:
    cities = list(dict.fromkeys(m.code for m in meanings if m.kind == "town"))[:MOST_TOWNS]
    regions = [m.code for m in meanings if m.kind == "region"]
    countries = {m.code for m in meanings if m.kind == "country"}
    here = bool(cities or regions)
    foreign = bool(countries - {"ma"}) and not here
    return Place(
        city_codes=cities,
        region_code=region_of()[cities[0]] if cities else next(iter(regions), None),
        remote=any(m.kind == "remote" for m in meanings),
        national=not here and not foreign and (national or countries == {"ma"}),
        abroad=foreign,
    )


def _meanings(text: str) -> Iterator[Meaning]:
    if match := _INDEED.match(text.strip()):
        text = match[1]
        if (number := match[2].zfill(2)) in codes("regions"):
            yield Meaning("region", number)
    whole = re.sub(r"(?: (?:maroc|morocco|ma))+$", "", fold(text))
    said = names().get(whole)
    if said and (said.kind != "region" or not _LISTED.search(text)):
        yield said
        return
    for part in _PARTS.split(text):
        yield from _part(fold(part))


def _part(key: str) -> Iterator[Meaning]:
    """Say what one name of a list means; a region that is called by its town is a region."""
    if not key:
        return
    bare = _REGION_OF.sub("", key)
    if said := names().get(key) or names().get(bare):
        yield _as_region(said) if bare != key and said.kind == "town" else said
        return
    if found := list(_within(key.split())):
        yield from found
    elif not _ROADS.search(key) and (code := _misspelt(bare)):
        town = Meaning("town", code)
        yield _as_region(town) if bare != key else town


def _as_region(town: Meaning) -> Meaning:
    return Meaning("region", region_of()[town.code])


def _within(words: list[str]) -> Iterator[Meaning]:
    """Say what the names inside a phrase mean, the longest first; a street's name is no town."""
    start = 0
    while start < len(words):
        for end in range(min(len(words), start + LONGEST), start, -1):
            said = names().get(" ".join(words[start:end]))
            if said and _stands_alone(said, words, start, end):
                yield said
                start = end
                break
        else:
            start += 1


def _stands_alone(said: Meaning, words: list[str], start: int, end: int) -> bool:
    """Tell a name from a word that is one only by itself ("RAB", "Oriental"), and from a street's."""
    short = end - start == 1 and (said.kind == "region" or len(words[start]) < 4)
    if short and said.code != "fes":
        return False
    before = start - 1
    while before >= 0 and _LINKS.fullmatch(words[before]):
        before -= 1
    return before < 0 or not _ROADS.fullmatch(words[before])


def _misspelt(key: str) -> str | None:
    """Return the town that KEY, or the first words of it that resemble one, is a slip for."""
    words = key.split()
    if len(words) > 6:
        return None
    pairs = (" ".join(words[i : i + 2]) for i in range(len(words) - 1))
    return near(key) or next((c for w in (*pairs, *words) if (c := near(w))), None)


# What may stand after the town in a title, or between two of them.
_CLOSING = re.compile(
    r"h|f|hf|fh|m|w|x|d|maroc|morocco|ma|ville|region|et|environs|cdi|cdd|stage|interim"
    r"|urgent|pfe|freelance|ou|and|or|a|de|plein|temps|partiel|2024|2025|2026|2027|maghreb"
    r"|ref"
)
_BEFORE = re.compile(
    r"a|sur|in|at|basee|base|basees|bases|vers|ville|agence|في|بمدينه|بمدينتي|مدينه"
)
_CUTS = re.compile(r"\s+[-–—|]+\s+|[-–—|]\s+|\s+[-–—|]|\s*[:()\[\]/|,]\s*")
# Words of every day, or names of more than one place: a town only where they stand alone.
_COMMON = re.compile(
    r"sale|assa|targa|racine|bourgogne|hassan|anfa|jorf|marra|kech|cfc|tac|rab|raba|afz|tfz"
    r"|mission|agropolis|oasis|saiss|menara|palmeraie|hivernage|oulfa|mechouar|californie"
    r"|belvedere|ribat|naima|ameur|zag|akka|saada"
)


def _read_title(title: str) -> Place:
    """Read the town at the end of a title, or after "à"; elsewhere a name may be the employer's."""
    title = title[:MOST_LETTERS]
    words = fold(title).split()
    found = _last_towns(words) or list(_towns_after(words)) or list(_first_town(title))
    if not found and (said := names().get(fold(_CUTS.split(title.rstrip(" )].-"))[-1]))):
        found = [said] if said.kind != "town" or said.code in _urban_codes() else []
    return _placed(found, national=False)


def _town(words: list[str]) -> Meaning | None:
    key = " ".join(words)
    said = names().get(key)
    if not said or said.kind != "town" or len(key) < 3 or _COMMON.fullmatch(key):
        return None
    return said if said.code in _urban_codes() else None


@lru_cache(maxsize=1)
def _urban_codes() -> frozenset[str]:
    return frozenset(urban().values())


def _last_towns(words: list[str]) -> list[Meaning]:
    found: list[Meaning] = []
    end = len(words)
    while end > 0:
        for start in range(max(0, end - LONGEST), end):
            if said := _town(words[start:end]):
                found.insert(0, said)
                end = start
                break
        else:
            if not _CLOSING.fullmatch(words[end - 1]):
                break
            end -= 1
    return found


def _towns_after(words: list[str]) -> Iterator[Meaning]:
    for start, word in enumerate(words):
        joined = word.startswith("ب") and len(word) > 3
        if joined or (start and _BEFORE.fullmatch(words[start - 1])):
            for end in range(min(len(words), start + LONGEST), start, -1):
                if said := _town(words[start:end]):
                    yield said
                    break


def _first_town(title: str) -> Iterator[Meaning]:
    first, *rest = _CUTS.split(title.strip(" -[("))
    if rest and (said := _town(fold(first).split())):
        yield said
