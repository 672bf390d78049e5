"""XML from strangers: no entities, no network, compressed or not, whole or cut short."""

from lxml import etree
from scrapy.utils.gz import gunzip

#: What a compressed file may grow to: sitemaps.org allows 50 MB.
LARGEST = 50 * 1024 * 1024
_GZIP = b"\x1f\x8b"


def xml_root(body: bytes) -> etree._Element | None:
    """Give the root of BODY, gzipped or not; None where it is no XML.

    >>> xml_root(b"<a><b/></a>").tag, xml_root(b"404 not found")
    ('a', None)
    """
    text = gunzip(body, max_size=LARGEST) if body.startswith(_GZIP) else body
    parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
    try:
        return etree.fromstring(text.lstrip(), parser)
    except etree.XMLSyntaxError:
        return None


def is_whole(body: bytes) -> bool:
    """Say whether BODY ends as XML does, and was not cut short.

    >>> is_whole(b"<a><b/></a>\\n"), is_whole(b"<a><b/><b")
    (True, False)
    """
    text = gunzip(body, max_size=LARGEST) if body.startswith(_GZIP) else body
    return text.rstrip().endswith(b">") and b"</" in text[-200:]


def local(element: etree._Element) -> str:
    """Give the name of ELEMENT in lower case, without its namespace: each feed has its own.

    >>> local(xml_root(b'<j:Company xmlns:j="https://x.example/"/>'))
    'company'
    """
    return etree.QName(element).localname.lower() if isinstance(element.tag, str) else ""


def told(element: etree._Element) -> dict[str, str]:
    """Give the text of each child by its local name; the first that says anything, where several do.

    >>> told(xml_root(b"<item><Title> A </Title><link href='/b'/><title>C</title></item>"))
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
