"""Pages that wish our parsers ill, or lie about themselves, read by a real child from a real server."""

import pytest

from offers.text import visible
from tests.hostile.crawled import MOST_MB, at_once, sources
from tests.hostile.good import SAID, cards
from tests.hostile.pages import HEAVY, LETTERS, PAGES, SCRIPTED

REFS = {name: f"page-{number}" for number, name in enumerate(PAGES)}


@pytest.fixture(scope="module")
def read(tmp_path_factory):
    """One reading of a list that leads to every page, and to a good one after each."""
    refs = [ref for one in REFS.values() for ref in (one, f"bon-{one}")]
    site = {"/list": lambda wire: wire.send(cards(refs))}
    site |= {f"/o/{REFS[name]}": page.attack() for name, page in PAGES.items()}
    folder = tmp_path_factory.mktemp("pages")
    return at_once(folder, sources.Listed, {"listed.example": site})


def test_every_page_was_read_within_bounds(read):
    assert read.row["outcome"] == "ok", read.row["cause"]
    assert len(read.postings) == 2 * len(PAGES) == read.row["listed"]
    assert read.stats["memory/peak"] < MOST_MB


def test_the_good_pages_between_them_are_whole(read):
    good = [posting for ref, posting in read.postings.items() if ref.startswith("bon-")]
    assert len(good) == len(PAGES)
    assert all(posting["description"] == SAID for posting in good)


@pytest.mark.parametrize("name", PAGES)
def test_a_page_gives_its_text_or_its_card(read, name):
    assert read.postings[REFS[name]]["description"] == PAGES[name].text


@pytest.mark.parametrize("counted", sorted({page.counted for page in PAGES.values()} - {None}))
def test_what_was_refused_is_counted(read, counted):
    assert read.stats[counted] >= sum(page.counted == counted for page in PAGES.values())


def test_charsets_are_mended_and_counted(read):
    assert read.stats["charset/mended"] >= 4


@pytest.mark.parametrize("name", LETTERS)
def test_what_is_stored_can_be_seen(read, name):
    posting = read.postings[REFS[name]]
    assert posting["title"] == "Maçon x"
    assert visible(posting["description"]) == posting["description"]


@pytest.mark.parametrize("name", SCRIPTED)
def test_no_script_and_no_impossible_day_is_stored(read, name):
    posting = read.postings[REFS[name]]
    written = " ".join(str(value) for value in posting.values()).lower()
    assert "<" not in written and "script" not in written and "onerror" not in written
    assert posting["published_on"] is None and posting["deadline_on"] is None


def test_impossible_days_are_counted(read):
    assert read.stats["normalise/published/unknown"] == 3
    assert read.stats["normalise/deadline/unknown"] == 3


def test_the_heavy_pages_are_as_heavy_as_they_say():
    assert max(len(page.body) for page in HEAVY.values()) > 20_000_000
