"""What people do for a living, and where: the trades and towns of the world."""

from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from random import Random

from world.words import several, table

LANGUAGES = ("fr", "en", "ar")


@dataclass(frozen=True, slots=True, eq=False)  # known by identity
class Trade:
    """Name a trade in three languages; LINES are the brands or specialities that set it apart."""

    code: str
    field: str
    homes: tuple[str, ...]
    titles: dict[str, tuple[str, ...]]
    lines: tuple[str, ...]
    contracts: dict[str, int]
    diploma: str
    pay: int
    objects: tuple[dict[str, str], ...]


@dataclass(frozen=True, slots=True, eq=False)  # known by identity
class Town:
    """Name a town in three languages, and as ANAPEC's and careless typists write it.

    AROUND is the large town that a suburb is part of for many, or the town itself.
    """

    code: str
    around: str
    names: dict[str, str]
    region: str
    emploi_region: str
    anapec: tuple[str, ...]
    odd: tuple[str, ...]


def _trade(row: dict[str, str]) -> Trade:
    contracts = dict(cell.split(":") for cell in row["contracts"].split())
    return Trade(
        code=row["code"],
        field=row["field"],
        homes=tuple(row["homes"].split()),
        titles={lang: several(row[lang]) for lang in LANGUAGES},
        lines=several(row["lines"]),
        contracts={code: int(weight) for code, weight in contracts.items()},
        diploma=row["diploma"],
        pay=int(row["pay"]),
        objects=tuple(o for o in table("objects") if o["about"] in (row["code"], row["field"])),
    )


def _town(row: dict[str, str]) -> Town:
    return Town(
        code=row["code"],
        around=row["around"],
        names={lang: row[lang] for lang in LANGUAGES},
        region=row["region"],
        emploi_region=row["emploi_region"],
        anapec=several(row["anapec"]),
        odd=several(row["odd"]),
    )


@cache
def trades(home: str) -> tuple[Trade, ...]:
    """List the trades whose vacancies are first shown by HOME: board, office, stage or a public list.

    >>> "mason" in {trade.code for trade in trades("office")}
    True
    """
    every = (_trade(row) for row in table("trades"))
    return tuple(t for t in every if home in t.homes or home in t.contracts)


@cache
def towns() -> tuple[tuple[Town, ...], tuple[int, ...]]:
    """List the towns, and their cumulated weights."""
    rows = table("towns")
    return tuple(map(_town, rows)), tuple(accumulate(int(row["weight"]) for row in rows))


def a_town(rng: Random) -> Town:
    """Choose a town, large ones more often."""
    every, weights = towns()
    return rng.choices(every, cum_weights=weights)[0]


def some_towns(rng: Random, count: int) -> list[Town]:
    """Choose up to COUNT towns, none a suburb of another."""
    chosen = rng.sample(towns()[0], count)
    return list({town.around: town for town in chosen}.values())
