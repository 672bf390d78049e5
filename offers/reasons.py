"""The reasons of a merge, as sentences in French, Arabic or English: for the pages and for the desk."""

import json
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("fr", "ar", "en")
WORDS = Path(__file__).with_name("words")


@cache
def catalogue(lang: str) -> dict[str, str]:
    """Return every sentence in LANG by its key: ``why_`` and the name of a feature or veto, and more."""
    return json.loads((WORDS / f"reasons_{lang}.json").read_text("utf-8"))


def say(lang: str, key: str, **values: Any) -> str:
    """Say the sentence of KEY; an unknown key raises KeyError.

    >>> say("en", "verdict_same", percent=97)
    'One vacancy: 97% sure.'
    """
    return catalogue(lang)[key].format(**values)


def sentences(lang: str, why: str) -> list[dict[str, Any]]:
    """Say each reason of WHY, as dedupe.score wrote it; one we have no sentence for is named.

    >>> sentences("en", '[{"feature": "title_same", "value": 1, "weight": 2.0}, {"feature": "moon", "weight": -1}]')
    [{'says': 'The titles are the same.', 'speaks_for': True}, {'says': 'Another clue: moon.', 'speaks_for': False}]
    >>> sentences("en", '[{"feature": "text_within", "value": 0.94, "weight": 1.9}]')[0]["says"]
    '94% of the shorter text is in the longer.'
    """
    return [_sentence(lang, reason) for reason in _read(why)]


def kind(lang: str, name: str | None) -> str:
    """Say what kind of copy a link is; nothing where that is not known.

    >>> kind("en", "temporal"), kind("en", None)
    ('posted again', '')
    """
    return say(lang, f"kind_{name}") if f"kind_{name}" in catalogue(lang) else ""


def _read(why: str) -> list[dict[str, Any]]:
    try:
        reasons = json.loads(why)
    except ValueError:
        return []
    return [r for r in reasons if isinstance(r, dict)] if isinstance(reasons, list) else []


def _sentence(lang: str, reason: dict[str, Any]) -> dict[str, Any]:
    name = str(reason.get("feature") or reason.get("veto") or "?")
    key = f"why_{name}" if f"why_{name}" in catalogue(lang) else "why_other"
    value, weight = reason.get("value", 1), reason.get("weight", reason.get("points", 0))
    share = value if isinstance(value, int | float) else 1
    return {
        "says": say(lang, key, name=name, percent=round(100 * share)),
        "speaks_for": "veto" not in reason and isinstance(weight, int | float) and weight > 0,
    }
