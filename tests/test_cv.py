"""CV match: the lexicon that browsers get, and the offers that fit the terms of a CV."""

import gzip
import html
import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_plugins.reading.cv_lexicon import key
from datasette_plugins.reading.cv_match import COLUMNS, Matching, best, rarity
from datasette_plugins.reading.cv_wanted import Wanted, matched
from offers.lexicons import stem
from offers.speech import LANGUAGES
from tests.visitor import PAGES, Visitor, titles


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    return Visitor(tmp_path_factory.mktemp("cv")).get


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lexicon_is_light_and_kept(get, lang):
    page = get(f"/cv?lang={lang}")
    address = html.unescape(re.search(r'data-lexicon="([^"]+)"', page.text)[1])
    said = get(address)
    assert "immutable" in said.headers["cache-control"]
    assert "immutable" not in get(f"/cv/lexicon.json?lang={lang}").headers["cache-control"]
    assert len(gzip.compress(said.content)) <= 150_000
    known = {kind: {code for code, *_ in of["terms"]} for kind, of in said.json().items()}
    assert all(known[kind] <= matched(kind) for kind in known), "each is a term of a search"


def test_a_key_is_cut_as_the_server_cuts():
    assert key("Chargée de clientèle") == " ".join(map(stem, ("chargee", "clientele")))


def match(page, n: int = 0) -> dict[str, list[str]]:
    """What the n-th card says is shared and missing."""
    card = page.text.split('<div class="why">')[n + 1].split("<details>")[0]
    parts = {kind: re.search(rf'class="{kind}">(.*?)</p>', card) for kind in ("has", "asks")}
    return {kind: re.findall(r"<bdi>(.*?)</bdi>", found[1]) if found else []
            for kind, found in parts.items()}  # fmt: skip


def test_each_result_says_what_matched_and_what_is_missing(get):
    page = get("/cv/results", skill=["python", "excel"], city="casablanca", diploma="bac",
               years=3, speaks="fr", occupation="it")  # fmt: skip
    assert titles(page)[0] == "Développeuse Python"
    told = match(page)
    assert told["has"] == ["Python", "Informatique", "Casablanca", "expérience : 2 à 5 ans", "Français"]  # fmt: skip
    assert told["asks"] == ["SQL", "Anglais", "Bac +2"]


def test_whoever_has_all_misses_nothing(get):
    page = get("/cv/results", skill=["python", "sql"], diploma="bac5", years=9, speaks=["fr", "en"])
    assert match(page)["asks"] == []
    assert "noindex" in page.text and page.headers["cache-control"].startswith("private")


def test_terms_may_be_typed_by_their_names(get):
    page = get("/cv/results", skill="Python,  microsoft Excel, zzz<b>", city="Fès")
    chips = re.findall(r'class="chips".*?</ul>', page.text)[0]
    assert re.findall(r"<bdi>(.*?)</bdi>", chips) == ["Python", "Excel", "Fès"]
    assert "zzz&lt;b&gt;" in page.text and "<b>" not in page.text.split("notice")[1][:99]


def test_the_form_keeps_the_terms(get):
    page = get("/cv/results", skill="python", city=["fes", "rabat"], diploma="bac3", years=0)
    for value in ("fes", "rabat", "bac3"):
        assert f'<option value="{value}" selected>' in page.text
    assert 'name="years" min="0" max="45" inputmode="numeric" value="0"' in page.text
    assert 'value="Python"' in page.text


@pytest.mark.parametrize(
    "asked",
    [{}, {"skill": "zzz"}, {"city": "atlantis"}, {"years": "-1"}, {"years": "²"}, {"page": "²"},
     {"skill": '"*('}, {"skill": "a" * 9000}, {"diploma": "'"}, {"speaks": ["fr"] * 99}],
    ids=lambda asked: next(iter(asked), "nothing"),
)  # fmt: skip
def test_nonsense_is_answered_kindly(get, asked):
    assert get("/cv/results", **asked).status_code == 200


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_kind_of_term_alone_finds_offers(get, lang):
    for field, value in (("skill", "python"), ("occupation", "it"), ("city", "rabat"),
                         ("diploma", "bac5"), ("speaks", "fr"), ("years", "9"), ("job", "developer")):  # fmt: skip
        assert titles(get("/cv/results", lang=lang, **{field: value})), field


def test_turning_pages_repeats_nothing(get):
    seen = [titles(get("/cv/results", years=9, page=n)) for n in (1, 2, 3)]
    numbers = re.findall(
        r"<h2><a href=\"/offer/(\d+)",
        "".join(get("/cv/results", years=9, page=n).text for n in (1, 2, 3)),
    )
    assert all(seen) and len(numbers) == len(set(numbers)) == 59


def offer(**said):
    return dict.fromkeys(COLUMNS) | {"id": 1} | said


codes = st.lists(st.sampled_from(sorted(matched("skill"))[:30]), max_size=8, unique=True)


@given(mine=codes, asked=codes, years=st.integers(0, 45), least=st.none() | st.floats(0, 40))
def test_a_match_is_of_a_hundred_and_one_skill_more_never_lowers_it(mine, asked, years, least):
    seen = offer(skill_codes=json.dumps(asked), experience_min=least, diploma_code="bac3")
    rare = rarity([json.dumps(asked), json.dumps(mine)])

    def points(skill):
        wanted = Wanted(skill=tuple(skill), years=years, diploma="bac2", city=("fes",))
        return Matching(wanted, rare).fit(seen).points

    assert 0 <= points(mine) <= 100
    if mine:
        assert points([*mine, *asked]) >= points(mine)


def test_rare_skills_weigh_more_than_common_ones():
    rare = rarity(['["excel"]'] * 99 + ['["cobol"]'])
    both = Matching(Wanted(skill=("excel", "python")), rare)
    common, seldom = offer(skill_codes='["excel"]'), offer(id=2, skill_codes='["python"]')
    assert [id for id, _ in best(both, [common, seldom])] == [2, 1]
    assert best(both, [offer(skill_codes='["vba"]')]) == [], "what shares nothing is left out"


def test_vendored_pdfjs_bears_its_licence():
    folder = Path(PAGES) / "static/vendor/pdfjs"
    assert "Apache License" in (folder / "LICENSE").read_text("utf-8")
    version = re.search(r"pdf\.js ([\d.]+)", (folder / "README.md").read_text("utf-8"))[1]
    for file in folder.glob("*.mjs"):
        assert f"pdfjsVersion = {version}" in file.read_text("utf-8")
