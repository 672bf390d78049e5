"""What offers are filtered by, kept with the index: exact after every merge, whatever happened in between."""

import asyncio
import json
from collections import Counter
from datetime import date
from random import Random

import pytest
from datasette.app import Datasette
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from datasette_plugins.reading import found, hits, orders
from datasette_plugins.reading.asked import Asked
from offers.facets import COLUMNS, facets, unpack, word
from offers.search import index_offers
from offers.text import fold
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


#: Few enough that a small catalogue has more: what is counted, put in order, looked at first, shown.
LIMITS = (
    (hits, "NEWEST", 8), (found, "NEWEST", 8), (found, "MOST_COUNTED", 12),
    (orders, "RANKED", 6), (found, "RANKED", 6), (orders, "FIRST", 2), (found, "PAGE", 3),
)  # fmt: skip
TODAY = date(2026, 11, 21)
SAME = {
    "first_seen": "2026-11-20", "updated_at": "2026-11-21", "language": "fr", "postings": 1, "sources": 1,
}  # fmt: skip
TOWNS, CONTRACTS = ("rabat", "fes"), ("cdi", "stage")

SAID = {
    "title": ["Soudeur", "Soudeur TIG", "Peintre"],
    "company": ["Atelier TIG", "Soudeur et fils", "Nord"],
    "excerpt": ["", "Soudeur au TIG"],
    "city_code": TOWNS,
    "contract_code": CONTRACTS,
    "closed_on": [None, None, None, "2026-11-20"],
    "deadline_on": [None, "2026-11-25", "2026-12-01"],
}
ASKED = [
    Asked(q=q, city=city, contract=contract, sort=sort, page=page)
    for q in ("", "soudeur", "soudeur tig", "peintre soudeur")
    for city in ((), ("rabat",), TOWNS)
    for contract in ((), ("cdi",))
    for sort in ("", "date", "closing")
    for page in (1, 2, 3)
]


def says(offer: dict, asked: Asked, *columns: str) -> bool:
    """Whether OFFER says every word asked in COLUMNS."""
    said = fold(" ".join(offer[column] for column in columns)).split()
    return set(asked.q.split()) <= set(said)


def answers(offer: dict, asked: Asked, but: str = "") -> bool:
    """Whether OFFER is open, says what is asked, and has what is chosen in every field BUT one."""
    codes = {"city": offer["city_code"], "contract": offer["contract_code"]}
    fits = (
        code in asked.values(name) or name == but or not asked.values(name)
        for name, code in codes.items()
    )
    return (
        not offer["closed_on"] and says(offer, asked, "title", "company", "excerpt") and all(fits)
    )


def place(offer: dict, asked: Asked) -> tuple:
    """Where OFFER stands in the order asked, the least first."""
    keys = {
        "date": (),
        "closing": (offer["deadline_on"] or "later",),
        "relevance": (
            not says(offer, asked, "title"),
            not says(offer, asked, "title", "company"),
        ),
    }
    return *keys[asked.order], -offer["id"]


def expected(made: list[dict], asked: Asked) -> tuple:
    """What a search of all offers, one by one, finds: the page, the total, the towns and the contracts."""
    newest = [offer for offer in reversed(made) if answers(offer, asked)]
    ranked = newest if asked.order == "date" else newest[:6]
    page = sorted(ranked, key=lambda offer: place(offer, asked))[(asked.page - 1) * 3 :][:3]
    bare = not asked.q and not asked.filters()
    counts = []
    for name, column in (("city", "city_code"), ("contract", "contract_code")):
        wider = [offer for offer in reversed(made) if answers(offer, asked, name)]
        counts.append(Counter(offer[column] for offer in (wider if bare else wider[:8])))
    most = len(newest) if bare else min(len(newest), 13)
    return [offer["id"] for offer in page], most, *counts


def keep(db: Database, made: list[dict]) -> None:
    """Keep the offers MADE, what they say beyond title and company in a posting each, and index them."""
    db.table("offers").insert_all(
        offer | {"employer": offer["company"], "city_codes": json.dumps([offer["city_code"]])}
        for offer in made
    )
    same = {"source": "alpha", "url": "", "title": "", "content_hash": "", "run": 1}
    db.table("postings").insert_all(
        same
        | {"ref": str(offer["id"]), "offer": offer["id"], "description": offer["excerpt"]}
        | {"first_seen": offer["first_seen"]}
        for offer in made
    )
    index_offers(db, [offer["id"] for offer in made])


@pytest.mark.parametrize("seed", range(3))
def test_a_search_finds_and_counts_what_looking_at_every_offer_would(tmp_path, monkeypatch, seed):
    chance = Random(seed)
    made = [
        {"id": id, **{k: chance.choice(v) for k, v in SAID.items()}, **SAME} for id in range(1, 61)
    ]
    keep(Market(tmp_path / "aggregator.db").db, made)
    site = Datasette([str(tmp_path / "aggregator.db")]).get_database()
    for module, name, limit in LIMITS:
        monkeypatch.setattr(module, name, limit)
    for asked in ASKED:
        told = asyncio.run(found.find(site, asked, TODAY))
        counts = [told.facets.get(name, Counter()) for name in ("city", "contract")]
        assert expected(made, asked) == ([o["id"] for o in told.offers], told.total, *counts), asked
