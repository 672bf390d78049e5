"""The review list: at a real terminal with keys, and as a list without one."""

import os
import pty
import select
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from aggregator.cli import cli
from tests.market import NOW, OTHER, Market
from tests.test_deciding import grey, perhaps

ROOT = Path(__file__).parents[1]


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


def listed(tmp_path, *words: str) -> str:
    command = ["review", "--list", *words, "--db", str(tmp_path / "aggregator.db")]
    answer = CliRunner().invoke(cli, command)
    assert answer.exit_code == 0, answer.output
    return answer.output


class Terminal:
    """A program at a terminal of its own: what it shows, and keys to press."""

    def __init__(self, *words: str):
        self.ours, theirs = pty.openpty()
        command = [sys.executable, "-m", "aggregator", *words]
        env = os.environ | {"TERM": "xterm", "COLUMNS": "160", "LINES": "50"}
        self.child = subprocess.Popen(
            command, cwd=ROOT, env=env, stdin=theirs, stdout=theirs, stderr=theirs
        )
        os.close(theirs)
        self.shown = ""

    def read_until(self, words: str) -> str:
        """Read on until WORDS are shown after all that was read before."""
        said = ""
        while words not in said:
            assert select.select([self.ours], [], [], 60)[0], said
            said += os.read(self.ours, 65536).decode(errors="replace")
        self.shown += said
        return said

    def press(self, key: str) -> None:
        """Press KEY once it is waited for: what is typed before is thrown away."""
        for _ in range(3000):
            if not termios.tcgetattr(self.ours)[3] & termios.ICANON:
                break
            time.sleep(0.02)
        os.write(self.ours, key.encode())

    def close(self) -> int:
        code = self.child.wait(timeout=60)
        os.close(self.ours)
        return code


def test_pairs_are_judged_at_a_terminal_with_one_key_each(market, tmp_path):
    for ref, town in enumerate(("fes", "agadir", "oujda", "tanger")):
        market.show("beta", str(ref), towns=[town])
    market.merge()
    for right, score in ((2, 0.7), (3, 0.6), (4, 0.5)):
        perhaps(market, 1, right, score)
    db = str(tmp_path / "aggregator.db")
    desk = Terminal("review", "--who", "amina", "--now", NOW.isoformat(), "--db", db)
    first = desk.read_until("One vacancy?")
    assert "1 of 3" in first and "Two vacancies: a veto" in first and "The towns differ." in first
    desk.press("y")
    second = desk.read_until("One vacancy?")
    assert "o1 holds 1 (beta:0), 2 (beta:1)" in second and "2 of 3" in second
    desk.press("s")
    desk.read_until("One vacancy?")
    desk.press("n")
    assert "2 decided, of 3 to judge" in desk.read_until("to judge")
    assert desk.close() == 0
    offers = market.offers()
    assert offers["beta/0"] == offers["beta/1"] != offers["beta/3"]
    decided = market.db.query("select verdict, who from overrides order by id")
    assert [tuple(row.values()) for row in decided] == [("same", "amina"), ("different", "amina")]


def test_ctrl_c_at_the_terminal_leaves_what_was_decided(market, tmp_path):
    grey(market)
    desk = Terminal("review", "--who", "amina", "--db", str(tmp_path / "aggregator.db"))
    desk.read_until("One vacancy?")
    desk.press("\x03")
    desk.read_until("Aborted")
    assert desk.close() == 1
    assert market.db.table("overrides").count == 0


def crowd(market: Market, **said) -> None:
    for ref in "1234":
        market.show("gamma", ref, title="Soudeur", company="Fonderie Atlas", description=OTHER,
                    **said)  # fmt: skip


def test_the_list_needs_no_terminal(market, tmp_path):
    grey(market)
    crowd(market)
    market.merge()
    lines = listed(tmp_path).splitlines()
    assert lines[0] == "1 offers look wrong, 1 pairs are perhaps one vacancy"
    offer = next(line for line in lines if "o3 " in line)
    assert "4 at once on one source" in offer and "(gamma:1)" in offer and "Soudeur" in offer
    pair = next(line for line in lines if "50 %" in line)
    assert "1 (alpha:1) 2 (beta:2)" in pair and "Régleur sur presse" in pair


def test_an_offer_of_many_postings_or_many_days_is_listed(market, tmp_path):
    days = ("2026-01-05", "2026-04-20", "2026-08-01")
    for n, day in enumerate(days):
        market.show("beta", str(n), published_on=day)
    for n in range(31):
        market.show("alpha", str(n), title="Soudeur", company="Fonderie Atlas", description=OTHER,
                    closed_on=None if n < 3 else "2026-11-10")  # fmt: skip
    market.merge()
    said = listed(tmp_path)
    assert "2 offers look wrong" in said
    assert "31 postings" in said and "at once" not in said and "over 208 days" in said


def test_the_nearest_to_being_merged_come_first_and_the_list_is_cut(market, tmp_path):
    for ref, town in enumerate(("fes", "agadir", "oujda")):
        market.show("beta", str(ref), towns=[town])
    market.merge()
    for left, right, score in ((1, 2, 0.3), (2, 3, 0.79), (1, 3, 0.6)):
        perhaps(market, left, right, score)
    said = listed(tmp_path)
    assert said.index("79 %") < said.index("60 %") < said.index("30 %")
    short = listed(tmp_path, "--most", "1")
    assert "3 pairs are perhaps" in short and "79 %" in short and "60 %" not in short


def test_what_people_confirmed_is_listed_no_more(market, tmp_path):
    crowd(market)
    market.merge()
    db = ("--db", str(tmp_path / "aggregator.db"))
    for ref in "234":
        words = ["merge", "gamma:1", f"gamma:{ref}", "--why", "a lot of four", "--who", "amina"]
        assert CliRunner().invoke(cli, [*words, *db]).exit_code == 0
    assert "0 offers look wrong, 0 pairs" in listed(tmp_path)
