import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from aggregator.evaluating import Crossed, Evaluation
from aggregator.evaluating import evaluate as measure_pairs
from aggregator.mistaken import told
from aggregator.options import now
from aggregator.progress import progress
from dedupe.evaluate import Measure

JSONL = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("pairs", type=JSONL)
@click.option(
    "--corpus", type=JSONL, help="Postings that stand beside the pairs, one JSON object a line."
)
@click.option(
    "--folds",
    type=click.IntRange(0, 50),
    default=5,
    show_default=True,
    help="Folds by employer to cross-validate with; 0: not at all.",
)
@click.option(
    "--mistakes",
    type=click.IntRange(0),
    default=0,
    metavar="N",
    help="Tell the N worst mistakes of the folds' models, the surest first.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@now
def command(
    pairs: Path, corpus: Path | None, folds: int, mistakes: int, as_json: bool, now: datetime
) -> None:
    """Measure the merge on labelled PAIRS: {"label": "same"|"different", "a": {…}, "b": {…}} a line.

    Twice: the model in use, down the whole road, where a pair counts as found when both its postings
    ended in the same offer; and models of folds by employer, each trained without the pairs that it
    judges. Any other label ("unsure") judges nothing.
    """
    with progress("Comparing postings") as step:
        found = measure_pairs(pairs, corpus, now, step.stage, folds)
    for line in found.broken:
        click.echo(line, err=True)
    click.echo(json.dumps(_figures(found, mistakes)) if as_json else _told(found))
    for number, one in enumerate(_worst(found, mistakes) if not as_json else (), 1):
        for line in told(number, one):
            click.echo(line)


def _worst(found: Evaluation, mistakes: int) -> list:
    return found.crossed.mistakes[:mistakes] if found.crossed else []


def _figures(found: Evaluation, mistakes: int) -> dict[str, object]:
    """Write the measure of the model in use as one flat object, that of the folds within it."""
    beside = {"postings": found.postings, "refused": found.refused, "unjudged": found.unjudged}
    return {
        **_rates(found.measure),
        "in_sample": found.in_sample,
        **beside,
        "broken": len(found.broken),
        "cross_validated": _crossed(found.crossed),
        "mistakes": [asdict(one) for one in _worst(found, mistakes)],
    }


def _crossed(crossed: Crossed | None) -> dict[str, float] | None:
    return {"folds": crossed.folds, **_rates(crossed.measure)} if crossed else None


def _rates(m: Measure) -> dict[str, float]:
    return {"precision": m.precision, "recall": m.recall, "f1": m.f1, **asdict(m)}


def _told(found: Evaluation) -> str:
    seen = "trained on these pairs" if found.in_sample else "not trained on this file"
    lines = [
        f"{found.measure.pairs} pairs over {found.postings} postings ({found.unjudged} pairs unsure, "
        f"{found.refused} postings refused, {len(found.broken)} broken lines)",
        f"model in use ({seen}): {_line(found.measure)}",
    ]
    if found.crossed:
        name = f"cross-validated ({found.crossed.folds} folds by employer)"
        lines.append(f"{name}: {_line(found.crossed.measure)}")
    return "\n".join(lines)


def _line(m: Measure) -> str:
    return (
        f"precision {m.precision:.3f}, recall {m.recall:.3f}, F1 {m.f1:.3f}; "
        f"{m.right} right, {m.wrong} wrong, {m.missed} missed"
    )
