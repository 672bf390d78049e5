"""How sure are we that two postings are one vacancy, and why."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from dedupe.deck import Pairs
from dedupe.features import FEATURES, measure
from dedupe.vetoes import NONE, VETOES, vetoes

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
    #: The labelled files it was trained on: the SHA-1 of each, and how many pairs it gave.
    trained_on: dict[str, int] = field(default_factory=dict)
    vector: np.ndarray = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        if set(self.weights) != set(FEATURES):
            unlike = sorted(set(self.weights) ^ set(FEATURES))
            raise KeyError(f"model {self.version} and FEATURES differ in {', '.join(unlike)}")
        object.__setattr__(self, "vector", np.array([self.weights[name] for name in FEATURES]))

    def probability(self, columns: np.ndarray) -> np.ndarray:
        """Return how probable it is, for each row of COLUMNS, that the pair is one vacancy."""
        return 1 / (1 + np.exp(-(columns @ self.vector + self.intercept)))

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


@dataclass(frozen=True)
class Judged:
    """Hold the answers to many pairs: a score each, 0 where a veto holds, and the number of the veto."""

    pairs: Pairs
    model: Model
    scores: np.ndarray
    vetoes: np.ndarray
    columns: np.ndarray  # the features of the pairs without a veto, in their order

    def told(self) -> np.ndarray:
        """Return which pairs are the same, or perhaps."""
        return np.flatnonzero(self.scores >= self.model.perhaps)

    def judgements(self, which: np.ndarray) -> Iterator[Judgement]:
        """Yield the judgement of each pair in WHICH, with its reasons."""
        ids, rows = self.pairs.deck.ids, np.cumsum(self.vetoes == NONE) - 1
        for at in which.tolist():
            score, number = float(self.scores[at]), int(self.vetoes[at])
            why = (
                self._reasons(self.columns[rows[at]], score)
                if number == NONE
                else [{"veto": list(VETOES)[number]}]
            )
            left, right = int(ids[self.pairs.left[at]]), int(ids[self.pairs.right[at]])
            verdict = self.model.verdict(score) if number == NONE else "different"
            yield Judgement(left, right, score, verdict, why)

    def _reasons(self, row: np.ndarray, score: float) -> list[dict]:
        """List what the score is made of, the weightiest first; nothing where nobody will ask."""
        if score < self.model.perhaps:
            return []
        parts = zip(FEATURES, row.tolist(), (row * self.model.vector).tolist(), strict=True)
        told = [(name, value, part) for name, value, part in parts if abs(part) >= WORTH_TELLING]
        told.sort(key=lambda part: (-abs(part[2]), part[0]))
        return [{"feature": n, "value": round(v, 2), "weight": round(w, 2)} for n, v, w in told]


def load_model(path: Path = MODEL) -> Model:
    """Read the model that training wrote."""
    return Model(**json.loads(path.read_text(encoding="utf-8")))


def judge(pairs: Pairs, model: Model) -> Judged:
    """Judge PAIRS; a veto outweighs every score and is told in its place."""
    found = vetoes(pairs)
    free = np.flatnonzero(found == NONE)
    columns = measure(pairs.take(free)) if len(free) else np.empty((0, len(FEATURES)))
    scores = np.zeros(len(pairs))
    scores[free] = model.probability(columns).round(4)
    return Judged(pairs, model, scores, found, columns)
