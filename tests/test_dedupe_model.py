"""How the weights are learnt, what the measure says, and how the merge does on real pairs."""

import json
from dataclasses import replace
from datetime import datetime
from itertools import combinations
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from aggregator import training
from aggregator.cli import cli
from aggregator.evaluating import evaluate
from aggregator.training import learn
from dedupe.block import INDEXES, blocks
from dedupe.deck import Deck, Pairs
from dedupe.evaluate import labelled, pairwise
from dedupe.features import FEATURES
from dedupe.packing import pack
from dedupe.run import run
from dedupe.score import MODEL, judge, load_model
from dedupe.shingles import shingles
from dedupe.sketch import COLUMNS, Sketch, sketch
from dedupe.train import cross_validate, folds, train, write_model
from tests.market import NOW, OTHER, TEXT, Market

REAL = Path(__file__).parents[2] / "shared" / "real" / "pairs" / "dev_pairs.jsonl"


def drawn(id: int, **said) -> Sketch:
    row = dict.fromkeys(COLUMNS) | {
        "id": id, "source": "beta", "ref": str(id), "title": "Soudeur", "company": "Atelier Nord",
        "city": "Fès", "city_codes": '["fes"]', "language": "fr", "description": TEXT,
    }  # fmt: skip
    return sketch(row | said)


def taught() -> list[tuple[bool, Sketch, Sketch]]:
    """Label pairs of forty employers: a copy, a shortened copy, and another work each."""
    pairs = []
    for at in range(40):
        who = {"company": f"Atelier {chr(97 + at % 26)}{at}"}
        one = drawn(4 * at, **who)
        pairs.append((True, one, drawn(4 * at + 1, **who, description=TEXT[:130])))
        pairs.append((True, one, drawn(4 * at + 2, **who, title="Soudeur H/F")))
        pairs.append((False, one, drawn(4 * at + 3, **who, title="Magasinier", description=OTHER)))
    return pairs


def test_the_model_in_use_is_small_and_no_weight_turned_its_sign():
    model = load_model()
    assert len(model.weights) <= 30
    assert 0 < model.perhaps < model.same < 1
    assert all(model.weights[name] * belief >= 0 for name, belief in FEATURES.items())


def test_training_moves_the_weights_towards_the_labels(tmp_path):
    pairs = taught()
    model = train(pairs, "test")
    upside_down = train([(not same, a, b) for same, a, b in pairs], "test")
    assert model.weights["title_same"] > upside_down.weights["title_same"]
    assert all(model.weights[name] * belief >= 0 for name, belief in FEATURES.items())
    write_model(model, tmp_path / "model.json")
    assert load_model(tmp_path / "model.json") == model


def test_a_model_of_other_features_is_refused(tmp_path):
    known = json.loads(json.dumps({"version": "0", "intercept": 0, "same": 0.7, "perhaps": 0.3}))
    (tmp_path / "model.json").write_text(json.dumps(known | {"weights": {"moon": 1}}))
    with pytest.raises(KeyError, match="moon"):
        load_model(tmp_path / "model.json")


def test_no_employer_is_in_two_folds_and_every_pair_is_in_one():
    pairs = taught()
    dealt = folds(pairs)
    assert sorted(at for fold in dealt for at in fold) == list(range(len(pairs)))
    homes: dict[str, set[int]] = {}
    for number, fold in enumerate(dealt):
        for at in fold:
            homes.setdefault(pairs[at][1].employer.key, set()).add(number)
    assert all(len(home) == 1 for home in homes.values())
    assert max(map(len, dealt)) - min(map(len, dealt)) <= 3


def test_cross_validation_answers_for_every_pair():
    measure = cross_validate(taught())
    assert measure.pairs == 120
    assert (measure.precision, measure.recall) == (1.0, 1.0)


def test_judging_is_the_same_from_either_side_and_in_any_company():
    one, two, three = drawn(1), drawn(2, title="Soudeur TIG"), drawn(3, company=None)
    pairs = [(one, two), (one, three), (two, three)]
    together = scored(pairs)
    assert together == [scored([pair])[0] for pair in pairs]
    assert together == scored([(right, left) for left, right in pairs])
    assert len(set(together)) > 1


def scored(pairs: list[tuple[Sketch, Sketch]]) -> list[float]:
    lefts, rights = zip(*pairs, strict=True)
    return judge(Pairs.between(lefts, rights), load_model()).scores.tolist()


partitions = st.dictionaries(st.integers(0, 12), st.integers(0, 4), min_size=2)


@given(partitions, partitions)
def test_pairs_are_counted_as_if_they_were_listed(truth, found):
    measure = pairwise(truth, found)
    answers = [
        (truth[a] == truth[b], a in found and b in found and found[a] == found[b])
        for a, b in combinations(truth, 2)
    ]
    assert measure.pairs == len(answers)
    assert measure.right == answers.count((True, True))
    assert measure.wrong == answers.count((False, True))
    assert measure.missed == answers.count((True, False))


def test_a_posting_that_was_refused_shares_an_offer_with_none():
    pairs = [(True, "a", "b"), (False, "a", "x"), (False, "x", "y")]
    measure = labelled(pairs, {"a": 1, "b": 1})
    assert (measure.right, measure.wrong, measure.missed) == (1, 0, 0)


@given(st.lists(st.frozensets(st.integers(0, 40)), min_size=2, max_size=8))
def test_what_two_sets_share_is_counted_pair_by_pair(sets):
    deck = Deck.of([pack(replace(drawn(at), amounts=each)) for at, each in enumerate(sets)])
    pairs = np.array(list(combinations(range(len(sets)), 2)))
    counted = Pairs(deck, pairs[:, 0], pairs[:, 1]).shared("amounts")
    assert counted.tolist() == [len(sets[a] & sets[b]) for a, b in pairs]


def test_the_kept_shingles_of_a_part_are_among_those_of_the_whole():
    part, whole = (
        set(shingles(text).tolist()) for text in ("a b c d e f g h", "x a b c d e f g h y")
    )
    assert part <= whole


def test_a_block_that_grew_beyond_its_cap_is_cut_off_and_counted(tmp_path):
    market = Market(tmp_path / "aggregator.db")
    for number in range(60):
        market.show("beta", str(number), company=None, towns=[], city=None)
    done = run(market.db, NOW)
    assert done.pairs == 0
    assert set(done.capped) == {"shingle", "title"}


def test_blocks_tell_their_index_and_fit_a_signed_integer():
    for block in blocks(drawn(1, reference="AN-2031", apply_url="https://nord.example/7")):
        assert 0 <= block < 2**63
        assert 0 <= block & 7 < len(INDEXES)


@pytest.mark.skipif(not REAL.exists(), reason="the labelled real pairs are not in this checkout")
def test_real_pairs_end_where_people_put_them():
    found = evaluate(REAL, None, datetime(2026, 11, 21), lambda *said: None)
    assert found.broken == []
    assert found.measure.precision >= 0.98
    assert found.measure.f1 >= 0.97


@pytest.mark.skipif(not REAL.exists(), reason="the labelled real pairs are not in this checkout")
def test_the_model_in_use_is_the_one_that_training_gives(tmp_path):
    again = tmp_path / "model.json"
    said = CliRunner().invoke(
        cli,
        ["train", str(REAL), "--name", "3", "--now", "2026-11-21", "--out", str(again), "--json"],
    )
    assert said.exit_code == 0, said.output
    assert again.read_bytes() == MODEL.read_bytes()
    measure = json.loads(said.stdout.splitlines()[-1])
    assert measure["precision"] >= 0.98 and measure["f1"] >= 0.97


PAIRS = [
    {"label": "same", "a": {"title": "Soudeur", "company": "Atelier Nord", "city": "Fès", "text": TEXT, "url": "https://a.example/1"},
     "b": {"title": "Soudeur H/F", "company": "Atelier Nord", "city": "Fès", "text": TEXT, "url": "https://b.example/1"}},
    {"label": "different", "a": {"title": "Soudeur", "company": "Atelier Nord", "city": "Fès", "text": TEXT, "url": "https://a.example/1"},
     "b": {"title": "Caissier", "company": "Atelier Nord", "city": "Fès", "text": OTHER, "url": "https://b.example/2"}},
    {"label": "unsure", "a": {"title": "Soudeur"}, "b": {"title": "Soudeur"}},
]  # fmt: skip


def test_training_reads_pairs_as_evaluating_does_and_learns_from_worlds_beside_them(
    tmp_path, monkeypatch
):
    monkeypatch.setattr(training, "SIZE", 300)  # a small world teaches as a large one does
    file = tmp_path / "pairs.jsonl"
    file.write_text("\n".join([*map(json.dumps, PAIRS), "{broken"]))
    now = datetime(2026, 11, 21)
    alone = learn(file, [], now, "test")
    assert (alone.measure.pairs, alone.beside, len(alone.broken)) == (2, 0, 1)
    beside = learn(file, [5], now, "test")
    assert beside.beside > 100
    assert beside.model != alone.model
    assert beside.model == learn(file, [5], now, "test").model
