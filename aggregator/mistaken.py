"""A pair that was judged wrongly, in the lines that the desk prints."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from aggregator.evaluating import Mistake
from aggregator.naming import printable
from aggregator.telling import reasons

#: So many reasons are told of each mistake.
MOST = 6


def told(number: int, mistake: Mistake) -> Iterator[str]:
    """Say what people say and what was found, both postings, and the weightiest reasons."""
    label = "missed, people say same" if mistake.same else "merged, people say different"
    vetoed = any("veto" in reason for reason in mistake.why)
    yield f"\n{number}. {label}: " + ("a veto" if vetoed else f"score {mistake.score:.2f}")
    for side in (mistake.left, mistake.right):
        yield f"   {_posting(side)}"
    for line in islice(reasons("en", mistake.why), MOST):
        yield f"   {line}"


def _posting(side: dict[str, Any]) -> str:
    words = [side.get("title"), side.get("company"), side.get("city")]
    told = ", ".join(printable(str(word or "?")) for word in words)
    return f"{told} ({printable(side['source'])})"
