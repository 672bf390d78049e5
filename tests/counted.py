"""Offers made by chance, as facts to count from, and what a textbook counts of them."""

import random
from collections import Counter
from datetime import date, timedelta

TODAY = date(2026, 11, 21)
SECTORS = ("it", "telecom", "banking", None)
REGIONS = ("01", "04", "06", None)
CONTRACTS = ("cdi", "cdd", "stage", "stage_pfe", None)
SKILLS = ("python", "sql", "excel", "word")
DAYS = [TODAY - timedelta(days=n) for n in range(20)][::-1]


def fact(chance: random.Random, offer: int) -> dict:
    """Make one offer: some were open long before they were seen, some are open still."""
    seen = TODAY - timedelta(days=chance.randrange(100))
    closed = seen + timedelta(days=int(chance.expovariate(1 / 25)))
    paid = chance.random() < 0.4
    pay = chance.randrange(30, 150) * 100
    return {
        "offer": offer,
        "opened_on": str(seen - timedelta(days=chance.choice((0, 0, 0, 3, 12)))),
        "first_seen_on": str(seen),
        "closed_on": str(closed) if closed <= TODAY else None,
        "region_code": chance.choice(REGIONS),
        "city_code": chance.choice(("rabat", "tanger", None)),
        "sector_code": chance.choice(SECTORS),
        "contract_code": chance.choice(CONTRACTS),
        "occupation_code": chance.choice(("it", "finance")),
        "remote_code": chance.choice(("remote", "hybrid", "onsite", None)),
        "experience_min": chance.choice((None, 0, 1, 2, 3, 5, 8)),
        "employer": chance.choice((1, 2, 3, None)),
        "is_agency": chance.choice((0, 1, None)),
        "pay_min": pay if paid else None,
        "pay_max": pay + 1000 if paid and chance.random() < 0.5 else None,
        "sources": 1,
    }


def months(facts, skills):
    """What the road keeps beside the skills: a skill without a name is any."""
    found = Counter(
        (f["opened_on"][:7], skill) for f in facts for skill in ([*skills[f["offer"]], ""] if skills[f["offer"]] else [])
    )  # fmt: skip
    return [{"month": m, "skill_code": s, "offers": n} for (m, s), n in found.items()]


def survival(facts) -> dict[int, float]:
    """Kaplan and Meier with delayed entry, day by day, as the textbook has it: {day: share still open}."""
    lives = []
    for f in facts:
        opened, seen = date.fromisoformat(f["opened_on"]), date.fromisoformat(f["first_seen_on"])
        end = date.fromisoformat(f["closed_on"]) if f["closed_on"] else TODAY
        lives.append(((seen - opened).days, (end - opened).days, f["closed_on"] is not None))
    share, found = 1.0, {}
    for day in range(max(end for _, end, _ in lives) + 1):
        risk = sum(seen <= day <= end for seen, end, _ in lives)
        gone = sum(end == day and closed for _, end, closed in lives)
        share *= 1 - gone / risk if risk else 1
        found[day] = share
    return found
