"""The reasons of a merge, as sentences in French, Arabic or English: for the pages and for the desk."""

import json
from datetime import date
from pathlib import Path
from typing import Any

from offers.speech import catalogue

#: Features of the days alone: told by the count, where it is known.
BY_DAYS = {"days_near", "days_far"}
WORDS = Path(__file__).with_name("words")


def say(lang: str, key: str, **values: Any) -> str:
    """Say the sentence of KEY; ``n`` chooses the plural form; an unknown key raises KeyError.

    >>> say("en", "verdict_same", percent=97)
    'One vacancy: 97% sure.'
    """
    return catalogue(WORDS, lang).say(key, **values)


def sentences(lang: str, why: str, days: int | None = None) -> list[dict[str, Any]]:
    """Say each reason of WHY, as dedupe.score wrote it, and the DAYS between the two publications.

    One that we have no sentence for is named. Days weigh little or nothing, and are told all the
    same: that sentence speaks neither for nor against.

    >>> sentences("en", '[{"feature": "title_same", "value": 1, "weight": 2.0}, {"feature": "moon", "weight": -1}]')
    [{'says': 'The titles name the same work.', 'weighs': '+2.00', 'speaks_for': True}, {'says': 'Another clue: moon.', 'weighs': '-1.00', 'speaks_for': False}]
    >>> for said in sentences("fr", '[{"feature": "text_within", "value": 0.94, "weight": 1.79}]', days=12):
    ...     print(said["weighs"] or "(not weighed)", said["says"])
    0,94 × 1,90 = +1,79 94 % du texte le plus court se trouve dans le plus long.
    (not weighed) Elles ont été publiées à 12 jours d’intervalle.
    """
    reasons = _read(why)
    said = [_sentence(lang, reason, days) for reason in reasons]
    if days is not None and not any(_name(reason) in BY_DAYS for reason in reasons):
        said.append({"says": apart(lang, days), "weighs": "", "speaks_for": None})
    return said


def apart(lang: str, days: int) -> str:
    """Say how many DAYS lie between two publications.

    >>> apart("en", 0), apart("en", 1), apart("ar", 2)
    ('They were published the same day.', 'They were published one day apart.', 'بين نشرهما يومان.')
    """
    return say(lang, "days_apart", n=days) if days else say(lang, "days_none")


def days_between(left: str | None, right: str | None) -> int | None:
    """Count the days between two days or moments of ISO 8601; None where one is unknown.

    >>> days_between("2026-11-14", "2026-11-02T08:00:00"), days_between(None, "2026-11-02")
    (12, None)
    """
    if not left or not right:
        return None
    return abs((date.fromisoformat(left[:10]) - date.fromisoformat(right[:10])).days)


def kind(lang: str, name: str | None) -> str:
    """Say what kind of copy a link is; nothing where that is not known.

    >>> kind("en", "temporal"), kind("en", None)
    ('posted again', '')
    """
    return say(lang, f"kind_{name}") if f"kind_{name}" in catalogue(WORDS, lang).forms else ""


def _read(why: str) -> list[dict[str, Any]]:
    try:
        reasons = json.loads(why)
    except ValueError:
        return []
    return [r for r in reasons if isinstance(r, dict)] if isinstance(reasons, list) else []


def _name(reason: dict[str, Any]) -> str:
    return str(reason.get("feature") or reason.get("veto") or "?")


def _sentence(lang: str, reason: dict[str, Any], days: int | None) -> dict[str, Any]:
    name = _name(reason)
    key = f"why_{name}" if f"why_{name}" in catalogue(WORDS, lang).forms else "why_other"
    value, weight = _number(reason.get("value", 1)), _number(reason.get("weight", 0))
    counted = days is not None and name in BY_DAYS
    return {
        "says": apart(lang, days or 0)
        if counted
        else say(lang, key, name=name, percent=round(100 * value)),
        "weighs": _weighs(lang, value, weight) if weight else "",
        "speaks_for": name == "people" or ("veto" not in reason and weight > 0),
    }


def _number(said: Any) -> float:
    return said if isinstance(said, int | float) else 1


def _weighs(lang: str, value: float, weight: float) -> str:
    """Write what a reason counts; where it holds in part, as its value times its weight."""
    whole = f"{weight:+.2f}"
    if value not in (0, 1):
        whole = f"{value:.2f} × {weight / value:.2f} = {whole}"
    return whole.replace(".", say(lang, "decimal"))
