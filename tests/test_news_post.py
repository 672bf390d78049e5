"""Webhook and ping, to real servers on loopback: well, dead, slow, and elsewhere."""

import json
import logging

import pytest

from aggregator.news.changes import News, State
from aggregator.news.message import message
from aggregator.news.ping import LARGEST, Ping
from aggregator.news.post import checked
from aggregator.news.webhook import Webhook

pytest_plugins = ["tests.listening"]

NEWS = message(News((State("anapec", "blind", "2026-11-21T07:00:00Z", None, "ville perdue"),)))
SECRET = "/T00/B00/a-secret?key=another"


def webhook(url: str, **own) -> Webhook:
    return Webhook(url + SECRET, pause=0, **own)


def test_a_webhook_has_text_for_people_and_a_list_for_programs(listener):
    assert webhook(listener.url).send(NEWS).done
    [(path, body, kind)] = listener.heard
    said = json.loads(body)
    assert path == SECRET
    assert kind.startswith("application/json")
    assert said["text"].startswith("aggregator: 1 worse\n")
    assert said["changed"][0]["why"] == "ville perdue"
    assert said["still"] == []


@pytest.mark.parametrize("status", [500, 503, 429])
def test_a_webhook_is_tried_once_more_where_that_may_help(listener, status):
    listener.statuses = [status, 200]
    assert webhook(listener.url).send(NEWS).done
    assert len(listener.heard) == 2


def test_a_webhook_that_stays_ill_is_left(listener):
    listener.statuses = [500]
    sent = webhook(listener.url).send(NEWS)
    assert (sent.done, sent.trouble) == (False, "127.0.0.1 answered 500")
    assert len(listener.heard) == 2


def test_a_webhook_that_refuses_is_not_asked_again(listener):
    listener.statuses = [404]
    assert webhook(listener.url).send(NEWS).trouble == "127.0.0.1 answered 404"
    assert len(listener.heard) == 1


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_is_followed(listener, status):
    listener.statuses = [status]
    assert not webhook(listener.url).send(NEWS).done
    assert not Ping(listener.url).started().done
    assert "/elsewhere" not in listener.paths


@pytest.mark.parametrize("step", ["webhook", "ping"])
def test_a_dead_server_is_a_line_without_the_secret(dead, step, caplog):
    caplog.set_level(logging.DEBUG)
    url = dead.replace("//", "//user:a-secret@") + SECRET
    sent = Webhook(url, pause=0).send(NEWS) if step == "webhook" else Ping(url).ended(3, "bad")
    assert not sent.done
    assert sent.trouble.startswith("127.0.0.1: ")
    assert "secret" not in sent.trouble + caplog.text


def test_an_answer_without_end_is_not_waited_for(listener):
    """Each byte comes soon after the last: only a bound on the whole ends it."""
    listener.drip = True
    assert Ping(listener.url, seconds=0.3).started().trouble == "127.0.0.1: no answer in 0.3 s"
    assert not webhook(listener.url, seconds=0.2).send(NEWS).done


def test_the_log_does_not_tell_where_we_post(listener, caplog):
    caplog.set_level(logging.DEBUG)
    assert webhook(listener.url).send(NEWS).done
    assert Ping(listener.url + SECRET).started().done
    assert "secret" not in caplog.text


def test_a_ping_says_start_good_and_how_bad(listener):
    ping = Ping(f"{listener.url}/uuid/?rid=1")
    assert all(
        sent.done for sent in (ping.started(), ping.ended(0, "all good"), ping.ended(3, "1 bad"))
    )
    assert listener.paths == ["/uuid/start?rid=1", "/uuid/?rid=1", "/uuid/3?rid=1"]
    assert [body for _, body, _ in listener.heard] == [b"", b"all good", b"1 bad"]


def test_a_long_summary_is_cut_between_letters(listener):
    Ping(listener.url).ended(0, "é" * 9_999 + "\ud800")
    body = listener.heard[0][1]
    assert len(body) <= LARGEST
    assert set(body.decode()) == {"é"}


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://x.example/", "https:///path", "x.example", "http://x:99999/", "", "http://a\nb/"],
)  # fmt: skip
def test_only_the_web_is_posted_to(url):
    with pytest.raises(ValueError, match="begins with http") as error:
        checked(url)
    assert not url or url not in str(error.value)
