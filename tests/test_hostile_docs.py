"""docs/hostile.md names every attack, and tests that are there."""

import re
from pathlib import Path

import pytest

from tests.hostile.answers import ANSWERS, HARMLESS
from tests.hostile.lists import FEEDS, ROWS
from tests.hostile.pages import PAGES
from tests.hostile.rules import ROBOTS

ROOT = Path(__file__).parents[1]
ROWS_TOLD = [
    line
    for line in (ROOT / "docs/hostile.md").read_text("utf-8").splitlines()
    if line.startswith("| ") and not line.startswith(("| fault", "|---"))
]
TESTS = {
    name
    for file in [*ROOT.glob("tests/test_hostile*.py"), ROOT / "tests/test_manners.py"]
    for name in re.findall(r"^def (test_\w+)", file.read_text("utf-8"), re.M)
}


@pytest.mark.parametrize("row", ROWS_TOLD, ids=lambda row: row[2:30])
def test_a_row_names_a_test_that_is_there(row):
    fault, what, _, test = re.split(r"\s*\|\s*", row)[1:-1]
    assert fault and what and test.strip("` ") in TESTS


@pytest.mark.parametrize("attack", [*ANSWERS, *HARMLESS, *PAGES, *FEEDS, *ROWS, *ROBOTS])
def test_every_attack_has_its_row(attack):
    faults = " ".join(row.split(" | ")[0] for row in ROWS_TOLD).replace("`", "")
    assert attack in faults
