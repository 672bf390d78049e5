"""How sure are we that two postings are one vacancy, and why."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dedupe.features import FEATURES, measure
from dedupe.sketch import Sketch
from dedupe.vetoes import veto

MODEL = Path(__file__).with_name("model.json")
#: Reasons that weigh less are not told.
WORTH_TELLING = 0.05


@dataclass(frozen=True)
class Model:
    """Hold the weights, and from which score two postings are the same, or perhaps the same."""

    version: str
    intercept: float
    weights: dict[str, float]
    same: float
    perhaps: float
    _vector: np.ndarray = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if set(self.weights) != set(FEATURES):
            unlike = sorted(set(self.weights) ^ set(FEATURES))
            raise KeyError(f"model {self.version} and FEATURES differ in {', '.join(unlike)}")
        object.__setattr__(self, "_vector", np.array([self.weights[name] for name in FEATURES]))

    def probability(self, columns: np.ndarray) -> np.ndarray:
        """Return how probable it is, for each row of COLUMNS, that the pair is one vacancy."""
        return 1 / (1 + np.exp(-(columns @ self._vector + self.intercept)))

    def verdict(self, score: float) -> str:
        """Name the answer: same, perhaps or different."""
        return "same" if score >= self.same else "perhaps" if score >= self.perhaps else "different"


@dataclass(frozen=True, slots=True)
class Judgement:
    """Say of two postings how probable one vacancy is, the answer, and what it is made of."""

    left: int
    right: int
    score: float
    verdict: str
    why: list[dict]


def load_model(path: Path = MODEL) -> Model:
    """Read the model that training wrote."""
    return Model(**json.loads(path.read_text(encoding="utf-8")))


def judge(pairs: Sequence[tuple[Sketch, Sketch]], model: Model) -> list[Judgement]:
    """Judge each pair; a veto outweighs every score and is told in its place."""
    vetoes = [veto(left, right) for left, right in pairs]
    open_pairs = [pair for pair, name in zip(pairs, vetoes, strict=True) if name is None]
    weighed = iter(_weigh(open_pairs, model))
    return [
        next(weighed) if name is None else _vetoed(left, right, name)
        for (left, right), name in zip(pairs, vetoes, strict=True)
    ]


def _vetoed(left: Sketch, right: Sketch, name: str) -> Judgement:
    return Judgement(left.id, right.id, 0.0, "different", [{"veto": name}])


def _weigh(pairs: Sequence[tuple[Sketch, Sketch]], model: Model) -> list[Judgement]:
    if not pairs:
        return []
    columns = measure([left for left, _ in pairs], [right for _, right in pairs])
    scores = model.probability(columns).round(4).tolist()
    return [
        Judgement(left.id, right.id, score, model.verdict(score), _reasons(row, score, model))
        for (left, right), score, row in zip(pairs, scores, columns, strict=True)
    ]


def _reasons(row: np.ndarray, score: float, model: Model) -> list[dict]:
    """List what the score is made of, the weightiest first; nothing where nobody will ask."""
    if score < model.perhaps:
        return []
    parts = zip(FEATURES, row.tolist(), (row * model._vector).tolist(), strict=True)
    told = [(name, value, part) for name, value, part in parts if abs(part) >= WORTH_TELLING]
    told.sort(key=lambda part: (-abs(part[2]), part[0]))
    return [{"feature": n, "value": round(v, 2), "weight": round(w, 2)} for n, v, w in told]
