"""The API, as a program asks it: every operation that it describes, and what it says of itself."""

import asyncio
import html
import json
import re
import sqlite3

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import validate

from datasette_plugins.reading.api_schema import OPERATIONS
from offers.database import connect
from offers.search import index_offers
from offers.speech import LANGUAGES
from tests.catalogue import ARABIC, CLOSED, HOSTILE_ID, LONG, MERGED, MERGED_AWAY, TODAY
from tests.visitor import Visitor, boxes, total

LIST = "/api/offers.json"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    return Visitor(tmp_path_factory.mktemp("api"))


@pytest.fixture(scope="module")
def get(visitor):
    return visitor.get


def ids(answer) -> list[int]:
    return [offer["id"] for offer in answer.json()["offers"]]


def followed(get, path: str) -> list[list[int]]:
    """The ids of every part of a list, its links followed to the end."""
    parts = []
    while path:
        answer = get(path)
        parts.append(ids(answer))
        path = (answer.json()["next"] or "").removeprefix("http://localhost")
    return parts


@pytest.mark.parametrize(
    "asked",
    [
        {}, {"q": "ingénieur"}, {"city": ["rabat", "fes"], "contract": "stage"}, {"kind": "civil"},
        {"within": 7, "paid": 1}, {"near": "rabat", "km": 25}, {"q": "zzzz"}, {"source": "dawla"},
    ],
)  # fmt: skip
def test_a_search_finds_what_the_page_finds(get, asked):
    page, answer = get("/", **asked), get(LIST, **asked)
    shown = [int(id) for id in re.findall(r'<h2><a href="/offer/(\d+)', page.text)]
    assert ids(answer) == shown
    assert answer.json()["total"] == (total(page) if shown else 0)
    assert answer.json()["ignored"] == []
    assert answer.headers["cache-control"] == page.headers["cache-control"]


@pytest.mark.parametrize(
    "asked",
    ["limit=7", "limit=1&city=rabat", "limit=20&sort=closing", "limit=7&q=stage", "limit=9&near=rabat&sort=distance&km=100", "after=30&limit=4"],
)  # fmt: skip
def test_its_parts_hold_every_offer_once(get, asked):
    parts = followed(get, f"{LIST}?{asked}")
    found = [id for part in parts for id in part]
    limit = int(re.search(r"limit=(\d+)", asked)[1])
    assert {len(part) for part in parts[:-1]} <= {limit}
    assert len(found) == len(set(found)) == get(f"{LIST}?{asked}").json()["total"]


@pytest.mark.parametrize("sort", ["date", "closing"])
def test_new_offers_disturb_no_list(tmp_path, sort):
    visitor = Visitor(tmp_path)
    first = visitor.get(LIST, limit=20, sort=sort).json()
    db = connect(tmp_path / "aggregator.db")
    arrived = {"title": "Stage", "first_seen": str(TODAY), "updated_at": str(TODAY), "postings": 1}
    with db.atomic():
        db.table("offers").insert_all(
            arrived | {"id": id, "sources": 1, "deadline_on": str(TODAY)} for id in range(500, 530)
        )
    index_offers(db, list(range(500, 530)))
    db.close()
    rest = [
        id
        for part in followed(visitor.get, first["next"].removeprefix("http://localhost"))
        for id in part
    ]
    begun = [offer["id"] for offer in first["offers"]]
    assert len(begun + rest) == len(set(begun + rest)) == 59
    assert visitor.get(LIST, limit=0).json()["total"] == 89


def test_ids_are_given_whatever_their_state(get):
    answer = get(LIST, id=[LONG, CLOSED, MERGED_AWAY, 99999, LONG]).json()
    assert [(offer["id"], offer["closed"]) for offer in answer["offers"]] == [
        (LONG, False), (CLOSED, True), (MERGED, False),
    ]  # fmt: skip
    assert answer["moved"] == {str(MERGED_AWAY): MERGED}
    assert answer["total"] == 3
    assert len(ids(get(LIST, id=list(range(1, 55))))) == 54, "its length is not that of a part"
    assert get(LIST, id=[LONG], limit=0).json()["offers"] == []


def test_after_counts_and_gives_what_is_new(get):
    answer = get(LIST, after=LONG - 2, q="", sort="closing").json()
    assert [offer["id"] for offer in answer["offers"]] == [LONG, ARABIC]
    assert answer["ignored"] == ["sort"]
    assert get(LIST, after=LONG - 2, limit=0).json() == {
        "total": 2, "total_is_least": False, "next": None, "offers": [], "moved": {}, "ignored": [],
    }  # fmt: skip
    assert get(LIST, after=LONG, q="stage").json()["total"] == 0


def test_an_offer_says_what_is_known(get):
    paid = get("/api/offers/1.json", lang="en").json()
    assert paid["contract"] == {"code": "stage_pfe", "label": "End-of-studies internship"}
    assert paid["pay"] == {
        "min": 8000.0, "max": 8000.0, "currency": "MAD", "period": "month", "tax": "net",
        "text": "8,000 MAD net a month",
    }  # fmt: skip
    assert paid["experience"] == {"min": 2.0, "max": 5.0}
    assert paid["languages"] == {"fr": "fluent", "en": None}
    assert paid["towns"] == ["casablanca"] and paid["place"] == "Casablanca"
    assert paid["url"] == "http://localhost/offer/1"
    merged = get(f"/api/offers/{MERGED}.json").json()
    assert merged["sources"] == 2
    assert [posting["source"] for posting in merged["postings"]] == ["alpha", "beta"]
    assert get(f"/api/offers/{CLOSED}.json").json()["closed_on"] == "2026-11-10"


def test_texts_are_excerpts_and_links_lead_to_the_web(get):
    assert len(get(f"/api/offers/{LONG}.json").json()["excerpt"]) <= 300
    whole = "".join(get(LIST, limit=100, sort=sort).text for sort in ("date", "closing"))
    assert "ne paraît nulle part" not in whole
    hostile = get(f"/api/offers/{HOSTILE_ID}.json")
    assert hostile.headers["content-type"].startswith("application/json")
    assert [posting["url"] for posting in hostile.json()["postings"]] == [None]


def test_an_id_merged_away_leads_on(get):
    answer = get(f"/api/offers/{MERGED_AWAY}.json", lang="ar")
    assert answer.status_code == 301
    assert answer.headers["location"].endswith(f"/api/offers/{MERGED}.json?lang=ar")
    assert answer.headers["access-control-allow-origin"] == "*"


@pytest.mark.parametrize("asked", [{}, {"q": "stage"}, {"kind": "work", "city": "rabat"}])
def test_facets_are_what_the_page_promises(get, asked):
    page, answer = get("/", **asked), get("/api/facets.json", **asked).json()
    for field in ("city", "contract", "source", "employer", "experience", "diploma"):
        assert {v["value"]: v["n"] for v in answer["fields"][field]} == {
            html.unescape(value): n for value, n in boxes(page, field).items() if n
        }, field
    for value in answer["fields"]["city"]:
        others = {k: v for k, v in asked.items() if k != "city"}
        assert get(LIST, limit=0, city=value["value"], **others).json()["total"] == value["n"]


def test_what_is_not_meant_is_ignored_and_named(get):
    answer = get(
        LIST, colour="red", within=5, km=10, page=2, kind="nonsense", q=" stage ", lang="xx"
    )
    assert answer.status_code == 200
    assert answer.json()["ignored"] == ["colour", "kind", "km", "lang", "page", "within"]
    assert get("/api/facets.json", limit=3, city="rabat").json()["ignored"] == ["limit"]
    assert get(LIST, id=[1], city="rabat").json()["ignored"] == ["city"]


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        (f"{LIST}?limit=101", 400, "“limit” must be a whole number from 0 to 100."),
        (f"{LIST}?limit=-1", 400, "“limit” must be a whole number from 0 to 100."),
        (f"{LIST}?id=x", 400, "“id” must be a whole number"),
        (f"{LIST}?after={'9' * 400}", 400, "“after” must be a whole number"),
        (f"{LIST}?cursor=nonsense", 400, "“cursor” is none of ours"),
        (f"{LIST}?cursor=%F0%9F%90%AB", 400, "“cursor” is none of ours"),
        (f"{LIST}?" + "&".join(["id=1"] * 201), 400, "“id” may be given 200 times at most."),
        ("/api/offers/99999.json", 404, "There is no offer 99999."),
        (f"/api/offers/{'9' * 18}.json", 404, "There is no offer"),
        ("/api/offers/x.json", 404, "There is nothing at this address."),
        ("/api/", 404, "There is nothing at this address."),
    ],
)
def test_what_went_wrong_is_a_sentence(get, path, status, said):
    answer = get(path, accept="en")
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"].startswith("application/problem+json")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert said in answer.json()["detail"]


def test_a_question_that_takes_too_long_is_told(get, monkeypatch):
    from datasette.database import QueryInterrupted

    async def slow(*_, **__):
        raise QueryInterrupted(sqlite3.OperationalError("interrupted"), "", {})

    monkeypatch.setattr("datasette_plugins.reading.found.chosen_offers", slow)
    monkeypatch.setattr("datasette_plugins.reading.paged.chosen_offers", slow)
    answer = get(LIST, accept="en")
    assert answer.status_code == 503
    assert answer.json()["detail"] == "This search took too long. Try again, or narrow it."


def test_any_page_may_read_and_nobody_write(visitor):
    def ask(method: str):
        asked = visitor.site.client.request(method, LIST, headers={"origin": "https://a.example"})
        return asyncio.run(asked)

    before, written = ask("OPTIONS"), ask("POST")
    assert before.status_code == 204
    assert before.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS"
    assert before.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in before.headers
    assert written.status_code == 405 and written.json()["status"] == 405
    assert written.headers["allow"] == "GET, HEAD, OPTIONS"
    assert "access-control-allow-origin" not in visitor.get("/").headers, "for the API alone"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_it_is_described_as_openapi_wants_it(get, lang):
    described = get("/api/openapi.json", lang=lang).json()
    validate(described)
    assert set(described["paths"]) == {operation.path for operation in OPERATIONS}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.name)
def test_every_operation_answers_as_described(get, operation):
    """Each parameter's example, alone and all together, gives what the schema says."""
    described = get("/api/openapi.json").json()
    told = described["paths"][operation.path]["get"]
    path = operation.path.replace("{id}", str(MERGED))
    asked = [(p["name"], p["example"]) for p in told["parameters"] if p["in"] == "query"]
    for params in [{}, *({name: value} for name, value in asked), dict(asked[:-5])]:
        answer = get(path, **params)
        assert answer.status_code == 200, params
        conforms(described, told["responses"]["200"], answer.json())
        unmeant = {"km"} & set(params) if "near" not in params else set()
        assert set(answer.json().get("ignored", ())) == unmeant
    for status, wrong in (("400", f"{LIST}?limit=x"), ("404", "/api/offers/99999.json")):
        if status in told["responses"]:
            conforms(described, told["responses"][status], get(wrong).json())


def conforms(described: dict, response: dict, answer: dict) -> None:
    """Hold ANSWER to the schema of RESPONSE."""
    [content] = response["content"].values()
    schema = {"components": described["components"]} | content["schema"]
    Draft202012Validator(schema).validate(answer)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_tells_it_with_examples_that_answer(get, lang):
    page = get("/api", lang=lang)
    links = {html.unescape(link) for link in re.findall(r'href="(/api/[^"]+)"', page.text)}
    assert len(links) == 8
    for link in links:
        assert get(link).status_code == 200, link
        assert json.loads(get(link).text)
    for operation in OPERATIONS:
        assert operation.path in page.text
