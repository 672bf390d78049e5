"""Evaluate and train on labelled pairs: two measures, the worst mistakes, and people's decisions as labels."""

import json

import pytest
from click.testing import CliRunner

from aggregator import evaluating
from aggregator.cli import cli
from dedupe.score import load_model
from tests.market import NOW, OTHER, TEXT, Market


def ask(*words: str, code: int = 0):
    answer = CliRunner().invoke(cli, [*words, "--now", NOW.isoformat()])
    assert answer.exit_code == code, answer.output
    return answer


def side(site: str, n: int, **said) -> dict:
    return {
        "site": site, "url": f"https://{site}.example/{n}", "title": "Régleur sur presse",
        "company": f"Atelier Nord {n}", "city": "Fès", "description": TEXT,
    } | said  # fmt: skip


def pair(label: str, n: int, **said) -> dict:
    return {"label": label, "a": side("alpha", n), "b": side("beta", n, **said)}


@pytest.fixture
def write(tmp_path):
    def write(*pairs: dict, name: str = "pairs.jsonl") -> str:
        (tmp_path / name).write_text("".join(json.dumps(p) + "\n" for p in pairs), "utf-8")
        return str(tmp_path / name)

    return write


GOOD = [pair("same", n) for n in range(6)]
GOOD += [pair("different", n, title="Infirmier", description=OTHER) for n in range(6, 12)]


def test_both_measures_are_named_and_counted(write):
    said = ask("evaluate", write(*GOOD, pair("unsure", 12))).stdout
    assert "12 pairs over 26 postings (1 pairs unsure" in said
    assert "model in use (not trained on this file): precision 1.000, recall 1.000" in said
    assert (
        "cross-validated (5 folds by employer): precision 1.000, recall 1.000, F1 1.000; " in said
    )
    assert said.count("6 right, 0 wrong, 0 missed") == 2


def test_machines_read_both_measures(write):
    found = json.loads(ask("evaluate", write(*GOOD), "--folds", "3", "--json").stdout)
    assert (found["f1"], found["right"], found["in_sample"]) == (1.0, 6, False)
    crossed = found["cross_validated"]
    assert (crossed["folds"], crossed["f1"], crossed["right"]) == (3, 1.0, 6)


def test_no_folds_no_second_measure(write):
    assert "cross-validated" not in ask("evaluate", write(*GOOD), "--folds", "0").stdout


def test_a_model_says_which_pairs_it_was_trained_on(write, tmp_path, monkeypatch):
    file, out = write(*GOOD), tmp_path / "model.json"
    ask("train", file, "--out", str(out))
    assert list(load_model(out).trained_on.values()) == [12]
    monkeypatch.setattr(evaluating, "load_model", lambda: load_model(out))
    assert "model in use (trained on these pairs):" in ask("evaluate", file).stdout
    assert json.loads(ask("evaluate", file, "--json").stdout)["in_sample"] is True
    other = write(*GOOD[1:], name="others.jsonl")
    assert "model in use (not trained on this file):" in ask("evaluate", other).stdout


MISLABELLED = [
    pair("different", 20),
    pair("same", 21, city="Agadir"),
    pair("same", 22, title="Conducteur de ligne", company=None, description=OTHER),
]


def test_the_surest_mistakes_come_first_with_their_reasons(write):
    said = ask("evaluate", write(*GOOD, *MISLABELLED), "--mistakes", "2").stdout
    first, second = said.split("\n\n")[1:]
    assert first.startswith("1. missed, people say same: a veto")
    assert "Régleur sur presse, Atelier Nord 21, Agadir (beta)" in first
    assert "- The towns differ. (speaks against it)" in first
    assert "2. " in second and "\n   - " in second
    worst = json.loads(
        ask("evaluate", write(*GOOD, *MISLABELLED), "--mistakes", "9", "--json").stdout
    )["mistakes"]
    sure = [1 - one["score"] if one["same"] else one["score"] for one in worst]
    assert sorted(sure, reverse=True) == sure and len(sure) == 3
    merged = next(one for one in worst if not one["same"])
    assert merged["left"]["company"] == "Atelier Nord 20" and merged["why"][0]["weight"]


def test_a_posting_that_is_refused_is_never_found(write):
    """It has no title: its pair is missed in both measures."""
    found = json.loads(
        ask(
            "evaluate", write(*GOOD, pair("same", 30, title="")), "--mistakes", "1", "--json"
        ).stdout
    )
    assert found["refused"] == 1
    assert found["missed"] == found["cross_validated"]["missed"] == 1
    assert found["mistakes"][0]["why"] == [{"veto": "refused"}]


@pytest.mark.parametrize(
    "pairs", [[], GOOD[:1], GOOD[6:7], GOOD[:6], GOOD[6:], [pair("unsure", 1)]], ids=len
)
def test_any_file_can_be_measured(write, pairs):
    found = json.loads(ask("evaluate", write(*pairs), "--json").stdout)
    judged = sum(p["label"] != "unsure" for p in pairs)
    assert found["pairs"] == found["cross_validated"]["pairs"] == judged
    assert found["wrong"] == found["cross_validated"]["wrong"] == 0


def test_lines_that_are_no_pair_are_named(write):
    answer = ask("evaluate", write(*GOOD, {"label": "same", "a": "alpha"}, {"label": ["x"]}))
    assert "pairs.jsonl, line 13: it has no a and b" in answer.stderr
    assert "2 broken lines" in answer.stdout


def test_what_people_decided_teaches_beside_the_labelled_pairs(write, tmp_path):
    """Merge and split, write them as pairs, train on both files: the model names both."""
    market = Market(tmp_path / "aggregator.db")
    for ref, town in enumerate(("fes", "agadir", "oujda")):
        market.show("beta", str(ref), towns=[town])
    market.merge()
    db = ("--db", str(tmp_path / "aggregator.db"))
    for verdict, *two in (("merge", "1", "2"), ("split", "1", "3"), ("merge", "2", "3")):
        contradicts = two == ["2", "3"]
        ask(verdict, *two, "--why", "seen", "--who", "amina", *db, code=2 if contradicts else 0)
    mine, out = str(tmp_path / "mine.jsonl"), tmp_path / "model.json"
    exported = CliRunner().invoke(cli, ["overrides", "--pairs", mine, *db])
    assert "2 labelled pairs" in exported.output
    said = ask("train", write(*GOOD), mine, "--out", str(out)).stdout
    assert "14 pairs" in said
    assert sorted(load_model(out).trained_on.values()) == [2, 12]


def test_what_was_withdrawn_teaches_nothing(tmp_path):
    market = Market(tmp_path / "aggregator.db")
    market.show("alpha", "1")
    market.show("beta", "2", towns=["fes"])
    market.merge()
    db = ("--db", str(tmp_path / "aggregator.db"))
    for verdict in ("merge", "withdraw"):
        ask(verdict, "1", "2", "--why", "seen", "--who", "amina", *db)
    exported = CliRunner().invoke(cli, ["overrides", "--pairs", str(tmp_path / "m.jsonl"), *db])
    assert "0 labelled pairs" in exported.output
