"""One address for one page of the web."""

import re
import unicodedata
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

from pipelines.cleaners.contacts import masked

LONGEST = 2000

_TRACKING = re.compile(
    r"^(?:utm_\w+|mtm_\w+|pk_\w+|hsa_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|igshid"
    r"|mc_[ce]id|_ga|_gl|_hs\w+|trk|trackingid|refid|xtor|at_medium|at_campaign"
    r"|phpsessid|jsessionid|aspsessionid\w*|sessionid|session_id|sid|cfid|cftoken)$",
    re.I,
)
#: Half of a letter: no address can be sent that has one.
_HALF = re.compile(r"[\ud800-\udfff]")
_SESSION = re.compile(r";jsessionid=[^/?#;]*", re.I)
_PORTS = {"http": 80, "https": 443}
_MAILBOX = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.\w")
#: An address that calls or writes to a telephone. Numbers elsewhere in an address are those of pages.
_CALLS = re.compile(
    r"^https?://(?:www\.)?(?:wa\.me/\+?\d|(?:api|web|chat)\.whatsapp\.com/send|(?:t|telegram)\.me/\+)",
    re.I,
)
_NUMBERED = re.compile(r"tel|phone|telephone|gsm|mobile|whatsapp|portable|fax", re.I)


def canonical_url(url: str) -> str | None:
    """Return URL without what tells who came from where; None where it is no page of the web.

    >>> canonical_url("HTTPS://Www.X.example:443/a?utm_source=fb&id=7#haut")
    'https://www.x.example/a?id=7'
    >>> canonical_url("javascript:alert(1)") is None
    True
    """
    url = "".join(url.split()) if "\n" in url else url.strip()
    if len(url) > LONGEST or _HALF.search(url):
        return None
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return None
    scheme = parts.scheme.lower()
    if scheme not in _PORTS or not _is_host(parts.hostname):
        return None
    if "[" in parts.netloc and ":" not in (parts.hostname or ""):  # in brackets, and no IPv6
        return None
    name = parts.hostname or ""
    host = f"[{name}]" if ":" in name else name  # an address of IPv6
    host = host if port in (None, _PORTS[scheme]) else f"{host}:{port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode([(key, value) for key, value in pairs if not _TRACKING.match(key)])
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    path = _SESSION.sub("", parts.path) or "/"
    plain = urlunsplit((scheme, host, path, query, fragment))
    return canonicalize_url(plain, keep_fragments=True)


def names_someone(url: str) -> bool:
    """Tell whether URL leads to a mailbox or a telephone, not to a page.

    >>> names_someone("https://wa.me/212612345678"), names_someone("https://x.example/offres/0612345678")
    (True, False)
    """
    return bool(_CALLS.search(url) or _MAILBOX.search(unquote(urlsplit(url).path)))


def without_people(url: str) -> str:
    """Leave out of the question in URL each mailbox and telephone; what is no address is masked as words are.

    >>> without_people("https://x.example/a?id=7&mail=nadia%40x.example&tel=0612345678")
    'https://x.example/a?id=7'
    """
    try:
        parts = urlsplit(url)
    except ValueError:
        return masked(url)
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    kept = [pair for pair in pairs if not _is_contact(*pair)]
    return url if len(kept) == len(pairs) else urlunsplit(parts._replace(query=urlencode(kept)))


def _is_contact(name: str, value: str) -> bool:
    called = _NUMBERED.fullmatch(name) and re.fullmatch(r"[+\d\s().-]{8,20}", value)
    return bool(called or _MAILBOX.search(value))


def _is_host(host: str | None) -> bool:
    """Tell whether HOST may be one: a name with no space or quote in it; "localhost" is one.

    A sign may stand for several: a browser asks for what they become ("¸" is a space and a cedilla).
    """
    meant = unicodedata.normalize("NFKC", host or "")
    return bool(meant) and not re.search(r"[\s<>\"'\\^`{|}]", meant)
