from datetime import datetime

import click

from aggregator.deciding import on_a_pair, withdraw_on
from offers.database import connect


@click.command()
@on_a_pair
def command(left: str, right: str, why: str, who: str, now: datetime, db: str) -> None:
    """Take back what people decided on A and B; from then on the merge finds for itself.

    A and B are named as for `aggregator merge` and `split`; of an offer, all its postings are meant.
    Nothing is deleted: `aggregator overrides --all` goes on telling who decided, and who withdrew it.
    """
    for line in withdraw_on(connect(db), left, right, why, who, now):
        click.echo(line)
