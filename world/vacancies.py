"""The vacancies of the world, one after the other, without end: alone or in families of look-alikes."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from world.chance import below, one_of, weighed
from world.employers import Employer, employers
from world.facts import told
from world.prose import Plan, plan
from world.systems import equip
from world.trades import Town, Trade, a_town, some_towns, trades
from world.words import names, table

#: Where a vacancy is first shown: how often in a hundred.
HOMES = {
    "board": 52,
    "office": 22,
    "stage": 13,
    "concours": 8,
    "postes-respo": 3,
    "emploi-sup": 1,
    "experts": 1,
}
#: Look-alikes that are different vacancies: how often in a hundred families.
FAMILIES = {"single": 84, "town": 6, "line": 6, "level": 4}
#: In how many towns one opening is shown at once, town by town; a large employer in more.
SISTERS, MANY_SISTERS = (2, 6), (5, 12)
#: One vacancy in so many that names several towns at once.
SEVERAL = 0.04
#: Of the vacancies of boards and of the public office, those that an agency has, and of these those of two.
AGENCIES, RIVALS = {"board": 0.24, "office": 0.03}, 0.4
POSITIONS = (1, 1, 1, 1, 2, 3, 5, 10, 25)
PUBLIC = ("concours", "postes-respo", "emploi-sup", "experts")


@dataclass(frozen=True, slots=True)
class Vacancy:
    """Hold what is true of a vacancy, whoever shows it."""

    number: int
    family: str  # single, or what sets it apart from its look-alikes: town, line, level
    home: str
    trade: Trade
    employer: Employer
    agency: Employer | None  # who publishes it and hides the employer
    rival: Employer | None  # another agency, with the same mission
    town: Town
    towns: tuple[Town, ...]  # further ones that the same posting names
    abroad: str  # where the work is, if not in Morocco
    level: dict[str, str]
    line: str
    contract: str
    remote: str
    salary: tuple[int, int] | None
    positions: int
    reference: str | None
    language: str
    plan: Plan
    told: frozenset[str]  # which facts the text tells
    salt: int  # what its dates and its number with the employer are made of


class Taken:
    """Remember which spots are taken: one employer never has two vacancies that read as one.

    A spot is what a seeker goes by: who (by group, and by agency), which trade, where; suburbs are
    part of their town. There are
    only so many, and an employer's are the bits of one number, so that memory stays bounded.
    """

    def __init__(self) -> None:
        self._bits: dict[tuple[str, ...], int] = {}
        self._taken: dict[str, int] = {}

    def free(self, vacancy: Vacancy) -> bool:
        """Say whether no vacancy before reads as VACANCY does."""
        spots = self._spots(vacancy)
        return not any(self._taken.get(who, 0) & spots for who in _signers(vacancy))

    def take(self, vacancy: Vacancy) -> None:
        """Take the spots of VACANCY."""
        spots = self._spots(vacancy)
        for who in _signers(vacancy):
            self._taken[who] = self._taken.get(who, 0) | spots

    def _spots(self, vacancy: Vacancy) -> int:
        line = vacancy.line if vacancy.home in PUBLIC else ""  # always said, and in no family
        what = (vacancy.trade.code, str(vacancy.contract == "stage"), line)
        places = [vacancy.abroad] if vacancy.abroad else [t.around for t in every_town(vacancy)]
        return sum(1 << self._bits.setdefault((*what, p), len(self._bits)) for p in places)


def every_town(vacancy: Vacancy) -> tuple[Town, ...]:
    """List the towns that VACANCY is in."""
    return vacancy.town, *vacancy.towns


def _signers(vacancy: Vacancy) -> list[str]:
    every = (vacancy.employer, vacancy.agency, vacancy.rival)
    return [who.group for who in every if who]


def vacancies(rng: Random, count: int) -> Iterator[Vacancy]:
    """Give vacancies without end, hired for by about COUNT employers; a family stands together.

    Of one employer, two in one trade and town are of one family, and told apart by line or level.
    """
    hiring, taken = employers(rng, count), Taken()
    equip(hiring)
    number = 0
    while True:
        one = _vacancy(rng, hiring, number)
        changes = enumerate(_look_alikes(one, rng), number)
        family = [replace(one, number=at, **change) for at, change in changes] or [one]
        if all(map(taken.free, family)):
            for member in family:
                taken.take(member)
            yield from family
            number += len(family)


def _vacancy(rng: Random, hiring: dict[str, list[Employer]], number: int) -> Vacancy:
    home = weighed(rng, HOMES)
    trade = one_of(rng, trades(home))
    employer = _large_first(rng, hiring[trade.field])
    family = weighed(rng, FAMILIES)
    abroad = home == "board" and family == "single" and rng.random() < 0.02
    several = not abroad and home == "board" and family == "single" and rng.random() < SEVERAL
    town = employer.seat if home in PUBLIC or rng.random() < 0.4 else a_town(rng)
    agency, rival = _agencies(hiring["agency"], home, rng)
    house = agency.house if agency else employer.house
    levelled = home == "board" and rng.random() < 0.4
    return Vacancy(
        number=number,
        family=family,
        home=home,
        trade=trade,
        employer=employer,
        agency=agency,
        rival=rival,
        town=town,
        towns=_further(rng, town) if several else (),
        abroad=rng.choice(names()["abroad"]) if abroad else "",
        level=one_of(rng, table("levels")) if levelled else table("levels")[1],
        line=rng.choice(trade.lines) if _has_line(trade, home, rng) else "",
        contract="stage" if home == "stage" else weighed(rng, trade.contracts),
        remote=rng.choices(("no", "hybrid", "yes"), (80, 15, 5))[0]
        if trade.field == "it"
        else "no",
        salary=_pay(trade, rng) if trade.pay and rng.random() < 0.25 else None,
        positions=one_of(rng, POSITIONS),
        reference=_reference(employer, rng),
        language=_language(trade, home, rng),
        plan=plan(trade, house, rng, experienced=home in ("board", "office")),
        told=told(rng),
        salt=1000 + below(rng, 999_000),
    )


def _large_first(rng: Random, hiring: list[Employer]) -> Employer:
    """Choose an employer: few have hundreds of vacancies, most a handful."""
    return hiring[int(len(hiring) * rng.random() ** 2)]


def _agencies(
    every: list[Employer], home: str, rng: Random
) -> tuple[Employer | None, Employer | None]:
    """Choose the agency that has a mission, if one has, and the other that was given it too."""
    if home not in ("board", "office") or rng.random() >= AGENCIES[home]:
        return None, None
    first, second = _large_first(rng, every), _large_first(rng, every)
    return first, second if second is not first and rng.random() < RIVALS else None


def _reference(employer: Employer, rng: Random) -> str | None:
    if rng.random() >= 0.2:
        return None
    return f"{employer.name[:3].upper().strip()}-{rng.randrange(10_000, 99_999)}"


def _language(trade: Trade, home: str, rng: Random) -> str:
    chance = rng.random()
    if home == "board" and trade.titles["en"] and chance < 0.12:
        return "en"
    return "ar" if home in ("board", "office") and chance > 0.95 else "fr"


def _further(rng: Random, town: Town) -> tuple[Town, ...]:
    others = some_towns(rng, rng.randint(2, 4))
    return tuple(other for other in others if other.around != town.around)


def _has_line(trade: Trade, home: str, rng: Random) -> bool:
    return bool(trade.lines) and (home in PUBLIC or rng.random() < 0.3)


def _pay(trade: Trade, rng: Random) -> tuple[int, int]:
    low = trade.pay + 500 * rng.randrange(-2, 6)
    return low, low + 500 * rng.randrange(1, 7)


def _look_alikes(one: Vacancy, rng: Random) -> Iterator[dict[str, Any]]:
    """Give what sets each of a family apart: another town, another line or another level."""
    if one.family == "town" and one.home not in PUBLIC:
        large = one.agency or one.employer.kind == "callcentre" or one.employer.staff > 900
        for town in some_towns(rng, rng.randint(*(MANY_SISTERS if large else SISTERS))):
            yield {"town": town, "reference": _reference(one.employer, rng), **_own(rng)}
    elif one.family == "line" and len(one.trade.lines) > 1:
        for line in rng.sample(one.trade.lines, rng.randint(2, min(3, len(one.trade.lines)))):
            yield {"line": line, "reference": _reference(one.employer, rng), **_own(rng)}
    elif one.family == "level" and one.home == "board":
        for level in rng.sample(table("levels"), rng.randint(2, 3)):
            yield {"level": level, "reference": _reference(one.employer, rng), **_own(rng)}
    elif one.family != "single":
        yield {"family": "single"}


def _own(rng: Random) -> dict[str, Any]:
    """Give a look-alike its own number of positions, often; all else it shares."""
    more = {"salt": rng.randrange(1000, 1_000_000)} if rng.random() < 0.5 else {}
    return more | ({"positions": rng.choice(POSITIONS)} if rng.random() < 0.4 else {})
