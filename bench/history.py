"""Thirty days of a world, as our figures tell them beside its truth, written to bench/HISTORY.md.

Run ``python -m bench.history [--days 30] [--size N] [--least N] [--seed S] [--out FILE]``. The sites are
read day after day through the spiders, and merged, with nobody's decisions: what the merge mistakes is
in the figures. The truth is what the sites showed: a posting is open while its list names it and the
last day that it prints is not past.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlite_utils import Database

from bench.past.replay import Sites, merged, served
from bench.past.truth import Day, at_once, lived, stated, told, vacancies
from offers.database import connect
from world.market import Market

DAYS, SIZE, LEAST, SEED, START = 30, 1_000, 40, 310_711, date(2026, 11, 2)

OFFERS = """
select day, sum(opened + found), sum(reopened), sum(closed), sum(open), sum(corrected)
from offers_by_day group by day order by day
"""
POSTINGS = """
select day, sum(new), sum(reopened), sum(closed), count(*) - sum(complete) as unproved
from postings_by_day group by day order by day
"""
HEAD = """# Thirty days of a world, and what our figures say of them

Written by `python -m bench.history` on {on}; do not edit.

A market of about {size:,} postings (seed {seed}), of which the {sources} sites that show {least} or more were read whole
on each of {days} days, incrementally, by the spiders, and merged each day with nobody's decisions. {postings:,} postings of
{vacancies:,} vacancies were shown on those days. In each cell: ours / the truth. Day one is `found`; from day two on,
"opened" has what is new and what is open again.

The truth is what the sites showed: open while the list names it and the last day it prints is not past. Ours is a
day late where a site's list alone tells that a posting is gone: it closes at the second list without it.
{unproved} of {lists} lists were not proved whole, and closed nothing.

"""
COLUMNS = "| Day | Postings opened | closed | open | Offers opened | closed | open | corrected |"


@dataclass(frozen=True)
class Series:
    """Hold a count of each day, ours or the truth's."""

    opened: list[int]
    closed: list[int]
    open: list[int]


@dataclass(frozen=True)
class History:
    """Hold what our file said of the days, what is true of them, and what our rule makes of the truth."""

    days: list[str]
    ours: dict[str, Series]
    shown: dict[str, Series]
    stated: dict[str, Series]
    corrected: list[int]


def history(db: Database, sites: Sites, days: range) -> tuple[History, Counter[str]]:
    """Read our figures from DB, and live through the truth of SITES; with what else is told of them."""
    rows = db.conn.execute(OFFERS).fetchall()
    read = db.conn.execute(POSTINGS).fetchall()
    offers = Series([r[1] + r[2] for r in rows], [r[3] for r in rows], [r[4] for r in rows])
    opened, closed = [r[1] + r[2] for r in read], [r[3] for r in read]
    stock = [sum(opened[: at + 1]) - sum(closed[: at + 1]) for at in range(len(read))]
    true = lived(sites.market, sites.names, days, at_once)
    rule = lived(sites.market, sites.names, days, stated(sites.market, sites.rechecked))
    counts = Counter(postings=len(true), vacancies=len(vacancies(true)))
    counts.update(unproved=sum(r[4] for r in read), lists=len(sites.sources) * len(days))
    ours = {"postings": Series(opened, closed, stock), "offers": offers}
    found = History(
        [r[0] for r in rows], ours, _true(true, days), _true(rule, days), [r[5] for r in rows]
    )
    return found, counts  # fmt: skip


def _true(postings: list, days: range) -> dict[str, Series]:
    """Count POSTINGS, and the vacancies that they tell of."""
    every = {
        "postings": told([(one.met, one.open) for one in postings], days),
        "offers": told([(met, shown) for _, met, shown in vacancies(postings).values()], days),
    }
    return {what: _series(found) for what, found in every.items()}


def _series(found: Mapping[int, Day]) -> Series:
    days = found.values()
    return Series(
        [d.opened + d.reopened for d in days], [d.closed for d in days], [d.open for d in days]
    )


def table(found: History) -> list[str]:
    """Write the days as a Markdown table, ours beside what the sites showed; then totals and errors."""
    said = [COLUMNS, "|" + " --- |" * COLUMNS.count(" | ") + " --- |"]
    for at, day in enumerate(found.days):
        cells = [_cell(found, what, name, at) for what, name in _every()]
        said.append(f"| {day} | {' | '.join(cells)} | {found.corrected[at] or ''} |")
    totals = [_total(found, what, name) for what, name in _every()]
    said.append(f"| **All, but day one** | {' | '.join(totals)} | {sum(found.corrected)} |")
    for label, true in (("the sites", found.shown), ("our rule", found.stated)):
        errors = [f"{_error(found.ours[what], true[what], name):.1f} %" for what, name in _every()]
        said.append(f"| **Mean error to {label}** | {' | '.join(errors)} | |")
    return said


def _every() -> Iterable[tuple[str, str]]:
    return ((what, field.name) for what in ("postings", "offers") for field in fields(Series))


def _cell(found: History, what: str, name: str, at: int) -> str:
    ours, true = (getattr(all[what], name)[at] for all in (found.ours, found.shown))
    return f"{ours} / {true}" if ours == true else f"{ours} / {true} ({ours - true:+d})"


def _total(found: History, what: str, name: str) -> str:
    """Add up what came and went; of what is open, tell the last day."""
    ours, true = (getattr(all[what], name) for all in (found.ours, found.shown))
    return f"{ours[-1]} / {true[-1]}" if name == "open" else f"{sum(ours[1:])} / {sum(true[1:])}"


def _error(ours: Series, true: Series, name: str) -> float:
    """Give the mean absolute error in percent of the truth's mean, day one aside where it is a flow."""
    first = 0 if name == "open" else 1
    pairs = list(zip(getattr(ours, name)[first:], getattr(true, name)[first:], strict=True))
    return 100 * sum(abs(a - b) for a, b in pairs) / max(1, sum(b for _, b in pairs))


def live(sites: Sites, path: Path, days: range) -> None:
    """Read SITES into the file at PATH on each of DAYS, and merge what was read."""
    for day in days:
        runs = sites.read(path, day)
        merged(path, sites.now(day))
        good = sum(ran.good for ran in runs)
        print(f"day {day + 1}: {good} of {len(runs)} sources read well", file=sys.stderr)


def report(said: argparse.Namespace, path: Path) -> str:
    """Live through the days in the file at PATH, and tell them."""
    days = range(said.days)
    market = Market(seed=said.seed, size=said.size, days=said.days, start=START)
    shows = Counter(life.source for life in market.lives)
    with served(market, lambda name: shows[name] >= said.least) as sites:
        live(sites, path, days)
        db = connect(path)
        found, counts = history(db, sites, days)
        db.close()
        head = HEAD.format(
            on=date.today().isoformat(), size=said.size, seed=said.seed, least=said.least,
            days=said.days, sources=len(sites.sources), **counts,
        )  # fmt: skip
    return head + "\n".join(table(found)) + "\n"


def options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--days", type=int, default=DAYS)
    parser.add_argument("--size", type=int, default=SIZE, help="of the market, in postings")
    parser.add_argument("--least", type=int, default=LEAST, help="postings of a site that is read")
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--out", type=Path, default=Path("bench/HISTORY.md"))
    return parser.parse_args()


def main() -> None:
    """Measure, and write the report."""
    said = options()
    with TemporaryDirectory() as folder:
        told = report(said, Path(folder) / "days.db")
    said.out.write_text(told, encoding="utf-8")
    print(f"written: {said.out}", file=sys.stderr)


if __name__ == "__main__":
    main()
