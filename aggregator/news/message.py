"""What is told, in words: plain text, in which nothing that comes from outside can pass for ours."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from aggregator.naming import printable
from aggregator.news.changes import News, State
from offers.clock import moment
from offers.text import squeeze

HEADS = ("source", "last good", "now", "cause", "next step")
#: A cell is cut after so many letters; a table after so many rows.
WIDEST, ROWS = 120, 40
#: Slack and its like read <…> as a link or a call to everybody.
NO_CALLS = str.maketrans("<>", "‹›")


@dataclass(frozen=True)
class Message:
    """A message to the operator: a subject of one line, its text, and the same as data."""

    subject: str
    text: str
    data: dict[str, Any]


def message(news: News) -> Message:
    """Write NEWS down.

    >>> blind = State("rekrute", "blind", "2026-11-21T08:00:00Z", None, "city is gone", "compare the page")
    >>> print(message(News((blind,))).text)
    1 worse
    source  | last good | now                          | cause        | next step
    rekrute | never     | blind since 2026-11-21 09:00 | city is gone | compare the page
    <BLANKLINE>
    """
    parts = (("worse", news.worse), ("good again", news.better), ("still bad", news.still))
    said = [(f"{len(states)} {what}", states) for what, states in parts if states]
    return Message(
        line("aggregator: " + ", ".join(head for head, _ in said)),
        "\n".join(f"{head}\n{table(states)}" for head, states in said),
        {"changed": _data(news.changed), "still": _data(news.still)},
    )


def table(states: Sequence[State]) -> str:
    """Write STATES as a table, a line each; of very many, the first."""
    rows = [HEADS, *(_row(state) for state in states[:ROWS])]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADS))]
    lines = [" | ".join(map(str.ljust, row, widths)).rstrip() for row in rows]
    if more := len(states) - ROWS:
        lines += [f"… and {more} more: aggregator health"] if more > 0 else []
    return "\n".join(lines) + "\n"


def _row(state: State) -> tuple[str, ...]:
    now = f"{state.verdict} since {_when(state.since)}"
    cells = (state.source, _when(state.last_good), now, state.why, state.next_step)
    return tuple(line(cell, WIDEST) for cell in cells)


def _when(stamped: str | None) -> str:
    return f"{moment(stamped):%Y-%m-%d %H:%M}" if stamped else "never"


def _data(states: Iterable[State]) -> list[dict[str, str | None]]:
    return [
        {name: value and line(value, WIDEST) for name, value in asdict(state).items()}
        for state in states
    ]


def line(said: str, longest: int = 200) -> str:
    """Make one line of what was SAID, cut, without what a terminal, a mail's head or a chat would obey.

    >>> line("blind\\r\\nBcc: all\\x1b[2J <!channel>")
    'blind Bcc: all[2J ‹!channel›'
    """
    one = squeeze(printable(squeeze(said[: 10 * longest]))).translate(NO_CALLS)
    return one if len(one) <= longest else one[: longest - 1] + "…"
