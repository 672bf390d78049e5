"""A vacancy that comes back long after it was closed is another one: a repost of the first."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

Row = Mapping[str, Any]

#: From so many days after the older postings closed on, a posting opens a new offer.
LONG_CLOSED = 120


def part_reposts(
    parts: Sequence[list[int]], rows: Mapping[int, Row], together: Callable[[int], Sequence[int]]
) -> tuple[list[list[int]], dict[int, int]]:
    """Cut each part where all was closed for long, and tell which piece is a repost of which.

    The pieces are numbered as they are returned. TOGETHER names whom people put together with a
    posting: there nothing is cut.
    """
    pieces: list[list[int]] = []
    older: dict[int, int] = {}
    for part in parts:
        for nth, piece in enumerate(_pieces(part, rows, together)):
            if nth:
                older[len(pieces)] = len(pieces) - 1
            pieces.append(piece)
    return pieces, older


def _pieces(
    part: list[int], rows: Mapping[int, Row], together: Callable[[int], Sequence[int]]
) -> list[list[int]]:
    """Cut PART, the oldest piece first; a posting that is still open keeps all after it."""
    if len(part) == 1:
        return [part]
    in_time = sorted(part, key=lambda p: (_opened(rows[p]), rows[p]["source"], rows[p]["ref"]))
    pieces = [in_time[:1]]
    closed = _closed(rows[in_time[0]])
    for at, posting in enumerate(in_time[1:], 1):
        if (_opened(rows[posting]) - closed).days > LONG_CLOSED and not _joined(
            in_time[:at], in_time[at:], together
        ):
            pieces.append([])
        pieces[-1].append(posting)
        closed = max(closed, _closed(rows[posting]))
    return [[p for p in part if p in piece] for piece in map(set, pieces)]


def _joined(before: list[int], after: list[int], together: Callable[[int], Sequence[int]]) -> bool:
    later = set(after)
    return any(later.intersection(together(p)) for p in before)


def _opened(row: Row) -> date:
    return date.fromisoformat((row["published_on"] or row["first_seen"])[:10])


def _closed(row: Row) -> date:
    """Read the day a posting was shut by its source, or its deadline, what came first; else it never closed."""
    days = [row[name][:10] for name in ("closed_on", "deadline_on") if row[name]]
    return date.fromisoformat(min(days)) if days else date.max
