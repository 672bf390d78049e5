"""The reviewer's desk: why, merge, split, overrides and review, as they are typed."""

import json

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from tests.market import NOW, OTHER, Market


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


def decide(ask, *words: str, code: int = 0) -> str:
    return ask(*words, "--why", "seen", "--who", "amina", "--now", NOW.isoformat(), code=code)


def two_towns(market: Market) -> tuple[int, int]:
    ids = market.show("alpha", "1"), market.show("beta", "2", towns=["fes"])
    market.merge()
    return ids


def test_why_tells_each_reason_with_its_weight(market, ask):
    market.show("alpha", "1")
    market.show("beta", "1")
    market.merge()
    said = ask("why", "alpha:1", "beta:1")
    assert "1 (alpha:1): Régleur sur presse, Atelier Nord, casablanca" in said
    assert "One vacancy: 9" in said
    assert "- The employer is the same. (+" in said
    assert "100% of the shorter text is in the longer. (+" in said
    assert "employer and title" in said and "They stand in one offer: o1." in said


def test_why_names_the_veto_in_three_languages(market, ask):
    left, right = map(str, two_towns(market))
    english = ask("why", left, right)
    assert "Two vacancies: a veto" in english and "- The towns differ. (speaks against" in english
    assert "They stand in two offers: o1 and o2." in english
    assert "- Les villes diffèrent." in ask("why", left, right, "--lang", "fr")
    assert "- المدينتان مختلفتان." in ask("why", left, right, "--lang", "ar")


def test_why_says_that_two_were_never_compared(market, ask):
    market.show("alpha", "1")
    market.show(
        "beta", "2", title="Infirmier", company="Clinique Nour", towns=["fes"], description=OTHER
    )
    market.merge()
    assert "They share no block" in ask("why", "o1", "o2")


def test_a_merge_stands_against_a_veto_and_after_each_crawl(market, ask):
    two_towns(market)
    said = decide(ask, "merge", "alpha:1", "beta:2")
    assert said == "o1 holds 1 (alpha:1), 2 (beta:2)\no2 leads to o1 from now on\n"
    market.show("beta", "2", towns=["agadir"])
    ask("dedupe", "--now", NOW.isoformat())
    assert set(market.offers().values()) == {1}
    why = ask("why", "1", "2")
    assert "amina decided on 2026-11-21 that alpha:1 and beta:2 are one vacancy: seen" in why
    assert "a veto" in why and "one offer: o1" in why


def test_an_offer_that_is_merged_away_is_found_no_more(market, ask):
    two_towns(market)
    decide(ask, "merge", "1", "2")
    words = market.db.query("select id from offer_words")
    counted = market.db.query("select open from day_counts where open <> 0")
    assert ([row["id"] for row in words], [row["open"] for row in counted]) == ([1], [1])


def test_a_decision_outlives_reading_the_words_again(market, ask):
    two_towns(market)
    decide(ask, "merge", "1", "2")
    assert "2 postings read again, 2 changed" in ask("renormalise")
    ask("dedupe", "--now", NOW.isoformat())
    assert set(market.offers().values()) == {1}


def test_a_split_takes_a_posting_out_of_its_offer_and_keeps_it_out(market, ask):
    for source in ("alpha", "beta", "gamma"):
        market.show(source, "1")
    market.merge()
    said = decide(ask, "split", "beta:1", "o1")
    assert said == "o1 holds 1 (alpha:1), 3 (gamma:1)\no2 holds 2 (beta:1)\n"
    market.show("delta", "1")
    ask("dedupe", "--now", NOW.isoformat())
    offers = market.offers()
    assert offers["alpha/1"] == offers["gamma/1"] != offers["beta/1"]


def test_offers_are_merged_whole(market, ask):
    for town in ("fes", "rabat"):
        for source in ("alpha", "beta"):
            market.show(source, town, towns=[town])
    market.merge()
    said = decide(ask, "merge", "o1", "o2")
    assert said.endswith("o2 leads to o1 from now on\n")
    assert set(market.offers().values()) == {1}
    assert "are one offer. Name two of its postings: 1 (alpha:fes)" in decide(
        ask, "split", "o1", "o2", code=2
    )


def test_only_the_offers_concerned_are_drawn(market, ask):
    two_towns(market)
    market.show("gamma", "3", title="Soudeur")
    decide(ask, "merge", "1", "2")
    assert market.offers()["gamma/3"] is None


def test_an_offer_that_is_parted_closes_with_its_posting(market, ask):
    market.show("alpha", "1", closed_on="2026-11-10")
    market.show("beta", "1")
    market.merge()
    decide(ask, "split", "alpha:1", "beta:1")
    closed = {o["closed_on"] for o in market.db.query("select closed_on from offers")}
    assert closed == {None, "2026-11-10"}


@pytest.mark.parametrize(
    "typed, sentence",
    [
        ("99", "There is no posting 99 in this file."),
        ("beta:99", "There is no posting beta:99 in this file."),
        ("o99", "There is no offer o99 in this file."),
        ("soudeur", "soudeur names no posting: write its id (12)"),
        ("1", "1 and 1 are one posting. Name two."),
    ],
)
@pytest.mark.parametrize("command", ["why", "merge", "split"])
def test_what_is_not_there_gets_a_sentence_and_2(market, ask, command, typed, sentence):
    two_towns(market)
    more = [] if command == "why" else ["--why", "seen"]
    assert sentence in ask(command, "1", typed, *more, code=2)


def test_a_contradiction_is_refused_and_leaves_all_as_it_was(market, ask):
    for ref in ("1", "2", "3"):
        market.show("beta", ref)
    market.merge()
    decide(ask, "merge", "1", "2")
    decide(ask, "merge", "2", "3")
    before = market.offers()
    said = decide(ask, "split", "1", "3", code=2)
    assert "beta:1 and beta:3 cannot be two vacancies, for people decided: " in said
    assert "beta:1 and beta:2 are one (decision 1, amina); beta:2 and beta:3 are one" in said
    assert market.offers() == before


def test_a_reason_is_asked_for(market, ask):
    two_towns(market)
    assert "Missing option '--why'" in ask("merge", "1", "2", code=2)
    assert "say why" in ask("merge", "1", "2", "--why", "  ", code=2)


def perhaps(market: Market, left: int, right: int, score: float = 0.5) -> None:
    """Make a pair grey, whatever the model of the day thinks of it."""
    row = {"left": left, "right": right, "score": score, "verdict": "perhaps", "why": "[]",
           "model": "test", "judged_at": "2026-11-21"}  # fmt: skip
    with market.db.atomic():
        market.db.table("links").insert(row)


def grey(market: Market) -> None:
    perhaps(market, *two_towns(market))


def review(ask, keys: str) -> str:
    return ask("review", "--who", "amina", "--now", NOW.isoformat(), keys=keys)


@pytest.mark.parametrize("key, offers", [("y", 1), ("n", 2), ("s", 2), ("q", 2), ("", 2)])
def test_a_grey_pair_is_judged_with_one_key(market, ask, key, offers):
    grey(market)
    said = review(ask, key)
    assert "1 (alpha:1)" in said and "2 (beta:2)" in said and "The towns differ." in said
    assert len(set(market.offers().values())) == offers
    decided = int(key in ("y", "n"))
    assert f"{decided} decided, of 1 to judge" in said
    assert ("0 decided, of 0" in review(ask, "q")) == bool(decided)


def test_keys_that_mean_nothing_are_passed_over(market, ask):
    grey(market)
    assert "1 decided" in review(ask, "x?\ny")


def test_offers_that_look_wrong_come_first(market, ask):
    grey(market)
    for ref in ("1", "2", "3", "4"):
        market.show("gamma", ref, title="Soudeur", company="Fonderie Atlas", description=OTHER)
    market.merge()
    said = review(ask, "nq")
    assert said.index("1 of 2: an offer looks wrong") < said.index("2 of 2")
    assert "o3 holds" in said and "o4 holds" in said


def test_what_was_settled_meanwhile_is_not_asked(market, ask):
    """Three grey pairs: two answers settle the third."""
    for ref, town in enumerate(("fes", "agadir", "oujda")):
        market.show("beta", str(ref), towns=[town])
    market.merge()
    for left, right, score in ((1, 2, 0.4), (2, 3, 0.5), (1, 3, 0.6)):
        perhaps(market, left, right, score)
    said = review(ask, "yy")
    assert "2 decided, of 3" in said
    assert said.index("1 (beta:0)  ") < said.index("2 (beta:1)  "), "the surest comes first"


def test_what_a_chain_settles_is_not_asked(market, ask):
    grey(market)
    market.show("gamma", "9", title="Soudeur", towns=["rabat"])
    market.merge()
    decide(ask, "merge", "alpha:1", "gamma:9")
    decide(ask, "split", "beta:2", "gamma:9")
    assert "0 decided, of 0" in review(ask, "y")
    said = ask("why", "alpha:1", "beta:2")
    assert said.count("amina decided on") == 2


def test_decisions_are_listed_with_those_they_replaced(market, ask):
    two_towns(market)
    assert "Nobody decided anything yet" in ask("overrides")
    decide(ask, "merge", "1", "2")
    decide(ask, "split", "1", "2")
    assert "different" in ask("overrides") and " same " not in ask("overrides")
    said = ask("overrides", "--all")
    assert " same " in said and "different" in said and "amina" in said and "seen" in said


def test_decisions_become_labels_that_evaluate_reads(market, ask, tmp_path):
    two_towns(market)
    market.show("gamma", "3", title="Soudeur")
    decide(ask, "merge", "1", "2")
    decide(ask, "split", "1", "3")
    decide(ask, "merge", "2", "1")
    file = tmp_path / "pairs.jsonl"
    assert "2 labelled pairs" in ask("overrides", "--pairs", str(file))
    pairs = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [pair["label"] for pair in pairs] == ["different", "same"]
    assert pairs[0]["a"] == {
        "site": "alpha", "ref": "1", "url": "https://alpha.example/1", "title": "Régleur sur presse",
        "company": "Atelier Nord", "city": "casablanca", "published": "2026-11-02",
        "description": pairs[0]["a"]["description"],
    }  # fmt: skip
    answer = CliRunner().invoke(cli, ["evaluate", str(file), "--json"])
    said = json.loads(answer.stdout)
    assert (said["pairs"], said["postings"], said["broken"]) == (2, 3, 0)
    with market.db.atomic():
        market.db.conn.execute("delete from postings where ref = '3'")
    assert "1 labelled pairs; 1 left out" in ask("overrides", "--pairs", str(file))


def test_a_strangers_words_do_not_move_the_terminal(market, ask):
    grey(market)
    market.show("alpha", "1", title="Régleur\x1b[2J [bold]sur presse")
    assert "Régleur[2J [bold]sur presse" in ask("why", "1", "2")
    said = review(ask, "q")
    assert "Régleur[2J [bold]sur presse" in said and "\x1b" not in said
