"""What a family of feeds looks like, and the entries of a feed of one of the families."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from spiders.bases.tree import Rule, every, plain, tree
from spiders.bases.xml_page import local, xml_page

Entry = dict[str, Any]

_NO_ENTRY = ("channel", "image", "textinput", "author", "items")


@dataclass(frozen=True)
class Format:
    """Say how a family of feeds is told, and where its entries say what.

    Names are written as ``tree.plain`` writes them. HAS: a feed whose entries have none of these
    names, or any of LACKS, is of another family; empty: the names of ROOTS and ENTRIES are enough.
    """

    name: str
    roots: tuple[str, ...]
    entries: tuple[str, ...]
    fields: Mapping[str, Rule]
    has: tuple[str, ...] = ()
    lacks: tuple[str, ...] = ()

    def fits(self, entries: list[Entry]) -> bool:
        """Say whether ENTRIES are of this family."""
        told = {name for entry in entries for name in entry}
        return (not self.has or not told.isdisjoint(self.has)) and told.isdisjoint(self.lacks)


@dataclass(frozen=True)
class Feed:
    """Hold a feed's entries, its format (None: it is no feed that we know), and if it is whole."""

    format: Format | None
    entries: list[Entry] = field(default_factory=list)
    whole: bool = True


def read_feed(body: bytes, formats: Iterable[Format]) -> Feed:
    """Read BODY as the first of FORMATS that it fits.

    >>> one = Format("one", ("jobs",), ("job",), {}, has=("name",))
    >>> feed = read_feed(b"<Jobs><job><Name>Tourneur</Name></job></Jobs>", [one])
    >>> feed.format.name, feed.entries, feed.whole
    ('one', [{'name': 'Tourneur'}], True)
    >>> read_feed(b"<html/>", [one]).format
    """
    if body.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _in_json(body, formats)
    root, whole = xml_page(body)
    if root is None:
        return Feed(None)
    known = [one for one in formats if plain(local(root)) in one.roots]
    for one in known:
        found = [tree(x) for x in _outermost(root, one.entries)]
        if found and one.fits(found):
            return Feed(one, found, whole)
    nothing = known and not any(map(_may_be_entry, root.iterdescendants()))
    return Feed(known[0] if nothing else None, [], whole)


def _outermost(root: etree._Element, names: tuple[str, ...]) -> Iterator[etree._Element]:
    """Give the elements of NAMES that stand in no other of them: 200 in each other are no 200 entries."""
    walk = etree.iterwalk(root, events=("start",))
    for _, element in walk:
        if plain(local(element)) in names:
            yield element
            walk.skip_subtree()


def _may_be_entry(element: etree._Element) -> bool:
    """Say whether ELEMENT holds several others, as entries do, and channels, pictures, persons."""
    return len(element) > 1 and plain(local(element)) not in _NO_ENTRY


def _in_json(body: bytes, formats: Iterable[Format]) -> Feed:
    try:
        held = json.loads(body.removeprefix(b"\xef\xbb\xbf"))
    except (ValueError, RecursionError):
        return Feed(None)
    for one in formats:
        if "json" in one.roots and any(key in held for key in one.entries):
            found = [row for key in one.entries for row in every(held, key)]
            return Feed(one, [_plain(row) for row in found if isinstance(row, dict)])
    return Feed(None)


def _plain(row: Entry) -> Entry:
    """Write the names of ROW as those of XML are written, two levels down."""
    return {
        plain(key): {plain(k): v for k, v in value.items()} if isinstance(value, dict) else value
        for key, value in row.items()
    }
