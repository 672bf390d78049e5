"""How one applies for a vacancy."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from pipelines.normalisers.apply_words import kind_of
from pipelines.normalisers.clauses import positions

#: How to apply stands at a text's end, seldom at its head.
READ = 3000
#: Without one of these a text says nothing of it; to look for them is quick.
_WORDS = (
    "@", "[at]", "(at)", "mail", "email", "courri", "whats", "wats", "bureau d", "dépos", "dépôt", "deposer", "se présenter",
    "présentez-vous", "presentez-vous", "walk-in", "postale", "b.p", "bp ", "handed in", "sous pli", "portail", "plateforme", "http", "www.", ".ma", ".com",
    "appele", "contactez", "en ligne", "venez avec", "our office", "call us", "[téléphone", "ضبط", "بريد", "كتروني", "واتس", "عبر", "مقر", "لدى", "حضور", "اتصل", "اتصال",
    "تواصل", "يميل", "موقع", "منصة", "بوابة", "رابط", "إيداع", "ايداع",
)  # fmt: skip
_ENDS = re.compile(r"\n|\.\s|[;!?؟•●]")
#: Domains of which each name below is another's.
_SHARED = ("gov", "co", "org", "net", "ac", "com", "press", "edu")
_CALLED = ("wa.me", "whatsapp.com")


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
    if scheme == "mailto":
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
    for sentence in _sentences(text):
        if found := kind_of(sentence):
            kind, host = found
            return "source" if host and url and _site(host) == _site(url) else kind
    return None


def _sentences(text: str) -> Iterator[str]:
    lower = _read(text).lower().replace(":\n", ": ")
    last = -1
    for at in positions(lower, _WORDS):
        if at < last:
            continue  # it stands in the sentence before
        start = max(0, at - 160)
        begins = [match.end() for match in _ENDS.finditer(lower, start, at)]
        end = _ENDS.search(lower, at + 1)
        last = min(end.start() if end else len(lower), at + 160)
        yield lower[begins[-1] if begins else start : last]


def _read(text: str) -> str:
    return text if len(text) <= 2 * READ else f"{text[:READ]}\n{text[-READ:]}"
