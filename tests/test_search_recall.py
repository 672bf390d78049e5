"""What visitors would type, beside titles that must be found by it and titles that must not: search.tsv.

Round one was written before anything was tried: it had recall 0.70, false 0.28. Rounds two and three were written
later, each before it was tried: 0.88 and 0.19; 0.97 and 0.07.
"""

import csv
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.database import connect
from offers.search import index_offers, question

HITS = "select rowid from offer_search where offer_search match ?"
HERE = Path(__file__).parent
NONSENSE = [
    "zzzz",
    "qsdfgh jklm",
    "nutella stage",
    "ززز",
    "xkcd2",
    "stage zzzz",
    "éàüß",
    "12345678",
]
WORDS = st.sampled_from(["stage", "sans", "bac+5", "محاسب", "c++", "de", "emploi"])
SYNTAX = st.sampled_from(
    [*"\"'*()[]{}:^+-,;\\%_&|\0\n\t😀🧑‍💻«»", "NEAR(", " OR ", " NOT ", "title:", "AND"]
)


def row(typed: dict[str, str]) -> dict[str, object]:
    towns = [typed["city_code"]] if typed["city_code"] else []
    city = {"city_code": typed["city_code"] or None, "city_codes": json.dumps(towns)}
    same = {"first_seen": "2026-11-21", "updated_at": "2026-11-21", "postings": 1, "sources": 1}
    said = {"title": typed["title"], "language": typed["language"]}
    return said | same | city


@pytest.fixture(scope="module")
def asked():
    with (HERE / "search.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.fixture(scope="module")
def catalogue(asked):
    """Every title as an offer of its own; an offer's id is its place in the list."""
    db = connect(":memory:")
    db.table("offers").insert_all({"id": id, **row(one)} for id, one in enumerate(asked))
    index_offers(db, range(len(asked)))
    return db


def hits(db, typed: str) -> set[int]:
    expression = question(typed)
    return {id for (id,) in db.conn.execute(HITS, [expression])} if expression else set()


def test_95_of_100_are_found_and_5_of_100_are_false(asked, catalogue):
    right: dict[str, list[bool]] = {"0": [], "1": []}
    for id, one in enumerate(asked):
        right[one["found"]].append((id in hits(catalogue, one["typed"])) == (one["found"] == "1"))
    assert len(right["1"]) >= 130 and len(right["0"]) >= 60
    recall = sum(right["1"]) / len(right["1"])
    false = 1 - sum(right["0"]) / len(right["0"])
    print(f"recall {recall:.3f} of {len(right['1'])}, false {false:.3f} of {len(right['0'])}")
    assert recall >= 0.95 and false <= 0.05


@pytest.mark.parametrize("typed", NONSENSE)
def test_nonsense_finds_nothing(catalogue, typed):
    assert hits(catalogue, typed) == set()


@given(st.lists(WORDS | SYNTAX | st.text(max_size=5), max_size=40).map("".join))
def test_no_sign_is_an_error(catalogue, typed):
    hits(catalogue, typed)


@pytest.mark.parametrize(
    "typed", ["a" * 10_000, "stage " * 2_000, '"' * 10_000, "ب" * 10_000, "* " * 5_000]
)
def test_ten_thousand_letters_are_no_error(catalogue, typed):
    hits(catalogue, typed)


def test_nothing_typed_asks_for_nothing():
    assert question("") is None and question(" \0 ") is None
