"""The measures of the merge against what anybody could count by hand."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.evaluate import KINDS, bcubed, by_kind, labelled, pairwise

#: Two partitions of the same postings, each as posting -> cluster.
CLUSTERS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 5)), max_size=25)


def partitions(drawn: list[tuple[int, int]]) -> tuple[dict[int, int], dict[int, int]]:
    """Read what was DRAWN as the truth and what was found."""
    return dict(enumerate(t for t, _ in drawn)), dict(enumerate(f for _, f in drawn))


@given(CLUSTERS)
def test_pairs_are_those_one_would_count(drawn):
    truth, found = partitions(drawn)
    together = [(truth[a] == truth[b], found[a] == found[b]) for a, b in combinations(truth, 2)]
    measure = pairwise(truth, found)
    assert measure.pairs == len(together)
    assert measure.right == together.count((True, True))
    assert measure.wrong == together.count((False, True))
    assert measure.missed == together.count((True, False))
    assert measure == labelled(
        [(truth[a] == truth[b], a, b) for a, b in combinations(truth, 2)], found
    )


@given(CLUSTERS)
def test_bcubed_is_the_mean_over_postings(drawn):
    truth, found = partitions(drawn)
    pure, whole = [], []
    for one in truth:
        vacancy = {key for key in truth if truth[key] == truth[one]}
        cluster = {key for key in found if found[key] == found[one]}
        pure.append(len(vacancy & cluster) / len(cluster))
        whole.append(len(vacancy & cluster) / len(vacancy))
    measure = bcubed(truth, found)
    if truth:
        assert measure.precision == pytest.approx(sum(pure) / len(pure))
        assert measure.recall == pytest.approx(sum(whole) / len(whole))


@given(CLUSTERS)
def test_names_of_clusters_mean_nothing(drawn):
    truth, found = partitions(drawn)
    renamed = {key: f"cluster {-cluster}" for key, cluster in found.items()}
    kinds = {key: KINDS[key % len(KINDS)] for key in truth if key % 2}
    assert pairwise(truth, renamed) == pairwise(truth, found)
    assert bcubed(truth, renamed) == bcubed(truth, found)
    assert by_kind(kinds, truth, renamed) == by_kind(kinds, truth, found)


@given(CLUSTERS)
def test_precision_one_way_is_recall_the_other(drawn):
    truth, found = partitions(drawn)
    there, back = bcubed(truth, found), bcubed(found, truth)
    assert (there.precision, there.recall) == pytest.approx((back.recall, back.precision))
    assert pairwise(truth, found).precision == pairwise(found, truth).recall


@given(CLUSTERS)
def test_the_truth_is_perfect(drawn):
    truth, _ = partitions(drawn)
    kinds = {key: KINDS[key % len(KINDS)] for key in truth}
    assert pairwise(truth, truth).f1 == 1
    assert bcubed(truth, truth).f1 == pytest.approx(1)
    assert all(measure.recall == 1 for measure in by_kind(kinds, truth, truth).values())


@given(CLUSTERS)
def test_alone_is_pure_and_finds_nothing(drawn):
    truth, _ = partitions(drawn)
    there = len(truth) - len(set(truth.values()))
    kinds = dict.fromkeys(truth, "full")
    assert pairwise(truth, {}).precision == 1
    assert pairwise(truth, {}).missed >= there
    alone = bcubed(truth, {})
    assert alone.precision == 1
    if truth:
        assert alone.recall == pytest.approx(len(set(truth.values())) / len(truth))
    counted = by_kind(kinds, truth, {})
    assert sum(measure.missed for measure in counted.values()) == there


def test_a_copy_is_found_beside_any_earlier_posting_of_its_vacancy():
    truth = dict.fromkeys(("late copy", "original", "later copy"), 1)
    kinds = {"late copy": "partial", "later copy": "semantic"}
    beside = by_kind(kinds, truth, {"original": 1, "late copy": 2, "later copy": 2})
    assert list(beside) == ["PARTIAL", "SEMANTIC"]
    assert (beside["PARTIAL"].recall, beside["SEMANTIC"].recall) == (0, 1)


def test_a_copy_whose_original_is_not_there_is_not_counted():
    assert by_kind({"copy": "near"}, {"copy": 1}, {"copy": 1}) == {}
