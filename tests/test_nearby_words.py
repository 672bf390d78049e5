"""A question that finds nothing leads to close ones that find something."""

import asyncio

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from datasette_plugins.reading.asked import Asked
from datasette_plugins.reading.nearby_words import MOST, close_words
from tests.visitor import Visitor, titles


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    return Visitor(tmp_path_factory.mktemp("near"))


@pytest.fixture(scope="module")
def close(visitor):
    db = visitor.site.get_database()
    return lambda typed: asyncio.run(close_words(db, Asked(q=typed)))


@pytest.mark.parametrize(
    "typed,meant",
    [
        ("comtable", "comptable"),
        ("developeur pythn", "développeur python"),
        ("teleconseilier", "téléconseiller"),
        ("infirmeir", "infirmier"),
        ("محاسسبين", "محاسبين"),
        ("atlas consiel", "atlas conseil"),
    ],
)
def test_a_slip_is_mended(close, typed, meant):
    assert meant in [found.lower() for found in close(typed)]


def test_a_word_that_nothing_is_near_is_left_out(close):
    assert close("comptable zzzzzzzz")[0] == "comptable"


def test_what_is_proposed_finds_something(visitor, close):
    for typed in ("comtable rabta", "stagge", "ingeneiur resaux", "soudure sous-marine"):
        for proposed in close(typed):
            assert titles(visitor.get("/", q=proposed))


@pytest.mark.parametrize("typed", ["", "qxzjw", "x" * 300, "a b c d e f g h i", '"*"', "\0"])
def test_where_nothing_is_close_nothing_is_proposed(close, typed):
    assert close(typed) == []


@given(st.text(max_size=80))
@settings(max_examples=50, deadline=None)
def test_whatever_is_typed_few_are_proposed_and_none_is_an_error(close, typed):
    found = close(typed)
    assert len(found) <= MOST and typed not in found
