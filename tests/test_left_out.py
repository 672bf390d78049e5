"""What is left out comes back by no road; the desk that leaves it out, and takes it back."""

import pytest
from click.testing import CliRunner
from scrapy.exceptions import DropItem

from aggregator.cli import cli
from aggregator.forgetting import log, take_back
from offers.database import connect
from offers.posting import Posting
from pipelines.forgotten import Requests, request_of
from pipelines.leave_out import LeaveOut, LeftOut
from pipelines.road import Road
from pipelines.runs import Source
from tests.market import NOW, Market
from tests.test_forget import ask, fill


@pytest.fixture
def market(tmp_path):
    market = Market(tmp_path / "aggregator.db")
    fill(market)
    market.merge()
    return market


def posting(ref: str, employer: str) -> Posting:
    url = f"https://beta.example/{ref}"
    return Posting(
        source="beta", ref=ref, url=url, listed_hash="h", title="Maçon", employer=employer
    )


def step(market: Market, path) -> tuple[LeaveOut, list[str]]:
    counted: list[str] = []
    return LeaveOut({"DATABASE": path, "NOW": NOW.isoformat()}, counted.append), counted


def test_what_comes_later_is_refused_and_its_page_not_asked_for_again(market, tmp_path):
    ask(market, "employer", "Zellidja Fonderie")
    refusing, counted = step(market, tmp_path / "aggregator.db")
    for _ in range(2):
        with pytest.raises(LeftOut):
            refusing.take(posting("8", "Zellidja Fonderie"))
    passed = "select ref, listed_hash, forgotten from elsewhere where source = 'beta' and ref = '8'"
    assert market.db.conn.execute(passed).fetchall() == [("8", "h", 1)]
    assert log(market.db)[0]["postings"] == 4 and counted == ["leaveout/refused"] * 2
    other = posting("9", "Nour")
    assert refusing.take(other) is other


def test_a_refusal_keeps_nothing_of_what_was_said(tmp_path):
    path = tmp_path / "aggregator.db"
    market = Market(path)
    ask(market, "employer", "Zellidja Fonderie")
    with Road(
        Source("delta", "Delta", "import"), {"DATABASE": path, "NOW": NOW.isoformat()}
    ) as road:
        secret = Posting(
            source="delta", url="https://d.example/1", title="Maçon", company="Zellidja Fonderie"
        )
        assert "left out on request 1" in (road.take(secret) or "")
    [row] = market.db.query("select url, payload, reason from rejects")
    assert row == {"url": None, "payload": "{}", "reason": "left out on request 1"}


def test_what_is_taken_back_may_come_again(market, tmp_path):
    ask(market, "employer", "Zellidja Fonderie")
    assert market.db.table("elsewhere").count == 3
    assert take_back(market.db, [request_of("employer", "Zellidja Fonderie")]) == 1
    assert not market.db.table("elsewhere").count and not log(market.db)
    refusing, _ = step(market, tmp_path / "aggregator.db")
    refusing.take(Posting(source="beta", ref="8", employer="Zellidja Fonderie"))
    assert take_back(market.db, [request_of("employer", "Zellidja Fonderie")]) == 0


def test_nobody_asked_costs_nothing():
    assert Requests({}).about({}) is None
    assert issubclass(LeftOut, DropItem)


def run(path, *words: str):
    return CliRunner().invoke(cli, ["forget", "--db", str(path), "--now", NOW.isoformat(), *words])


def test_the_desk(market, tmp_path):
    path = tmp_path / "aggregator.db"
    assert (
        "3 postings would be removed, 1 offers"
        in run(path, "--employer", "Zellidja Fonderie", "--dry-run").output
    )
    assert (
        "3 postings removed"
        in run(path, "--employer", "Zellidja Fonderie", "--who", "amina").output
    )
    assert "zellidja fonderie" in run(path, "--list").output
    (tmp_path / "opt-out.txt").write_text("# who\nemployer: Zellidja Fonderie\n")
    undone = run(path, "--employer", "Zellidja Fonderie", "--undo").output
    assert "Taken back" in undone and "Line 2 of opt-out.txt asks for it still" in undone
    assert run(path, "--list").output == "Nobody asked to be left out.\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [((), "Name who is to be left out"), (("--domain", "ma"), "is no domain"),
     (("--employer", "Renault", "--undo"), "Nobody asked for that"), (("--url", "/offer/99"), "no offer 99")],
)  # fmt: skip
def test_the_desk_says_what_is_wrong(tmp_path, words, said):
    connect(tmp_path / "aggregator.db").close()
    answer = run(tmp_path / "aggregator.db", *words)
    assert answer.exit_code == 2 and said in answer.output
