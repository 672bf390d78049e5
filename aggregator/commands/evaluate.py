import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from aggregator.evaluating import Evaluation
from aggregator.evaluating import evaluate as measure_pairs
from aggregator.options import now
from aggregator.progress import progress

JSONL = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("pairs", type=JSONL)
@click.option(
    "--corpus", type=JSONL, help="Postings that stand beside the pairs, one JSON object a line."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@now
def command(pairs: Path, corpus: Path | None, as_json: bool, now: datetime) -> None:
    """Measure the merge on labelled PAIRS: {"label": "same"|"different", "a": {…}, "b": {…}} a line.

    A pair counts as found when both its postings ended in the same offer.
    """
    with progress("Comparing postings") as step:
        found = measure_pairs(pairs, corpus, now, step)
    for line in found.broken:
        click.echo(line, err=True)
    click.echo(json.dumps(_figures(found)) if as_json else _told(found))


def _figures(found: Evaluation) -> dict[str, float]:
    """Write the measure, and what it stands on, as one flat object."""
    m = found.measure
    rates = {"precision": m.precision, "recall": m.recall, "f1": m.f1}
    beside = {"postings": found.postings, "refused": found.refused, "unjudged": found.unjudged}
    return {"pairs": m.pairs, **rates, **asdict(m), **beside, "broken": len(found.broken)}


def _told(found: Evaluation) -> str:
    m = found.measure
    return (
        f"{m.pairs} pairs over {found.postings} postings: "
        f"precision {m.precision:.3f}, recall {m.recall:.3f}, F1 {m.f1:.3f}\n"
        f"({found.unjudged} pairs without a verdict, {found.refused} postings refused, "
        f"{len(found.broken)} broken lines)"
    )
