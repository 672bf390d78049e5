"""What offers are filtered by, kept with the index: exact after every merge, whatever happened in between."""

import json
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st

from offers.facets import COLUMNS, facets, unpack, word
from tests.market import Market
from tests.test_dedupe_runs import postings

SOURCES = "select json_group_array(distinct source) from postings where offer = ?"
COUNTS = """
select c.kind, v.field, v.code, c.n from facet_counts c join facet_values v on v.id = c.value
"""
FOUND = "select rowid from offer_search where offer_search match ?"


def kept(market: Market) -> dict[int, dict]:
    """What every offer is filtered by, read from the offers themselves."""
    columns = ", ".join(COLUMNS)
    return {
        id: facets(dict(zip(COLUMNS, values, strict=True)), json.loads(sources))
        for id, sources, *values in market.db.conn.execute(
            f"select id, ({SOURCES.replace('?', 'offers.id')}), {columns} from offers"
        )
    }


def recounted(offers: dict[int, dict]) -> Counter:
    open_ones = [values for values in offers.values() if ("state", "open") in values]
    return Counter(
        (kind, *facet)
        for values in open_ones
        for kind in ["all", *(code for field, code in values if field == "kind")]
        for facet in values
    )


def check(market: Market) -> None:
    offers = kept(market)
    told = {(kind, field, code): n for kind, field, code, n in market.db.conn.execute(COUNTS)}
    assert told == dict(recounted(offers))
    numbers = {
        (f, c): n for n, f, c in market.db.conn.execute("select id, field, code from facet_values")
    }
    for id, blob in market.db.conn.execute("select offer, value_ids from facets"):
        assert unpack(blob) == sorted(numbers[facet] for facet in offers[id])
    for facet, number in numbers.items():
        found = market.db.conn.execute(FOUND, [f'facets : "{word(number)}"'])
        assert {id for (id,) in found} == {id for id, values in offers.items() if facet in values}


actions = st.lists(
    st.tuples(
        st.sampled_from(["show", "close", "open", "merge"]),
        st.sampled_from(["alpha/1", "beta/1", "beta/2", "gamma/3"]),
        postings,
        st.sampled_from(["cdi", "stage", "stage_preembauche", None]),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(actions)
def test_counts_and_index_are_those_of_the_offers_after_any_history(tmp_path_factory, done):
    market = Market(tmp_path_factory.mktemp("facets") / "aggregator.db")
    for what, key, words, contract in [*done, ("merge", "alpha/1", {}, None)]:
        source, ref = key.split("/")
        if what == "show":
            market.show(source, ref, **words, contract_code=contract)
        elif what == "merge":
            market.merge()
            check(market)
        else:
            day = "2026-11-20" if what == "close" else None
            market.db.conn.execute(
                "update postings set closed_on = ? where source = ? and ref = ?", [day, source, ref]
            )
            market.db.conn.commit()


def test_a_value_keeps_its_number_when_no_offer_has_it_for_a_while(tmp_path):
    market, numbers = Market(tmp_path / "aggregator.db"), []
    for contract in ("cdi", "cdd", "cdi"):
        market.show("alpha", "1", contract_code=contract)
        market.merge()
        found = market.db.conn.execute(
            "select code, id from facet_values where field = 'contract' order by id"
        )
        numbers.append(dict(found.fetchall()))
    assert numbers[0]["cdi"] == numbers[2]["cdi"] != numbers[2]["cdd"]
