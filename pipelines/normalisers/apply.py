"""How one applies for a vacancy."""

import re
from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit

from pipelines.normalisers.anchors import positions
from pipelines.normalisers.apply_words import kind_of
from pipelines.normalisers.clauses import READ, head

#: How to apply stands at a text's end: that is read too.
TAIL = 3000
_ENDS = re.compile(r"\n|\.\s|[;!?؟•●]")
#: Domains of which each name below is another's.
_SHARED = ("gov", "co", "org", "net", "ac", "com", "press", "edu")
_CALLED = ("wa.me", "whatsapp.com")
_MAILBOX = re.compile(r"[\w.+-]{1,64}@[\w.-]{3,80}")


def read_apply(
    url: str | None, apply_url: str | None = None, text: str | None = None
) -> str | None:
    """Return how to apply: on another site, as the text asks, else on the source's own page.

    >>> read_apply("https://www.board.example/1", "https://jobs.firm.example/9")
    'site'
    >>> read_apply("https://www.board.example/1", None, "CV à envoyer à rh@firm.example")
    'email'
    >>> read_apply("https://www.board.example/1"), read_apply(None)
    ('source', None)
    """
    by = _by_address(url, apply_url.strip()) if apply_url else None
    if by and by != "source":
        return by
    told = _told(text, url) if text else None
    return told or by or ("source" if url else None)


def _by_address(url: str | None, apply_url: str) -> str | None:
    scheme, host = apply_url[:8].partition(":")[0].lower(), _site(apply_url)
    if scheme == "mailto" or _MAILBOX.fullmatch(apply_url):
        return "email"
    if scheme in ("tel", "whatsapp") or host in _CALLED:
        return "phone"
    if not host:
        return None
    return "source" if url and host == _site(url) else "site"


def _site(address: str) -> str:
    """Return the registered name of an address's host: what one owner holds."""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return ""
    parts = host.rstrip(".").split(".")
    most = 3 if len(parts) > 2 and parts[-2] in _SHARED and len(parts[-1]) == 2 else 2
    return ".".join(parts[-most:]) if len(parts) > 1 else ""


def _told(text: str, url: str | None) -> str | None:
    """Return what the first sentence that asks for an application says."""
    tail = text[max(READ, len(text) - TAIL) :]
    for sentence in chain(_sentences(head(text)), _sentences(tail.lower())):
        if found := kind_of(sentence):
            kind, host = found
            return "source" if host and url and _site(host) == _site(url) else kind
    return None


def _sentences(lower: str) -> Iterator[str]:
    found = positions(lower, "applying")
    lower = lower.replace(":\n", ": ")  # an address may stand on a line of its own
    last = -1
    for at in found:
        if at < last:
            continue  # it stands in the sentence before
        start = max(0, at - 160)
        begins = [match.end() for match in _ENDS.finditer(lower, start, at)]
        end = _ENDS.search(lower, at + 1)
        last = min(end.start() if end else len(lower), at + 160)
        yield lower[begins[-1] if begins else start : last]
