import json
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from aggregator import HOME
from aggregator.commands.sources import PIPED
from aggregator.gold import Judged, Share, judged, notations, printed

TAXONOMIES = HOME.parent / "shared" / "taxonomies"
FILE = click.Path(dir_okay=False, path_type=Path)


@click.command()
@click.option(
    "--printed", "values", type=FILE, default=TAXONOMIES / "values_as_printed.tsv",
    help="Values that sites printed: site, field, value, count.",
)  # fmt: skip
@click.option(
    "--salaries", type=FILE, default=TAXONOMIES / "salary_notation.tsv",
    help="Notations of pay: text, min, max, currency, unitText, net_or_gross.",
)  # fmt: skip
@click.option(
    "--gold", type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=HOME / "tests" / "gold", help="The folder of gold files, one a field.",
)  # fmt: skip
@click.option("--unknown", default=20, show_default=True, help="How many unknown words to list.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def command(values: Path, salaries: Path, gold: Path, unknown: int, as_json: bool) -> None:
    """Measure our readers: what they understand of what sites print, what is right of what we judged.

    A share is of occurrences, each value as often as it was printed; words that say nothing
    ("non précisé") are counted apart. A file that is not there is left out, and named.
    """
    shares = printed(values) if values.exists() else {}
    try:
        checked = {file.stem: list(judged(file)) for file in sorted(gold.glob("*.tsv"))}
    except ValueError as error:
        raise click.UsageError(str(error)) from error
    if salaries.exists():
        checked["salary_notation"] = list(notations(salaries))
    absent = [str(file) for file in (values, salaries) if not file.exists()]
    if as_json:
        click.echo(json.dumps(_figures(shares, checked, unknown, absent), ensure_ascii=False))
        return
    screen = Console(width=None if Console().is_terminal else PIPED)
    screen.print(_understood(shares))
    screen.print(_right(checked))
    _tell_wrong(checked)
    _tell_unknown(shares, unknown)
    for file in absent:
        click.echo(f"left out, not there: {file}", err=True)


def _unknown(shares: dict[str, Share], most: int) -> list[tuple[int, str, str]]:
    found = [
        (n, said, words) for said, share in shares.items() for words, n in share.unknown.items()
    ]
    return sorted(found, key=lambda row: (-row[0], row[1:]))[:most]


def _figures(
    shares: dict[str, Share], checked: dict[str, list[Judged]], most: int, absent: list[str]
) -> dict[str, Any]:
    return {
        "printed": {
            said: {
                "understood": share.understood,
                "silent": share.silent,
                "unknown": share.unknown.total(),
                "share": share.share,
            }
            for said, share in shares.items()
        },
        "gold": {
            name: {"rows": len(rows), "right": sum(row.passed for row in rows)}
            for name, rows in checked.items()
        },
        "wrong": {
            name: [row._asdict() for row in rows if not row.passed]
            for name, rows in checked.items()
        },
        "unknown": [
            {"field": said, "words": words, "times": n} for n, said, words in _unknown(shares, most)
        ],
        "absent": absent,
    }


def _understood(shares: dict[str, Share]) -> Table:
    table = Table("printed", "occurrences", "say nothing", "not understood", "understood", box=None)
    for said, share in shares.items():
        unknown = share.unknown.total()
        total = share.understood + share.silent + unknown
        part = "" if share.share is None else f"{100 * share.share:.2f} %"
        table.add_row(said, f"{total:,}", f"{share.silent:,}", f"{unknown:,}", part)
    return table


def _right(checked: dict[str, list[Judged]]) -> Table:
    table = Table("gold", "judged", "right", "share", box=None)
    for name, rows in checked.items():
        right = sum(row.passed for row in rows)
        table.add_row(name, str(len(rows)), str(right), f"{100 * right / max(len(rows), 1):.1f} %")
    return table


def _tell_wrong(checked: dict[str, list[Judged]]) -> None:
    for name, rows in checked.items():
        for row in rows:
            if not row.passed:
                given = {key: value for key, value in row.given.items() if value}
                wrong = {
                    k: (v, row.answered[k]) for k, v in row.right.items() if v != row.answered[k]
                }
                click.echo(f"wrong in {name}: {given}: right, answered: {wrong}")


def _tell_unknown(shares: dict[str, Share], most: int) -> None:
    for n, said, words in _unknown(shares, most):
        click.echo(f"not understood: {n:6} × {said}: {words[:120]}")
