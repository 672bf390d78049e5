"""What is taken away: whole or not at all, the same in every format, and nobody's mailbox in it."""

import asyncio
import csv
import fcntl
import gzip
import json
import os
import re
import sqlite3
import subprocess
import sys
import warnings
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet
import pytest
from click.testing import CliRunner
from datasette.app import Datasette
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from aggregator.cli import cli
from aggregator.exporting.comma_separated import defused
from aggregator.exporting.contacts import public_words
from aggregator.exporting.snapshot import take
from offers.database import connect
from offers.dictionary import columns, tables
from tests.catalogue import make_catalogue

NOW, DAY = "2026-11-21T18:00", "2026-11-21"
#: What must never leave the house, and where the catalogue has it.
SECRETS = {
    "nadia.b@x.example": "update postings set company = 'Mme B., nadia.b@x.example' where id = 1",
    "recrutement@firm.example": "update offers set salary = 'à voir : recrutement@firm.example' where id = 2",
    "06 12 34 56 78": "update offers set title = 'Vendeur, 06 12 34 56 78' where id = 3",
    "+212661234567": """update offers set conflicts = '{"salary": [[4, "tél. +212661234567"]]}' where id = 4""",
    "mailto:": "update postings set apply_url = 'mailto:a@b.example', url = 'mailto:a@b.example' where id = 5",
    "212600000001": "update postings set url = 'https://wa.me/212600000001' where id = 6",
    "secret of the desk": "insert into overrides (left_source, left_ref, right_source, right_ref, verdict, why, who, decided_at)"
    " values ('alpha', '1', 'alpha', '2', 'different', 'secret of the desk', 'Fatima of the desk', '2026-11-20T09:00:00Z')",
    "Fatima of the desk": "",
    "the old text": "insert into posting_versions (posting, run, seen_at, changes)"
    """ values (1, 1, '2026-11-20T09:00:00Z', '{"description": ["the old text", "x"], "title": ["the old title", "x"]}')""",
    "the old title": "",
    "Le reste du texte": "",  # in every posting's description
    "Tenue de la comptabilité": "",  # in an excerpt
    "the cause": "update runs set cause = 'the cause', stats = '{\"the stats\": 1}' where id = 1",
    "the stats": "",
}  # fmt: skip


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def ask(*words: str):
    return CliRunner().invoke(cli, list(words))


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> Path:
    """The small catalogue, with secrets in it."""
    path = tmp_path_factory.mktemp("live") / "aggregator.db"
    make_catalogue(path)
    db = sqlite3.connect(path)
    for statement in filter(None, SECRETS.values()):
        db.execute(statement)
    db.execute("update offers set company = '=cmd|calc', salary = '-5' where id = 7")
    db.commit()
    db.close()
    return path


@pytest.fixture(scope="module")
def day(live, tmp_path_factory) -> Path:
    """The folder of an export."""
    folder = tmp_path_factory.mktemp("export")
    told = ask("export", str(folder), "--now", NOW, "--db", str(live))
    assert told.exit_code == 0, told.output
    assert f"{folder / DAY}: 43 tables, " in told.output
    return folder / DAY


@pytest.fixture(scope="module")
def snapshot(day):
    db = sqlite3.connect(f"file:{day / f'aggregator-{DAY}.db'}?immutable=1", uri=True)
    yield db
    db.close()


def of_csv(day: Path, name: str) -> list[dict]:
    with (day / f"csv/{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def of_lines(day: Path, name: str) -> list[dict]:
    with gzip.open(day / f"jsonl/{name}.jsonl.gz", "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def of_parquet(day: Path, name: str) -> list[dict]:
    return pyarrow.parquet.read_table(day / f"parquet/{name}.parquet").to_pylist()


def exported() -> dict[str, set[str]]:
    wanted = {table.name for table in tables() if table.exported}
    return {
        name: {column.name for column in columns() if column.table == name and column.exported}
        for name in wanted
    }


def test_what_the_dictionary_calls_exported_is_taken_away_and_nothing_else(day, snapshot):
    names = {
        name
        for (name,) in snapshot.execute("select name from pragma_table_list where schema = 'main'")
    }
    names = {name for name in names if not name.startswith("sqlite_")}
    assert names == set(exported())
    for name, wanted in exported().items():
        found = {row[1] for row in snapshot.execute(f'pragma table_info("{name}")')}
        assert found == wanted
        assert set(pyarrow.parquet.read_schema(day / f"parquet/{name}.parquet").names) == wanted


def test_texts_and_reasons_are_not_exported():
    never = {"description", "excerpt", "apply_url", "why", "who", "changes", "changes_shown", "payload", "stats", "cause"}  # fmt: skip
    assert not {
        name for table, names in exported().items() for name in names & never if table != "links"
    }


def test_no_secret_stands_in_any_file(day):
    told = (day / f"aggregator-{DAY}.db").read_bytes()
    for file in day.rglob("*.jsonl.gz"):
        told += gzip.decompress(file.read_bytes())
    for file in day.rglob("*.parquet"):
        told += str(pyarrow.parquet.read_table(file).to_pylist()).encode()
    for file in [*day.rglob("*.csv"), *day.rglob("*.json"), *day.rglob("*.txt")]:
        told += file.read_bytes()
    assert not [secret for secret in SECRETS if secret.encode() in told]
    assert "[téléphone masqué]".encode() in told and "[e-mail masqué]".encode() in told


@pytest.mark.parametrize("name", sorted(exported()))
def test_every_format_tells_the_same(day, snapshot, name):
    cursor = snapshot.execute(f'select * from "{name}"')
    names = [column for column, *_ in cursor.description]
    rows = [dict(zip(names, row, strict=True)) for row in cursor]
    assert [plain(row) for row in of_lines(day, name)] == [plain(row) for row in rows]
    assert [plain(row) for row in of_parquet(day, name)] == [plain(row) for row in rows]
    told = [{k: "" if v is None else str(v) for k, v in row.items()} for row in rows]
    assert [{k: undone(v) for k, v in row.items()} for row in of_csv(day, name)] == [
        {k: undone(v) for k, v in row.items()} for row in told
    ]


def plain(row: dict) -> dict:
    """A row without what formats write each in their way: moments, days, lists."""
    return {name: _plain(value) for name, value in row.items()}


def _plain(value):
    if isinstance(value, datetime):
        return value.astimezone(UTC)
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:]+(Z|[+-]\d\d:\d\d)", value):
        return datetime.fromisoformat(value).astimezone(UTC)
    if isinstance(value, date):
        return str(value)
    if isinstance(value, list | dict):
        return value
    return json.loads(value) if isinstance(value, str) and value[:1] in ("[", "{") and value[-1] in "]}" and "masqué" not in value[:16] else value  # fmt: skip


def undone(cell: str) -> str:
    return cell.replace("'", "")


def test_cells_of_csv_are_no_formulas(day):
    seventh = next(row for row in of_csv(day, "offers") if row["id"] == "7")
    assert seventh["company"] == "'=cmd|calc" and seventh["salary"] == "-5"
    assert next(row for row in of_lines(day, "offers") if row["id"] == 7)["company"] == "=cmd|calc"
    assert (day / "csv/offers.csv").read_bytes().startswith(b"\xef\xbb\xbfid,")


@given(st.text("=+-@\t\r\n;,'a1 ＝", max_size=12))
def test_no_cell_begins_with_a_sign_however_cells_are_parted(text):
    if not re.fullmatch(r"[+-]\d+([.,]\d+)?", text):
        assert not re.search(
            r"(?:^|[;\t\r\n])[=+\-@\t\r＝]", defused(text).replace("\t'", "").replace("\r'", "")
        )
    assert defused(text).replace("'", "") == text.replace("'", "")


@pytest.mark.parametrize(
    "told",
    ["+212 6 12 34 56 78", "00212612345678", "(+212) 0612-345-678", "05 37.12.34.56", "0661-23-45-67",
     "212661234567", "٠٦٦١٢٣٤٥٦٧", "+33 6 12 34 56 78", "06 61 23 45 67", "080 200 30 40",
     "n.b@x.example", "rh@x.co.ma", "nadia (at) x.example"],
)  # fmt: skip
def test_contacts_are_masked(told):
    assert "masqué" in public_words(f"Chef de rang, {told}") and told not in public_words(told)


@pytest.mark.parametrize(
    "told", ["8 000 – 12 000 DH", "2026-11-21", "5 postes", "C++ / C#", "35 h, 3 500,00 €", "@Home"]
)
def test_other_words_are_not(told):
    assert public_words(told) == told


def test_the_database_stands_by_itself(snapshot):
    assert snapshot.execute("pragma integrity_check").fetchone() == ("ok",)
    assert not snapshot.execute("pragma foreign_key_check").fetchall()
    snapshot.execute("pragma query_only = on")
    views = [
        name for (name,) in snapshot.execute("select name from sqlite_master where type = 'view'")
    ]
    assert {"lifetimes", "pay_stated", "reposts", "postings_by_day"} <= set(views)
    for view in views:
        snapshot.execute(f'select * from "{view}"').fetchall()
    indexes = {
        name for (name,) in snapshot.execute("select name from sqlite_master where type = 'index'")
    }
    assert {"offers_by_city", "postings_by_offer", "offer_skills_by_skill"} <= indexes
    assert len(snapshot.execute('pragma foreign_key_list("offers")').fetchall()) >= 10


def test_the_database_is_read_only_and_needs_no_other_file(day):
    file = day / f"aggregator-{DAY}.db"
    assert not file.stat().st_mode & 0o222
    assert file.read_bytes()[18:20] == b"\x01\x01"  # journal_mode = delete, not wal
    assert not [*day.glob("*-wal"), *day.glob("*-journal"), *day.glob("*-shm")]


async def _answer(file: Path, path: str):
    metadata = json.loads((file.parent / "metadata.json").read_text("utf-8"))
    return await Datasette([], immutables=[str(file)], metadata=metadata).client.get(path)


def test_datasette_opens_it(day):
    file = day / f"aggregator-{DAY}.db"
    answer = asyncio.run(_answer(file, f"/aggregator-{DAY}/offers.json?_shape=array&_labels=on"))
    assert answer.status_code == 200 and len(answer.json()) == 60
    assert answer.json()[0]["region_code"]["label"] == "Casablanca-Settat"


def test_the_package_is_valid(day):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        report = Package(str(day / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "type", "message"])
    told = json.loads((day / "datapackage.json").read_text("utf-8"))
    assert told["licenses"][0]["name"] == "CC-BY-4.0"
    assert {source["title"] for source in told["sources"]} >= {"Alpha Emploi", "بوابة المباريات"}
    tabular = {r["name"]: r["schema"] for r in told["resources"] if r["type"] == "table"}
    assert set(tabular) == set(exported())
    assert tabular["offer_skills"]["primaryKey"] == ["offer", "skill_code"]
    assert {"fields": ["employer"], "reference": {"resource": "employers", "fields": ["id"]}} in tabular["offer_facts"]["foreignKeys"]  # fmt: skip
    assert all(
        f["description"] and f["description_ar"] for s in tabular.values() for f in s["fields"]
    )


def test_the_sums_are_those_of_all_files(day):
    checked = subprocess.run(["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=day, capture_output=True, text=True)  # fmt: skip
    assert checked.returncode == 0, checked.stderr
    named = {line.split("  ", 1)[1] for line in (day / "SHA256SUMS").read_text().splitlines()}
    there = {file.relative_to(day).as_posix() for file in day.rglob("*") if file.is_file()}
    assert named == there - {"SHA256SUMS"}


def test_the_readme_names_sources_and_licence(day):
    told = (day / "README.txt").read_text("utf-8")
    assert all(
        words in told for words in ("CC BY 4.0", "Licence : notre", "الرخصة", "Alpha Emploi", DAY)
    )


def test_the_same_catalogue_gives_the_same_files(live, day, tmp_path):
    ask("export", str(tmp_path), "--now", NOW, "--db", str(live))
    assert (tmp_path / DAY / "SHA256SUMS").read_text() == (day / "SHA256SUMS").read_text()


def test_a_day_is_not_overwritten_unless_told(live, tmp_path):
    words = ("export", str(tmp_path), "--now", NOW, "--db", str(live))
    assert ask(*words).exit_code == 0
    (tmp_path / DAY / "mine").touch()
    told = ask(*words)
    assert told.exit_code == 2 and "--force" in told.output and (tmp_path / DAY / "mine").exists()
    assert ask(*words, "--force").exit_code == 0
    assert names(tmp_path) == [DAY] and not (tmp_path / DAY / "mine").exists()


def test_two_exports_do_not_write_one_folder(live, tmp_path):
    part = tmp_path / f"{DAY}.part"
    part.mkdir()
    held = os.open(part, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    told = ask("export", str(tmp_path), "--now", NOW, "--db", str(live))
    os.close(held)
    assert told.exit_code == 2 and "Another export" in told.output


KILLED = """
import os, sys
from aggregator.exporting import data_package
data_package.write = lambda *_: os.kill(os.getpid(), 9)
from aggregator.cli import cli
cli(sys.argv[1:])
"""


def test_a_killed_export_leaves_nothing_that_looks_whole(live, tmp_path):
    words = ["export", str(tmp_path), "--now", NOW, "--db", str(live)]
    died = subprocess.run([sys.executable, "-c", KILLED, *words], capture_output=True)
    assert died.returncode == -9
    assert names(tmp_path) == [f"{DAY}.part"]
    assert ask(*words).exit_code == 0
    assert names(tmp_path) == [DAY]


def test_an_export_that_fails_leaves_nothing(live, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("aggregator.exporting.readme.write", full)
    told = ask("export", str(tmp_path), "--now", NOW, "--db", str(live))
    assert told.exit_code == 5 and "No space left" in told.output
    assert not names(tmp_path)


def test_nothing_to_export_says_what_to_do(tmp_path):
    told = ask("export", str(tmp_path), "--db", str(tmp_path / "none.db"))
    assert told.exit_code == 2 and "make demo" in told.output


def test_all_is_of_one_moment(tmp_path):
    """A crawl writes after the first table was read: none of it is in the export."""
    live = tmp_path / "aggregator.db"
    make_catalogue(live)
    writer = connect(live)

    def crawl(done: int, total: int) -> None:
        if done == 1:
            with writer.atomic():
                writer.conn.execute("update offer_facts set closed_on = '2026-11-21'")
                writer.conn.execute("insert into offer_skills values (1, 'rust')")
                writer.conn.execute("update runs set listed = 7")

    before = (
        connect(live).execute("select count(*) from offer_facts where closed_on is null").fetchone()
    )
    take(live, tmp_path / "taken.db", crawl)
    taken = sqlite3.connect(tmp_path / "taken.db")
    open_then = "select count(*) from offer_facts where closed_on is null"
    assert taken.execute(open_then).fetchone() == before and before[0] > 50
    assert writer.execute(open_then).fetchone() == (0,)
    assert not taken.execute("select 1 from runs where listed = 7").fetchall()
    assert not taken.execute("select 1 from offer_skills where skill_code = 'rust'").fetchall()
