"""What is taken away: whole or not at all, the same in every format, and nobody's mailbox in it."""

import asyncio
import csv
import gzip
import json
import re
import sqlite3
import subprocess
import warnings
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet
import pytest
from datasette.app import Datasette
from frictionless import Package
from hypothesis import given
from hypothesis import strategies as st

from aggregator.exporting.comma_separated import defused
from aggregator.exporting.contacts import public_words
from offers.dictionary import columns, tables
from tests.taken_away import DAY, NOW, SECRETS, ask, make_live


@pytest.fixture(scope="module")
def live(tmp_path_factory) -> Path:
    """The small catalogue, with secrets in it."""
    return make_live(tmp_path_factory.mktemp("live"))


@pytest.fixture(scope="module")
def day(live, tmp_path_factory) -> Path:
    """The folder of an export."""
    folder = tmp_path_factory.mktemp("export")
    told = ask("export", str(folder), "--now", NOW, "--db", str(live))
    assert told.exit_code == 0, told.output
    assert f"{folder / DAY}: {len(exported())} tables, " in told.output
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
    settings = {"sql_time_limit_ms": 60_000}
    site = Datasette([], immutables=[str(file)], metadata=metadata, settings=settings)
    return await site.client.get(path)


def test_datasette_opens_it(day):
    file = day / f"aggregator-{DAY}.db"
    answer = asyncio.run(
        _answer(file, f"/aggregator-{DAY}/offers.json?_shape=array&_labels=on&_size=100&_sort=id")
    )
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
