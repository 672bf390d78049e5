"""A merge that is stopped, cleanly or not: the old offers stand, and the next run ends the same."""

import logging
import os
import re
import shutil
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from aggregator.commands import dedupe
from aggregator.progress import Plain
from dedupe.run import run
from dedupe.summary import Summary
from offers.database import connect
from tests.market import NOW, Market

ROOT = Path(__file__).parents[1]
OLD, NEW = 30, 270
SYLLABLES = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"]
HOMES = "select source, ref, offer from postings order by source, ref"
IN_SMALL_STEPS = """
from aggregator.cli import cli
from dedupe import run
run.AT_ONCE = 60
cli()
"""
#: Offers that do not hold what they say they hold.
TORN = """
select o.id from offers o left join postings p on p.offer = o.id
group by o.id having count(p.id) <> o.postings
"""


def fill(market: Market, numbers: range) -> None:
    """Show vacancies of a seeded market, each on two sites."""
    for n in numbers:
        rng = Random(n)
        words = ["".join(rng.choices(SYLLABLES, k=3)) for _ in range(45)]
        said = {"title": f"Poste de {words[0]}", "company": f"Maison {words[1]}",
                "description": " ".join(words)}  # fmt: skip
        for source in ("alpha", "beta"):
            market.show(source, str(n), **said)


@pytest.fixture(scope="module")
def waiting(tmp_path_factory) -> Path:
    """A file with old offers, and new postings that are not compared yet."""
    path = tmp_path_factory.mktemp("market") / "aggregator.db"
    market = Market(path)
    fill(market, range(OLD))
    market.merge()
    fill(market, range(OLD, OLD + NEW))
    market.db.conn.execute("pragma wal_checkpoint(truncate)").fetchall()
    market.db.close()
    return path


def partition(path: Path) -> set[frozenset]:
    offers: dict[int, set] = {}
    for source, ref, offer in connect(path).conn.execute(HOMES):
        offers.setdefault(offer, set()).add((source, ref))
    return {frozenset(members) for members in offers.values()}


@pytest.fixture(scope="module")
def undisturbed(waiting, tmp_path_factory) -> set[frozenset]:
    path = shutil.copy(waiting, tmp_path_factory.mktemp("whole") / "aggregator.db")
    run(connect(path), NOW)
    return partition(path)


def begin(path: Path) -> subprocess.Popen:
    command = [sys.executable, "-c", IN_SMALL_STEPS, "dedupe", "--now", NOW.isoformat(), "--db"]
    return subprocess.Popen([*command, str(path)], cwd=ROOT, stderr=subprocess.PIPE, text=True)


@pytest.mark.parametrize(
    "by, code",
    [(signal.SIGINT, 130), (signal.SIGKILL, -9)],
    ids=lambda v: getattr(v, "name", ""),
)
def test_a_stopped_merge_leaves_the_old_offers_and_goes_on(
    waiting, undisturbed, tmp_path, by, code
):
    path = Path(shutil.copy(waiting, tmp_path / "aggregator.db"))
    before = [row for row in connect(path).conn.execute(HOMES) if row[2]]
    child = begin(path)
    assert child.stderr
    next(line for line in child.stderr if re.search(r": [1-9]\d* of", line))  # something is done
    child.send_signal(by)
    said = child.communicate(timeout=60)[1]
    assert child.returncode == code
    assert ("the offers stand" in said) == (by != signal.SIGKILL) and "Traceback" not in said

    db = connect(path)
    assert db.conn.execute(TORN).fetchall() == []
    assert set(before) <= set(db.conn.execute(HOMES))
    db.close()
    assert partition(path) != undisturbed
    answer = CliRunner().invoke(cli, ["dedupe", "--now", NOW.isoformat(), "--db", str(path)])
    assert answer.exit_code == 0, answer.output
    assert partition(path) == undisturbed


def test_a_kill_that_may_be_heard_is_answered_too(tmp_path, monkeypatch):
    monkeypatch.setattr(dedupe, "run", lambda *_: os.kill(os.getpid(), signal.SIGTERM))
    before = signal.getsignal(signal.SIGTERM)
    answer = CliRunner().invoke(cli, ["dedupe", "--db", str(tmp_path / "a.db")])
    assert answer.exit_code == 130 and "Stopped. What is done is kept" in answer.stderr
    assert signal.getsignal(signal.SIGTERM) == before


def test_caps_that_were_hit_are_told_and_logged(tmp_path, monkeypatch, caplog):
    done = Summary(capped=Counter({"title and town": 3, "component": 1}))
    monkeypatch.setattr(dedupe, "run", lambda *_: done)
    with caplog.at_level(logging.INFO):
        said = CliRunner().invoke(cli, ["dedupe", "--db", str(tmp_path / "a.db")]).output
    lines = [
        "capped: 1 components too large to compare whole",
        "capped: 3 blocks of title and town too large to compare whole",
    ]
    assert said.splitlines()[-2:] == lines == caplog.messages


def test_stages_are_lines_where_there_is_no_terminal(capsys):
    tell = Plain().stage
    for done in range(0, 1001, 10):
        tell("compare", done, 1000)
    tell("settle", 0, 5)
    tell("settle", 0, 0)
    said = capsys.readouterr().err.splitlines()
    assert said[0] == "  compare: 0 of 1,000" and said[10] == "  compare: 1,000 of 1,000"
    assert said[11:] == ["  settle: 0 of 5"]
