"""A run is judged by the runs before it: what is bad, what is chance, and what is no evidence."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.closing import BELIEVED, HANDFUL
from pipelines.covered import FIELDS
from pipelines.health import BACK, PLAIN, UNFINISHED, VERDICTS, bad_in_a_row, judge
from pipelines.verdict import OUTCOMES
from tests.test_store import Site, posting


def ran(listed=100, outcome="ok", requests=50, seconds=110.0, read=0, share=1.0, **more):
    """A run as its row tells it; SHARE of the postings read had an employer."""
    had = {"title": read, "employer": round(share * read)}
    coverage = json.dumps(had) if read else None
    cause = None if outcome == "ok" else f"the cause of {outcome}"
    told = {"outcome": outcome, "cause": cause, "listed": listed, "left": 0}
    return (
        told | {"requests": requests, "seconds": seconds, "read": read, "coverage": coverage} | more
    )


def verdict(run, before):
    judged = judge(run, before)
    return judged and judged.verdict


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_has_a_verdict_or_is_no_evidence(outcome):
    judged = judge(ran(0, outcome), [ran()] * 3)
    assert judged is None if outcome == "interrupted" else judged.verdict in VERDICTS
    assert set(PLAIN) < set(OUTCOMES) and set(PLAIN.values()) < set(VERDICTS)


@pytest.mark.parametrize(
    "listed, before, expected",
    [
        (0, [100] * 3, "silent"),
        (0, [0] * 10, "good"),  # a source that may be empty, and is
        (0, [], "good"),  # nothing to compare with
        (49, [100] * 3, "shrunken"),
        (50, [100] * 3, "good"),
        (100, [10] * 3, "good"),
        (1, [4] * 9, "good"),  # three filled posts are no news
        (49, [100] * 6 + [40] * 5, "shrunken"),
        (40, [40] * 6 + [100] * 5, "good"),  # it is smaller now
        (40, [100] * 10 + [10_000] * 9, "shrunken"),
    ],
)
def test_a_list_is_measured_by_the_lists_before(listed, before, expected):
    assert verdict(ran(listed), [ran(n) for n in before]) == expected


def test_it_says_the_numbers():
    assert judge(ran(40), [ran(120)]).why == "its list named 40 postings, where 120 are usual"


def test_an_empty_list_is_news_unless_the_site_says_that_a_handful_is_gone():
    assert verdict(ran(0, "empty"), [ran(2)]) == "silent"
    assert verdict(ran(0, "ok"), [ran(2)]) == "good"
    assert verdict(ran(0, "ok"), [ran(60)]) == "silent"


def test_a_list_left_at_what_we_hold_is_not_measured_and_measures_nothing():
    assert verdict(ran(20, left=1), [ran()] * 3) == "good"
    assert verdict(ran(20), [ran(20, left=1)] * 9 + [ran()]) == "shrunken"


@pytest.mark.parametrize(
    "late, before, expected",
    [
        ([(60, 0.6)], [(200, 0.9)], "blind"),
        ([(60, 0.65)], [(200, 0.9)], "good"),  # less than 30 points
        ([(20, 0)], [(100, 0.9)], "blind"),
        ([(19, 0)], [(100, 0.9)], "good"),  # too few to say
        ([(20, 0.6)], [(100, 0.9)], "good"),  # chance gives as few now and then
        ([(30, 0.6), (30, 0.6)], [(100, 0.9)], "blind"),  # … but not of more
        ([(20, 0)], [(100, 0.25)], "good"),  # it never had much of it
        ([(5, 0), (5, 0), (10, 0)], [(100, 0.9)], "blind"),  # few a run, enough together
        ([(5, 0), (5, 1), (10, 1)], [(100, 0.9)], "good"),
        ([(20, 0)], [(1, 1)] * 19, "good"),
        ([(20, 0)], [(1, 1)] * 20, "blind"),
    ],
)
def test_a_lost_field_is_found_in_postings_enough(late, before, expected):
    runs = [ran(read=n, share=share) for n, share in late + before]
    assert verdict(runs[0], runs[1:]) == expected


def test_it_names_the_field_and_how_far_it_fell():
    why = judge(ran(read=50, share=0.1), [ran(read=200, share=0.94)]).why
    assert why == "employer is known of 10%, before of 94%"


def test_a_field_that_was_not_counted_before_is_not_lost():
    old = ran(read=100) | {"coverage": json.dumps({"title": 100, "colour": 100})}
    assert verdict(ran(read=100, share=0), [old]) == "good"


@pytest.mark.parametrize(
    "seconds, requests, expected",
    [(340, 50, "slow"), (320, 50, "good"), (6, 1, "good"), (14, 2, "slow"), (None, 9, "good")],
)
def test_slow_is_three_times_the_usual_and_felt(seconds, requests, expected):
    before = [ran(), ran(seconds=None), ran(requests=0)]
    assert verdict(ran(seconds=seconds, requests=requests), before) == expected


def test_a_fast_site_is_not_slow_by_a_blink():
    before = [ran(seconds=1.0)] * 3
    assert verdict(ran(seconds=20.0), before) == "good", "0.4 s a request"


def test_one_page_that_fails_is_an_accident_and_a_list_that_never_ends_is_known():
    cut = ran(90, "incomplete")
    for known in range(UNFINISHED - 1):
        assert verdict(cut, [cut] * known + [ran()]) == "good"
    judged = judge(cut, [cut] * (UNFINISHED - 1) + [ran()])
    assert judged.verdict == "broken" and "for 3 runs; the last time: the cause" in judged.why
    assert verdict(cut, [cut] * 20) == "good"
    assert verdict(ran(40, "incomplete"), [ran()]) == "shrunken"


def test_rows_from_before_these_columns_are_borne():
    old = {"outcome": "ok", "cause": None, "listed": 80, "requests": 9, "read": 0, "left": None}
    old |= {"seconds": None, "coverage": None, "verdict": None}
    assert verdict(ran(70, read=50), [old] * 12) == "good"
    assert verdict(ran(30, read=50), [old] * 12) == "shrunken"


RUNS = st.builds(
    ran,
    listed=st.integers(0, 300),
    outcome=st.sampled_from([*OUTCOMES, None]),
    requests=st.integers(0, 400),
    seconds=st.none() | st.floats(0, 5000),
    read=st.integers(0, 300),
    share=st.floats(0, 1),
    left=st.sampled_from([0, 1, None]),
)
HISTORY = st.lists(RUNS, max_size=BACK)


@given(RUNS, HISTORY)
def test_every_run_has_a_verdict_and_what_is_bad_a_reason(run, before):
    judged = judge(run, before)
    assert judged is None or (judged.verdict in VERDICTS and judged.good == (judged.why is None))
    assert (judged is None) == (run["outcome"] in ("interrupted", None))


@given(
    RUNS, st.lists(RUNS, max_size=12), st.integers(0, 12), st.sampled_from(["interrupted", None])
)
def test_a_run_that_was_stopped_changes_nothing(run, before, at, outcome):
    with_it = [*before[:at], ran(1, outcome, read=300, share=0), *before[at:]]
    assert judge(run, with_it) == judge(run, before)
    told = [one | {"verdict": verdict(one, [])} for one in with_it]
    assert bad_in_a_row(told) == bad_in_a_row([one for one in told if one["verdict"]])


@given(RUNS, st.integers(1, 12))
def test_what_is_as_ever_is_good(run, times):
    steady = run | {"outcome": "ok"}
    assert verdict(steady, [steady] * times) == "good"


@given(RUNS.filter(lambda run: run["outcome"] in ("ok", "incomplete", "empty")))
def test_a_first_run_has_nothing_to_compare_with(run):
    """But a list that named nothing, and did not say that it has none, is no good one."""
    nothing = not run["listed"] and run["outcome"] != "ok"
    assert verdict(run, []) == ("silent" if nothing else "good")


@given(st.integers(10, 300), st.lists(st.integers(0, 300), max_size=12), st.data())
def test_a_shorter_list_is_never_better(listed, before, data):
    runs = [ran(n) for n in before]
    shorter = data.draw(st.integers(0, listed))
    assert verdict(ran(listed), runs) == "good" or verdict(ran(shorter), runs) != "good"


@pytest.mark.parametrize("read", [2, 10, 30])
def test_what_comes_and_goes_by_chance_is_no_lost_field(read):
    """Half of the postings have an employer: in 1,000 runs one may have few, in a row, by chance."""
    rng, runs = Random(read), []
    alarms = 0
    for _ in range(1000):
        n = rng.randint(0, 2 * read)
        one = ran(read=n, share=sum(rng.random() < 0.5 for _ in range(n)) / max(n, 1))
        alarms += verdict(one, runs[:BACK]) != "good"
        runs.insert(0, one)
    assert alarms <= 3


@given(st.integers(40, 300), st.floats(0.01, 0.4), st.integers(1, 15))
def test_a_smaller_site_is_the_new_normal_after_some_runs_and_not_sooner(usual, share, times):
    runs, smaller = [ran(usual)] * times, ran(max(1, int(usual * share)))
    verdicts = []
    for _ in range(8):
        verdicts.append(verdict(smaller, runs))
        runs = [smaller, *runs]
    bad = verdicts.count("shrunken")
    assert bad in (5, 6) and verdicts == ["shrunken"] * bad + ["good"] * (8 - bad)


@given(st.lists(st.sampled_from(["good", "blind", "refused"]), max_size=20), st.integers(0, 20))
def test_bad_runs_are_counted_from_the_newest(verdicts, at):
    rows = [{"outcome": "ok", "verdict": one} for one in verdicts]
    bad = bad_in_a_row(rows)
    assert "good" not in verdicts[:bad] and (bad == len(rows) or verdicts[bad] == "good")
    assert bad_in_a_row([{"outcome": "blocked"}, *rows]) == bad + 1


def test_rows_without_a_verdict_speak_by_their_outcome():
    outcomes = ["empty", "drift", "interrupted", None, "limit", "incomplete", "crash"]
    assert bad_in_a_row({"outcome": one, "verdict": None} for one in outcomes) == 3
    assert FIELDS.keys() >= {"title", "employer", "city", "text"}


def test_a_site_that_truly_shrank_is_believed_after_a_week_of_good_lists(tmp_path):
    site = Site(tmp_path / "a.db")
    many = [str(n) for n in range(HANDFUL * 2)]
    site.reads(*map(posting, many))
    told = [site.reads(posting("0")) for _ in range(BELIEVED + 1)]
    assert [one.closed for one in told[:-1]] == [0] * BELIEVED
    assert (told[-1].closed, told[-1].withheld) == (len(many) - 1, 0)
