"""Take out of a site's words what no reader wants: what cannot be seen, markup, tracking, contacts."""

from typing import Any

from offers.mojibake import mended
from offers.posting import WORDS, Posting
from offers.text import visible
from pipelines.cleaners.contacts import masked
from pipelines.cleaners.links import canonical_url, names_someone, without_people
from pipelines.cleaners.markup import line, looks_like_html, readable, too_deep
from pipelines.step import Step

#: How many letters of a field are read, before anything costly is done with it.
LIMITS = {"title": 500, "published": 60, "deadline": 60, "salary": 200, "description": 64_000}
LIMIT = 1000
LINKS = ("url", "apply_url")
#: Numbers that are none of a telephone stand in the others: pay, days, the employer's own reference.
UNMASKED = ("experience", "salary", "positions", "reference", "published", "deadline", *LINKS)
MASKED = tuple(name for name in WORDS if name not in UNMASKED)


class Clean(Step):
    """Leave each word readable, safe to store, and within its limit; an empty word is no word."""

    def take(self, posting: Posting) -> Posting:
        posting.ref = line(visible(str(posting.ref)))[:LIMIT] or None if posting.ref else None
        for name in WORDS:
            value = getattr(posting, name)
            if name not in LINKS and value is not None:
                setattr(posting, name, self._words(name, value))
        for name in LINKS:
            if (value := getattr(posting, name)) is not None:
                setattr(posting, name, self._link(name, value))
        return posting

    def _words(self, name: str, value: Any) -> str | None:
        text = self._cut(name, _as_text(value))
        text = self._noted(name, "mended", text, mended(text))
        text = visible(text)
        if name == "description":
            if looks_like_html(text) and too_deep(text):
                self.count("description/deep")
            text = readable(text)
        else:
            text = line(text)
        text = visible(text)  # an entity may stand for what cannot be seen
        if name in MASKED:
            text = self._noted(name, "masked", text, masked(text))
        return text or None

    def _cut(self, name: str, text: str) -> str:
        limit = LIMITS.get(name, LIMIT)
        return self._noted(name, "cut", text, text[:limit])

    def _link(self, name: str, value: Any) -> str | None:
        said = line(visible(_as_text(value)))
        url = canonical_url(said)
        if said and url is None:
            self.count(f"{name}/refused")
        if url and name == "apply_url" and names_someone(url):
            self.count(f"{name}/masked")
            return None
        return url and self._noted(name, "masked", url, without_people(url))

    def _noted(self, name: str, what: str, before: str, after: str) -> str:
        if after != before:
            self.count(f"{name}/{what}")
        return after


def _as_text(value: Any) -> str:
    """Write what a source gave in place of a text as one: a list's words stand side by side."""
    if isinstance(value, list | tuple):
        return ", ".join(_as_text(part) for part in value if part is not None)
    return str(value)
