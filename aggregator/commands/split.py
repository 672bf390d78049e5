from datetime import datetime

import click

from aggregator.deciding import decide_on, on_a_pair
from dedupe.overrides import DIFFERENT
from offers.database import connect


@click.command()
@on_a_pair
def command(left: str, right: str, why: str, who: str, now: datetime, db: str) -> None:
    """Decide that A and B are two vacancies, whatever the merge finds, now and after every crawl.

    A and B are postings, by id (12) or by source and ref (rekrute:123), or offers (o12): of an offer,
    all its postings are meant. `split 12 o7`, where 12 stands in o7, takes it out of there.
    """
    for line in decide_on(connect(db), left, right, DIFFERENT, why, who, now):
        click.echo(line)
