"""How well an offer fits a CV, as a sum that can be told: what is shared, what is enough, what is missing."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from math import log
from typing import Any, NamedTuple

from datasette_plugins.reading.cv_wanted import Wanted, matched
from datasette_plugins.reading.distance import around
from offers.taxonomy import rows

#: What each part is worth; a part that the visitor says nothing of does not count.
WORTH = {"skills": 50, "work": 20, "diploma": 10, "town": 10, "experience": 5, "languages": 5}
#: Where the offer does not say what it asks, half is given.
UNSAID = 0.5
#: Work of the same function but another trade.
SAME_FUNCTION = 0.6
#: A town this far from one that is wanted is no longer near.
NEAR_KM = 50
#: A missing skill weighs less than a shared one: few people have all that is asked.
MISSING = 0.5
#: One skill shared alone is not all: so much is always missing (the weight of a skill that is neither rare nor common).
REST = 2.0

#: The columns of offers that are compared.
COLUMNS = (
    "id", "skill_codes", "isco_code", "occupation_code", "diploma_code", "city_code", "city_codes", "experience_min",
    "languages_asked", "remote_code",
)  # fmt: skip


class Fit(NamedTuple):
    """Say how well one offer fits: of 100 points, and of each part of WORTH that counts."""

    points: int
    parts: dict[str, float]

    @property
    def is_work(self) -> bool:
        """Tell whether a skill or the work itself is shared, where the visitor named any; else whether anything is."""
        named = [part for part in ("skills", "work") if part in self.parts]
        return any(self.parts[part] for part in named or self.parts)


@dataclass(frozen=True)
class Rarity:
    """Know how rare each skill is among offers: the logarithm of one in how many names it."""

    offers: int = 0
    named: Counter[str] = field(default_factory=Counter)
    weights: dict[str, float] = field(default_factory=dict)

    def __call__(self, skill: str) -> float:
        """Return the weight of SKILL, reckoned once.

        >>> round(Rarity(999, Counter(excel=99))("excel"), 1), round(Rarity(999)("cobol"), 1)
        (2.4, 7.0)
        """
        if skill not in self.weights:
            self.weights[skill] = log((self.offers + 1) / (self.named[skill] + 1)) + 0.1
        return self.weights[skill]


def rarity(skill_codes: Iterable[str | None]) -> Rarity:
    """Count the skills of offers."""
    lists = [skills(codes) for codes in skill_codes]
    return Rarity(len(lists), Counter(code for codes in lists for code in codes))


class Matching:
    """Compare offers with what one visitor can and wants."""

    def __init__(self, wanted: Wanted, rare: Rarity):
        self.wanted = wanted
        self.rare = rare
        self.skills = frozenset(wanted.skill)
        self.near = {
            town: km
            for centre in reversed(wanted.city)
            for town, km in around(centre, NEAR_KM).items()
        } | dict.fromkeys(wanted.city, 0.0)
        trades = {job: _trades()[job] for job in reversed(wanted.job)}
        self.groups = {isco: job for job, (isco, _) in trades.items() if isco}
        self.functions = frozenset(function for _, function in trades.values())

    def fit(self, offer: Mapping[str, Any]) -> Fit:
        """Weigh OFFER: each part from 0 to its worth, the sum as points of 100."""
        asked = {
            "skills": self._skills(offer) if self.skills else None,
            "work": self._work(offer) if self.functions or self.wanted.occupation else None,
            "diploma": self._diploma(offer) if self.wanted.diploma else None,
            "town": self._town(offer) if self.near else None,
            "experience": self._experience(offer) if self.wanted.years is not None else None,
            "languages": self._languages(offer) if self.wanted.speaks else None,
        }
        parts = {name: share * WORTH[name] for name, share in asked.items() if share is not None}
        most = sum(WORTH[name] for name in parts)
        return Fit(round(100 * sum(parts.values()) / most) if most else 0, parts)

    def _skills(self, offer: Mapping[str, Any]) -> float:
        """Weigh what is shared against that and what is missing (Tversky's index), by rarity."""
        shared = missing = 0.0
        for code in skills(offer["skill_codes"]):
            if code in self.skills:
                shared += self.rare(code)
            else:
                missing += self.rare(code)
        return shared / (shared + MISSING * missing + REST)

    def _work(self, offer: Mapping[str, Any]) -> float:
        if self.trade(offer) or offer["occupation_code"] in self.wanted.occupation:
            return 1.0
        return SAME_FUNCTION if offer["occupation_code"] in self.functions else 0.0

    def _diploma(self, offer: Mapping[str, Any]) -> float:
        if offer["diploma_code"] is None:
            return UNSAID
        return float(rank(offer["diploma_code"]) <= rank(self.wanted.diploma))

    def _town(self, offer: Mapping[str, Any]) -> float:
        if offer["remote_code"] == "remote":
            return 1.0
        far = self.distance(offer)
        return 0.0 if far is None else 1 - far[1] / (2 * NEAR_KM)

    def _experience(self, offer: Mapping[str, Any]) -> float:
        if offer["experience_min"] is None:
            return UNSAID
        return float(offer["experience_min"] <= (self.wanted.years or 0))

    def _languages(self, offer: Mapping[str, Any]) -> float:
        asked = languages(offer)
        spoken = [code for code in asked if code in self.wanted.speaks]
        return len(spoken) / len(asked) if asked else UNSAID

    def trade(self, offer: Mapping[str, Any]) -> str | None:
        """Return the trade wanted that OFFER is of; None where it is of none, or that is not known."""
        return self.groups.get(offer["isco_code"])

    def distance(self, offer: Mapping[str, Any]) -> tuple[str, float] | None:
        """Return the town of OFFER that lies nearest to one wanted, and how far; None where none is near."""
        near = [(self.near[city], city) for city in _cities(offer) if city in self.near]
        return (min(near)[1], min(near)[0]) if near else None

    def rarest(self, codes: Iterable[str]) -> list[str]:
        """Order skills, the rarest first."""
        return sorted(codes, key=lambda code: (-self.rare(code), code))


def best(matching: Matching, offers: Sequence[Mapping[str, Any]]) -> list[tuple[int, Fit]]:
    """Order OFFERS by how well they fit, the newest first among equals: [(id, fit)]; other people's work is left out."""
    fits = [(offer["id"], matching.fit(offer)) for offer in offers]
    kept = [(id, fit) for id, fit in fits if fit.is_work]
    return sorted(kept, key=lambda one: (-one[1].points, -one[0]))


@lru_cache(50_000)
def skills(codes: str | None) -> tuple[str, ...]:
    """Read the skills of an offer, without the languages and diplomas among them."""
    known = matched("skill")
    return tuple(code for code in json.loads(codes or "[]") if code in known)


def languages(offer: Mapping[str, Any]) -> tuple[str, ...]:
    """Read the languages that OFFER asks for."""
    return _read(offer["languages_asked"] or "{}")


def _cities(offer: Mapping[str, Any]) -> tuple[str, ...]:
    return _read(offer["city_codes"] or "[]") or (offer["city_code"],)


@lru_cache(10_000)
def _read(codes: str) -> tuple[str, ...]:
    """Read the few lists that offers share."""
    return tuple(json.loads(codes))


@cache
def rank(diploma: str) -> int:
    """Return the step of DIPLOMA on Morocco's ladder.

    >>> rank("bac3") < rank("bac5")
    True
    """
    return next((int(row["rank"]) for row in rows("diplomas") if row["code"] == diploma), 0)


@cache
def _trades() -> dict[str, tuple[str, str]]:
    """Return {trade: (its ISCO group, its function)}."""
    return {row["code"]: (row["isco"], row["occupation"]) for row in rows("isco_titles")}
