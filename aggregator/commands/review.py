from datetime import datetime

import click
from sqlite_utils import Database

from aggregator.deciding import keep, who
from aggregator.naming import identified
from aggregator.options import database, language, now
from aggregator.reviewing import lay_out, show
from dedupe.overrides import DIFFERENT, SAME
from dedupe.review import Case, cases, still_open
from offers.database import connect

VERDICTS = {"y": SAME, "n": DIFFERENT}


@click.command()
@click.option("--why", default="seen in review", show_default=True, help="The reason to keep.")
@click.option("--list", "as_list", is_flag=True, help="Only list what there is to judge.")
@click.option(
    "--most", type=click.IntRange(1), default=50, show_default=True, help="Of each kind, in a list."
)
@who
@language
@now
@database
def command(
    why: str, as_list: bool, most: int, who: str, lang: str, now: datetime, db: str
) -> None:
    """Judge what the merge is unsure of, pair by pair: y one vacancy, n two, s skip, q quit.

    Offers that look wrong come first (more than 30 postings, more than 3 at once on one source,
    more than 120 days), each by its weakest link; then the pairs that are perhaps one vacancy, the
    surest first, those nearest to being merged. Each answer holds at once, as `aggregator merge` and
    `split` do, and may be withdrawn with `aggregator withdraw`. Without a terminal: `--list`.
    """
    file = connect(db)
    listed, decided = cases(file), 0
    if as_list:
        lay_out(file, listed, most)
        return
    for number, case in enumerate(listed, 1):
        if not still_open(file, case):
            continue
        wrong = case.suspicious
        what = f": an offer looks wrong, o{wrong.offer}: {', '.join(wrong.why)}" if wrong else ""
        click.echo(f"\n{number} of {len(listed)}{what}")
        show(file, case, lang)
        key = _key()
        if key == "q":
            break
        if key in VERDICTS:
            decided += _decide(file, case, VERDICTS[key], why, who, now)
    click.echo(f"{decided} decided, of {len(listed)} to judge")


def _key() -> str:
    """Ask until one of the keys is pressed; the end of the input quits."""
    click.echo("One vacancy? [y]es, [n]o, [s]kip, [q]uit ", nl=False)
    while True:
        try:
            key = click.getchar().lower()
        except EOFError:
            key = ""
        if key in ("y", "n", "s", "q", ""):
            click.echo(key or "q")
            return key or "q"


def _decide(file: Database, case: Case, verdict: str, why: str, who: str, now: datetime) -> bool:
    """Keep one answer; say so where it contradicts others, and go on."""
    pair = (identified(file, case.left), identified(file, case.right))
    try:
        for line in keep(file, [pair], verdict, why, who, now):
            click.echo(line)
    except click.UsageError as refused:
        click.echo(refused.message, err=True)
        return False
    return True
