"""Read JobPostings written as microdata: itemscope, itemtype, itemprop, itemref."""

from typing import Any

from lxml import etree
from parsel import Selector

from spiders.bases.labels import lines
from spiders.bases.repeated import add

#: Where HTML keeps the value of a property, by the name of its element; elsewhere it is the text.
ATTRIBUTES = {
    "meta": "content",
    "link": "href",
    "area": "href",
    **dict.fromkeys(("audio", "embed", "iframe", "img", "source", "track", "video"), "src"),
    "object": "data",
    "data": "value",
    "meter": "value",
    "time": "datetime",
}
#: The properties of which a link's address is meant, and not its words.
ADDRESSES = {
    "url",
    "sameas",
    "logo",
    "image",
    "target",
    "urltemplate",
    "contenturl",
    "mainentityofpage",
}
#: More is no site's meaning: scopes in a posting, references in a page, what one leads to, and how
#: many properties stand within each other.
MOST_SCOPES, MOST_REFERENCES, MOST_REFERRED, DEEPEST = 100, 50, 200, 20
#: A property of more elements is no word or two.
MOST_ELEMENTS = 2_000

Element = Any


def microdata(page: str) -> list[dict[str, Any]]:
    """Give every JobPosting of PAGE that is written as microdata.

    >>> microdata('<p itemscope itemtype="https://schema.org/JobPosting"><b itemprop=title>Maçon</b>')
    [{'@type': 'JobPosting', 'title': 'Maçon'}]
    """
    if "JobPosting" not in page or "itemtype" not in page.lower():
        return []
    root = Selector(page).root
    owned = _owned(root)
    found = [one for one in owned if one is not None and "JobPosting" in _types(one)]
    return [_scope(one, owned, set()) for one in found]


def _owned(root: Element) -> dict[Element | None, list[Element]]:
    """Give the properties of each scope, None for none, in one walk; then those it refers to."""
    owned: dict[Element | None, list[Element]] = {None: []}
    within: list[Element | None] = [None]
    depth = 0
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= "itemprop" in element.attrib
            within.pop() if element is within[-1] else None
            continue
        depth += "itemprop" in element.attrib
        if "itemprop" in element.attrib and depth <= DEEPEST:
            owned[within[-1]].append(element)
        if "itemscope" in element.attrib:
            owned[element] = []
            within.append(element)
    _refer(root, owned)
    return owned


def _refer(root: Element, owned: dict[Element | None, list[Element]]) -> None:
    """Add to each scope the properties that it refers to by the ids of elements (itemref)."""
    scopes = [one for one in owned if one is not None and one.get("itemref")]
    asked = [(one, name) for one in scopes for name in one.get("itemref").split()]
    led_to = {name: _at(root, name, owned) for name in {n for _, n in asked[:MOST_REFERENCES]}}
    for scope, name in asked[:MOST_REFERENCES]:
        owned[scope] += led_to[name]


def _at(root: Element, name: str, owned: dict[Element | None, list[Element]]) -> list[Element]:
    """Give the properties that stand at the id NAME: the element itself, and those in it."""
    target = next(iter(root.xpath("//*[@id = $name]", name=name)), None)
    if target is None:
        return []
    outer = next((one for one in target.iterancestors() if one in owned), None)
    inside = {target} if "itemscope" in target.attrib else set(target.iter())
    return [one for one in owned[outer] if one in inside][:MOST_REFERRED]


def _scope(scope: Element, owned: dict[Element | None, list[Element]], seen: set[Element]) -> Any:
    """Give the properties of SCOPE, but not those of the scopes within it; its text, if it has none."""
    types, first = _types(scope), not seen
    said: dict[str, Any] = {"@type": "JobPosting" if "JobPosting" in types else (*types, "")[0]}
    props = owned[scope] if scope not in seen and len(seen) < MOST_SCOPES else []
    seen.add(scope)
    for prop in props:
        nested = "itemscope" in prop.attrib
        value = _scope(prop, owned, seen) if nested else None
        for name in prop.get("itemprop").split():
            add(said, name, value if nested else _value(prop, name))
    return said if first or len(said) > 1 else _text(scope)


def _types(scope: Element) -> list[str]:
    """Name the types of SCOPE, whatever the address of their vocabulary."""
    return [
        one.rstrip("/").rpartition("/")[2].rpartition("#")[2]
        for one in scope.get("itemtype", "").split()
    ]


def _value(prop: Element, name: str) -> str:
    attribute = ATTRIBUTES.get(prop.tag, "content")
    if prop.tag == "a" and name.lower() in ADDRESSES:
        attribute = "href"
    if said := (prop.get(attribute) or prop.get("content") or "").strip():
        return said
    return _markup(prop) if name.lower() == "description" else _text(prop)


def _markup(prop: Element) -> str:
    parts = (etree.tostring(one, encoding="unicode", method="html") for one in prop)
    return ((prop.text or "") + "".join(parts)).strip()


def _text(prop: Element) -> str:
    if prop.xpath("count(descendant::*)") > MOST_ELEMENTS:
        return ""
    return " ".join(lines(Selector(root=prop, type="html")))
