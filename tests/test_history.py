"""Ten days of a world, read and merged day by day, are told as they were; and the past stays as it was told."""

import shutil
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from bench.past.replay import Sites, decide_all, merged, served
from bench.past.truth import Lived, by_region, by_source, lived, refs, stated, told, vacancies
from dedupe import stamps
from dedupe.run import run
from dedupe.sketch import COLUMNS as COMPARED
from offers.clock import moment
from offers.database import connect, writing
from offers.taxonomy import rows
from pipelines import renormalise
from world.market import Market

#: From the tenth day on, so that last days pass and some vacancies come back.
DAYS = range(9, 19)
#: A little market whose postings all say in which town they are.
SEED, SIZE, START = 1, 240, date(2026, 11, 2)
#: Two boards whose pages say that they are gone, one that labels last days; a system whose list alone tells.
READ = {"rekrute", "emploi_ma", "teamtailor.abgrouna-affaires"}
#: The day after which the file is put aside, to be read on by other code.
ASIDE = 12

LEDGER = """
select sum(opened), sum(reopened), sum(closed), sum(open), sum(found), sum(abs(corrected))
from offers_by_day where day = ?
"""
REGIONS = (
    "select region_code, sum(open) from offers_by_day where day = ? group by 1 having sum(open)"
)
POSTINGS = "select source, new, reopened, closed, complete from postings_by_day where day = ?"
OPEN = "select source, count(*) from postings where closed_on is null group by 1"
ROWS = "select * from day_counts where day <= ? order by 1, 2, 3, 4"
METHODS = "select part from method_changes where day = ? and corrected > 0 order by part"


@dataclass
class Told:
    """Hold what the file said at the end of each day, and what is true."""

    folder: Path
    truth: list[Lived]
    days: dict[int, str] = field(default_factory=dict)
    ledger: dict[int, tuple] = field(default_factory=dict)
    regions: dict[int, dict[str, int]] = field(default_factory=dict)
    postings: dict[int, dict[str, tuple]] = field(default_factory=dict)
    rows: dict[int, list[tuple]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def history(tmp_path_factory):
    """Ten days of the sites as they were read; people decided which postings are one vacancy."""
    folder = tmp_path_factory.mktemp("history")
    with served(Market(SEED, SIZE, DAYS.stop, START), READ.__contains__) as sites:
        said = Told(folder, lived(sites.market, READ, DAYS, stated(sites.market, sites.rechecked)))
        db = connect(folder / "days.db")
        decide_all(db, list(refs(said.truth).values()))
        db.close()
        for day in DAYS:
            _live(said, sites, day)
    return said


def _live(said: Told, sites: Sites, day: int) -> None:
    path, named = said.folder / "days.db", sites.market.date(day).isoformat()
    sites.read(path, day)
    merged(path, sites.now(day))
    db = connect(path)
    opened = dict(db.conn.execute(OPEN).fetchall())
    said.days[day] = named
    said.ledger[day] = db.conn.execute(LEDGER, [named]).fetchone()
    said.regions[day] = dict(db.conn.execute(REGIONS, [named]).fetchall())
    said.postings[day] = {
        source: (*counts, opened[source]) for source, *counts in db.conn.execute(POSTINGS, [named])
    }
    said.rows[day] = db.conn.execute(ROWS, [named]).fetchall()
    db.close()
    if day == ASIDE:
        shutil.copy(path, said.folder / "aside.db")


def test_each_source_is_told_as_it_was_on_every_day(history):
    assert {one.source for one in history.truth} == READ
    for source, days in by_source(history.truth, DAYS).items():
        for day, true in days.items():
            new = true.open if day == DAYS.start else true.opened
            expected = (new, true.reopened, true.closed, 1, true.open)
            assert history.postings[day][source] == expected, (source, day)


def test_offers_are_told_as_the_vacancies_were_on_every_day(history):
    true = told([(met, days) for _, met, days in vacancies(history.truth).values()], DAYS)
    for day in DAYS:
        here, first = true[day], day == DAYS.start
        opened, found = (0, here.opened) if first else (here.opened, 0)
        expected = (opened, here.reopened, here.closed, here.open, found, 0)
        assert history.ledger[day] == expected, day
    assert all(sum(row[at] for row in history.ledger.values()) > 0 for at in range(3))


def test_regions_are_told_as_the_vacancies_were_on_every_day(history):
    codes = {row["label"]: row["code"] for row in rows("regions")}
    for day in DAYS:
        true = by_region(history.truth, day)
        assert history.regions[day] == {codes[name]: n for name, n in true.items()}, day


def test_no_day_was_written_to_after_it(history):
    for day in DAYS:
        until = [row for row in history.rows[DAYS.stop - 1] if row[0] <= history.days[day]]
        assert until == history.rows[day]


def test_other_code_moves_today_alone_and_it_is_told(history, monkeypatch):
    named, path = history.days[ASIDE + 1], history.folder / "aside.db"
    _read_otherwise(monkeypatch)
    db = connect(path)
    with writing(db):
        db.conn.execute("delete from overrides")  # let it merge as it will
    renormalise.renormalise(db, compared=COMPARED)
    run(db, moment(f"{named}T09:00"))
    assert db.conn.execute(ROWS, [history.days[ASIDE]]).fetchall() == history.rows[ASIDE]
    opened, reopened, closed, open, found, corrected = db.conn.execute(LEDGER, [named]).fetchone()
    assert (opened, reopened, closed, found) == (0, 0, 0, 0)
    assert open > history.ledger[ASIDE][3] and corrected > open
    assert {"drawn", "judged", "read"} <= {part for (part,) in db.conn.execute(METHODS, [named])}
    db.close()


def _read_otherwise(monkeypatch) -> None:
    """Read every sector and region otherwise, and find no two postings alike."""
    understand = renormalise.understand

    def otherwise(posting, now):
        understand(posting, now)
        posting.sector_code, posting.region_code = "it", "12"
        return posting

    monkeypatch.setattr(renormalise, "understand", otherwise)
    monkeypatch.setattr(stamps, "_digest", lambda files: "other code")
    monkeypatch.setattr("dedupe.vetoes.VETOES", {"all": lambda pairs: pairs.left >= 0})
