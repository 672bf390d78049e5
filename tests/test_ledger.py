"""The ledger: what each day is told to have brought, and that it agrees with the offers."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from dedupe import stamps
from dedupe.overrides import decide
from dedupe.run import settle_now
from offers.database import connect, writing
from offers.facts import write_facts
from offers.migrations import migration
from tests.market import NOW, OTHER, Market

CELL = "region_code, sector_code, contract_code"
DAYS = f"select day, {CELL}, open, opened, found, reopened, closed, corrected from day_counts order by 1, 2, 3, 4"
SUMS = """
select sum(open), sum(opened), sum(found), sum(reopened), sum(closed), sum(corrected)
from day_counts where day = ?
"""
NAMES = ("open", "opened", "found", "reopened", "closed", "corrected")
STOCK = """
select coalesce(region_code, ''), coalesce(sector_code, ''), coalesce(contract_code, ''), count(*)
from offers where closed_on is null group by 1, 2, 3 order by 1, 2, 3
"""
COUNTED = f"""
select {CELL}, open from day_counts
where open <> 0 and day = (select max(day) from counted_days) order by 1, 2, 3
"""
#: What the narrow tables hold, and what the tables that are kept beside them sum up.
FACTS = {
    name: f"select * from {name} order by 1, 2"
    for name in ("offer_facts", "offer_skills", "offer_languages", "offer_sources")
}
KEPT = {
    "select month, skill_code, offers from skill_months order by 1, 2": """
    select substr(opened_on, 1, 7), skill_code, count(*)
    from offer_facts join offer_skills using (offer) group by 1, 2
    union all
    select substr(opened_on, 1, 7), '', count(*)
    from offer_facts where offer in (select offer from offer_skills) group by 1
    order by 1, 2
    """,
    "select one, other, offers, open, alone, open_alone from source_pairs order by 1, 2": """
    select a.source, b.source, count(*), sum(closed_on is null), sum(sources = 1),
      sum(sources = 1 and closed_on is null)
    from offer_facts f join offer_sources a using (offer) join offer_sources b using (offer)
    where b.source >= a.source group by 1, 2 order by 1, 2
    """,
}
READ = "insert into runs (source, started_at, ended_at, complete) values (?, ?, ?, 1)"


@pytest.fixture
def market(tmp_path):
    """A market that was merged once: what was there before the first run of all is found."""
    market = Market(tmp_path / "aggregator.db")
    gone = {"title": "Infirmier", "description": OTHER, "closed_on": "2026-11-19"}
    market.show("gamma", "gone", **gone)
    market.merge(later(days=-1))
    return market


def read_whole(market: Market, source: str, at: str = "2026-11-01T08:00:00Z") -> None:
    """Let SOURCE have been read whole before: what it shows from then on is new."""
    with writing(market.db):
        market.db.conn.execute(READ, [source, at, at])


def live(market: Market, id: int, **days: str | None) -> None:
    """Change days alone, as closing and reopening do: the content stays what it was."""
    with writing(market.db):
        market.db.table("postings").update(id, days)


def day(market: Market, named: str) -> dict[str, int]:
    """Sum what the ledger says of the day NAMED, without what is nought."""
    sums = zip(NAMES, market.db.conn.execute(SUMS, [named]).fetchone(), strict=True)
    return {name: n for name, n in sums if n}


def table(db: Database, sql: str) -> list[tuple]:
    return db.conn.execute(sql).fetchall()


def later(days: int = 0, hours: int = 0) -> datetime:
    return NOW + timedelta(days=days, hours=hours)


def test_what_was_there_when_a_source_was_first_read_is_found_and_the_rest_opens(market):
    market.show("alpha", "1")
    market.merge()
    read_whole(market, "alpha")
    market.show("alpha", "2", title="Soudeur", company="Fonderie Atlas", description=OTHER)
    market.show("beta", "1", title="Magasinier", description=None)
    market.merge(later(days=1))
    assert day(market, "2026-11-21") == {"open": 1, "found": 1}
    assert day(market, "2026-11-22") == {"open": 3, "opened": 1, "found": 1}


def test_a_source_that_is_never_read_whole_counts_as_read_after_a_week(market):
    with writing(market.db):
        sql = READ.replace("1)", "0)")
        market.db.conn.execute(sql, ["beta", "2026-11-02T08:00:00Z", "2026-11-02T08:00:00Z"])
    market.show("beta", "1", first_seen="2026-11-09T07:59:59Z")
    market.show("beta", "2", first_seen="2026-11-09T08:00:01Z", title="Soudeur", description=OTHER)
    market.merge()
    assert day(market, "2026-11-21") == {"open": 2, "opened": 1, "found": 1}


def test_an_offer_closes_and_opens_again_on_the_day_of_the_run(market):
    id = market.show("alpha", "1")
    market.merge()
    live(market, id, closed_on="2026-11-22")
    market.merge(later(days=1))
    market.merge(later(days=2))
    live(market, id, closed_on=None)
    market.merge(later(days=5))
    assert day(market, "2026-11-22") == {"closed": 1}
    assert day(market, "2026-11-26") == {"open": 1, "reopened": 1}
    counted = [row[0] for row in table(market.db, "select day from counted_days order by 1")]
    assert counted == ["2026-11-20", "2026-11-21", "2026-11-22", "2026-11-23", "2026-11-26"]


def test_several_runs_of_a_day_are_one_day(market):
    one = market.show("alpha", "1")
    market.merge()
    live(market, one, closed_on="2026-11-21")
    market.merge(later(hours=1))
    live(market, one, closed_on=None)
    market.merge(later(hours=2))
    sums = {"open": 1, "found": 1, "closed": 1, "reopened": 1}
    assert day(market, "2026-11-21") == sums


def test_what_moves_to_another_cell_is_corrected_in_both(market):
    market.show("alpha", "1", contract_code="cdi")
    market.merge()
    market.show("alpha", "1", contract_code="cdd")
    market.merge(later(days=1))
    rows = [row for row in table(market.db, DAYS) if row[0] == "2026-11-22"]
    assert [(row[3], row[4], row[9]) for row in rows] == [("cdd", 1, 1), ("cdi", 0, -1)]


def test_a_merge_and_a_split_are_corrections(market):
    for source in ("alpha", "beta", "gamma"):
        read_whole(market, source)
    market.show("alpha", "1")
    market.show("beta", "1", towns=["fes"])
    market.merge()
    market.show("beta", "1")
    market.merge(later(days=1))
    market.show("beta", "1", towns=["fes"])
    market.merge(later(days=2))
    assert day(market, "2026-11-21") == {"open": 2, "opened": 2}
    assert day(market, "2026-11-22") == {"open": 1, "corrected": -1}
    assert day(market, "2026-11-23") == {"open": 2, "corrected": 1}


def test_a_merge_with_a_closed_offer_opens_nothing_and_parting_them_closes_nothing(market):
    shut = market.show("alpha", "1", closed_on="2026-11-20")
    market.show("beta", "1", towns=["fes"])
    market.merge()
    market.show("beta", "1")
    market.merge(later(days=1))
    assert market.offers()["beta/1"] == market.offers()["alpha/1"]
    assert day(market, "2026-11-22") == {"open": 1}
    market.show("beta", "1", towns=["fes"])
    market.merge(later(days=2))
    assert market.offer(market.offers()["alpha/1"])["closed_on"] == "2026-11-20" and shut
    assert day(market, "2026-11-23") == {"open": 1}


def test_a_decision_counts_at_once(market):
    left, right = market.show("alpha", "1"), market.show("beta", "2", towns=["fes"])
    market.merge()
    with writing(market.db):
        decide(market.db, ("alpha", "1"), ("beta", "2"), "same", "seen", "amina", later(days=1))
        settle_now(market.db, [left, right], later(days=1))
    audit(market)
    assert day(market, "2026-11-22") == {"open": 1, "corrected": -1}


def test_the_past_is_not_written_to_by_a_clock_that_was_set_back(market):
    id = market.show("alpha", "1")
    market.merge()
    live(market, id, closed_on="2026-11-19")
    market.merge(later(days=-2))
    assert day(market, "2026-11-21") == {"found": 1, "closed": 1}
    assert len(table(market.db, "select day from counted_days")) == 2


def test_a_change_of_code_is_told_beside_what_it_moved(market, monkeypatch):
    market.show("alpha", "1")
    market.show("beta", "1")
    market.merge()
    before = table(market.db, DAYS)
    monkeypatch.setattr(stamps, "_digest", lambda files: "other code")
    monkeypatch.setattr("dedupe.vetoes.VETOES", {"all": lambda pairs: pairs.left >= 0})
    market.merge(later(days=1))
    assert [row for row in table(market.db, DAYS) if row[0] == "2026-11-21"] == before
    assert day(market, "2026-11-22") == {"open": 2, "corrected": 1}
    changed = "select part, corrected from method_changes where day = '2026-11-22' order by part"
    assert ("judged", 1) in table(market.db, changed)


def older(path) -> Database:
    """Make the file that an older version left, with a merged market in it."""
    market = Market(path / "now.db")
    for ref in range(3):
        market.show(
            "alpha", str(ref), title=f"Soudeur {ref}", towns=["fes", "rabat", "oujda"][ref:]
        )
    market.show("alpha", "closed", title="Magasinier", closed_on="2026-11-09", description=None)
    market.merge()
    db = Database(path / "old.db")
    migration.apply(db, stop_before="m019_figures")
    db.conn.execute("attach ? as now", [str(path / "now.db")])
    for name in ("sources", "runs", "offers", "postings", "seen"):
        columns = ", ".join(f'"{c.name}"' for c in db.table(name).columns)
        db.conn.execute(f"insert into {name} ({columns}) select {columns} from now.{name}")
    db.conn.commit()
    return db


def test_a_file_of_an_older_version_is_counted_as_found(tmp_path):
    older(tmp_path).close()
    market = Market.__new__(Market)
    market.db = connect(tmp_path / "old.db")
    read_whole(market, "alpha")
    offers = "select count(*) from offers"
    assert table(market.db, "select count(*) from uncounted") == table(market.db, offers)
    market.merge(later(days=1))
    audit(market)
    [(open,)] = table(market.db, "select count(*) from offers where closed_on is null")
    assert day(market, "2026-11-22") == {"open": open, "found": open}
    market.merge(later(days=2))
    assert day(market, "2026-11-23") == {"open": open}


def audit(market: Market) -> None:
    """Hold the ledger and the narrow tables to the offers."""
    assert table(market.db, COUNTED) == table(market.db, STOCK)
    before: dict[tuple, int] = {}
    for _, rows in _by_day(table(market.db, DAYS)):
        for cell, (open, opened, found, reopened, closed, corrected) in rows.items():
            moved = opened + found + reopened + corrected - closed
            assert open == before.pop(cell, 0) + moved, (cell, rows[cell])
        assert not any(before.values())
        before = {cell: row[0] for cell, row in rows.items()}
    kept = {name: table(market.db, sql) for name, sql in FACTS.items()}
    assert kept == _fresh(market.db)
    for sql, counted in KEPT.items():
        assert table(market.db, sql) == table(market.db, counted)


def _by_day(rows: list[tuple]) -> Iterator[tuple[str, dict[tuple, tuple]]]:
    for named in sorted({row[0] for row in rows}):
        yield named, {row[1:4]: row[4:] for row in rows if row[0] == named}


def _fresh(db: Database) -> dict[str, list[tuple]]:
    """Write the facts of all offers as if none had been written, look at them, and take it back."""
    db.conn.execute("begin")
    for name in (*FACTS, "skill_months", "source_pairs"):
        db.conn.execute(f"delete from {name}")
    write_facts(db, [row[0] for row in table(db, "select id from offers")])
    found = {name: table(db, sql) for name, sql in FACTS.items()}
    db.conn.rollback()
    return found
