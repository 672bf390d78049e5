import json
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from aggregator.commands.sources import PIPED
from aggregator.labels import labels
from aggregator.naming import printable
from aggregator.options import database
from dedupe.overrides import Decision, decisions, name
from offers.database import connect

COLUMNS = ("id", "A", "B", "decided", "who", "when", "why", "replaced by")


@click.command()
@click.option(
    "--all",
    "replaced",
    is_flag=True,
    help="The whole log: those that were replaced or withdrawn, too.",
)
@click.option(
    "--pairs",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write the decisions as labelled pairs, for `aggregator evaluate` and `train`.",
)
@database
def command(replaced: bool, pairs: Path | None, db: str) -> None:
    """List what people decided: `aggregator merge`, `split` and `review` write it, nothing deletes it.

    `aggregator withdraw` takes a decision back: it is in the list no more, and in the log for ever.
    """
    file = connect(db)
    if pairs:
        written, gone = labels(file)
        pairs.write_text(
            "".join(json.dumps(p, ensure_ascii=False) + "\n" for p in written), "utf-8"
        )
        beside = f"; {gone} left out, whose postings are not in this file" if gone else ""
        click.echo(f"{pairs}: {len(written)} labelled pairs{beside}")
        return
    found = decisions(file, replaced)
    if not found:
        click.echo("Nobody decided anything yet: see `aggregator review`.")
        return
    table = Table(*COLUMNS, box=None)
    for decision in found:
        table.add_row(*map(Text, _row(decision)))
    screen = Console()
    Console(width=None if screen.is_terminal else PIPED).print(table)


def _row(decision: Decision) -> list[str]:
    ends = [printable(name(end)) for end in (decision.left, decision.right)]
    said = [decision.verdict, decision.who, decision.decided_at, decision.why]
    return [str(decision.id), *ends, *map(printable, said), str(decision.replaced_by or "")]
