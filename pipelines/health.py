"""What a run is worth beside the runs before it: a judgement of rows, without a clock and without SQL.

A row is a run as the table runs keeps it; RUNS BEFORE are its source's, the newest first.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import takewhile
from math import exp, lgamma, log
from statistics import median
from typing import Any

Row = Mapping[str, Any]
Pool = list[tuple[int, dict[str, int]]]

#: Every verdict a run may have, and what it means.
VERDICTS = {
    "good": "it went as its runs go",
    "silent": "its list named nothing, and should have",
    "shrunken": "its list named less than half of what it named before",
    "blind": "a field that its postings had is no longer found in them",
    "slow": "its site answers three times slower than before",
    "refused": "the site, or its robots.txt, refused us",
    "layout": "its pages cannot be believed: an outage, or a new layout",
    "broken": "no list could be read, or for long not to its end",
}
#: What an outcome says by itself; of the others the runs before decide.
PLAIN = {
    "blocked": "refused",
    "robots": "refused",
    "drift": "layout",
    "network": "broken",
    "limit": "broken",
    "crash": "broken",
}
#: Runs that gave what there is: they tell what is usual, whatever was thought of them.
GAVE = ("ok", "incomplete")
#: A run that the operator stopped, or that goes on, is no evidence.
NO_EVIDENCE = ("interrupted", None)
#: So many runs tell what is usual; a judgement looks so many back.
USUAL, BACK = 10, 40
#: Fewer postings than that come and go by chance.
FEW = 5
#: A list that names less than this share of the usual is shrunken.
SHRUNKEN = 0.5
#: A field is lost that so much less of the postings have …
LOST = 0.3
#: … of the newest so many postings at least, since a total loss shows in few and a partial one in more …
ENOUGH = (20, 60)
#: … measured by so many before, where there are as many …
MANY = 100
#: … and if chance gives as few less often than so: 30 points alone cry wolf once in fifty runs, so in 2,000.
CHANCE = 1 / 1000
#: Slow is so many times the usual time a request, by so much at least, and by so much in all.
TIMES, SECONDS, IN_ALL = 3, 0.5, 5
#: So many lists in a row that did not come to their end are no accident.
UNFINISHED = 3


@dataclass(frozen=True)
class Judged:
    """What a run is worth, and why in a sentence of ours."""

    verdict: str
    why: str | None = None

    @property
    def good(self) -> bool:
        return self.verdict == "good"


def judge(run: Row, before: Sequence[Row]) -> Judged | None:
    """Judge RUN by the runs BEFORE it; None where it is no evidence.

    >>> whole = {"outcome": "ok", "listed": 100, "requests": 9}
    >>> judge(whole | {"listed": 40}, [whole] * 3)
    Judged(verdict='shrunken', why='its list named 40 postings, where 100 are usual')
    >>> judge({"outcome": "blocked", "cause": "status 403"}, [])
    Judged(verdict='refused', why='status 403')
    """
    if run["outcome"] in NO_EVIDENCE:
        return None
    if verdict := PLAIN.get(run["outcome"]):
        return Judged(verdict, run.get("cause"))
    gave = [one for one in before[:BACK] if one["outcome"] in GAVE]
    for verdict, found in CHECKS:
        if why := found(run, gave):
            return Judged(verdict, why)
    return Judged("good")


def verdict_of(run: Row) -> str | None:
    """Return the verdict of RUN, also of one from before verdicts; None where it is no evidence."""
    if run["outcome"] in NO_EVIDENCE:
        return None
    plain = PLAIN | {"empty": "silent"}
    return run.get("verdict") or plain.get(run["outcome"], "good")


def bad_in_a_row(rows: Iterable[Row]) -> int:
    """Count how many of the newest of ROWS, the newest first, are not good; what is no evidence is passed over.

    >>> bad_in_a_row([{"outcome": o} for o in (None, "blocked", "interrupted", "drift", "ok", "crash")])
    2
    """
    told = (verdict for row in rows if (verdict := verdict_of(row)))
    return sum(1 for _ in takewhile(lambda verdict: verdict != "good", told))


def silent(run: Row, gave: Sequence[Row]) -> str | None:
    """Say that the list of RUN named nothing, where that is news.

    Where the site itself says that it has none, a handful may have gone.
    """
    usual = _usual_listed(gave)
    if run["listed"]:
        return None
    if not usual:  # none ever named any, and this one does not say that it has none: is it read?
        return "its list named nothing, nor did any before" if run["outcome"] != "ok" else None
    if run["outcome"] == "ok" and usual < FEW:
        return None
    return f"its list named nothing, where {usual:g} postings are usual"


def shrunken(run: Row, gave: Sequence[Row]) -> str | None:
    """Say that the list of RUN is less than half as long as usual, and more than a handful shorter."""
    usual, listed = _usual_listed(gave), run["listed"]
    if run.get("left") or not listed or usual - listed < FEW or listed >= SHRUNKEN * usual:
        return None
    return f"its list named {listed} postings, where {usual:g} are usual"


def blind(run: Row, gave: Sequence[Row]) -> str | None:
    """Name the fields that the postings read of late lack, and those read before had."""
    read = [_pooled(one) for one in (run, *gave) if one.get("read") and one.get("coverage")]
    for enough in ENOUGH:
        late, before = _late_and_before(read, enough)
        fields = sorted({field for _, had in late for field in had})
        if lost := [fall for field in fields if (fall := _fall(field, late, before))]:
            return "; ".join(lost)
    return None


def slow(run: Row, gave: Sequence[Row]) -> str | None:
    """Say that the requests of RUN took far longer than usual."""
    paces = [pace for one in gave if (pace := _pace(one)) is not None]
    pace, usual = _pace(run), _usual(paces)
    if pace is None or not paces:
        return None
    more = pace - usual
    if pace <= TIMES * usual or more < SECONDS or more * run["requests"] < IN_ALL:
        return None
    return f"a request took {pace:.1f} s, where {usual:.1f} s are usual"


def unfinished(run: Row, gave: Sequence[Row]) -> str | None:
    """Say that the list of RUN, like those before it, did not come to its end, where once it did.

    One page that fails is an accident, and a list that never ends is known: neither is news.
    """
    lists = [one["outcome"] for one in (run, *gave) if not one.get("left")]
    row = len(list(takewhile(lambda outcome: outcome == "incomplete", lists)))
    if run["outcome"] != "incomplete" or row < UNFINISHED or "ok" not in lists:
        return None
    return f"its list was not read to its end for {row} runs; the last time: {run.get('cause')}"


#: What the runs before may show of a run, the gravest first.
CHECKS: tuple[tuple[str, Callable[[Row, Sequence[Row]], str | None]], ...] = (
    ("silent", silent),
    ("shrunken", shrunken),
    ("blind", blind),
    ("broken", unfinished),
    ("slow", slow),
)


def _usual_listed(gave: Sequence[Row]) -> float:
    """Return how many postings are usual; a list that was left at what we hold does not tell."""
    return _usual([one["listed"] for one in gave if not one.get("left")])


def _usual(told: Sequence[float]) -> float:
    """Return the median of what the last runs TOLD, the newest first; 0 where none did.

    Where few are known the oldest stands for those before it, so that one bad run is not the half
    of all we know.

    >>> _usual([40, 100]), _usual([40] * 6 + [100] * 9), _usual([])
    (100.0, 40.0, 0)
    """
    last = list(told[:USUAL])
    return median(last + last[-1:] * (USUAL - len(last))) if last else 0


def _pace(run: Row) -> float | None:
    seconds, requests = run.get("seconds"), run.get("requests")
    return seconds / requests if seconds is not None and requests else None


def _pooled(run: Row) -> tuple[int, dict[str, int]]:
    return run["read"], json.loads(run["coverage"])


def _late_and_before(read: Pool, enough: int) -> tuple[Pool, Pool]:
    """Part READ, newest first: the newest runs that read ENOUGH, and those they are compared with."""
    late = _newest(read, enough)
    older = read[len(late) :]
    before = older[:USUAL]
    if sum(n for n, _ in before) < MANY:  # runs that read little tell little: look further back
        before = _newest(older, MANY) or older
    return (late, before) if sum(n for n, _ in before) >= enough else ([], [])


def _newest(read: Pool, enough: int) -> Pool:
    """Return the newest of READ that are ENOUGH postings together; none where all are not."""
    taken = 0
    for number, (postings, _) in enumerate(read, start=1):
        taken += postings
        if taken >= enough:
            return read[:number]
    return []


def _fall(field: str, late: Pool, before: Pool) -> str | None:
    """Say from what to what FIELD fell, where that is a loss and no chance."""
    had, of = _share(field, late)
    had_before, of_before = _share(field, before)
    if not of or not of_before or had_before / of_before - had / of < LOST - 1e-9:
        return None
    if (
        _chance(had, of, (had + had_before) / (of + of_before)) > CHANCE
    ):  # as if nothing had changed
        return None
    return f"{field} is known of {had / of:.0%}, before of {had_before / of_before:.0%}"


def _share(field: str, pool: Pool) -> tuple[int, int]:
    """Count the postings of POOL that had FIELD, of those of which it was asked."""
    asked = [(read, had[field]) for read, had in pool if field in had]
    return sum(had for _, had in asked), sum(read for read, _ in asked)


def _chance(had: int, of: int, share: float) -> float:
    """Return how likely it is that at most HAD of OF postings have what a SHARE of all have.

    >>> round(_chance(10, 20, 0.5), 3), round(_chance(4, 20, 0.5), 4), _chance(14, 20, 1) < 1e-30
    (0.588, 0.0059, True)
    """
    yes, no = log(share), log(max(1 - share, 1e-12))
    ways = lgamma(of + 1)
    return sum(
        exp(ways - lgamma(k + 1) - lgamma(of - k + 1) + k * yes + (of - k) * no)
        for k in range(had + 1)
    )
