"""What `aggregator evaluate-words` says of small files that we know the answers to."""

import json

import pytest
from click.testing import CliRunner

from aggregator.cli import cli

PRINTED = (
    "site\tfield\tvalue\tcount\n"
    "a.example\tcontrat\tCDI\t7\n"
    "a.example\tcontrat\tA discuter\t5\n"
    "a.example\tcontrat\tZzyx\t3\n"
    "a.example\tcity\tFès\t\n"
    "a.example\tcolour\tbleu\t9\n"
)
SALARIES = (
    "text\tmin\tmax\tcurrency\tunitText\tnet_or_gross\n"
    "5 000 DH net\t5000\t5000\tMAD\tMONTH\tnet\n"
    "Négociable\t\t\t\t\t\n"
    "6 000 DH\t1\t6000\tMAD\tMONTH\t\n"
)
GOLD = "contract\tcontract_code\nCDI\tcdi\nStage PFE\tcdd\n"


@pytest.fixture
def measure(tmp_path):
    """Measure our readers on the small files; a file may be replaced, or left out with None."""

    def measure(*words, code=0, **files):
        given = {"printed": PRINTED, "salaries": SALARIES, "gold/contract": GOLD} | files
        (tmp_path / "gold").mkdir(exist_ok=True)
        for name, text in given.items():
            if text is not None:
                (tmp_path / f"{name}.tsv").write_text(text, "utf-8")
        answer = CliRunner().invoke(
            cli,
            ["evaluate-words", "--printed", str(tmp_path / "printed.tsv"),
             "--salaries", str(tmp_path / "salaries.tsv"), "--gold", str(tmp_path / "gold"), *words],
        )  # fmt: skip
        assert answer.exit_code == code, answer.output
        return answer

    return measure


def test_a_share_is_of_what_says_something_each_value_as_often_as_it_was_printed(measure):
    told = json.loads(measure("--json").stdout)
    assert told["printed"]["contract"] == {
        "understood": 7, "silent": 5, "unknown": 3, "share": 0.7,
    }  # fmt: skip
    assert told["printed"]["city"]["understood"] == 1
    assert told["printed"]["salary"]["share"] is None
    assert told["unknown"] == [{"field": "contract", "words": "Zzyx", "times": 3}]


def test_what_is_right_and_what_is_wrong_is_told(measure):
    told = json.loads(measure("--json").stdout)
    assert told["gold"] == {
        "contract": {"rows": 2, "right": 1},
        "salary_notation": {"rows": 3, "right": 2},
    }
    (wrong,) = told["wrong"]["contract"]
    assert (wrong["right"], wrong["answered"]) == (
        {"contract_code": "cdd"}, {"contract_code": "stage_pfe"},
    )  # fmt: skip


def test_a_person_reads_tables(measure):
    said = measure().stdout
    assert "70.00 %" in said and "50.0 %" in said
    assert "not understood:      3 × contract: Zzyx" in said
    assert "wrong in contract: {'contract': 'Stage PFE'}" in said


def test_a_file_that_is_not_there_is_named(measure):
    answer = measure("--json", printed=None, salaries=None)
    assert len(json.loads(answer.stdout)["absent"]) == 2
    assert "left out, not there" in measure(printed=None, salaries=None).stderr


def test_a_gold_file_with_a_strange_column_is_refused(measure):
    answer = measure(code=2, **{"gold/town": "town\tcity_code\nFès\tfes\n"})
    assert "a posting has no town" in answer.output
