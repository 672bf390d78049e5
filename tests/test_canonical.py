"""One offer out of several postings: which says what, and where they differ."""

import json

import pytest

from dedupe.canonical import EXCERPT, HEAD, NONE, canonical
from offers.database import connect, writing
from tests.catalogue import MERGED
from tests.market import TEXT, Market
from tests.visitor import Visitor


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


def elect(
    market: Market, *said: dict, sources=("alpha", "beta", "gamma", "delta"), boilerplate=NONE
) -> dict:
    """Draw the offer of postings that say this, the most trusted source first, whatever the merge thinks."""
    for source, words in zip(sources, said, strict=False):
        market.show(source, "1", **words)
    rows = "select p.*, s.kind from postings p join sources s on s.name = p.source order by p.id"
    offer = canonical(list(market.db.query(rows)), boilerplate)
    return offer | {"conflicts": json.loads(offer["conflicts"])}


@pytest.mark.parametrize(
    "name, said, elected",
    [
        ("contract_code", ("cdi", "cdd"), "cdi"),
        ("contract_code", (None, "cdd", "cdi"), "cdd"),
        ("published_on", ("2026-11-05", "2026-11-02", "2026-11-09"), "2026-11-02"),
        ("deadline_on", ("2026-12-01", None, "2026-12-24"), "2026-12-24"),
        ("salary_min", (None, 6000.0, 5000.0), 6000.0),
        ("experience_min", (None, None, 2.0), 2.0),
        ("diploma_code", ("bac2", "bac3"), "bac2"),
    ],
)
def test_each_field_has_its_order(market, name, said, elected):
    offer = elect(market, *({name: value} for value in said))
    assert offer[name] == elected


def test_kinds_of_sources_are_believed_in_their_order(market):
    order = ("employer", "public", "board", "agency", "import", "unheard of")
    with writing(market.db):
        for rank, kind in enumerate(order):
            # Their names say the opposite of what their kinds do.
            row = {"name": f"s{9 - rank}", "title": kind, "kind": kind, "added_at": "2026-01-01"}
            market.db.table("sources").insert(row)
    for rank in reversed(range(len(order))):
        market.show(f"s{9 - rank}", "1", title=order[rank])
        rows = list(market.db.query("select p.*, s.kind from postings p join sources s on s.name = p.source"))  # fmt: skip
        assert canonical(rows)["title"] == order[rank]


def test_a_town_stands_before_a_region_and_one_town_before_a_list(market):
    region = {"towns": [], "city": "Casablanca-Settat", "region_code": "06"}
    several = {"towns": ["casablanca", "mohammedia", "settat"]}
    offer = elect(market, region, several, {"towns": ["mohammedia"]})
    assert offer["city_code"] == "mohammedia"
    assert json.loads(offer["city_codes"]) == ["mohammedia", "casablanca", "settat"]


def test_the_longest_text_is_the_excerpt(market):
    offer = elect(market, {"description": "Court."}, {"description": TEXT})
    assert offer["excerpt"].startswith("Rattaché au chef d'atelier")


SITE = "Postulez sur notre site avant tout le monde."


@pytest.mark.parametrize(
    "said, elected",
    [
        ((f"Vous soudez.\n{SITE}", "Vous soudez des portails et des rails."), 2),
        ((f"Vous soudez des portails.\n{SITE}", "Vous soudez."), 1),
        (("Vous soudez.", f"Vous soudez.\n- {SITE}"), 1),
        ((f"Vous soudez.\n- {SITE}", "Vous soudez."), 1),
        ((SITE, "Soudeur."), 2),
        ((SITE, f"{SITE}\n{SITE}"), 1),
    ],
    ids=["longer", "still longer", "alike", "as long", "nothing else", "nothing at all"],
)
def test_what_a_site_writes_everywhere_is_no_part_of_a_text(market, said, elected):
    boilerplate = dict.fromkeys(("alpha", "beta"), frozenset({SITE}))
    offer = elect(market, *({"description": text} for text in said), boilerplate=boilerplate)
    assert json.loads(offer["field_source"])["excerpt"] == elected
    assert (SITE in offer["excerpt"]) == ("soude" not in offer["excerpt"].lower())


def test_the_lines_of_one_source_are_no_others(market):
    boilerplate = {"beta": frozenset({SITE})}
    offer = elect(market, {"description": f"{SITE}\nVous soudez."}, boilerplate=boilerplate)
    assert offer["excerpt"].startswith(SITE)


def test_an_excerpt_is_as_long_behind_the_lines_of_a_site(market):
    lines = [f"{SITE} {nth}" for nth in range(HEAD // 20)]
    text = "\n".join([*lines, TEXT, TEXT])
    offer = elect(market, {"description": text}, boilerplate={"alpha": frozenset(lines)})
    assert offer["excerpt"].startswith(TEXT[:200])
    assert EXCERPT - 20 < len(offer["excerpt"]) <= EXCERPT


DIFFER = {
    "contract_code": ("cdi", "cdd"),
    "remote_code": ("onsite", "hybrid"),
    "experience_min": (2.0, 0.0),
    "diploma_code": ("bac2", "bac3"),
    "published_on": ("2026-11-02", "2026-11-05"),
    "salary_max": (8000.0, 9000.0),
    "employer": ("Atelier Nord", "Fonderie Atlas"),
}


@pytest.mark.parametrize("name", DIFFER)
def test_a_conflict_is_listed_with_who_says_what(market, name):
    ours, theirs = DIFFER[name]
    said = [{name: ours}, {name: theirs}, {name: ours}, {}]
    if name == "employer":
        said = [{"company": ours, name: ours}, {"company": theirs, name: theirs}, {"company": ours, name: ours}, {"company": None}]  # fmt: skip
    offer = elect(market, *said)
    expected = [[1, ours], [3, ours], [2, theirs]]
    if name == "published_on":
        expected.insert(2, [4, "2026-11-02"])
    assert offer["conflicts"] == {name: expected}


def test_the_latest_deadline_stands_first_among_those_told(market):
    offer = elect(market, {"deadline_on": "2026-12-01"}, {"deadline_on": "2026-12-24"})
    assert offer["conflicts"] == {"deadline_on": [[2, "2026-12-24"], [1, "2026-12-01"]]}


def test_towns_conflict_where_neither_names_the_others(market):
    assert elect(market, {}, {"towns": ["fes"]})["conflicts"] == {
        "city_code": [[1, "casablanca"], [2, "fes"]]
    }


AGREE = {
    "unknown": ({"contract_code": "cdi", "deadline_on": "2026-12-01"}, {}),
    "one of several towns": ({}, {"towns": ["rabat", "casablanca"]}),
    "one employer, two spellings": (
        {"company": "Dupont", "employer": "Dupont"},
        {"company": "Sté Dupont Maroc SARL", "employer": "Dupont Maroc"},
    ),
    "a year and its months": (
        {"salary_min": 5000.0, "salary_max": 5000.0, "salary_period": "month"},
        {"salary_min": 60000.0, "salary_max": 60000.0, "salary_period": "year"},
    ),
}


@pytest.mark.parametrize("first, second", AGREE.values(), ids=AGREE)
def test_what_says_the_same_is_no_conflict(market, first, second):
    assert elect(market, first, second)["conflicts"] == {}


def test_net_and_gross_are_two_amounts(market):
    paid = {"salary_min": 5000.0, "salary_period": "month"}
    offer = elect(market, paid | {"salary_tax": "net"}, paid | {"salary_tax": "gross"})
    assert set(offer["conflicts"]) == {"salary_min"}


def test_a_source_is_named_once_a_value(market):
    market.show("alpha", "1", contract_code="cdi")
    for ref in "123":
        market.show("beta", ref, contract_code="cdd")
    rows = "select p.*, s.kind from postings p join sources s on s.name = p.source order by p.id"
    offer = canonical(list(market.db.query(rows)))
    assert json.loads(offer["conflicts"]) == {"contract_code": [[1, "cdi"], [2, "cdd"]]}


def test_the_merge_keeps_conflicts_and_lets_them_go(market):
    market.show("alpha", "1", deadline_on="2026-12-01")
    market.show("beta", "1", deadline_on="2026-12-24")
    market.merge()
    assert "deadline_on" in json.loads(market.offer(1)["conflicts"])
    market.show("beta", "1", deadline_on="2026-12-01")
    market.merge()
    assert json.loads(market.offer(1)["conflicts"]) == {}


CONFLICTS = {
    "contract_code": ["cdi", "cdd"],
    "deadline_on": ["2026-12-24", "2026-12-01"],
    "salary_min": [5000, 6000],
    "employer": ["Atlas Conseil", "<b>Rif</b>"],
}


@pytest.fixture
def get(tmp_path):
    """The small catalogue, where the two postings of one offer differ."""
    visitor = Visitor(tmp_path)
    db = connect(tmp_path / "aggregator.db")
    ids = [r["id"] for r in db.query("select id from postings where offer = ? order by id", [MERGED])]  # fmt: skip
    told = {name: [list(pair) for pair in zip(ids, v, strict=True)] for name, v in CONFLICTS.items()}  # fmt: skip
    with writing(db):
        db.table("offers").update(MERGED, {"conflicts": json.dumps(told)})
        for id, least in zip(ids, CONFLICTS["salary_min"], strict=True):
            row = {"salary_min": least, "salary_currency": "MAD", "salary_period": "month"}
            db.table("postings").update(id, row)
    return visitor.get


def test_the_page_shows_where_postings_differ_and_who_says_what(get):
    page = get(f"/offer/{MERGED}", lang="en").text
    section = page.split("The postings do not all say the same")[1].split("</section>")[0]
    for words, source in (
        ("24 December 2026", "Alpha Emploi"),
        ("1 December 2026", "Bêta Carrières"),
        ("From 5,000 MAD a month", "Alpha Emploi"),
        ("From 6,000 MAD a month", "Bêta Carrières"),
        ("&lt;b&gt;Rif&lt;/b&gt;", "Bêta Carrières"),
    ):
        assert f"<bdi>{words}</bdi> <small><bdi>{source}</bdi></small>" in section
    assert section.index("24 December") < section.index(">1 December")


@pytest.mark.parametrize(
    "lang, title",
    [("fr", "Les annonces ne disent pas toutes la même chose"), ("ar", "الإعلانات لا تقول كلها")],
)
def test_the_page_says_so_in_the_visitors_language(get, lang, title):
    assert title in get(f"/offer/{MERGED}", lang=lang).text
    assert title not in get("/offer/1", lang=lang).text
