"""Every reader that is given a stranger's text: what it is tried with, and what must hold of its answer."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from parsel import Selector
from protego import Protego

from aggregator.sources import loader
from bench.fuzzing import pieces
from offers.mojibake import mended
from offers.posting import WORDS, Posting
from offers.text import visible
from pipelines.clean import LIMIT, LIMITS, Clean
from pipelines.cleaners.contacts import masked
from pipelines.cleaners.links import canonical_url
from pipelines.cleaners.markup import line, readable
from pipelines.readings import READINGS
from spiders.bases.feeds import FORMATS
from spiders.bases.feeds.format import read_feed
from spiders.bases.jsonld import job_postings, read_job_posting, unreadable
from spiders.bases.loose_json import values
from spiders.bases.prose import apply_link, as_html, deadline_of, lines_of
from spiders.bases.rules import read
from spiders.bases.xml_page import told, xml_page
from spiders.middlewares.body_guard import too_wild
from spiders.middlewares.charset import true_encoding
from spiders.middlewares.refused import challenge
from spiders.middlewares.retry_after import seconds
from spiders.middlewares.robots import rules

NOW = datetime.fromisoformat("2026-11-21T09:00:00+01:00")
AGENT = "aggregator"
#: Letters of a page that is tried; of a field, as it comes.
PAGE, FIELD = 1_000_000, 1_000_000


@dataclass(frozen=True)
class Reader:
    """What reads a text, of which pieces such texts are made, and of how many letters at most."""

    name: str
    read: Callable[[str], Any]
    pieces: tuple[str, ...]
    longest: int
    #: What must hold of a text and the answer to it.
    holds: Callable[[str, Any], bool] = lambda text, answer: True


def readers() -> Iterator[Reader]:
    """Give every reader."""
    page = (*pieces.MARKUP, *pieces.WORDS, *pieces.SCRIPTS)
    prose = (*pieces.SENTENCES, *pieces.WORDS)
    everything = (*pieces.MARKUP, *prose)
    yield Reader("too_wild", too_wild, page, 4 * PAGE)
    yield Reader("challenge", challenge, page, PAGE)
    yield Reader("charset", _charset, page, PAGE)
    yield Reader("jsonld", tame(_jsonld), (*page, *pieces.JSON), PAGE)
    yield Reader("loose_json", _loose, pieces.JSON, PAGE)
    yield Reader("feed", _feed, (*pieces.XML, *pieces.WORDS), PAGE)
    yield Reader("prose", tame(_prose), (*page, *pieces.SENTENCES), PAGE)
    for source, choice in _pages().items():
        yield Reader(f"page of {source}", tame(partial(_rules, choice)), page, PAGE)
    yield Reader("clean", _clean, everything, FIELD, _storable)
    yield Reader(
        "readable", lambda text: readable(visible(text)), everything, 64_000, _keeps_figures
    )
    yield Reader("line", line, everything, LIMIT)
    yield Reader("mended", mended, everything, 64_000)
    yield Reader("masked", masked, everything, 64_000, lambda _, said: masked(said) == said)
    yield Reader("canonical_url", canonical_url, pieces.ADDRESSES, 2_000, _canonical)
    yield Reader("robots", _robots, pieces.ROBOTS, 512_000)
    yield Reader("retry_after", _retry, pieces.WAITS, 10_000)
    for reading in READINGS:
        yield Reader(f"reading {reading.said}", partial(_understood, reading), prose, 64_000)


def tame(reader: Callable[[str], Any]) -> Callable[[str], Any]:
    """Keep from READER what the guard keeps from it."""
    return lambda page: None if too_wild(page) else reader(page)


def _pages() -> dict[str, list[Any]]:
    """Return {source: its rules} of every source that reads HTML by rules."""
    known = loader()
    classes = {name: known.load(name) for name in sorted(known.list())}
    found = {}
    for name, source in classes.items():
        names = ("fields", "row", "fallback")
        said = [getattr(source, each, None) for each in names]
        chosen = [rule for each in said if isinstance(each, dict) for rule in each.values()]
        if "." not in name and chosen and not hasattr(source, "rows"):
            found[name] = chosen
    return found


def _rules(choice: list[Any], text: str) -> list[str | None]:
    page = Selector(text.replace("\x00", "").encode("utf-8", "replace").decode(), type="html")
    return [read(page, rule) for rule in choice]


def _charset(text: str) -> None:
    for encoding in ("utf-8", "cp1256", "cp1252"):
        body = text.encode(encoding, "replace")
        for said in ("utf-8", "cp1252", "cp1256"):
            true_encoding(body, said)


def _jsonld(page: str) -> None:
    page = page.encode("utf-8", "replace").decode()  # as any page that came as bytes
    unreadable(page)
    for posting in job_postings(page):
        read_job_posting(posting)


def _loose(script: str) -> None:
    try:
        values(script)
    except RecursionError:  # declared
        return


def _feed(text: str) -> None:
    body = text.encode("utf-8", "replace")
    read_feed(body, FORMATS)
    root = xml_page(body).root
    for element in () if root is None else root:
        told(element)


def _prose(page: str) -> None:
    lines = lines_of(Selector(page.replace("\x00", "").encode("utf-8", "replace").decode()))
    as_html(lines)
    deadline_of(lines)
    apply_link(lines, "x.example")


def _clean(text: str) -> Posting:
    said: dict[str, Any] = dict.fromkeys(("ref", "url", *WORDS), text)
    step = Clean({}, lambda what: None)
    return step.take(Posting(source="x", **said))


def _storable(text: str, posting: Posting) -> bool:
    kept = [said for said in posting.row().values() if isinstance(said, str)]
    return all(said.encode() and visible(said) == said for said in kept)


def _keeps_figures(text: str, answer: str) -> bool:
    """Nothing in a text that hides nothing is lost: its figures stand for its words."""
    hiding = ("<s", "<t", "<m", "<f", "<n", "<!", "<?", "<a", "hidden", "none", "=", "<p ", "&")
    if any(sign in text for sign in hiding):
        return True
    return text.count("9") == answer.count("9")


def _canonical(text: str, answer: str | None) -> bool:
    again = answer is None or canonical_url(answer)
    return answer is None or again in (answer, None if len(answer) > 2_000 else answer)


def _robots(text: str) -> None:
    said = rules(200, text.encode("utf-8", "replace"), AGENT).decode("utf-8", "ignore")
    parser = Protego.parse(said)
    parser.can_fetch("https://x.example/" + "a" * 500, AGENT)
    parser.crawl_delay(AGENT)


def _retry(text: str) -> None:
    seconds(text, "Sat, 21 Nov 2026 09:00:00 GMT")
    seconds(text, text)


def _understood(reading: Any, text: str) -> None:
    text = visible(text)
    name = reading.said.replace(" ", "_").replace("working_time", "contract")
    field = {name: text[: LIMITS.get(name, LIMIT)]} if name in WORDS else {}
    said: dict[str, Any] = {"title": text[:500], "description": text} | field
    reading.read(Posting(source="x", ref="1", url="https://x.example/1", **said), NOW)
