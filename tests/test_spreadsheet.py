"""A table as a spreadsheet: what the page shows, as text where it is text."""

import asyncio
import io

import pytest
from datasette.app import Datasette
from openpyxl import load_workbook

from datasette_plugins.spreadsheet import workbook
from tests.catalogue import HOSTILE_ID, make_catalogue


@pytest.fixture(scope="module")
def ask(tmp_path_factory):
    """Ask Datasette, with this one page of ours and no limit of time, for a path."""
    folder = tmp_path_factory.mktemp("site")
    plugins = folder / "plugins"
    plugins.mkdir()
    (plugins / "one.py").write_text("from datasette_plugins.spreadsheet import *\n")
    site = Datasette(
        [make_catalogue(folder / "aggregator.db")],
        plugins_dir=str(plugins),
        settings={"sql_time_limit_ms": 60_000},
    )
    return lambda path: asyncio.run(site.client.get(path, headers={"accept-language": "ar"}))


def read(content: bytes):
    return load_workbook(io.BytesIO(content))


def test_a_table_as_a_spreadsheet(ask):
    answer = ask("/aggregator/offers.xlsx?_size=max")
    assert answer.status_code == 200
    assert answer.headers["content-disposition"] == 'attachment; filename="offers.xlsx"'
    offers, about = read(answer.content).worksheets
    assert (offers.title, about.title) == ("offers", "حول الملف")
    names = [cell.value for cell in offers[1]]
    rows = [
        dict(zip(names, [cell.value for cell in row], strict=True))
        for row in offers.iter_rows(min_row=2)
    ]
    assert len(rows) == 60 and all(isinstance(row["id"], int) for row in rows)
    assert "<script>" in next(row["title"] for row in rows if row["id"] == HOSTILE_ID)
    assert ("السطور", 60) in [tuple(cell.value for cell in row) for row in about.iter_rows()]


def test_a_filter_holds_in_it(ask):
    answer = ask("/aggregator/regions.xlsx?code=01")
    assert [cell.value for cell in read(answer.content).worksheets[0]["A"]] == ["code", "01"]


def test_no_cell_is_a_formula():
    told = ["=1+1", "+1", "-1", "@x", "\t=1", "a\x00b", "x" * 40_000]
    sheet = read(
        workbook(
            {"a[1]/b": [told, [1, 2.5, None, 10**17, b"ab", {"value": 1, "label": "=Fès"}, True]]}
        )
    ).active
    assert sheet.title == "a_1__b"
    assert {cell.data_type for cell in sheet[1]} == {"s"}
    assert [cell.value for cell in sheet[1]][:6] == ["=1+1", "+1", "-1", "@x", "\t=1", "ab"]
    assert len(sheet["G1"].value) == 32_767
    assert [cell.value for cell in sheet[2]] == [1, 2.5, None, str(10**17), "2 bytes", "=Fès", True]
