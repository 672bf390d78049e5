"""Attacks through HTTP on both doors of a catalogue, and on the stock Datasette beside them, in the same run.

Run ``python -m bench.attacks --db FILE [--today DAY] [--out FILE]``: asks every attack of bench/attacking/attacks.py, one after
the other, then lets twelve ask at once for SECONDS, each at addresses that were never asked, while another visitor reads pages.
"""

import argparse
import sqlite3
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from bench.attacking.attacks import ATTACKS, SLOW, TABLES, Attack, sql
from bench.attacking.measuring import Answer, Attacked, attacked
from bench.merge.machine import lines

CROWD, SECONDS = 12, 10.0
#: From where the twelve come: what asks from this machine itself is counted by no limit, as the worst case.
ORIGINS: dict[str, list[str | None]] = {
    "this machine": [None] * CROWD,
    "one address": ["203.0.113.1"] * CROWD,
    "twelve addresses": [f"203.0.113.{n}" for n in range(2, CROWD + 2)],
}
HEAD = """\
| door | attack | status | seconds | RSS peak, MB |
| --- | --- | --: | --: | --: |"""
CROWDED = """\
| door | twelve ask | from | the other asks | answers of the twelve | their slowest, s | the other's p50, s | max, s | not 200 | RSS peak, MB |
| --- | --- | --- | --- | --- | --: | --: | --: | --: | --: |"""
#: What stock is asked: it would need an hour for all.
PEER = ("randomblob of 900 MB", "printf pads to 500 MB", "cross join of four", "replace searches long in long",
        "every word of the index", "the hidden text by a full join", "pragma_database_list",
        "a condition with integrity_check", "as many rows as may be, on a page")  # fmt: skip
WORDS = (
    "comptable",
    "stage",
    "infirmier",
    "vendeur",
    "chauffeur",
    "ingénieur",
    "commercial",
    "soudeur",
)
BEFORE = sql("warm", "select 1")


def others(db: str, site: bool) -> dict[str, list[str]]:
    """Return what another visitor reads meanwhile, page by page: nothing twice, so that no kept page answers."""
    tables = [f"/{db}/offers?_nofacet=1&_nocount=1&id__gt={n}" for n in range(60)]
    search = [
        f"/?q={WORDS[n % len(WORDS)]}&page={2 + n // len(WORDS)}&v={time.time_ns()}"
        for n in range(60)
    ]
    return ({"a search of the site": search} if site else {}) | {"a table's page": tables}


def one_by_one(door: str, server: Attacked, attacks: Sequence[Attack]) -> Iterator[str]:
    """Ask each attack once, and write a row for each."""
    server.ask(BEFORE.path(server.db))
    for attack in attacks:
        server.forget_peak()
        answer = server.ask(attack.path(server.db))
        status = answer.status or "none"
        yield f"| {door} | {attack.name} | {status} | {answer.seconds:.2f} | {server.peak:.0f} |"


def all_at_once(
    door: str, server: Attacked, names: Sequence[str], site: bool, come: str = "this machine"
) -> Iterator[str]:
    """Let twelve ask each attack of NAMES at once, and write a row for each page that another reads.

    COME says from where, by ORIGINS.
    """
    for attack in (attack for attack in ATTACKS if attack.name in names):
        for page, paths in others(server.db, site).items():
            server.forget_peak()
            crowd = [f"{attack.path(server.db)}&_a={n}" for n in range(CROWD)]
            answers, visitor = server.crowd(crowd, paths, SECONDS, ORIGINS[come])
            told = f"{_told(answers)} | {max(answer.seconds for answer in answers):.2f}"
            yield f"| {door} | {attack.name} | {come} | {page} | {told} | {_waited(visitor)} | {server.peak:.0f} |"


def nobody(door: str, server: Attacked, site: bool) -> Iterator[str]:
    """Read the other visitor's pages while nobody attacks, and write the same rows."""
    for page, paths in others(server.db, site).items():
        server.forget_peak()
        visitor = [server.ask(path) for path in paths]
        yield f"| {door} | nothing | | {page} | | | {_waited(visitor)} | {server.peak:.0f} |"


def _told(answers: Sequence[Answer]) -> str:
    kinds = sorted({answer.status for answer in answers})
    return ", ".join(f"{sum(a.status == kind for a in answers)} × {kind}" for kind in kinds)


def _waited(visitor: Sequence[Answer]) -> str:
    waits = [answer.seconds for answer in visitor]
    bad = sum(answer.status != 200 for answer in visitor)
    return f"{np.median(waits):.2f} | {max(waits):.2f} | {bad} of {len(visitor)}"


def measured(db: Path, today: str) -> Iterator[str]:
    """Measure both doors and stock, and write the tables."""
    ours = ("aggregator", "serve", "--db", str(db))
    singles: list[str] = []
    crowds: list[str] = []
    with attacked((*ours, "--analyst"), db, today) as server:
        singles += one_by_one("analyst", server, ATTACKS)
        crowds += nobody("analyst", server, site=True)
        crowds += all_at_once("analyst", server, SLOW, site=True)
    with attacked((*ours, "--public"), db, today) as server:
        singles += one_by_one("public", server, (ATTACKS[0], *TABLES))
        for come in ORIGINS:
            crowds += all_at_once("public", server, SLOW[-1:], site=True, come=come)
    with attacked(
        ("datasette", str(db), "--setting", "suggest_facets", "off"), db, today
    ) as server:
        singles += one_by_one("stock", server, [a for a in ATTACKS if a.name in PEER])
        crowds += nobody("stock", server, site=False)
        crowds += all_at_once("stock", server, (SLOW[0], SLOW[-1]), site=False)
    yield from ("# Attacks on the two doors, and what came of them", "", *_of(db))
    yield from (HEAD, *singles, "", CROWDED, *crowds)


def _of(db: Path) -> Iterator[str]:
    with closing(sqlite3.connect(f"{db.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        [offers] = connection.execute("select count(*) from offers").fetchone()
    yield from (f"- {offers:,} offers", *lines(), "")


def main(argv: Sequence[str] | None = None) -> None:
    """Print the tables, or write them to --out."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument(
        "--db", type=Path, required=True, help="a catalogue; it may be brought up to date"
    )
    parser.add_argument("--today", default="2026-11-21", help="the day of the pages")
    parser.add_argument("--out", type=argparse.FileType("w", encoding="utf-8"), default=sys.stdout)
    args = parser.parse_args(argv)
    for line in measured(args.db, args.today):
        print(line, file=args.out, flush=True)


if __name__ == "__main__":
    main()
