from itertools import product

import click

from aggregator.naming import identified, printable, two
from aggregator.options import database, language
from aggregator.telling import told
from dedupe.score import load_model
from dedupe.why import explain
from offers.database import connect

WORDS = "select title, company, city from postings where id = ?"


@click.command()
@click.argument("left", metavar="A")
@click.argument("right", metavar="B")
@language
@database
def command(left: str, right: str, lang: str, db: str) -> None:
    """Say why A and B are one offer, or two: the score, every reason, the veto, and who decided.

    A and B are postings, by id (12) or by source and ref (rekrute:123), or offers (o12): of two
    offers, the most alike of their postings are told.
    """
    file, model = connect(db), load_model()
    ours, theirs = two(file, left, right)
    pairs = {pair: explain(file, pair[0].id, pair[1].id, model) for pair in product(ours, theirs)}
    pair, found = max(pairs.items(), key=lambda item: item[1].score)
    for one in pair:
        words = file.conn.execute(WORDS, [one.id]).fetchone()
        click.echo(f"{one}: " + ", ".join(printable(word) for word in words if word))
    between = {id: str(identified(file, id)) for id in found.through}
    for line in told(found, lang, between):
        click.echo(line)
