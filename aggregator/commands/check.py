import json
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import click

from aggregator.children import Bounds, Ran, read
from aggregator.cli import ALL_FAILED
from aggregator.crawling import chosen_sources, crawl_settings
from aggregator.locking import held, named
from aggregator.naming import printable
from aggregator.options import database, now, rows_folder, world
from aggregator.stopping import stoppable
from offers.database import connect
from pipelines.covered import FIELDS
from pipelines.verdict import ENOUGH

#: What a posting that was read may show of each field, on one line.
FIRST = """
select title, employer, coalesce(city_code, region_code, country_code) as city,
  contract_code as contract, published_on as published, deadline_on as deadline,
  coalesce(salary_min, salary_max) as salary, experience_min as experience,
  diploma_code as diploma, description as text
from postings order by id limit 1
"""
#: So many letters of an example.
SHOWN = 70
KEPT = "Nothing was kept."


@click.command()
@click.argument("source")
@click.option(
    "--postings", default=5, show_default=True, type=click.IntRange(1), help="Read about so many."
)
@click.option(
    "--i-have-permission", "permitted", is_flag=True, help="As `aggregator crawl` has it."
)
@world
@rows_folder
@now
@database
def command(
    source: str, postings: int, permitted: bool, world: str | None, rows: str | None, now: datetime, db: str,
) -> None:  # fmt: skip
    """Read a few postings of SOURCE, say what was understood of them, and keep nothing.

    Exit codes: 0 postings were read, 2 an unknown source, 4 nothing was read, 75 it is being read.
    """
    (chosen,) = chosen_sources([source], permitted, rows)
    with (
        TemporaryDirectory() as folder,
        held(named(db, source), "aggregator check"),
        stoppable(KEPT),
    ):
        file = f"{folder}/check.db"
        settings = crawl_settings(file, now, world, False, rows)
        settings |= {"CLOSESPIDER_ITEMCOUNT": postings, "PERMITTED": permitted}
        ran = read(chosen, settings, now, Bounds(logs=Path(folder)))
        with closing(connect(file)) as opened:
            first = next(iter(opened.query(FIRST)), {})
    for line in told(ran, first):
        click.echo(line)
    if not ran.row["read"]:
        raise SystemExit(ALL_FAILED)


def told(ran: Ran, first: dict[str, Any]) -> Iterator[str]:
    """Say what RAN read, and of each field how many postings had it and what the FIRST had."""
    row = ran.row
    asked = row["outcome"] == "ok" or row["cause"] == ENOUGH
    cause = "" if asked else f" ({row['outcome']}: {row['cause']})"
    yield f"{ran.source}: {row['read']} postings read, {row['listed']} named by its list{cause}"
    had = json.loads(row["coverage"] or "{}")
    for field in FIELDS if row["read"] else ():
        example = printable(str(first.get(field) or ""))[:SHOWN]
        yield f"  {field:<11}{had.get(field, 0):>3} of {row['read']}  {example}".rstrip()
