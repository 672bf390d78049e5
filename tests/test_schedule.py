"""When a source is read again: by its interval, more seldom where it fails, never before its host allows."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aggregator.sources import known_sources, spider
from offers.clock import MOROCCO, stamp
from pipelines.schedule import EARLY, LONGEST, interval, turn

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=MOROCCO)
OUTCOMES = ("ok", "incomplete", "empty", "drift", "blocked", "robots", "network", "limit",
            "interrupted", "crash", None)  # fmt: skip


def run(hours: float, outcome: str | None = "ok", verdict: str | None = "good") -> dict:
    """A run that began so many HOURS before NOW."""
    return {"started_at": stamp(NOW - timedelta(hours=hours)), "outcome": outcome,
            "verdict": verdict, "cause": None}  # fmt: skip


def bad(*hours: float) -> list[dict]:
    return [run(h, "network", "broken") for h in hours]


histories = st.lists(
    st.builds(
        run,
        st.floats(-48, 2000, allow_nan=False),
        st.sampled_from(OUTCOMES),
        st.sampled_from(("good", "silent", "broken", None)),
    ),
    max_size=12,
)


@pytest.mark.parametrize(
    "runs, every, due",
    [
        ([], "1d", True),
        ([run(1)], "1d", False),
        ([run(23.99)], "1d", True),  # cron is a second early every other day
        ([run(7)], "6h", True),
        ([run(5)], "6h", False),
        ([run(0.2, "interrupted", None), run(30)], "1d", True),  # stopped, or killed: made up for
        ([run(h / 4, "interrupted", None) for h in range(1, 6)], "1d", False),  # but not for ever
        ([run(-3)], "1d", True),  # dated in the future: the clock was set back
        (bad(25, 50), "1d", True),
        (bad(25, 50, 75), "1d", False),  # three times: paused, read every second day
        (bad(49, 75, 100), "1d", True),
        (bad(73, 97, 121, 145), "1d", False),
        (bad(97, 121, 145, 169), "1d", True),
        (bad(*range(100, 3000, 24)), "1d", False),
        (bad(*range(168, 3000, 24)), "1d", True),  # never more seldom than once a week
        ([run(25), *bad(50, 75, 100, 125)], "1d", True),  # good again: at its interval again
    ],
)
def test_a_source_is_due(runs, every, due):
    assert turn(runs, every, NOW).due(NOW) is due


def test_a_source_that_is_paused_says_so():
    paused = turn(bad(25, 50, 75), "1d", NOW)
    assert paused.paused and paused.why == "bad for 3 runs: read every 2 d"


def test_a_host_that_asked_us_to_wait_is_not_asked_before():
    until = NOW + timedelta(hours=2)
    held = turn([run(30)], "1d", NOW, until)
    assert not held.due(NOW) and held.asked and held.due(until)
    assert turn([run(30)], "1d", NOW, NOW - timedelta(hours=1)).due(NOW)


@given(histories, st.sampled_from(("30m", "6h", "1d", "2d")))
def test_no_source_is_forgotten_for_more_than_a_week(runs, every):
    found = turn(runs, every, NOW)
    assert found.at <= NOW + max(LONGEST, interval(every)) + EARLY
    assert turn(runs, every, NOW) == found


@given(histories.filter(bool), st.sampled_from(("6h", "1d")))
def test_one_more_failure_never_makes_a_source_due_earlier(runs, every):
    last = run(0, "network", "broken")
    assert turn([last, *runs], every, NOW).at >= NOW + interval(every) - EARLY


@pytest.mark.parametrize("said", ["", "6", "h", "0h", "6 h", "1w", "-1d", "99999d", "1d\n"])
def test_what_is_no_interval_is_refused(said):
    with pytest.raises(ValueError, match="write 30m, 6h or 1d"):
        interval(said)


@pytest.mark.parametrize("name", known_sources())
def test_every_source_declares_how_often_it_is_read(name):
    assert timedelta(minutes=30) <= interval(spider(name).every) <= LONGEST
