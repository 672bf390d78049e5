"""Read JobPostings written as microdata: itemscope, itemtype, itemprop."""

from collections.abc import Iterator
from typing import Any

from parsel import Selector

#: Where HTML keeps the value of a property, by the name of its element; elsewhere it is the text.
ATTRIBUTES = {
    "meta": "content",
    "a": "href",
    "link": "href",
    "img": "src",
    "data": "value",
    "meter": "value",
    "time": "datetime",
}
_OWN = ".//*[@itemprop][count(ancestor::*[@itemscope]) = $depth]"


def microdata(page: str) -> list[dict[str, Any]]:
    """Give every JobPosting of PAGE that is written as microdata.

    >>> microdata('<p itemscope itemtype="https://schema.org/JobPosting"><b itemprop=title>Maçon</b>')
    [{'@type': 'JobPosting', 'title': 'Maçon'}]
    """
    if "itemtype" not in page or "JobPosting" not in page:
        return []
    scopes = Selector(page).xpath("//*[@itemscope][contains(@itemtype, 'JobPosting')]")
    return [_scope(scope) for scope in scopes]


def _scope(scope: Selector) -> dict[str, Any]:
    """Give the properties of SCOPE, but not those of the scopes within it."""
    said: dict[str, Any] = {"@type": scope.attrib.get("itemtype", "").rstrip("/").split("/")[-1]}
    depth = int(float(scope.xpath("count(ancestor-or-self::*[@itemscope])").get() or 0))
    for prop in scope.xpath(_OWN, depth=depth):
        for name in prop.attrib["itemprop"].split():
            _add(said, name, _value(prop, name))
    return said


def _value(prop: Selector, name: str) -> Any:
    if "itemscope" in prop.attrib:
        return _scope(prop)
    attribute = ATTRIBUTES.get(prop.root.tag, "content")
    if attribute in prop.attrib:
        return prop.attrib[attribute].strip()
    if name.lower() == "description":
        return "".join(prop.xpath("node()").getall()).strip()
    return " ".join(_words(prop))


def _words(prop: Selector) -> Iterator[str]:
    for text in prop.xpath(".//text()").getall():
        yield from text.split()


def _add(said: dict[str, Any], name: str, value: Any) -> None:
    """Say NAME of SAID; said twice, it becomes a list."""
    if name not in said:
        said[name] = value
    elif isinstance(said[name], list):
        said[name].append(value)
    else:
        said[name] = [said[name], value]
