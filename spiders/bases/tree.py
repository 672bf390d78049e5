"""Words out of XML or JSON: an element, or an object, as the names of what it holds."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from lxml import etree

from offers.taxonomy import lookup
from spiders.bases.jsonld import words
from spiders.bases.places import place, places
from spiders.bases.repeated import add
from spiders.bases.xml_page import bare, local

#: A path (``"location.city"``), several to be tried in turn, or a function of the whole.
Rule = str | tuple["Rule", ...] | Callable[[Mapping[str, Any]], str | None]

#: An element that holds one of these holds a text with its markup.
_MARKUP = "p br div ul ol li b strong i em u span h1 h2 h3 h4 h5 h6 table font a"
MARKUP = frozenset(_MARKUP.split())
#: What is nested deeper is a text.
DEEPEST = 6


def tree(element: etree._Element, depth: int = 0) -> dict[str, Any]:
    """Give what ELEMENT holds by name: a text, a dict, or a list of either where a name comes again.

    Names are written without namespace, capitals, dashes; what is empty is left out.

    >>> from spiders.bases.xml_page import xml_page
    >>> tree(xml_page(b'<job id="7"><Job_Type>CDI</Job_Type><pay unit="MAD">9</pay><tag/></job>').root)
    {'@id': '7', 'jobtype': 'CDI', 'pay@unit': 'MAD', 'pay': '9'}
    >>> tree(xml_page(b"<job><place><city>A</city></place><place><city>B</city></place></job>").root)
    {'place': [{'city': 'A'}, {'city': 'B'}]}
    """
    said = {f"@{_name(key)}": value.strip() for key, value in element.attrib.items()}
    for child in element:
        if child.get("rel", "alternate") != "alternate":
            continue  # Atom: a link to the feed itself, or to a picture
        name, value = plain(local(child)), _value(child, depth)
        if not name or not value:
            continue
        said |= {f"{name}@{_name(k)}": v.strip() for k, v in child.attrib.items() if v.strip()}
        add(said, name, value)
    return said


def every(data: Any, path: str) -> list[Any]:
    """Give all that stands at PATH in DATA, whichever of the names on the way come again.

    >>> every({"places": [{"city": "Fès"}, {"city": ["Salé", "Rabat"]}, None]}, "places.city")
    ['Fès', 'Salé', 'Rabat']
    """
    found = [data]
    for key in path.split("."):
        held = [one.get(key) for one in found if isinstance(one, dict)]
        found = [value for one in held for value in _listed(one) if value not in (None, "", {})]
    return found


def read(data: Mapping[str, Any], rule: Rule) -> str | None:
    """Give what RULE finds in DATA: the first that says anything.

    >>> read({"Id": 1, "id": [{"x": 2}, " ", 7, 8]}, ("ref", "id"))
    '7'
    """
    if isinstance(rule, tuple):
        return next((said for one in rule if (said := read(data, one))), None)
    if isinstance(rule, str):
        return next(_texts(every(data, rule)), None)
    return rule(data)


def together(*paths: str) -> Rule:
    """Give all that stands at PATHS, each once, parted as TenantSpider parts places.

    >>> read({"office": "Fès", "more": {"office": ["Salé", "Fès"]}}, together("office", "more.office"))
    'Fès / Salé'
    """

    def rule(data: Mapping[str, Any]) -> str | None:
        said = (text for path in paths for text in _texts(every(data, path)))
        return " / ".join(dict.fromkeys(said)) or None

    return rule


def where(at: str, town: Rule, country: Rule) -> Rule:
    """Give every place that stands AT a path ("": the whole is one), its TOWN with its COUNTRY.

    >>> rule = where("place", ("city", "name"), "country")
    >>> read({"place": [{"name": "Fès", "country": "MA"}, "Paris", {"city": "Nice"}]}, rule)
    'Fès, Maroc / Paris / Nice'
    """

    def rule(data: Mapping[str, Any]) -> str | None:
        found = every(data, at) if at else [data]
        return places(
            place(read(one, town), country=read(one, country)) if isinstance(one, dict) else one
            for one in found
        )

    return rule


def in_country(region: Rule, country: Rule) -> Rule:
    """Give the REGION, unless the COUNTRY is another: "MA" is Massachusetts, too."""

    def rule(data: Mapping[str, Any]) -> str | None:
        said, land = read(data, region), read(data, country)
        ours = not land or lookup("countries", land) == "ma"
        return said if said and ours and len(said) > 2 else None

    return rule


def plain(name: str) -> str:
    """Write NAME as every feed could: in lower case, without dashes.

    >>> plain("Contract_Type"), plain("workzag-jobs")
    ('contracttype', 'workzagjobs')
    """
    return re.sub(r"[-_\s]", "", name).lower()


def _value(element: etree._Element, depth: int) -> str | dict[str, Any]:
    if not len(element):
        return (element.text or "").strip() or element.get("href", "").strip()
    if any(local(child) in MARKUP for child in element):
        inner = (etree.tostring(child, encoding="unicode", method="html") for child in element)
        return ((element.text or "") + "".join(inner)).strip()
    if depth == DEEPEST:
        return "".join(element.itertext()).strip()
    return tree(element, depth + 1)


def _name(key: str) -> str:
    return plain(bare(key))


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _texts(values: Iterable[Any]) -> Iterable[str]:
    """Give what VALUES say: a text as it stands, with its lines; no object, and nothing empty."""
    for value in values:
        said = value.strip() if isinstance(value, str) else value
        if not isinstance(said, dict | list | str):
            said = words(said)
        if said and isinstance(said, str):
            yield said
