"""A sketch: what is kept of a posting to compare it with others."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from dedupe.codes import read_codes
from dedupe.employer import Employer, read_employer
from dedupe.place import read_places
from dedupe.shingles import shingles
from dedupe.title import Title, bare, read_terms, read_title
from offers.lexicons.towns import town_lexicon
from offers.text import fold, unaccented

#: Years asked are often written out.
NUMBERS = {
    "un": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "ثلاث": 3, "quatre": 4, "four": 4,
    "اربع": 4, "cinq": 5, "five": 5, "خمس": 5, "six": 6, "ست": 6, "sept": 7, "seven": 7, "سبع": 7,
    "huit": 8, "eight": 8, "ثماني": 8, "dix": 10, "ten": 10, "عشر": 10,
}  # fmt: skip
_YEARS = re.compile(
    r"(\d{1,2})\s*(?:\+|a|-|et|ou|to|/)?\s*(?:\d{1,2})?\s*(?:ans?|annees?|years?)\b"
)
_YEAR = {"an", "ans", "annee", "annees", "year", "years"}
_AMOUNT = re.compile(
    r"\b(\d{1,3}(?:[ .]\d{3})+|\d{4,6})\s*(?:dhs?|mad|dirhams?|درهم)", re.IGNORECASE
)
_FOR_OTHERS = re.compile(
    r"\b(?:un|une|l un|l une|compte) (?:d |de |)(?:ses|nos|notre|son) (?:\w+ )?client"
)
_REFERENCE = re.compile(r"[^A-Z0-9]+")

#: How much of a text is read for all but its shingles, in letters.
READ = 4000

#: The columns of postings that a sketch is made of.
COLUMNS = (
    "id", "source", "ref", "url", "title", "company", "city", "city_codes", "contract_code",
    "language", "experience", "salary", "reference", "apply_url", "published_on", "description",
    "skill_codes", "languages_asked", "positions_count", "isco_code",
)  # fmt: skip


@dataclass(slots=True, frozen=True)
class Sketch:
    """Hold what two postings are compared by; None and empty mean unknown."""

    id: int
    source: str
    ref: str
    title: Title
    employer: Employer
    places: frozenset[str]
    text_towns: frozenset[str]
    language: str | None
    contract: str | None
    years: int | None
    amounts: frozenset[int]
    reference: str | None
    addresses: frozenset[str]
    day: int | None
    said: frozenset[str]  # the terms of the text
    codes: frozenset[str]  # what is asked and offered, in no language
    positions: int | None
    work: str | None  # ISCO-08
    shingles: np.ndarray


def sketch(row: Mapping[str, Any]) -> Sketch:
    """Draw the sketch of one row of postings."""
    text = row["description"] or ""
    folded, start = fold(text), unaccented(text[:READ])
    employer = read_employer(row["company"], row["city"])
    if employer.key and "client" in folded and _FOR_OTHERS.search(folded):
        employer = replace(employer, agency=True)
    title = read_title(row["title"]).without(employer.words)
    if (row["contract_code"] or "").startswith("stage"):
        title = replace(title, levels=title.levels | {"intern"})
    words = tuple(folded[:READ].split())
    plain = bare(words)
    return Sketch(
        id=row["id"],
        source=row["source"],
        ref=row["ref"],
        title=title,
        employer=employer,
        places=read_places(json.loads(row["city_codes"] or "[]"), row["city"]) or title.towns,
        text_towns=frozenset(c for *_, c in town_lexicon().spans(words)),
        language=row["language"],
        contract=row["contract_code"],
        years=_years(start, words) or _years(unaccented(row["experience"] or ""), ()),
        amounts=_amounts(f"{unaccented(row['title'])} {row['salary'] or ''} {start}"),
        reference=read_reference(row["reference"] or title.reference),
        addresses=frozenset(filter(None, map(address, (row["url"], row["apply_url"])))),
        day=_day(row["published_on"]),
        said=read_terms(plain),
        codes=read_codes(row["skill_codes"], row["languages_asked"], plain),
        positions=row["positions_count"],
        work=row["isco_code"],
        shingles=shingles(folded),
    )


def read_reference(text: str | None) -> str | None:
    """Read a reference that can tell vacancies apart: it has a digit and four signs at least.

    >>> read_reference("Réf. B-1234"), read_reference("n/a"), read_reference("12")
    ('REFB1234', None, None)
    """
    plain = _REFERENCE.sub("", unaccented(text or "").upper())
    return plain if len(plain) >= 4 and any(c.isdigit() for c in plain) else None


@lru_cache(maxsize=1 << 12)
def address(url: str | None) -> str | None:
    """Write a URL as host and path, so that two spellings of one page are equal.

    >>> address("https://www.X.example/jobs/12/?utm_source=y")
    'x.example/jobs/12'
    """
    if not url or not (parts := urlsplit(url)).netloc:
        return None
    query = "?" + parts.query if re.search(r"(?:^|&)(?:id|jk|job|ref)\w*=", parts.query) else ""
    path = parts.path.rstrip("/")
    return f"{parts.netloc.lower().removeprefix('www.')}{path}{query}" if path or query else None


def _years(plain: str, words: tuple[str, ...]) -> int | None:
    if (match := _YEARS.search(plain)) and int(match[1]) <= 20:
        return int(match[1])
    written = (
        NUMBERS[number]
        for number, what in pairwise(words)
        if number in NUMBERS and (what in _YEAR or what.startswith("سن"))
    )
    return next(written, None)


def _amounts(text: str) -> frozenset[int]:
    return frozenset(int(re.sub(r"\D", "", m)) for m in _AMOUNT.findall(text))


def _day(text: str | None) -> int | None:
    return date.fromisoformat(text[:10]).toordinal() if text else None
