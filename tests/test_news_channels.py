"""From an update's end to the operator: told once, kept when delivered, and no trouble of a channel's is an update's."""

import json
from datetime import timedelta
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from aggregator.news.changes import State
from aggregator.news.channels import Channels, ended, started
from aggregator.news.ending import Ending
from aggregator.news.mail import Mail, Server
from aggregator.news.options import news_options
from aggregator.news.ping import Ping
from aggregator.news.webhook import Webhook
from aggregator.room import Want
from offers.clock import moment
from offers.database import connect, writing

pytest_plugins = ["tests.listening"]

NOW = moment("2026-11-21T09:00")
BAD = State("alpha", "silent", "2026-11-21T07:00:00Z", None, "named nothing", "look at its list")
GOOD = State("alpha", "good", "2026-11-21T09:00:00Z")


@pytest.fixture
def file(tmp_path) -> Path:
    return tmp_path / "aggregator.db"


@pytest.fixture
def db(file):
    made = connect(file)
    with writing(made):
        made.table("sources").insert({"name": "alpha", "title": "", "kind": "", "added_at": ""})
    yield made
    made.close()


@pytest.fixture
def end(db, file):
    """End an update so many hours from NOW."""

    def end(channels: Channels, *states: State, hours: float = 0, code: int = 0, database=db):
        ending = Ending(code, "what happened", 9, states)
        return ended(channels, ending, file, database, NOW + timedelta(hours=hours))

    return end


def hook(url: str) -> Channels:
    return Channels(webhook=Webhook(url, pause=0))


def test_a_change_is_sent_once_then_daily_then_once_more(end, listener, db):
    channels = hook(listener.url)
    for hours, state in ((0, BAD), (1, BAD), (25, BAD), (26, GOOD), (99, GOOD)):
        assert not end(channels, state, hours=hours).failures
    texts = [json.loads(body)["text"].splitlines()[0] for _, body, _ in listener.heard]
    assert texts == [
        "aggregator: 1 worse",
        "aggregator: 1 still bad",
        "aggregator: 1 good again",
    ]
    assert next(iter(db.query("select verdict, told_at from alerts"))) == {
        "verdict": "good", "told_at": "2026-11-22T10:00:00Z",
    }  # fmt: skip


def test_what_could_not_be_delivered_is_told_again(end, listener, dead, db):
    heard = end(hook(dead), BAD)
    assert heard.failures == ("webhook: 127.0.0.1: Connection refused",)
    assert "alpha" in heard.say  # printed, since nobody was sent it
    assert not db.table("alerts").count
    assert end(hook(listener.url), BAD, hours=1).say is None
    assert len(listener.heard) == db.table("alerts").count == 1


def test_one_way_that_works_is_enough_and_the_other_is_named(end, listener, dead, db):
    port = int(dead.rsplit(":", 1)[1])
    mail = Mail(("ops@example.ma",), "ops@example.ma", Server("127.0.0.1", port))
    heard = end(Channels(mail=mail, webhook=Webhook(listener.url)), BAD)
    assert heard.say is None
    assert [line.split(":")[0] for line in heard.failures] == ["mail"]
    assert db.table("alerts").count == 1


def test_without_a_way_it_is_printed_once(end):
    assert "alpha" in end(Channels(), BAD).say
    assert end(Channels(), BAD, hours=1).say is None


def test_a_good_update_says_nothing(end):
    assert end(Channels(), GOOD) == end(Channels(), GOOD, hours=48)
    assert end(Channels(), GOOD).say is None


def test_an_update_that_fails_itself_is_told_where_no_database_can_keep_it(end, file):
    assert "what happened" in end(Channels(), code=5, database=None).say
    assert end(Channels(), code=5, database=None, hours=1).say is None
    assert "still bad" in end(Channels(), code=5, database=None, hours=25).say
    assert end(Channels(), code=130, hours=26).say is None
    assert "good again" in end(Channels(), hours=27).say
    assert end(Channels(), hours=28).say is None
    assert not file.with_name("aggregator.db.told").exists()


def test_what_the_file_lacks_is_told_before_it_fails(db, file):
    """An update that ends well on a disk that is nearly full."""
    want = Want("disk", "1 MB are free, 2 times the file's 9 MB are wanted", "Make room.")

    def end(hours, *wants):
        ending = Ending(0, "what happened", 9, wants=wants)
        return ended(Channels(), ending, file, db, NOW + timedelta(hours=hours)).say

    said = end(0, want)
    assert all(word in said for word in ("1 worse", "disk since", want.why, "Make room."))
    assert end(1, want) is None
    assert "good again" in end(2) and end(3) is None


def test_a_table_that_cannot_be_read_is_a_line(end, db, tmp_path):
    db.table("alerts").drop()
    heard = end(Channels(metrics=tmp_path / "x.prom"), BAD)
    assert heard.failures == ("news: what was told cannot be read: no such table: alerts",)


def test_a_file_that_cannot_be_written_is_a_line(end, tmp_path):
    heard = end(Channels(metrics=tmp_path / "no folder" / "x.prom"), GOOD)
    assert len(heard.failures) == 1 and heard.failures[0].startswith("metrics: ")


def test_a_source_that_the_file_does_not_know_is_a_line(end):
    assert end(Channels(), State("stranger", "silent", "2026-11-21T07:00:00Z")).failures == (
        "news: FOREIGN KEY constraint failed",
    )


def test_pings_surround_an_update_and_never_fail_it(end, listener, dead):
    channels = Channels(ping=Ping(f"{listener.url}/uuid"))
    assert not started(channels).failures
    end(channels, BAD, code=3)
    assert listener.paths == ["/uuid/start", "/uuid/3"]
    assert started(Channels()) == started(channels)
    gone = Channels(ping=Ping(f"{dead}/uuid"))
    assert len(started(gone).failures) == len(end(gone, code=0).failures) == 1


@pytest.fixture
def typed(monkeypatch):
    """Type a command that has the options; return the channels, or what it says."""

    def typed(*words: str, **environment: str):
        opened = []

        @click.command()
        @news_options
        @click.option("--other", default=1)
        def command(channels: Channels, other: int) -> None:
            opened.append(channels)

        for name, value in environment.items():
            monkeypatch.setenv(f"AGGREGATOR_{name}", value)
        answer = CliRunner().invoke(command, words)
        return opened[0] if opened else answer.output

    return typed


def test_the_options_open_the_ways(typed):
    made = typed(
        "--ping", "https://hc.example/u", "--mail", "a@x.ma,b@x.ma", "--metrics", "a/x.prom"
    )
    assert made == Channels(
        Ping("https://hc.example/u"), Mail(("a@x.ma", "b@x.ma"), "a@x.ma"), None, Path("a/x.prom")
    )
    assert typed() == Channels()


def test_what_is_secret_may_stand_in_the_environment(typed):
    made = typed(
        WEBHOOK="https://hooks.example/secret", PING="", MAIL="a@x.ma", MAIL_FROM="robot@x.ma",
        SMTP_HOST="smtp.example", SMTP_USER="u", SMTP_PASSWORD="p",
    )  # fmt: skip
    assert made.webhook == Webhook("https://hooks.example/secret")
    assert made.ping is None
    assert made.mail == Mail(
        ("a@x.ma",), "robot@x.ma", Server("smtp.example", 587, "starttls", "u", "p")
    )


@pytest.mark.parametrize(
    "words",
    [
        ("--ping", "ftp://x.example/secret"),
        ("--webhook", "x.example/secret"),
        ("--mail", "nobody"),
        ("--mail", "a@x.ma", "--mail-from", "x"),
        ("--metrics", "x.txt"),
    ],
)
def test_nonsense_is_refused_before_anything_is_read(typed, words):
    said = typed(*words)
    assert "Error: Invalid value for" in said
    assert "secret" not in said


def test_a_server_that_makes_no_sense_is_refused(typed):
    assert "AGGREGATOR_SMTP_PORT is no port" in typed("--mail", "a@x.ma", SMTP_PORT="x")
