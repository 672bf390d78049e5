"""Time every prepared question and every view, and name what reads a wide table from end to end.

Run ``python -m bench.queries [--db FILE] [--turns N]``: prints Markdown, a line a question with its parameters left
empty, and a line a view read up to 1,000 rows; ms are the median of TURNS, by the clock and of the
processor, which is what to look at where the machine has other work.
"""

import argparse
import re
import sqlite3
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.searching.figures import give_past
from bench.searching.made import make
from datasette_plugins.reading.questions import Question, questions

#: A full scan of these is a mistake: their rows are wide. They go by the name that SQL gives them.
WIDE = re.compile(r"\b(?:from|join) (offers|postings)(?: (?!join|left|where|group|order)(\w+))?")
VIEWS = "select sql from sqlite_master where type = 'view' and instr(:sql, name)"
ROWS = 1_000
SIZE, SEED = 5_000, 7
HEAD = (
    "| asked | rows | ms | processor | full scans of wide tables |\n| --- | --: | --: | --: | --- |"
)
Bound = dict[str, str]


def empty(question: Question) -> Bound:
    """Bind every parameter of QUESTION to nothing, as its page does when it is first opened."""
    return {"_reader_lang": "fr"} | {one.name: "" for one in question.parameters}


def asked(db: sqlite3.Connection) -> Iterator[tuple[str, str, Bound]]:
    """Give each question and view: its name, its SQL, what is bound."""
    for question in questions().values():
        yield question.name, question.sql, empty(question)
    for (view,) in db.execute("select name from sqlite_master where type = 'view' order by name"):
        yield f"view {view}", f"select * from {view}", {}


def milliseconds(work: Callable[[], object]) -> tuple[float, float]:
    """Return how long WORK took by the clock, and of the processor."""
    begun = time.perf_counter(), time.process_time()
    work()
    return (time.perf_counter() - begun[0]) * 1000, (time.process_time() - begun[1]) * 1000


def measured(
    db: sqlite3.Connection, sql: str, bound: Bound, turns: int
) -> tuple[int, float, float]:
    """Return how many rows SQL gives, and the medians of the milliseconds of TURNS."""
    rows = len(db.execute(sql, bound).fetchmany(ROWS))
    took = [milliseconds(lambda: db.execute(sql, bound).fetchmany(ROWS)) for _ in range(turns)]
    wall, processor = (statistics.median(column) for column in zip(*took, strict=True))
    return rows, wall, processor


def mistakes(db: sqlite3.Connection, sql: str, bound: Bound) -> list[str]:
    """List the steps of SQLite's plan that read a wide table from end to end."""
    views = db.execute(VIEWS, {"sql": sql})
    texts = (sql, *(row[0] for row in views))
    wide = {found[2] or found[1] for text in texts for found in WIDE.finditer(text)}
    plan = db.execute(f"explain query plan {sql}", bound)
    return [step[3] for step in plan if step[3].removeprefix("SCAN ") in wide]


def report(path: Path, turns: int) -> Iterator[str]:
    """Write the lines of the table for the file at PATH."""
    yield HEAD
    with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as db:
        for name, sql, bound in asked(db):
            rows, wall, processor = measured(db, sql, bound, turns)
            scans = "; ".join(mistakes(db, sql, bound))
            yield f"| {name} | {rows:,} | {wall:,.0f} | {processor:,.0f} | {scans} |"


def made_up(folder: Path) -> Path:
    """Make a small catalogue with a past in FOLDER, where no file is named."""
    path = folder / "aggregator.db"
    make(path, SIZE, SEED)
    give_past(path)
    return path


def main() -> None:
    """Read the options, and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--db", type=Path, help="Without one, a small catalogue is made up.")
    parser.add_argument("--turns", type=int, default=3)
    options = parser.parse_args()
    if options.db and not options.db.exists():
        parser.error(f"there is no {options.db}")
    with TemporaryDirectory() as folder:
        for line in report(options.db or made_up(Path(folder)), options.turns):
            print(line, flush=True)


if __name__ == "__main__":
    main()
