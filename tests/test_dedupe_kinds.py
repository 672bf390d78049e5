"""What kind of copy a posting is, and when a vacancy that comes back is another one."""

from itertools import permutations

import pytest

from dedupe.deck import Pairs
from dedupe.kind import kinds
from dedupe.overrides import decide
from dedupe.run import settle_now
from dedupe.sketching import sketches
from offers.database import connect, writing
from tests.catalogue import MERGED, PERHAPS
from tests.market import NOW, OTHER, TEXT, Market
from tests.visitor import Visitor


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


KINDS = {
    "letter by letter": ("full", {}),
    "another way to write the title": ("full", {"title": "URGENT : Régleur sur presse (H/F)"}),
    "a word put in": ("full", {"description": TEXT.replace("vous réglez", "vous réglez bien")}),
    "copied to another site within a week": ("full", {"published_on": "2026-11-08"}),
    "posted again on its own site": ("temporal", {"source": "alpha", "published_on": "2026-11-08"}),
    "posted again a month before": ("temporal", {"published_on": "2026-10-02"}),
    "no day": ("full", {"published_on": None}),
    "truncated": ("partial", {"description": TEXT[:150] + "…"}),
    "truncated, a month later": ("partial", {"description": TEXT[:150], "published_on": "2026-12-02"}),
    "without a text": ("partial", {"description": None}),
    "between other words": ("partial", {"description": OTHER + TEXT}),
    "other words": ("semantic", {"description": OTHER}),
    "another title over the same text": ("semantic", {"title": "Conducteur de ligne"}),
    "another language": ("semantic", {"language": "en"}),
}  # fmt: skip


@pytest.mark.parametrize("expected, said", KINDS.values(), ids=KINDS)
def test_each_copy_has_its_kind(market, expected, said):
    ids = market.show("alpha", "1"), market.show(**{"source": "beta", "ref": "2"} | said)
    left, right = sketches(market.db, ids).values()
    assert kinds(Pairs.between([left, right], [right, left])) == [expected, expected]


def test_the_kind_is_kept_with_each_link(market):
    market.show("alpha", "1")
    market.show("beta", "1", description=TEXT[:150])
    market.show("gamma", "1")
    market.merge()
    links = market.db.query("select left, right, kind from links order by left, right")
    assert [tuple(link.values()) for link in links] == [
        (1, 2, "partial"), (1, 3, "full"), (2, 3, "partial"),
    ]  # fmt: skip


FIRST = {"published_on": "2026-01-05", "closed_on": "2026-02-01"}


def test_what_comes_back_long_after_it_closed_is_a_repost(market):
    market.show("alpha", "1", **FIRST)
    market.show("alpha", "2", published_on="2026-06-02")
    market.merge()
    offers = market.offers()
    assert offers["alpha/1"] != offers["alpha/2"]
    assert market.offer(offers["alpha/2"])["repost_of"] == offers["alpha/1"]
    assert market.offer(offers["alpha/1"])["repost_of"] is None


ONE = {
    "120 days after": (FIRST, {"published_on": "2026-06-01"}),
    "the first is still open": ({"published_on": "2026-01-05"}, {"published_on": "2026-06-02"}),
    "it closed late": (FIRST | {"closed_on": "2026-04-01"}, {"published_on": "2026-06-02"}),
}


@pytest.mark.parametrize("first, second", ONE.values(), ids=ONE)
def test_what_comes_back_soon_is_the_same_offer(market, first, second):
    market.show("alpha", "1", **first)
    market.show("beta", "2", **second)
    market.merge()
    assert len(set(market.offers().values())) == 1


def test_a_deadline_closes_too(market):
    market.show("alpha", "1", published_on="2026-01-05", deadline_on="2026-02-01")
    market.show("beta", "2", published_on="2026-06-02")
    market.merge()
    assert market.offer(market.offers()["beta/2"])["repost_of"] == market.offers()["alpha/1"]


def test_reposts_without_a_pause_are_one_offer(market):
    months = [f"2026-{month:02}" for month in range(2, 11, 2)]
    for ref, month in enumerate(months):
        market.show("alpha", str(ref), published_on=f"{month}-01", closed_on=f"{month}-28")
    market.merge()
    assert len(set(market.offers().values())) == 1


POSTINGS = (
    ("alpha", "1", FIRST),
    ("beta", "1", FIRST | {"closed_on": "2026-02-10"}),
    ("alpha", "2", {"published_on": "2026-07-01"}),
    ("gamma", "2", {"published_on": "2026-07-03"}),
)


@pytest.mark.parametrize("order", list(permutations(range(4))), ids=str)
def test_any_order_and_any_split_ends_the_same(market, order):
    for at in order:
        source, ref, said = POSTINGS[at]
        market.show(source, ref, **said)
        if at % 2:
            market.merge()
    market.merge()
    offers = market.offers()
    assert offers["alpha/1"] == offers["beta/1"] != offers["alpha/2"] == offers["gamma/2"]
    assert market.offer(offers["alpha/2"])["repost_of"] == offers["alpha/1"]


def test_a_repost_is_let_go_when_its_words_change(market):
    market.show("alpha", "1", **FIRST)
    market.show("alpha", "2", published_on="2026-06-02")
    market.merge()
    market.show("alpha", "2", published_on="2026-06-02", title="Infirmier", description=OTHER)
    market.merge()
    assert [offer["repost_of"] for offer in market.db.table("offers").rows] == [None, None]


def test_an_older_offer_that_was_a_repost_in_truth_merges_and_leads_on(market):
    """The first posting was open all the while: its closing day was put right."""
    market.show("alpha", "1", **FIRST)
    market.show("alpha", "2", published_on="2026-06-02")
    market.merge()
    market.show("alpha", "1", published_on="2026-01-05", closed_on="2026-05-30")
    market.merge()
    [offer] = market.db.table("offers").rows
    assert (offer["id"], offer["repost_of"]) == (1, None)
    assert [alias["offer"] for alias in market.db.table("offer_aliases").rows] == [1]


def test_people_decide_over_the_pause(market):
    market.show("alpha", "1", **FIRST)
    market.show("alpha", "2", published_on="2026-06-02")
    market.merge()
    with writing(market.db):
        decide(market.db, ("alpha", "1"), ("alpha", "2"), "same", "one job", "amina", NOW)
        settle_now(market.db, [1, 2], NOW)
    assert len(set(market.offers().values())) == 1


@pytest.fixture
def get(tmp_path):
    """The small catalogue, where a link has its kind and one offer is a repost of another."""
    visitor = Visitor(tmp_path)
    db = connect(tmp_path / "aggregator.db")
    with writing(db):
        db.conn.execute("update links set kind = 'temporal'")
        db.table("offers").update(PERHAPS, {"repost_of": MERGED})
    return visitor.get


@pytest.mark.parametrize(
    "lang, word", [("fr", "publiée à nouveau"), ("en", "posted again"), ("ar", "أعيد نشره")]
)
def test_the_page_says_the_kind_of_each_link(get, lang, word):
    assert f'<span class="tag">{word}</span>' in get(f"/offer/{MERGED}", lang=lang).text


@pytest.mark.parametrize(
    "lang, words",
    [
        ("fr", "Cette offre en reprend une"),
        ("en", "repeats an older one"),
        ("ar", "يعيد عرضا أقدم"),
    ],
)
def test_the_page_of_a_repost_leads_to_the_older_offer(get, lang, words):
    page = get(f"/offer/{PERHAPS}", lang=lang).text
    assert words in page and f'href="/offer/{MERGED}?lang={lang}"' in page
    assert words not in get(f"/offer/{MERGED}", lang=lang).text
