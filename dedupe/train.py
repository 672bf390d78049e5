"""Learn the weights from labelled pairs, near what is believed beforehand and never against it."""

import json
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

import numpy as np

from dedupe.evaluate import Measure
from dedupe.features import FEATURES, measure
from dedupe.score import Model
from dedupe.sketch import Sketch
from dedupe.vetoes import veto

#: A labelled pair: whether it is one vacancy, and its two sides.
Labelled = tuple[bool, Sketch, Sketch]

#: How strongly the weights are held to the belief; chosen by cross-validation.
HOLD = 0.02
INTERCEPT = -5.0
STEPS = 3000
SAME, PERHAPS = 0.6, 0.25


def train(pairs: Sequence[Labelled], version: str) -> Model:
    """Learn a model from PAIRS; those that a veto decides teach the weights nothing."""
    open_pairs = [pair for pair in pairs if veto(pair[1], pair[2]) is None]
    labels = np.array([same for same, _, _ in open_pairs], dtype=float)
    columns = measure([left for _, left, _ in open_pairs], [right for _, _, right in open_pairs])
    intercept, weights = _fit(columns, labels)
    named = {name: round(float(w), 3) for name, w in zip(FEATURES, weights, strict=True)}
    return Model(version, round(intercept, 3), named, SAME, PERHAPS)


def _fit(columns: np.ndarray, labels: np.ndarray) -> tuple[float, np.ndarray]:
    """Climb the likelihood by projected Newton-scaled steps; a weight stops where its sign would turn."""
    belief = np.array([INTERCEPT, *FEATURES.values()])
    design = np.column_stack([np.ones(len(columns)), columns])
    signs = np.sign(belief)
    # The curvature of the logistic loss is at most a quarter of the design's own.
    step = 1 / (np.linalg.norm(design, 2) ** 2 / (4 * len(labels)) + HOLD)
    weights = belief.copy()
    for _ in range(STEPS):
        guess = 1 / (1 + np.exp(-design @ weights))
        slope = design.T @ (guess - labels) / len(labels) + HOLD * (weights - belief)
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


def cross_validate(pairs: Sequence[Labelled], count: int = 5) -> Measure:
    """Judge each fold by a model that never saw its employers."""
    said: dict[int, bool] = {}
    for held in folds(pairs, count):
        known = set(held)
        model = train([pair for at, pair in enumerate(pairs) if at not in known], "fold")
        said |= _answers(held, [pairs[at] for at in held], model)
    truth = [same for same, _, _ in pairs]
    return Measure.count(zip(truth, (said[at] for at in range(len(pairs))), strict=True))


def _answers(held: list[int], pairs: Sequence[Labelled], model: Model) -> dict[int, bool]:
    columns = measure([left for _, left, _ in pairs], [right for _, _, right in pairs])
    scores = model.probability(columns)
    return {
        at: bool(score >= model.same) and veto(left, right) is None
        for at, score, (_, left, right) in zip(held, scores, pairs, strict=True)
    }


def write_model(model: Model, path: Path) -> None:
    """Write MODEL where load_model reads it."""
    kept = {name: value for name, value in asdict(model).items() if not name.startswith("_")}
    path.write_text(json.dumps(kept, indent=2) + "\n", encoding="utf-8")
