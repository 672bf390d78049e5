"""Markup that would hang a parser: its C code cannot be interrupted."""

import re

LONGEST_TAG, MOST_ATTRIBUTES, DEEPEST = 65_536, 2_000, 1_500
#: The largest page we met has 5,000; to look for siblings takes the square of their number.
MOST_TAGS, MOST_TAGS_OF_XML = 200_000, 2_000_000

_OPENING = re.compile(r"<(?:(!--|!\[CDATA\[)|(/?)([a-z][a-z0-9:-]*))", re.I)
# A tag that may be long; a value that hides the end of its tag. Most pages hold neither.
_LONG = re.compile(r"<[^<>]{4000}")
_QUOTED = re.compile(r"=\s*+(?:\"[^\"<>]*+[<>]|'[^'<>]*+[<>])")
_QUOTE_OR_END = re.compile(r"=\s*+([\"'])|>")
# What never holds anything, or is closed by its next brother: it cannot make a page deep.
_FLAT_TAGS = """
    area base br col dd dt embed hr img input li link meta option p param rp rt source tbody td
    tfoot th thead tr track wbr"""
_FLAT = frozenset(_FLAT_TAGS.split())
_RAW = frozenset(("script", "style", "textarea", "title"))


def too_wild(page: str, xml: bool = False) -> str | None:
    """Say what in PAGE would hang a parser: too many tags or attributes, too long, too deep; or None.

    Reads PAGE once from left to right, whatever it holds; one that cannot hold any of it, faster.
    In XML a CDATA section is text: feeds keep HTML there, cut off anywhere.

    >>> too_wild("<p>Bonjour</p>"), too_wild("<div>" * 2000), too_wild("<p " + "a " * 3000 + ">")
    (None, 'depth', 'attributes')
    """
    tags = page.count("<")
    if tags > (MOST_TAGS_OF_XML if xml else MOST_TAGS):
        return "tags"
    if tags <= DEEPEST and not (_LONG.search(page) or _QUOTED.search(page)):
        return None
    depth = at = 0
    while opening := _OPENING.search(page, at):
        comment, closing, name = opening.groups()
        if comment:
            at = _hidden_end(page, comment, opening.end(), xml)
            continue
        name = name.lower()
        at, attributes = _tag_end(page, opening.end())
        if at - opening.start() > LONGEST_TAG:
            return "tag"
        if attributes > MOST_ATTRIBUTES:
            return "attributes"
        if closing:
            depth -= depth > 0 and name not in _FLAT
        elif name in _RAW:
            at = _raw_end(page, name, at)
        elif name not in _FLAT and page[at - 2] != "/":  # libxml2 takes <div/> for empty
            depth += 1
        if depth > DEEPEST:
            return "depth"
    return None


def _hidden_end(page: str, mark: str, at: int, xml: bool) -> int:
    """Return where a comment, or in XML a CDATA section, ends that MARK opens before AT."""
    if mark == "!--":
        return _after(page, "-->", at)
    return _after(page, "]]>", at) if xml else at


def _tag_end(page: str, at: int) -> tuple[int, int]:
    """Return where the tag ends that is read up to AT, and about how many attributes it has."""
    attributes = 0
    while step := _QUOTE_OR_END.search(page, at):
        attributes += len(page[at : step.start()].split())
        if step[1] is None:
            return step.end(), attributes
        at = _after(page, step[1], step.end())
    return len(page), attributes + len(page[at:].split())


def _raw_end(page: str, name: str, at: int) -> int:
    """Return where the text ends that a tag of NAME opens at AT: nothing in it is a tag."""
    end = re.compile(f"</{name}", re.I).search(page, at)
    return end.start() if end else len(page)


def _after(page: str, mark: str, at: int) -> int:
    found = page.find(mark, at)
    return len(page) if found < 0 else found + len(mark)
