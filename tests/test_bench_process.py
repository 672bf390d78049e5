"""What a process of its own tells of work is what the work took, workers and failures included; and its tables."""

import doctest
import json
import sys

import pytest

from bench.merge import real, tables
from bench.merge.cells import Cells
from bench.merge.process import Limits, measured
from bench.peers import edges, text

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="memory and CPU are read from /proc"
)

WORK = """
import json, sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from time import process_time
from bench.merge.process import counted

def busy(seconds):
    while process_time() < seconds:
        pass

if __name__ == "__main__":
    with counted() as told:
        if sys.argv[1] == "workers":
            with ProcessPoolExecutor(1, get_context("forkserver")) as pool:
                pool.submit(busy, 1.0).result()
        elif sys.argv[1] == "memory":
            held = b"x" * 300_000_000
        elif sys.argv[1] == "breaks":
            raise ValueError("no such thing")
        elif sys.argv[1] == "hangs":
            while True:
                pass
    print(json.dumps(told))
"""


@pytest.fixture
def work(tmp_path, monkeypatch):
    """Give a way to measure WORK, as a module of its own."""
    (tmp_path / "busy_work.py").write_text(WORK)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    return lambda what, **limits: measured("busy_work", [what], Limits(**limits))


def test_counts_what_workers_of_a_fork_server_took(work):
    assert work("workers")["cpu"] >= 0.9


def test_counts_the_most_memory(work):
    assert work("memory")["peak_mb"] >= 300


def test_an_error_is_told(work):
    assert work("breaks") == {"broke": "ValueError: no such thing"}


def test_what_takes_too_long_is_stopped(work):
    assert work("hangs", minutes=0.02) == {"stopped": "more than 0.02 min"}


def test_what_takes_too_much_is_stopped(work):
    assert work("hangs", memory_mb=1) == {"stopped": "more than 1 MB"}


def test_a_cell_is_measured_once_and_a_broken_one_again(tmp_path):
    told = iter([{"broke": "a cable"}, {"cpu": 1.0}, {"cpu": 2.0}])
    for expected in ({"broke": "a cable"}, {"cpu": 1.0}, {"cpu": 1.0}):
        cells = Cells(tmp_path / "cells.jsonl")  # as the next run opens it
        assert cells.get("one", lambda: next(told)) == expected
    assert [json.loads(x)["cell"] for x in (tmp_path / "cells.jsonl").open()] == ["one", "one"]


@pytest.mark.parametrize("module", [real, tables, edges, text], ids=lambda m: m.__name__)
def test_examples(module):
    assert doctest.testmod(module).failed == 0


def test_a_method_that_broke_says_why_in_its_row():
    told = tables.quality(
        {"ours": [{"broke": "no memory"}], "peer": [{"stopped": "more than 1 min"}]}
    )
    assert "| ours | *no memory* |" in told
    assert "| peer | *more than 1 min* |" in told
