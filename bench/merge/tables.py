"""What was measured, as tables in markdown."""

from collections.abc import Iterable, Sequence
from statistics import mean
from typing import Any

import numpy as np

from bench.merge.cells import Told
from bench.merge.suite import UNKNOWN, failure
from dedupe.evaluate import KINDS

QUALITY = (
    "method", "threshold", "P", "R", "**F1**", "B³ F1", "largest", "pairs", "CPU s", "wall s", "peak MB",
)  # fmt: skip
SCALE = (
    "postings", "pairs a posting", "CPU s", "wall s", "CPU ms a posting", "peak MB",
    "P", "R", "**F1**", "B³ F1", "largest",
)  # fmt: skip
LATER = ("merged before", "new", "CPU s", "wall s", "peak MB", "pairs", "F1 after")
FOUND = ("method", *KINDS)
REAL = ("method", "P", "R", "**F1**", "right", "wrong", "missed")


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a table, figures to the right.

    >>> print(table(("method", "F1"), [("ours", "0.9")]))
    | method | F1 |
    | --- | --: |
    | ours | 0.9 |
    """
    lines = [head, ("---", *["--:"] * (len(head) - 1)), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def quality(methods: dict[str, list[Told]]) -> str:
    """Compare METHODS, each with what it told of some worlds."""
    if all(one == UNKNOWN for told in methods.values() for one in told):
        return "Not measured."
    return table(QUALITY, (_quality(name, told) for name, told in methods.items()))


def _quality(name: str, told: list[Told]) -> Sequence[str]:
    """Write the mean of a method's worlds, and the range of its F1; the largest of peaks and clusters."""
    if why := next(filter(None, map(failure, told)), None):
        return (name, *_why(why, len(QUALITY) - 1))
    figure = {key: mean(one[key] for one in told) for key in ("precision", "recall", "bcubed")}
    threshold = told[0].get("threshold")
    return (
        name,
        "–" if threshold is None else f"{threshold:g}",
        f"{figure['precision']:.3f}",
        f"{figure['recall']:.3f}",
        _spread([one["f1"] for one in told]),
        f"{figure['bcubed']:.3f}",
        str(max(one["largest"] for one in told)),
        f"{mean(one['pairs'] for one in told):,.0f}",
        f"{mean(one['cpu'] for one in told):.1f}",
        f"{mean(one['wall'] for one in told):.1f}",
        f"{max(one['peak_mb'] for one in told):,}",
    )


def _spread(values: list[float]) -> str:
    middle = f"**{mean(values):.3f}**"
    return middle if len(values) == 1 else f"{middle} ({min(values):.3f}–{max(values):.3f})"


def _why(why: str, cells: int) -> list[str]:
    return [f"*{why}*".replace("|", "/"), *[""] * (cells - 1)]


def kinds(methods: dict[str, list[Told]]) -> str:
    """Say which share of each kind of copy METHODS found beside an earlier posting, on average."""
    done = {name: told for name, told in methods.items() if not any(map(failure, told))}
    return table(
        FOUND, ([name, *(_share(told, kind) for kind in KINDS)] for name, told in done.items())
    )


def _share(told: list[Told], kind: str) -> str:
    shares = [one["kinds"][kind] for one in told if kind in one["kinds"]]
    return f"{mean(shares):.2f}" if shares else "–"


def scale(told: list[Told]) -> str:
    """Say how the merge grows, its stages where it tells them, and the exponent that fits best."""
    done = [one for one in told if not failure(one)]
    if not done:
        return "Not measured."
    broken = [f"\nNot measured: {why}." for why in filter(None, map(failure, told))]
    return "\n".join([table(SCALE, map(_scale, done)), *broken, *_stages(done), "", _growth(done)])


def _scale(one: Told) -> Sequence[str]:
    return (
        f"{one['postings']:,}",
        f"{one['pairs'] / one['postings']:.1f}",
        f"{one['cpu']:.1f}",
        f"{one['wall']:.1f}",
        f"{1000 * one['cpu'] / one['postings']:.2f}",
        f"{one['peak_mb']:,}",
        *(f"{one[key]:.3f}" for key in ("precision", "recall")),
        f"**{one['f1']:.3f}**",
        f"{one['bcubed']:.3f}",
        str(one["largest"]),
    )


def _stages(done: list[Told]) -> list[str]:
    staged = [one for one in done if one.get("stages")]
    if not staged:
        return []
    names = list(dict.fromkeys(name for one in staged for name in one["stages"]))
    rows = [
        [f"{one['postings']:,}", *(f"{one['stages'].get(name, 0):.1f}" for name in names)]
        for one in staged
    ]
    return ["", "Seconds by stage:", "", table(("postings", *names), rows)]


def _growth(done: list[Told]) -> str:
    sizes = {one["postings"] for one in done}
    if len(sizes) < 2:
        return "The exponent of growth needs two sizes."
    exponent = growth([one["postings"] for one in done], [one["cpu"] for one in done])
    return f"CPU grows with postings to the power of **{exponent:.2f}** (least squares of the logarithms)."


def growth(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """Fit the exponent by which COSTS grow with SIZES.

    >>> round(growth([10, 100, 1000], [1, 100, 10000]), 6)
    2.0
    """
    return float(np.polyfit(np.log(sizes), np.log(costs), 1)[0])


def later(told: list[tuple[int, Told]]) -> str:
    """Say what postings cost that come when others have been merged; each with how many came."""
    return table(LATER, (_later(new, one) for new, one in told))


def _later(new: int, one: Told) -> Sequence[str]:
    if why := failure(one):
        return ("–", f"{new:,}", *_why(why, len(LATER) - 2))
    return (
        f"{one['postings'] - new:,}",
        f"{new:,}",
        f"{one['cpu']:.1f}",
        f"{one['wall']:.1f}",
        f"{one['peak_mb']:,}",
        f"{one['pairs']:,}",
        f"{one['f1']:.3f}",
    )


def real(told: Told, titles: dict[str, str]) -> str:
    """Compare the methods on pairs that people judged; TITLES are the peers' names."""
    rows = [_real("ours", told["ours"])]
    rows += (_real(titles[name], one) for name, one in told["peers"].items())
    return table(REAL, rows)


def _real(name: str, one: dict[str, Any]) -> Sequence[str]:
    if why := failure(one):
        return (name, *_why(why, len(REAL) - 1))
    figures = [f"{one[key]:.3f}" for key in ("precision", "recall")]
    counts = (str(one[key]) for key in ("right", "wrong", "missed"))
    return (name, *figures, f"**{one['f1']:.3f}**", *counts)
