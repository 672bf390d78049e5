"""The reasons of a merge, as sentences in the visitor's language."""

import json
from typing import Any

from datasette_plugins.reading.reader import Reader


def sentences(reader: Reader, why: str) -> list[dict[str, Any]]:
    """Say each reason of WHY, as dedupe.score wrote it; one we have no sentence for is named.

    >>> from datetime import date
    >>> reader = Reader(lang="en", today=date(2026, 11, 21))
    >>> sentences(reader, '[{"feature": "title_same", "value": 1, "weight": 2.0}, {"feature": "moon", "weight": -1}]')
    [{'says': 'The titles are the same.', 'speaks_for': True}, {'says': 'Another clue: moon.', 'speaks_for': False}]
    """
    return [_sentence(reader, reason) for reason in _read(why)]


def _read(why: str) -> list[dict[str, Any]]:
    try:
        reasons = json.loads(why)
    except ValueError:
        return []
    return [r for r in reasons if isinstance(r, dict)] if isinstance(reasons, list) else []


def _sentence(reader: Reader, reason: dict[str, Any]) -> dict[str, Any]:
    name = str(reason.get("feature") or reason.get("veto") or "?")
    key = f"why_{name}"
    says = reader.say(key) if reader.knows(key) else reader.say("why_other", name=name)
    weight = reason.get("weight", reason.get("points", 0))
    return {
        "says": says,
        "speaks_for": "veto" not in reason and isinstance(weight, int | float) and weight > 0,
    }
