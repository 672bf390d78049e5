"""Who hires: companies and their groups, agencies, call centres, administrations."""

from dataclasses import dataclass, replace
from random import Random

from world.slugs import slug
from world.trades import Town, a_town
from world.words import by_code, names


@dataclass(frozen=True, slots=True)
class System:
    """Name the system that an employer shows its vacancies on, its tenant there, and the source."""

    platform: str
    tenant: str
    source: str


@dataclass(frozen=True, slots=True, eq=False)  # known by identity
class Employer:
    """Name an employer as it signs first, and as it signs elsewhere.

    GROUP is what all its names have in common. ABOUT chooses the sentences of its boilerplate, and
    HOUSE what it asks and offers: the same in all it publishes; an empty HOUSE leaves that open.
    """

    number: int
    name: str
    name_ar: str
    aliases: tuple[str, ...]
    group: str
    kind: str  # company, agency, callcentre or public
    field: str
    seat: Town
    year: int
    staff: int
    about: tuple[int, ...]
    house: tuple[int, ...] = ()
    mail: str = ""
    system: System | None = None

    def on(self, system: System) -> "Employer":
        """Give the employer with SYSTEM for its own."""
        return replace(self, system=system)


#: How many sentences an employer's boilerplate has.
BOILERPLATE = (2, 2, 3, 3, 4, 5, 7)
#: Of a hundred, those that ask and offer the same in all they publish; those with a mailbox that names nobody.
HOUSES = {"company": 35, "agency": 80, "callcentre": 80, "public": 0}
MAILBOXES = 20
#: How many postings of a market an employer has on average, and how many employers at least, at most.
A_PIECE, FEWEST, MOST = 17, 150, 14_000


def hiring(size: int) -> int:
    """Say how many employers a market of SIZE postings has.

    >>> hiring(100), hiring(10_000), hiring(10_000_000)
    (150, 588, 14000)
    """
    return min(MOST, max(FEWEST, size // A_PIECE))


def employers(rng: Random, count: int) -> dict[str, list[Employer]]:
    """Make about COUNT employers, by the field they are in; agencies stand under "agency".

    No two of one group are in one field: a seeker knows them by the group's name.

    >>> made = employers(Random(7), 150)
    >>> len(made["agency"]), sum(map(len, made.values())) > 140
    (8, True)
    """
    fields = [code for code in by_code("fields") if code != "public"]
    found: dict[str, list[Employer]] = {field: [] for field in [*fields, "public", "agency"]}
    for name in _agencies(count // 30):
        _add(found["agency"], rng, name, "agency", "office", (name.upper(), f"{name} Maroc"))
    for name in names()["callcentres"]:
        group = names()["group"].format(name)
        _add(found["calls"], rng, name, "callcentre", "calls", (name.upper(), group))
    for name, arabic in names()["public"] * max(3, count // 60):
        town = a_town(rng)
        said = name.format(town=town.names["fr"])
        _add(found["public"], rng, said, "public", "public", (said.upper(),), arabic, town)
    _companies(rng, found, fields, count - 44)
    return found


def roots() -> list[str]:
    """List what groups are called: the names first, then names put together.

    >>> len(set(roots())) == len(roots()) > 1_000
    True
    """
    heads, tails = names()["heads"], names()["tails"]
    # Along the diagonals, so that neighbours share neither head nor tail.
    made = (
        heads[at] + tails[(at + turn) % len(tails)]
        for turn in range(len(tails))
        for at in range(len(heads))
    )
    return [*names()["roots"], *made]


def _agencies(count: int) -> list[str]:
    kinds = names()["agency_kinds"]
    made = [f"{root} {kinds[at % len(kinds)]}" for at, root in enumerate(reversed(roots()))]
    known = names()["agencies"]
    return [*known, *made[: max(0, count - len(known))]]


def _companies(rng: Random, found: dict, fields: list[str], count: int) -> None:
    """Make COUNT companies, about three to a group, each in a field of its own."""
    groups = rng.sample(roots(), min(len(roots()), max(60, count // 3)))
    pairs = [(root, field) for root in groups for field in fields]
    for root, field in rng.sample(pairs, min(count, len(pairs))):
        branch = f" {rng.choice(names()['branches'])}" if rng.random() < 0.35 else ""
        kind, form = rng.choice(names()["kinds"][field]), rng.choice(names()["forms"])
        plain, group = f"{root} {kind}{branch}", names()["group"].format(root)
        aliases = (plain.upper(), f"{root} {kind}", group, root, f"{plain} SARL")
        _add(found[field], rng, plain + form, "company", field, aliases, group=root)


def _add(
    found: list[Employer],
    rng: Random,
    name: str,
    kind: str,
    field: str,
    aliases: tuple[str, ...],
    arabic: str = "",
    seat: Town | None = None,
    group: str = "",
) -> None:
    seat = seat or a_town(rng)
    found.append(
        Employer(
            number=rng.randrange(100_000, 999_999),
            name=name,
            name_ar=arabic.format(town=seat.names["ar"]),
            aliases=aliases,
            group=group or name,
            kind=kind,
            field=field,
            seat=seat,
            year=rng.randrange(1956, 2021),
            staff=rng.choice((12, 35, 80, 150, 400, 900, 2500)),
            about=tuple(rng.randrange(1000) for _ in range(rng.choice(BOILERPLATE))),
            house=_house(rng, kind),
            mail=_mail(rng, group or name),
        )
    )


def _house(rng: Random, kind: str) -> tuple[int, ...]:
    return tuple(rng.randrange(1000) for _ in range(7)) if rng.randrange(100) < HOUSES[kind] else ()


def _mail(rng: Random, name: str) -> str:
    """Give the address for applications; some have one that does not tell their name."""
    number = rng.randrange(1000, 99_999)
    if rng.randrange(100) < MAILBOXES:
        return f"candidature{number}@boite.example"
    return f"{rng.choice(('recrutement', 'rh', 'emploi', 'cv'))}@{slug(name)}.example"
