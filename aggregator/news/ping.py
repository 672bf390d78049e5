"""Say to a watchman (healthchecks.io or its like) that an update began, and how it ended: it calls if it hears nothing."""

from dataclasses import dataclass
from urllib.parse import urlsplit, urlunsplit

from aggregator.news.post import Delivery, post

HEADERS = {"content-type": "text/plain; charset=utf-8"}
#: Watchmen keep so many bytes.
LARGEST = 10_000


@dataclass(frozen=True)
class Ping:
    """Where the watchman listens, and how long to wait for it."""

    url: str
    seconds: float = 10

    def started(self) -> Delivery:
        """Say that an update begins."""
        return post(below(self.url, "start"), b"", HEADERS, self.seconds)

    def ended(self, exit_code: int, summary: str) -> Delivery:
        """Say that it ended, and how: a watchman takes every exit code but 0 for a failure."""
        url = below(self.url, str(exit_code)) if exit_code else self.url
        return post(url, _cut(summary), HEADERS, self.seconds)


def below(url: str, step: str) -> str:
    """Return the address one STEP below URL.

    >>> below("https://hc.example/secret/?rid=1", "start")
    'https://hc.example/secret/start?rid=1'
    """
    parts = urlsplit(url)
    return urlunsplit(parts._replace(path=f"{parts.path.rstrip('/')}/{step}"))


def _cut(summary: str) -> bytes:
    """Return SUMMARY's first bytes, whole letters."""
    return summary.encode(errors="replace")[:LARGEST].decode(errors="ignore").encode()
