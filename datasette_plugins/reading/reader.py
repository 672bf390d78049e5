"""The person who reads a page: the language, the day, and how our words are said to them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from babel.dates import format_date
from babel.numbers import format_decimal
from markupsafe import Markup

from offers.clock import MOROCCO
from offers.speech import LANGUAGES, catalogue
from offers.taxonomy import rows

#: Days and numbers as Morocco writes them.
LOCALES = {"fr": "fr", "ar": "ar_MA", "en": "en"}
WORDS = Path(__file__).parents[1] / "words"
_ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d")


@dataclass(frozen=True, kw_only=True)
class Reader:
    """Say our words, days and links to one visitor.

    NAMED means that the address asked for the language: every link then carries it on.
    """

    lang: str
    today: date
    named: bool = False
    base: str = ""
    site: str | None = None
    contact: str | None = None

    @property
    def dir(self) -> str:
        return "rtl" if self.lang == "ar" else "ltr"

    def say(self, key: str, **values: Any) -> str:
        """Say what KEY stands for; ``n`` chooses the plural form; an unknown key raises KeyError.

        >>> Reader(lang="fr", today=date(2026, 11, 21)).say("offers", n=2)
        '2 offres'
        """
        words = catalogue(WORDS, self.lang).words(key, values.get("n"))
        if any(isinstance(value, Markup) for value in values.values()):
            words = Markup(words)
        return words.format(**{k: self._said(v) for k, v in values.items()})

    def knows(self, key: str) -> bool:
        """Tell whether KEY has words."""
        return key in catalogue(WORDS, self.lang).forms

    def number(self, n: int) -> str:
        """Write N with its thousands parted.

        >>> Reader(lang="en", today=date(2026, 11, 21)).number(10000)
        '10,000'
        """
        return _number(n, self.lang)

    def day(self, iso: str | None) -> str:
        """Write a day in full: « 3 novembre 2026 »; nothing where there is none.

        >>> Reader(lang="fr", today=date(2026, 11, 21)).day("2026-11-03T10:00:00+01:00")
        '3 novembre 2026'
        """
        found = read_day(iso)
        if found is None:
            return ""
        return _day(found, self.lang)

    def ago(self, iso: str | None) -> str:
        """Say how long ago a day was; in full when it is to come or over a month past."""
        found = read_day(iso)
        if found is None:
            return ""
        days = (self.today - found).days
        if 0 <= days <= 1:
            return self.say(("today", "yesterday")[days])
        return self.say("days_ago", n=days) if 1 < days <= 30 else self.day(iso)

    def closes(self, iso: str | None) -> str:
        """Say when an offer closes; nothing where that is not known."""
        found = read_day(iso)
        if found is None:
            return ""
        days = (found - self.today).days
        if days < 0:
            return self.say("deadline_past")
        if days <= 1:
            return self.say(("closes_today", "closes_tomorrow")[days])
        return self.say("closes_in", n=days) if days <= 30 else self.say("until", day=self.day(iso))

    def label(self, vocabulary: str, code: str | None) -> str:
        """Return the label of CODE in the visitor's language; the code itself where it has none."""
        return labels(vocabulary, self.lang).get(code or "", code or "")

    def link(self, path: str, params: Iterable[tuple[str, Any]] = ()) -> str:
        """Write a link inside the site, in the language that the address asked for."""
        pairs = [*params, *([("lang", self.lang)] if self.named else [])]
        return f"{self.base}{path}" + (f"?{urlencode(pairs)}" if pairs else "")

    def _said(self, value: Any) -> Any:
        return self.number(value) if isinstance(value, int) else value


@lru_cache(20_000)  # Babel takes 20 µs for each, and a page has hundreds
def _number(n: int, lang: str) -> str:
    return format_decimal(n, locale=LOCALES[lang])


@lru_cache(5_000)
def _day(day: date, lang: str) -> str:
    return format_date(day, "d MMMM y", locale=LOCALES[lang])


@cache
def labels(vocabulary: str, lang: str) -> dict[str, str]:
    """Return {code: label} of a vocabulary in LANG."""
    column = "label" if lang == "fr" else f"label_{lang}"
    return {row["code"]: row[column] or row["label"] for row in rows(vocabulary)}


def read_day(iso: str | None) -> date | None:
    """Read the day of an ISO date or time; None where it is none.

    >>> read_day("2026-11-03T10:00:00+01:00"), read_day("2026-02-31"), read_day("soon")
    (datetime.date(2026, 11, 3), None, None)
    """
    if not _ISO_DAY.match(iso or ""):
        return None
    try:
        return date.fromisoformat(str(iso)[:10])
    except ValueError:
        return None


def choose(asked: str | None, accepted: str) -> str:
    """Choose a language: the one ASKED for, else the best that the browser accepts, else French.

    >>> choose(None, "ar-MA,ar;q=0.9,fr;q=0.8"), choose("en", "ar"), choose("xx", "de;q=x")
    ('ar', 'en', 'fr')
    """
    if asked in LANGUAGES:
        return str(asked)
    wishes = []
    for place, wish in enumerate(accepted.split(",")[:20]):
        tag, _, weight = wish.partition(";q=")
        share = float(weight) if re.fullmatch(r"\s*[01](\.\d{0,3})?\s*", weight) else 1.0
        wishes.append((-share, place, tag.strip().lower()[:2]))
    return next((tag for share, _, tag in sorted(wishes) if share and tag in LANGUAGES), "fr")


def reader_of(datasette: Any, request: Any) -> Reader:
    """Make the reader of REQUEST; the settings of the plugin ``pages`` name site, contact and day.

    On Datasette's own pages the language is ``_lang``: ``lang`` would filter a column.
    """
    settings: Mapping[str, Any] = datasette.plugin_config("pages") or {}
    asked = (request.args.get("lang") or request.args.get("_lang")) if request else None
    return Reader(
        lang=choose(asked, request.headers.get("accept-language", "") if request else ""),
        today=read_day(settings.get("today")) or datetime.now(MOROCCO).date(),
        named=asked in LANGUAGES,
        base=datasette.setting("base_url").rstrip("/"),
        site=settings.get("name"),
        contact=settings.get("contact"),
    )
