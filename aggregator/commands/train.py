import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from aggregator.options import now
from aggregator.training import Trained, learn
from dedupe.score import MODEL
from dedupe.train import write_model

JSONL = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("pairs", type=JSONL, nargs=-1, required=True)
@click.option(
    "--world", "seeds", type=int, multiple=True, help="Learn from the world of this seed too."
)
@click.option("--name", default="1", show_default=True, help="What the links call the model.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=MODEL,
    show_default="dedupe/model.json",
    help="Where the model is written.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@now
def command(
    pairs: tuple[Path, ...],
    seeds: tuple[int, ...],
    name: str,
    out: Path,
    as_json: bool,
    now: datetime,
) -> None:
    """Learn the weights of the merge from labelled PAIRS, and write them for the next run.

    PAIRS are files, read as by `aggregator evaluate`: name that of `aggregator overrides --pairs`
    beside yours, and people's decisions teach, too. The measure printed is of models that never saw
    the employers they judge: five folds.
    """
    found = learn(pairs[0], seeds, now, name, pairs[1:])
    write_model(found.model, out)
    for line in found.broken:
        click.echo(line, err=True)
    click.echo(json.dumps(_figures(found)) if as_json else _told(found, out))


def _figures(found: Trained) -> dict[str, float]:
    m = found.measure
    rates = {"precision": m.precision, "recall": m.recall, "f1": m.f1}
    return rates | asdict(m) | {"beside": found.beside, "broken": len(found.broken)}


def _told(found: Trained, out: Path) -> str:
    m = found.measure
    return (
        f"{m.pairs} pairs, and {found.beside} of worlds beside them; in five folds by employer: "
        f"precision {m.precision:.3f}, recall {m.recall:.3f}, F1 {m.f1:.3f}\n"
        f"{out} is written"
    )
