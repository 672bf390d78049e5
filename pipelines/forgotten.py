"""Who asked to be left out: what they asked for, as it is compared, and which postings it is about."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, Self
from urllib.parse import urlsplit

from sqlite_utils import Database
from tldextract import TLDExtract

from offers.text import fold
from pipelines.cleaners.links import canonical_url
from pipelines.normalisers.employer import read_employer

KINDS = ("employer", "domain", "url")

ASKED = "select id, kind, value from forgotten order by id"
SOURCES = "select name, url from sources order by name"
#: The forms that one address is written in: each is looked for where an index knows addresses by source.
AT = """
select id from postings
where source in (select name from sources) and url in (select value from json_each(:urls))
"""
NAMED = """
select id, source, url, apply_url, employer, company from postings
where said(employer, :employer) or said(company, :employer)
"""
#: An address that holds the domain's letters may be on it; on which host, is looked at afterwards.
WITHIN = """
select id, source, url, apply_url, employer, company from postings
where source in (select value from json_each(:sources))
  or instr(lower(url), :domain) or instr(lower(apply_url), :domain)
"""

#: The list of public suffixes that the library brings along: nothing is fetched.
_SPLIT = TLDExtract(suffix_list_urls=(), cache_dir=None)
_LABEL = r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?"
_HOST = re.compile(rf"{_LABEL}(?:\.{_LABEL})+")
_OURS = re.compile(r"(?:/offer/|o)(\d{1,18})")


@dataclass(frozen=True, slots=True)
class Request:
    """Hold one request, in the form that it is compared in."""

    kind: str
    value: str


def request_of(kind: str, said: str) -> Request:
    """Read what somebody typed; raise ValueError, in a sentence, where it names nobody, or everybody.

    >>> request_of("employer", "Sté Atlas Conseil SARL").value, request_of("domain", "https://www.X.example/a").value
    ('atlas conseil', 'x.example')
    >>> request_of("url", "HTTP://www.x.example/a/?utm_source=b").value
    'x.example/a'
    """
    reading = {"employer": _employer, "domain": _domain, "url": _address}
    return Request(kind, reading[kind](said.strip()))


def _employer(said: str) -> str:
    name = fold(read_employer(said).name or "")
    if not name:
        raise ValueError(f"{said or 'nothing'} names no one employer")
    return name


def _domain(said: str) -> str:
    parts = urlsplit(said if "//" in said else f"//{said}")
    try:
        host = (parts.hostname or "").strip(".").encode("idna").decode()
    except UnicodeError:
        host = ""
    host = host.removeprefix("www.")
    if not _HOST.fullmatch(host):
        raise ValueError(f"{said or 'nothing'} is no domain: write x.ma")
    if _SPLIT(host).suffix == host:
        raise ValueError(f"{said} is no one's own: everybody under it would be left out")
    return host


def _address(said: str) -> str:
    url = canonical_url(said)
    if url is None:
        raise ValueError(f"{said or 'nothing'} is no address of a page: write https://…")
    return bare(url)


def bare(url: str) -> str:
    """Write an address as it is compared: without http or https, www., and a slash at its end.

    >>> bare("https://www.x.example/a/")
    'x.example/a'
    """
    return url.partition("://")[2].removeprefix("www.").rstrip("/")


def offer_named(said: str) -> int | None:
    """Return the number of our own offer that SAID names; None where it names none.

    >>> offer_named("/offer/12"), offer_named("o12"), offer_named("https://x.example/offer/12")
    (12, 12, None)
    """
    found = _OURS.fullmatch(said.strip())
    return int(found[1]) if found else None


def in_domain(address: str | None, domains: Iterable[str]) -> str | None:
    """Return which of DOMAINS the host of ADDRESS, which may be a bare host, is in; None where in none.

    >>> in_domain("https://jobs.x.example/1", ["x.example"]), in_domain("https://notx.example/1", ["x.example"])
    ('x.example', None)
    """
    address = address or ""
    try:
        host = urlsplit(address if "//" in address else f"//{address}").hostname or ""
    except ValueError:
        return None
    return next((d for d in domains if host == d or host.endswith(f".{d}")), None)


def forgotten_domains(db: Database) -> list[str]:
    """List the domains that asked to be left out: no source that starts on one is read."""
    return [value for _, kind, value in db.conn.execute(ASKED) if kind == "domain"]


@dataclass(frozen=True)
class Requests:
    """Hold all requests by their numbers, to be asked of one posting after another."""

    numbers: Mapping[Request, int]

    @classmethod
    def of(cls, db: Database) -> Self:
        """Read the requests that stand in DB."""
        return cls({Request(kind, value): id for id, kind, value in db.conn.execute(ASKED)})

    @cached_property
    def domains(self) -> tuple[str, ...]:
        return tuple(one.value for one in self.numbers if one.kind == "domain")

    @cached_property
    def kinds(self) -> frozenset[str]:
        return frozenset(one.kind for one in self.numbers)

    def about(self, posting: Mapping[str, Any]) -> int | None:
        """Return the number of the request that POSTING is left out for; None where nobody asked."""
        if not self.numbers:
            return None
        return next((self.numbers[r] for r in self._asked(posting) if r in self.numbers), None)

    def _asked(self, posting: Mapping[str, Any]) -> Iterable[Request]:
        """List what could have been asked for that POSTING be left out."""
        if "employer" in self.kinds:
            for name in ("employer", "company"):
                yield Request("employer", _folded(posting[name] or ""))
        if "url" in self.kinds:
            yield Request("url", bare(posting["url"] or ""))
        for name in ("url", "apply_url"):
            if self.domains and (domain := in_domain(posting[name], self.domains)):
                yield Request("domain", domain)


def sources_within(db: Database, domain: str) -> list[str]:
    """List the sources that start on DOMAIN."""
    return [name for name, url in db.conn.execute(SOURCES) if in_domain(url, [domain])]


def concerned(db: Database, request: Request) -> list[int]:
    """List the postings that REQUEST is about, in order."""
    if request.kind == "url":
        asked = {"urls": json.dumps(_written(request.value))}
        return sorted(row[0] for row in db.conn.execute(AT, asked))
    if request.kind == "domain":
        sources = sources_within(db, request.value)
        rows = db.query(WITHIN, {"domain": request.value, "sources": json.dumps(sources)})
        within = Requests({request: 0})
        return [row["id"] for row in rows if row["source"] in sources or within.about(row) == 0]
    db.conn.create_function("said", 2, _said, deterministic=True)
    return [row["id"] for row in db.query(NAMED, {"employer": request.value})]


def _said(name: str | None, folded: str) -> bool:
    return bool(name) and _folded(name or "") == folded


@lru_cache(50_000)
def _folded(name: str) -> str:
    """Fold NAME: a million postings are of some thousand employers."""
    return fold(name)


def _written(value: str) -> list[str]:
    """List the forms that a bare address may have been kept in."""
    heads = [f"{scheme}://{www}{value}" for scheme in ("http", "https") for www in ("", "www.")]
    return [head + end for head in heads for end in ("", "/")]
