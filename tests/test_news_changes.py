"""What is told, when, and in which words: once on a change, daily while it is bad."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from aggregator.news.changes import AGAIN, GOOD, State, Told, news
from aggregator.news.message import ROWS, message
from offers.clock import moment, stamp

NOW = moment("2026-11-21T09:00")
SINCE = "2026-11-20T08:00:00Z"
VERDICTS = (GOOD, "silent", "refused")


def state(verdict: str, source: str = "rekrute", **said) -> State:
    return State(source, verdict, SINCE, **said)


def told(verdict: str, hours: float) -> dict[str, Told]:
    return {"rekrute": Told(verdict, SINCE, stamp(NOW - timedelta(hours=hours)))}


def test_a_source_that_was_never_told_of_and_is_good_is_no_news():
    assert not news([state(GOOD)], {}, NOW)


def test_each_change_is_news_at_once():
    assert news([state("silent")], {}, NOW).worse
    assert news([state("silent")], told("refused", 0.1), NOW).worse
    assert news([state(GOOD)], told("refused", 0.1), NOW).better


def test_what_is_still_bad_is_told_again_after_a_day():
    assert not news([state("silent")], told("silent", 22), NOW)
    again = news([state("silent")], told("silent", 24), NOW)
    assert again.still and not again.changed


def test_what_is_good_again_is_told_once():
    assert not news([state(GOOD)], told(GOOD, 99), NOW)


def test_a_clock_that_was_wrong_does_not_silence_us():
    assert news([state("silent")], told("silent", -9999), NOW).still


def test_a_message_names_all_that_is_bad_so_that_there_is_one_a_day():
    found = news([state("silent"), state("blind", "anapec")], told("silent", 1), NOW)
    assert [s.source for s in found.changed] == ["anapec"]
    assert [s.source for s in found.still] == ["rekrute"]


@given(st.lists(st.tuples(st.integers(1, 30), st.sampled_from(VERDICTS)), max_size=40))
def test_the_operator_knows_the_truth_and_hears_of_it_no_more_than_needed(days):
    """What was told is what is; and there are as many messages as changes and days, no more."""
    known: dict[str, Told] = {}
    now, messages, changes, verdict = NOW, 0, 0, GOOD
    for hours, verdict_now in days:
        now += timedelta(hours=hours)
        changes += verdict_now != verdict
        verdict = verdict_now
        found = news([state(verdict)], known, now)
        messages += bool(found)
        for s in (*found.changed, *found.still):
            known[s.source] = Told(s.verdict, s.since, stamp(now))
        assert (known["rekrute"].verdict if known else GOOD) == verdict
        assert not news([state(verdict)], known, now)
    assert messages <= changes + (now - NOW) / AGAIN


def test_the_message_says_what_was_when_why_and_what_next():
    said = state("refused", last_good=SINCE, why="status 403", next_step="write to the publisher")
    written = message(news([said, state("silent", "anapec")], told("silent", 9), NOW))
    assert written.subject == "aggregator: 2 worse"
    assert (
        "rekrute | 2026-11-20 09:00 | refused since 2026-11-20 09:00 | status 403" in written.text
    )
    assert "anapec  | never            | silent since" in written.text
    assert written.data["changed"][1]["next_step"] == "write to the publisher"


@given(st.text())
def test_foreign_words_cannot_add_a_line_nor_call_anybody(words):
    """A subject is a line; a text has as many lines as sources; a terminal and a chat find no order in it."""
    plain = message(news([state("silent")], {}, NOW))
    hostile = message(news([state("silent", why=words, next_step=words)], {}, NOW))
    assert hostile.subject == plain.subject and hostile.subject.isprintable()
    assert len(hostile.text.splitlines()) == len(plain.text.splitlines())
    assert hostile.text.replace("\n", "").isprintable()
    assert not set("<>") & set(hostile.text)


def test_a_network_that_is_down_is_not_a_message_without_end():
    many = [state("broken", f"s{n:04}", why="x" * 9999) for n in range(500)]
    text = message(news(many, {}, NOW)).text
    assert f"{500 - ROWS} more" in text
    assert len(text) < 20_000


def test_moments_are_told_in_the_operators_time():
    assert isinstance(NOW, datetime) and "09:00" in message(news([state("blind")], {}, NOW)).text
