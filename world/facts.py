"""The facts of a vacancy: what every careful telling of it keeps, in any language and wording."""

from datetime import date
from random import Random
from typing import NamedTuple

from world.employers import Employer
from world.prose import phrases
from world.slugs import slug

#: What a text may tell beside its sentences, and how often in a hundred; the order of the text.
TOLD = {
    "tools": 55, "posts": 60, "pay": 60, "hours": 15, "start": 15, "until": 35, "ref": 60, "mail": 35,
    "link": 10,
}  # fmt: skip
#: Those that a shortened text has still.
SHORT = frozenset(("tools", "posts", "pay", "until"))
#: Of a hundred facts that a text tells, those that a retelling in other words forgets.
FORGOTTEN = 15
HOURS = ("8h30 - 17h30", "9h - 18h", "8h - 16h", "7h - 15h", "10h - 19h", "14h - 22h", "6h - 14h")


class Facts(NamedTuple):
    """Hold what is so of a vacancy, in whatever words."""

    tools: tuple[str, ...]
    posts: int
    pay: tuple[int, int] | None
    hours: str
    start: date
    until: date
    ref: str | None
    mail: str
    link: str


def told(rng: Random) -> frozenset[str]:
    """Choose which facts the text of a vacancy tells."""
    return _SETS[
        sum(1 << at for at, often in enumerate(TOLD.values()) if rng.random() * 100 < often)
    ]


def forgotten(rng: Random) -> frozenset[str]:
    """Choose which facts a retelling in other words leaves out."""
    return _SETS[sum(1 << at for at in range(len(TOLD)) if rng.random() * 100 < FORGOTTEN)]


#: Every set there is, once: a million vacancies share them.
_SETS = tuple(
    frozenset(what for at, what in enumerate(TOLD) if bits >> at & 1)
    for bits in range(1 << len(TOLD))
)


def lines(
    facts: Facts, names: frozenset[str], language: str, wording: int
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Say the facts that NAMES: those that belong to the profile, and those that end the text."""
    said = {
        name: phrases(f"fact_{name}", language, wording)[0].format(**words)
        for name in TOLD
        if name in names and (words := _words(name, facts))
    }
    tools = said.pop("tools", "")
    return (tools,) if tools else (), tuple(said.values())


def _words(name: str, facts: Facts) -> dict[str, str] | None:
    """Fill what the sentence about the fact NAME leaves open; None: there is no such fact."""
    match name:
        case "tools":
            return {"tools": ", ".join(facts.tools)}
        case "posts":
            return {"posts": str(facts.posts)} if facts.posts > 1 else None
        case "pay":
            low, high = facts.pay or (0, 0)
            return {"low": grouped(low), "high": grouped(high)} if facts.pay else None
        case "hours":
            return {"hours": facts.hours}
        case "start" | "until":
            return {name: f"{getattr(facts, name):%d/%m/%Y}"}
        case "ref":
            return {"reference": facts.ref} if facts.ref else None
        case _:
            said = getattr(facts, name)
            return {name: said} if said else None


def grouped(number: int) -> str:
    """Write NUMBER as people do here.

    >>> grouped(12500)
    '12 500'
    """
    return f"{number:,}".replace(",", " ")


def link(employer: Employer, number: int) -> str:
    """Give the address where to apply for the opening that EMPLOYER numbers NUMBER.

    >>> from world.employers import employers
    >>> link(employers(Random(7), 150)["calls"][0], 4117)
    'https://carrieres.allo-rive.example/postes/4117'
    """
    return f"https://carrieres.{slug(employer.group)}.example/postes/{number}"
