"""A sketch: what is kept of a posting to compare it with others."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import compress, pairwise
from typing import Any
from urllib.parse import urlsplit

import numpy as np

from dedupe.codes import read_codes
from dedupe.employer import Employer, read_employer
from dedupe.place import read_places
from dedupe.shingles import shingles_of
from dedupe.title import Title, bare, read_terms, read_title
from offers.lexicons.towns import town_lexicon
from offers.text import fold, unaccented

#: Years asked are often written out.
NUMBERS = {
    "un": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "ثلاث": 3, "quatre": 4, "four": 4,
    "اربع": 4, "cinq": 5, "five": 5, "خمس": 5, "six": 6, "ست": 6, "sept": 7, "seven": 7, "سبع": 7,
    "huit": 8, "eight": 8, "ثماني": 8, "dix": 10, "ten": 10, "عشر": 10,
}  # fmt: skip
# Not \d{1,2}: to look for one sign of a kind is twice as fast as for one that may repeat.
_YEARS = re.compile(r"(\d\d?)\s*(?:\+|a|-|et|ou|to|/)?\s*(?:\d{1,2})?\s*(?:ans?|annees?|years?)\b")
_YEAR = {"an", "ans", "annee", "annees", "year", "years"}
_AMOUNT = re.compile(r"(\d(?<!\w\d)(?:\d{0,2}(?:[ .]\d{3})+|\d{3,5}))\s*(?:dhs?|mad|dirhams?|درهم)")
_CURRENCY = ("dh", "mad", "dirham", "درهم")
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
    return sketch_all([row])[0]


def sketch_all(rows: Sequence[Mapping[str, Any]]) -> list[Sketch]:
    """Draw the sketches of ROWS of postings.

    Each text goes through one step before any goes through the next, for what a step looks up stays at
    the processor's hand then: half as long again it takes otherwise.
    """
    texts = [row["description"] or "" for row in rows]
    folded, starts = list(map(fold, texts)), [unaccented(text[:READ]) for text in texts]
    words = [tuple(text[:READ].split()) for text in folded]
    plain = list(map(bare, words))
    steps = (
        ["client" in text and _FOR_OTHERS.search(text) for text in folded],
        [frozenset(code for *_, code in town_lexicon().spans(some)) for some in words],
        list(map(_years, starts, words)),
        list(map(_amounts, starts)),
        list(map(read_terms, plain)),
        list(map(_codes, rows, plain)),
        shingles_of(folded),
    )
    return list(map(_sketch, rows, *steps))


def _sketch(
    row: Mapping[str, Any],
    for_others: object,
    text_towns: frozenset[str],
    years: int | None,
    amounts: frozenset[int],
    said: frozenset[str],
    codes: frozenset[str],
    kept: np.ndarray,
) -> Sketch:
    employer = read_employer(row["company"], row["city"])
    if employer.key and for_others:
        employer = replace(employer, agency=True)
    title = read_title(row["title"]).without(employer.words)
    if (row["contract_code"] or "").startswith("stage"):
        title = replace(title, levels=title.levels | {"intern"})
    named = unaccented(f"{row['title']} {row['salary'] or ''}")
    return Sketch(
        id=row["id"],
        source=row["source"],
        ref=row["ref"],
        title=title,
        employer=employer,
        places=read_places(json.loads(row["city_codes"] or "[]"), row["city"]) or title.towns,
        text_towns=text_towns,
        language=row["language"],
        contract=row["contract_code"],
        years=years or _years(unaccented(row["experience"] or ""), ()),
        amounts=amounts | _amounts(named),
        reference=read_reference(row["reference"] or title.reference),
        addresses=frozenset(filter(None, map(address, (row["url"], row["apply_url"])))),
        day=_day(row["published_on"]),
        said=said,
        codes=codes,
        positions=row["positions_count"],
        work=row["isco_code"],
        shingles=kept,
    )


def _codes(row: Mapping[str, Any], plain: tuple[str, ...]) -> frozenset[str]:
    return read_codes(row["skill_codes"], row["languages_asked"], plain)


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
    spelled = compress(pairwise(words), map(NUMBERS.__contains__, words))
    written = (n for n, what in spelled if what in _YEAR or what.startswith("سن"))
    return NUMBERS.get(next(written, ""))


def _amounts(text: str) -> frozenset[int]:
    if not any(map(text.__contains__, _CURRENCY)):
        return frozenset()
    return frozenset(int(re.sub(r"\D", "", m)) for m in _AMOUNT.findall(text))


def _day(text: str | None) -> int | None:
    return date.fromisoformat(text[:10]).toordinal() if text else None
