"""What people judged, through the door that postings take; and what sites really print, where that is at hand."""

from pathlib import Path

import pytest

from aggregator.gold import judged, notations, printed

GOLD = Path(__file__).parent / "gold"
FILES = sorted(GOLD.glob("*.tsv"))
SHARED = Path(__file__).parents[2] / "shared" / "taxonomies"
#: What the issue asks at least sixty judged strings of, in three languages.
JUDGED_MOST = ("contract", "date", "diploma", "employer", "experience", "level", "place", "salary")
#: Of what is printed, each value as often as it is, this share is to be understood.
UNDERSTOOD = {"city": 0.98, "contract": 0.98, "experience": 0.98, "diploma": 0.98}

printed_here = pytest.mark.skipif(
    not (SHARED / "values_as_printed.tsv").exists(),
    reason="the values that sites printed are not here",
)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_98_of_100_are_right(file):
    rows = list(judged(file))
    wrong = [row for row in rows if not row.passed]
    assert len(wrong) <= 0.02 * len(rows), wrong


@pytest.mark.parametrize("name", JUDGED_MOST)
def test_enough_is_judged(name):
    rows = list(judged(GOLD / f"{name}.tsv"))
    assert len(rows) >= 60
    assert any(
        "\u0621" <= letter <= "\u064a"
        for row in rows
        for said in row.given.values()
        for letter in said
    )


def test_a_column_that_no_posting_has_is_refused(tmp_path):
    file = tmp_path / "town.tsv"
    file.write_text("town\tcity_code\nFès\tfes\n", "utf-8")
    with pytest.raises(ValueError, match="a posting has no town"):
        list(judged(file))


def test_what_is_wrong_is_told_with_both_answers(tmp_path):
    file = tmp_path / "contract.tsv"
    file.write_text("contract\tcontract_code\nCDI\tcdd\n", "utf-8")
    (row,) = judged(file)
    assert not row.passed and row.right == {"contract_code": "cdd"}
    assert row.answered == {"contract_code": "cdi"}


@printed_here
def test_98_of_100_of_what_sites_print_is_understood():
    shares = printed(SHARED / "values_as_printed.tsv")
    assert {said for said, least in UNDERSTOOD.items() if shares[said].share < least} == set()


@printed_here
def test_every_notation_of_pay_is_read():
    rows = list(notations(SHARED / "salary_notation.tsv"))
    assert len(rows) == 50
    assert [row for row in rows if not row.passed] == []
