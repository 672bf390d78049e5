"""Learn the weights from labelled pairs, near what is believed beforehand and never against it."""

import json
from collections.abc import Sequence
from dataclasses import asdict, replace
from pathlib import Path

import numpy as np

from dedupe.deck import Pairs
from dedupe.evaluate import Measure
from dedupe.features import FEATURES, measure
from dedupe.score import Judgement, Model, judge
from dedupe.sketch import Sketch
from dedupe.vetoes import NONE, vetoes

#: A labelled pair: whether it is one vacancy, and its two sides.
Labelled = tuple[bool, Sketch, Sketch]

#: How strongly the weights are held to the belief; chosen by cross-validation.
HOLD = 0.01
#: What the pairs of a world may weigh beside those that people labelled.
BESIDE = 0.5
INTERCEPT = -5.0
STEPS = 3000
#: From which score on a pair is merged, or told as perhaps the same; by cross-validation.
SAME, PERHAPS = 0.75, 0.25


def train(pairs: Sequence[Labelled], version: str, beside: Sequence[Labelled] = ()) -> Model:
    """Learn a model from PAIRS that people labelled, and from those of a world BESIDE them.

    Pairs that a veto decides teach the weights nothing.
    """
    columns, labels = _table(pairs)
    more, truth = _table(beside)
    counts = np.concatenate(
        [np.ones(len(labels)), np.full(len(truth), BESIDE * len(labels) / max(len(truth), 1))]
    )
    intercept, weights = _fit(
        np.vstack([columns, more]), np.concatenate([labels, truth]), counts / max(counts.sum(), 1)
    )
    named = {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}
    return Model(version, round(intercept, 3), named, SAME, PERHAPS)


def _table(pairs: Sequence[Labelled]) -> tuple[np.ndarray, np.ndarray]:
    if not pairs:
        return np.empty((0, len(FEATURES))), np.empty(0)
    sides = _sides(pairs)
    free = np.flatnonzero(vetoes(sides) == NONE)
    labels = np.array([same for same, _, _ in pairs], dtype=float)
    return measure(sides.take(free)), labels[free]


def _sides(pairs: Sequence[Labelled]) -> Pairs:
    return Pairs.between([left for _, left, _ in pairs], [right for _, _, right in pairs])


def _fit(columns: np.ndarray, labels: np.ndarray, counts: np.ndarray) -> tuple[float, np.ndarray]:
    """Climb the likelihood; a weight stops where its sign would turn. COUNTS weigh the rows, in sum 1."""
    belief = np.array([INTERCEPT, *FEATURES.values()])
    if not len(labels):
        return INTERCEPT, belief[1:]
    design = np.column_stack([np.ones(len(columns)), columns])
    signs = np.sign(belief)
    # The curvature of the logistic loss is at most a quarter of the design's own.
    step = 1 / (np.linalg.norm(design * np.sqrt(counts)[:, None], 2) ** 2 / 4 + HOLD)
    weights = belief.copy()
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ ((guess - labels) * counts) + HOLD * (weights - belief)
        weights = weights - step * slope
        weights[1:] = np.where(weights[1:] * signs[1:] < 0, 0, weights[1:])
    return float(weights[0]), weights[1:]


def folds(pairs: Sequence[Labelled], count: int = 5) -> list[list[int]]:
    """Deal the pairs into COUNT folds of even size; all pairs of one employer share a fold."""
    groups: dict[str, list[int]] = {}
    for at, (_, left, right) in enumerate(pairs):
        key = min(filter(None, (left.employer.key, right.employer.key)), default=left.title.key)
        groups.setdefault(key, []).append(at)
    dealt: list[list[int]] = [[] for _ in range(count)]
    for _, members in sorted(groups.items(), key=lambda group: (-len(group[1]), group[0])):
        min(dealt, key=len).extend(members)
    return dealt


def cross_validate(
    pairs: Sequence[Labelled], count: int = 5, beside: Sequence[Labelled] = ()
) -> Measure:
    """Judge each fold by a model that never saw its employers."""
    judged = cross_judge(pairs, count, beside)
    return Measure.count(
        (same, j.verdict == "same") for (same, _, _), j in zip(pairs, judged, strict=True)
    )


def cross_judge(
    pairs: Sequence[Labelled], count: int = 5, beside: Sequence[Labelled] = ()
) -> list[Judgement]:
    """Judge each of PAIRS, in their order, by the model of the other folds, with every reason."""
    said: dict[int, Judgement] = {}
    for held in filter(None, folds(pairs, count)):
        known = set(held)
        model = train([pair for at, pair in enumerate(pairs) if at not in known], "fold", beside)
        # From 0 on reasons are told: a mistake is to be understood, however low its score.
        judged = judge(_sides([pairs[at] for at in held]), replace(model, perhaps=0.0))
        said |= dict(zip(held, judged.judgements(np.arange(len(held))), strict=True))
    return [said[at] for at in range(len(pairs))]


def write_model(model: Model, path: Path) -> None:
    """Write MODEL where load_model reads it."""
    kept = {name: value for name, value in asdict(model).items() if name != "vector"}
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
