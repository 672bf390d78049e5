"""Two postings beside one another on a terminal, and why they may be one vacancy."""

from collections.abc import Iterator

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
ROW = f"select source, ref, {', '.join(SHOWN)} from postings where id = ?"


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
