"""XML from strangers: no entities, no network, compressed or not, in any charset, whole or cut short."""

import codecs
import html
import re
import zlib
from html.entities import html5
from typing import NamedTuple

from lxml import etree
from scrapy.utils.gz import gunzip

from offers.wild import too_wild

#: What a compressed file may grow to: sitemaps.org allows 50 MB.
LARGEST = 50 * 1024 * 1024
_GZIP = b"\x1f\x8b"
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_CHARSET = re.compile(rb"""\s*<\?xml[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]{1,40})""", re.I)
_WIDE = re.compile(r"utf-?(?:16|32)|ucs", re.I)

_BEFORE = re.compile(r"(?>\s+|<\?.*?\?>|<!--.*?-->)*+", re.S)
_DOCTYPE = re.compile(r"<!DOCTYPE[^>\[]*(\[?)>?", re.I)
_NAME = re.compile(r"<([^\s<>/&!?]{1,200})")
_SELF_CLOSED = re.compile(r"<[^<>]*/>\s*\Z")
# What stands in a CDATA section or a comment is no markup; one that never ends hides the rest.
_AMPERSAND = re.compile(
    r"<!\[CDATA\[(?:.*?\]\]>|.*\Z)|<!--(?:.*?-->|.*\Z)"
    r"|&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)([a-z]\w{1,30};)?",
    re.S | re.I,
)


class XmlPage(NamedTuple):
    """Hold the root of a page of XML (None: it is none, or not to be trusted), and if it is whole."""

    root: etree._Element | None
    whole: bool


def xml_page(body: bytes) -> XmlPage:
    """Read BODY, gzipped or not; one that declares entities of its own, or would hang a parser, is refused.

    >>> page = xml_page(b"<a>R&D &eacute;t&eacute;<b/>")
    >>> page.root.text, page.whole
    ('R&D été', False)
    >>> [xml_page(said).whole for said in (b"<a><b/></a>\\n<!-- 2 ms -->", b"<a><b></b>", b"<a/>")]
    [True, False, True]
    >>> xml_page(b"404 not found").root
    """
    text = _text(body)
    start = _root_at(text)
    if start is None or too_wild(text, xml=True):
        return XmlPage(None, False)
    options = {"recover": True, "resolve_entities": False, "no_network": True}
    parser = etree.XMLParser(remove_comments=True, remove_pis=True, **options)
    try:
        root = etree.fromstring(_AMPERSAND.sub(_mended, text[start:]), parser)
    except (etree.XMLSyntaxError, ValueError):  # ValueError: a name that no document may have
        root = None
    return XmlPage(root, _is_whole(text, start))


def local(element: etree._Element) -> str:
    """Give the name of ELEMENT in lower case, without its namespace: each feed has its own.

    >>> [local(xml_page(said).root) for said in (b'<j:Company xmlns:j="https://x.example/"/>', b"<j:Town/>")]
    ['company', 'town']
    """
    return bare(element.tag) if isinstance(element.tag, str) else ""


def bare(name: str) -> str:
    """Give NAME in lower case, without its namespace, which may be declared or not."""
    return name.rpartition("}")[2].rpartition(":")[2].lower()


def told(element: etree._Element) -> dict[str, str]:
    """Give the text of each child by its local name; the first that says anything, where several do.

    >>> told(xml_page(b"<item><Title> A </Title><link href='/b'/><title>C</title></item>").root)
    {'title': 'A', 'link': '/b'}
    """
    said: dict[str, str] = {}
    for child in element:
        if child.get("rel", "alternate") != "alternate":
            continue  # Atom: a link to the feed itself, or to a picture
        text = "".join(child.itertext()).strip() or child.get("href", "").strip()
        if (name := local(child)) and text:
            said.setdefault(name, text)
    return said


def _text(body: bytes) -> str:
    """Give what BODY says, in whatever charset; nothing, where it is packed and cannot be unpacked."""
    if body.startswith(_GZIP):
        try:
            body = gunzip(body, max_size=LARGEST)
        except (EOFError, OSError, ValueError, zlib.error):  # cut short, no gzip, a bomb
            return ""
    if body.startswith(_UTF16):
        return body.decode("utf-16", "replace")
    match = _CHARSET.match(body.removeprefix(codecs.BOM_UTF8))
    return _decoded(body, match[1].decode() if match else "utf-8").removeprefix("\ufeff")


def _decoded(body: bytes, charset: str) -> str:
    """Decode BODY; many declare UTF-8, or nothing, and write as Windows does.

    >>> _decoded("Métier à Fès".encode("cp1252"), "utf-8"), _decoded("é".encode(), "utf-16")
    ('Métier à Fès', 'é')
    """
    try:
        known = "utf-8" if _WIDE.match(charset) else codecs.lookup(charset).name
        text = body.decode(known, "replace")
    except (LookupError, ValueError):
        known, text = "utf-8", body.decode("utf-8", "replace")
    lost = text.count("\ufffd")
    if known == "utf-8" and lost > sum(not char.isascii() for char in text) - lost:
        return body.decode("cp1252", "replace")
    return text


def _root_at(text: str) -> int | None:
    """Say where the root of TEXT begins; None where none does, or entities are declared before it."""
    at = _BEFORE.match(text).end()
    if doctype := _DOCTYPE.match(text, at):
        if doctype[1]:
            return None
        at = _BEFORE.match(text, doctype.end()).end()
    return at if _NAME.match(text, at) else None


def _is_whole(text: str, start: int) -> bool:
    name = _NAME.match(text, start)[1]
    closing = text.rfind(f"</{name}")
    return text.find(">", closing) > 0 if closing > 0 else bool(_SELF_CLOSED.match(text, start))


def _mended(match: re.Match[str]) -> str:
    """Write HTML's entities, and the "&" that begins none, as XML does."""
    if match[0].startswith("<"):
        return match[0]
    name = match[1] or ""
    return html.escape(html5[name]) if name in html5 else f"&amp;{name}"
