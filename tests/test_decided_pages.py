"""What people decided, as visitors see it."""

import pytest

from dedupe.overrides import decide
from offers.database import connect, writing
from tests.catalogue import MERGED, PERHAPS
from tests.market import NOW
from tests.visitor import Visitor


@pytest.fixture
def get(tmp_path):
    """The small catalogue, where people merged one offer and parted it from another."""
    visitor = Visitor(tmp_path)
    db = connect(tmp_path / "aggregator.db")
    ours, other = ("alpha", str(MERGED)), ("alpha", str(PERHAPS))
    with writing(db):
        decide(db, ours, ("beta", str(MERGED)), "same", "the secret reason", "amina", NOW)
        for source in ("alpha", "beta"):
            decide(db, (source, str(MERGED)), other, "different", "the secret reason", "amina", NOW)
    return visitor.get


def test_an_offer_says_that_a_person_decided(get):
    assert "A person who read both decided so." in get(f"/offer/{MERGED}", lang="en").text
    assert "The titles name the same work." in get(f"/offer/{MERGED}", lang="en").text


def test_what_people_parted_is_not_perhaps_the_same(get):
    assert "Perhaps the same offer" not in get(f"/offer/{MERGED}", lang="en").text
    assert "Perhaps the same offer" not in get(f"/offer/{PERHAPS}", lang="en").text


def test_who_decided_and_why_is_nobodys_business(get):
    sql = "select group_concat(who || why) from overrides"
    for page in (
        get("/aggregator/overrides.json", _shape="array"),
        get("/aggregator/overrides"),
        get("/aggregator/overrides/1"),
        get("/aggregator.json", sql=sql),
    ):
        assert page.status_code == 200
        assert "amina" not in page.text and "secret reason" not in page.text
