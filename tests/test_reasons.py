"""Reasons as sentences: on the page of an offer and at the desk, in every language and number."""

import json
from itertools import pairwise

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from aggregator.cli import cli
from dedupe.overrides import decide
from offers.chains import reached, steps
from offers.database import connect, writing
from offers.reasons import apart, sentences
from offers.speech import LANGUAGES
from tests.catalogue import MERGED
from tests.market import NOW, OTHER, TEXT, Market
from tests.visitor import Visitor

APART = {
    "en": {
        0: "They were published the same day.",
        1: "They were published one day apart.",
        2: "They were published 2 days apart.",
        12: "They were published 12 days apart.",
    },
    "fr": {
        0: "Elles ont été publiées le même jour.",
        1: "Elles ont été publiées à un jour d’intervalle.",
        2: "Elles ont été publiées à 2 jours d’intervalle.",
        12: "Elles ont été publiées à 12 jours d’intervalle.",
    },
    "ar": {
        0: "نشرا في اليوم نفسه.",
        1: "بين نشرهما يوم واحد.",
        2: "بين نشرهما يومان.",
        3: "بين نشرهما 3 أيام.",
        10: "بين نشرهما 10 أيام.",
        11: "بين نشرهما 11 يوما.",
        99: "بين نشرهما 99 يوما.",
        100: "بين نشرهما 100 يوم.",
        102: "بين نشرهما 102 يوم.",
        103: "بين نشرهما 103 أيام.",
        111: "بين نشرهما 111 يوما.",
    },
}


@pytest.mark.parametrize(
    "lang, days, words", [(lang, n, said) for lang in APART for n, said in APART[lang].items()]
)
def test_days_are_counted_as_each_language_counts(lang, days, words):
    assert apart(lang, days) == words


@pytest.mark.parametrize("lang, decimal", [("en", "."), ("fr", ","), ("ar", ",")])
def test_a_reason_that_holds_in_part_shows_value_and_weight(lang, decimal):
    why = [{"feature": "text_within", "value": 0.5, "weight": 0.95},
           {"feature": "hidden_other_text", "value": 0.4, "weight": -1.2},
           {"feature": "title_same", "value": 1.0, "weight": 2.39}, {"veto": "other_town"}]  # fmt: skip
    said = [one["weighs"].replace(decimal, ".") for one in sentences(lang, json.dumps(why))]
    assert said == ["0.50 × 1.90 = +0.95", "0.40 × -3.00 = -1.20", "+2.39", ""]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_days_are_told_once_whether_they_weigh_or_not(lang):
    far = json.dumps([{"feature": "days_far", "value": 1.0, "weight": -0.51}])
    for why, for_it in ((far, False), ("[]", None)):
        [said] = sentences(lang, why, 150)
        assert (said["says"], said["speaks_for"]) == (apart(lang, 150), for_it)
    [unknown] = sentences(lang, far)
    assert unknown["says"] != apart(lang, 150)


links = st.dictionaries(
    st.tuples(st.integers(0, 7), st.integers(0, 7)).filter(lambda pair: pair[0] < pair[1]),
    st.floats(0, 1),
    max_size=12,
)


@given(links)
def test_a_path_leads_over_links_by_the_fewest_steps(links):
    before = reached(0, links)
    for node in before:
        path = [0, *steps(node, before), node]
        assert all((min(p), max(p)) in links for p in pairwise(path))
        assert len(path) == 2 or (0, node) not in links


def visit(tmp_path, people: bool = False):
    """The page of an offer of three: gamma hangs on it by its link with beta, or by people's word."""
    visitor = Visitor(tmp_path)
    db = connect(tmp_path / "aggregator.db")
    [_, (beta,)] = db.conn.execute(
        "select id from postings where offer = ? order by id", [MERGED]
    ).fetchall()
    row = db.table("postings").get(beta)
    why = [{"feature": "text_within", "value": 0.94, "weight": 1.79}]
    with writing(db):
        gamma = db.table("postings").insert(
            {k: v for k, v in row.items() if k not in ("id", "known")}
            | {"source": "dawla", "ref": "g", "content_hash": "g", "published_on": "2026-11-28"}
        ).last_pk  # fmt: skip
        db.table("postings").update(beta, {"published_on": "2026-11-16"})
        if people:
            decide(db, ("beta", row["ref"]), ("dawla", "g"), "same", "seen", "amina", NOW)
        else:
            link = {"left": beta, "right": gamma, "score": 0.9, "verdict": "same", "model": "t"}
            link |= {"why": json.dumps(why), "judged_at": "2026-11-21", "kind": "partial"}
            db.table("links").insert(link)
    return visitor.get


SAID = {
    "en": (
        "94% of the shorter text is in the longer.",
        "0.94 × 1.90 = +1.79",
        "published 12 days apart.",
        "It joins the offer through the posting on",
    ),
    "fr": (
        "94 % du texte le plus court se trouve dans le plus long.",
        "0,94 × 1,90 = +1,79",
        "à 12 jours d’intervalle.",
        "Réunie à l’offre par l’annonce de",
    ),
    "ar": (
        "94 % من النص الأقصر موجود في النص الأطول.",
        "0,94 × 1,90 = +1,79",
        "بين نشرهما 12 يوما.",
        "يجمعه بالعرض إعلان",
    ),
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_says_why_of_every_member_and_through_whom(tmp_path, lang):
    page = visit(tmp_path)(f"/offer/{MERGED}", lang=lang).text
    for words in SAID[lang]:
        assert words in page
    assert page.count('<ul class="reasons">') == 2
    assert page.count('<li class="neither">') == 1, "the other pair's days are weighed"


def test_the_page_says_whom_people_joined(tmp_path):
    page = visit(tmp_path, people=True)(f"/offer/{MERGED}", lang="en").text
    assert page.count("A person who read both decided so.") == 1
    assert "It joins the offer through the posting on" in page and "published 12 days" in page


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


@pytest.fixture
def why(tmp_path):
    def why(*words: str) -> str:
        command = ["why", *words, "--db", str(tmp_path / "aggregator.db")]
        answer = CliRunner().invoke(cli, command)
        assert answer.exit_code == 0, answer.output
        return answer.output

    return why


REPEATS = {
    "en": "o2 repeats o1: the vacancy came back more than 120 days after it had closed.",
    "fr": "o2 reprend o1 : l’offre est revenue plus de 120 jours après sa clôture.",
    "ar": "العرض o2 يعيد العرض o1: عاد بعد أكثر من 120 يوما من إغلاقه.",
}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_why_says_that_one_is_a_repost_of_the_other(market, why, lang):
    market.show("alpha", "1", published_on="2026-01-05", closed_on="2026-02-01")
    market.show("alpha", "2", published_on="2026-06-02")
    market.merge()
    for two in (("1", "2"), ("2", "1")):
        said = why(*two, "--lang", lang)
        assert REPEATS[lang] in said and apart(lang, 148) in said
    assert "conflict" not in why("1", "2")


def test_why_names_the_posting_between_two(market, why):
    """People joined 1 with 2, and 2 with 3: nothing links 1 and 3."""
    for ref, town in enumerate(("fes", "agadir", "oujda"), 1):
        market.show("beta", str(ref), towns=[town], description=(TEXT, OTHER, TEXT)[ref - 1])
    with writing(market.db):
        for left, right in (("1", "2"), ("2", "3")):
            decide(market.db, ("beta", left), ("beta", right), "same", "seen", "amina", NOW)
    market.merge()
    assert "They are held together by 2 (beta:2)." in why("1", "3")
    assert "يجمعهما: 2 (beta:2)." in why("1", "3", "--lang", "ar")
    assert "held together" not in why("1", "2")


def test_why_tells_the_days_where_they_weigh_nothing(market, why):
    market.show("alpha", "1")
    market.show("beta", "1", published_on="2026-11-14")
    market.show("gamma", "1", published_on=None)
    market.merge()
    assert "- They were published 12 days apart.\n" in why("1", "2")
    assert "published" not in why("1", "3").split("\n", 2)[2]
