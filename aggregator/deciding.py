"""Keep what a person decided, draw the offers concerned at once, and say which live now."""

import getpass
import json
from collections.abc import Callable, Sequence
from datetime import datetime
from itertools import product

import click
from sqlite_utils import Database

from aggregator.naming import Named, identities, printable, two
from aggregator.options import database, now
from dedupe.overrides import (
    SAME,
    Contradiction,
    Decision,
    Identity,
    decide,
    decisions,
    said,
    withdraw,
)
from dedupe.run import settle_now
from offers.database import writing

Pair = tuple[Named, Named]

HOMES = """
select offer, id, source, ref from postings
where offer in (select offer from postings where id in (select value from json_each(?)))
order by offer, id
"""
BY_IDENTITY = "select id from postings where (source, ref) in (values (?, ?), (?, ?))"
LEADS = (
    "select id, offer from offer_aliases where id in (select value from json_each(?)) order by id"
)


def _login(ctx: click.Context, param: click.Parameter, said: str | None) -> str:
    try:
        return (said or "").strip() or getpass.getuser()
    except (OSError, KeyError) as error:
        raise click.BadParameter("the system does not say who you are: write --who NAME") from error


def _words(ctx: click.Context, param: click.Parameter, said: str) -> str:
    if not said.strip():
        raise click.BadParameter("say why, in a few words")
    return said.strip()


who = click.option("--who", callback=_login, metavar="NAME", help="Who decides; else your login.")
why = click.option(
    "--why", required=True, callback=_words, metavar="TEXT", help="Why, in your words."
)


def on_a_pair(command: Callable) -> Callable:
    """Give COMMAND the two that it is about, why, who and when, and the file."""
    ends = click.argument("right", metavar="B"), click.argument("left", metavar="A")
    for given in (database, now, who, why, *ends):
        command = given(command)
    return command


def decide_on(
    db: Database, left: str, right: str, verdict: str, why: str, who: str, now: datetime
) -> list[str]:
    """Decide on the two that were typed; an offer stands for all its postings."""
    ours, theirs = two(db, left, right)
    # One offer out of two needs a chain, two offers need each pair across them parted.
    across = [(ours[0], one) for one in theirs] + [(one, theirs[0]) for one in ours[1:]]
    pairs = across if verdict == SAME else list(product(ours, theirs))
    return keep(db, pairs, verdict, why, who, now)


def keep(
    db: Database, pairs: Sequence[Pair], verdict: str, why: str, who: str, now: datetime
) -> list[str]:
    """Decide on all PAIRS or none, draw their offers, and tell what lives now, a line an offer."""
    chosen = sorted({one.id for pair in pairs for one in pair})
    try:
        with writing(db):
            before = {row[0] for row in _homes(db, chosen)}
            for left, right in pairs:
                decide(db, left.identity, right.identity, verdict, why, who, now)
            settle_now(db, chosen, now)
    except (Contradiction, ValueError) as refused:
        raise click.UsageError(str(refused)) from refused
    return _told(db, chosen, before)


def withdraw_on(
    db: Database, left: str, right: str, why: str, who: str, now: datetime
) -> list[str]:
    """Take back what people decided between the two that were typed, and tell what lives now."""
    with writing(db):
        taken = _between(db, identities(db, left), identities(db, right))
        if not taken:
            raise click.UsageError(_nothing(db, left, right))
        chosen = sorted({posting for one in taken for posting in _there(db, one)})
        before = {row[0] for row in _homes(db, chosen)}
        for one in taken:
            withdraw(db, one, why, who, now)
        settle_now(db, chosen, now)
    gone = [f"withdrawn: {printable(str(one))}" for one in taken]
    return gone + _told(db, chosen, before)


def _between(db: Database, ours: set[Identity], theirs: set[Identity]) -> list[Decision]:
    """List the decisions that hold between one of OURS and one of THEIRS."""
    pairs = {frozenset(pair) for pair in product(ours, theirs)}
    return [one for one in decisions(db) if frozenset((one.left, one.right)) in pairs]


def _nothing(db: Database, left: str, right: str) -> str:
    """Say that there is nothing to withdraw; name the chain, where one settles the pair."""
    standing = decisions(db)
    for one, other in product(identities(db, left), identities(db, right)):
        if one != other and (chain := said(standing, one, other)):
            listed = printable("; ".join(map(str, chain)))
            return f"What holds between {left} and {right} follows from others: {listed}. Withdraw one of these."
    return f"Nobody decided on {left} and {right}: see `aggregator overrides`."


def _there(db: Database, decision: Decision) -> list[int]:
    """Find the postings of DECISION that are in the file still."""
    ends = db.conn.execute(BY_IDENTITY, [*decision.left, *decision.right])
    return [row[0] for row in ends]


def _homes(db: Database, chosen: Sequence[int]) -> list[tuple]:
    return db.conn.execute(HOMES, [json.dumps(chosen)]).fetchall()


def _told(db: Database, chosen: Sequence[int], before: set[int]) -> list[str]:
    offers: dict[int, list[str]] = {}
    for offer, id, source, ref in _homes(db, chosen):
        offers.setdefault(offer, []).append(str(Named(id, (source, ref))))
    lines = [f"o{offer} holds {', '.join(held)}" for offer, held in offers.items()]
    gone = db.conn.execute(LEADS, [json.dumps(sorted(before))])
    return lines + [f"o{id} leads to o{offer} from now on" for id, offer in gone]
