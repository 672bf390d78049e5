"""What people should judge: as a list, or two postings beside one another and why they may be one."""

from collections.abc import Iterator, Sequence

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text
from sqlite_utils import Database

from aggregator.commands.sources import PIPED
from aggregator.naming import identified, printable
from aggregator.telling import told
from dedupe.review import Case
from dedupe.why import explain

#: What is shown of each posting, in this order, and how much of a text.
SHOWN = ("title", "company", "city", "contract", "experience", "salary", "reference",
         "published_on", "closed_on", "url", "description")  # fmt: skip
EXCERPT = 600
TITLES = "select title, company from postings where id = ?"
SCORE = "select score from links where left = ? and right = ?"
ROW = f"select source, ref, {', '.join(SHOWN)} from postings where id = ?"


def lay_out(db: Database, listed: Sequence[Case], most: int) -> None:
    """Print the first of LISTED, MOST of each kind: offers that look wrong, and pairs to judge."""
    wrong = [case for case in listed if case.suspicious]
    grey = [case for case in listed if not case.suspicious]
    screen = Console()
    wide = Console(width=None if screen.is_terminal else PIPED, highlight=False)
    wide.print(f"{len(wrong)} offers look wrong, {len(grey)} pairs are perhaps one vacancy")
    if wrong:
        wide.print(_wrong(db, wrong[:most]))
    if grey:
        wide.print(_grey(db, grey[:most]))


def _wrong(db: Database, cases: Sequence[Case]) -> Table:
    table = Table("offer", "looks wrong", "judge first", "titles", box=None)
    for case in cases:
        if one := case.suspicious:
            table.add_row(*map(Text, [f"o{one.offer}", ", ".join(one.why), *_pair(db, case)]))
    return table


def _grey(db: Database, cases: Sequence[Case]) -> Table:
    table = Table("sure", "pair", "titles", box=None)
    for case in cases:
        (score,) = db.conn.execute(SCORE, [case.left, case.right]).fetchone()
        table.add_row(*map(Text, [f"{100 * score:.0f} %", *_pair(db, case)]))
    return table


def _pair(db: Database, case: Case) -> list[str]:
    names = f"{identified(db, case.left)} {identified(db, case.right)}"
    return [names, " | ".join(_titles(db, case))]


def _titles(db: Database, case: Case) -> list[str]:
    rows = [db.conn.execute(TITLES, [id]).fetchone() for id in (case.left, case.right)]
    said = [printable(", ".join(word for word in row if word)) for row in rows]
    return said if said[0] != said[1] else said[:1]


def show(db: Database, case: Case, lang: str) -> None:
    """Print both postings of CASE, and the reasons."""
    screen = Console()
    wide = Console(width=None if screen.is_terminal else PIPED, highlight=False)
    wide.print(_table(db, case))
    found = explain(db, case.left, case.right)
    between = {id: str(identified(db, id)) for id in found.through}
    for line in told(found, lang, between):
        wide.print(Text(line))


def _table(db: Database, case: Case) -> Table:
    left, right = (list(_words(db, id)) for id in (case.left, case.right))
    table = Table("", _head(case.left, left), _head(case.right, right), box=None)
    for name, ours, theirs in zip(SHOWN, left[2:], right[2:], strict=True):
        if ours or theirs:
            table.add_row(name, Text(ours), Text(theirs), style="" if ours == theirs else "bold")
    return table


def _head(id: int, words: list[str]) -> str:
    return escape(f"{id} ({words[0]}:{words[1]})")


def _words(db: Database, id: int) -> Iterator[str]:
    for value in db.conn.execute(ROW, [id]).fetchone():
        text = printable(" ".join(str(value or "").split()))
        yield text if len(text) <= EXCERPT else text[: EXCERPT - 1] + "…"
