"""Who hires: companies and their groups, agencies, call centres, administrations."""

from dataclasses import dataclass
from random import Random

from world.trades import Town, a_town
from world.words import by_code, names


@dataclass(frozen=True, slots=True, eq=False)  # known by identity
class Employer:
    """Name an employer as it signs first, and as it signs elsewhere.

    ABOUT chooses the sentences of its boilerplate: the same in all it publishes.
    """

    number: int
    name: str
    name_ar: str
    aliases: tuple[str, ...]
    kind: str  # company, agency, callcentre or public
    field: str
    seat: Town
    year: int
    staff: int
    about: tuple[int, int, int]


def employers(rng: Random, count: int) -> dict[str, list[Employer]]:
    """Make about COUNT employers, by the field they are in; agencies stand under "agency".

    >>> made = employers(Random(7), 150)
    >>> len(made["agency"]), sum(map(len, made.values())) > 140
    (8, True)
    """
    fields = [code for code in by_code("fields") if code != "public"]
    found: dict[str, list[Employer]] = {field: [] for field in [*fields, "public", "agency"]}
    for name in names()["agencies"]:
        _add(found["agency"], rng, name, "agency", "office", (name.upper(), f"{name} Maroc"))
    for name in names()["callcentres"]:
        _add(
            found["calls"],
            rng,
            name,
            "callcentre",
            "calls",
            (name.upper(), names()["group"].format(name)),
        )
    for name, arabic in names()["public"] * 3:
        town = a_town(rng)
        said = name.format(town=town.names["fr"])
        _add(found["public"], rng, said, "public", "public", (said.upper(),), arabic, town)
    _companies(rng, found, fields, count - 44)
    return found


def _companies(rng: Random, found: dict, fields: list[str], count: int) -> None:
    taken: set[str] = set()
    while len(taken) < count:
        field = fields[len(taken) % len(fields)]
        root, kind = rng.choice(names()["roots"]), rng.choice(names()["kinds"][field])
        form, branch = rng.choice(names()["forms"]), _branch(rng, len(taken))
        plain = f"{root} {kind}{branch}"
        if plain in taken:
            continue
        taken.add(plain)
        aliases = (
            plain.upper(),
            f"{root} {kind}",
            names()["group"].format(root),
            root,
            f"{plain} SARL",
        )
        _add(found[field], rng, plain + form, "company", field, aliases)


def _branch(rng: Random, made: int) -> str:
    """Let a third of the companies be a branch; past the first thousands, number them."""
    branch = f" {rng.choice(names()['branches'])}" if rng.random() < 0.35 else ""
    return f"{branch} {made % 997}" if made > 3000 else branch


def _add(
    found: list[Employer],
    rng: Random,
    name: str,
    kind: str,
    field: str,
    aliases: tuple[str, ...],
    arabic: str = "",
    seat: Town | None = None,
) -> None:
    seat = seat or a_town(rng)
    found.append(
        Employer(
            number=rng.randrange(100_000, 999_999),
            name=name,
            name_ar=arabic.format(town=seat.names["ar"]),
            aliases=aliases,
            kind=kind,
            field=field,
            seat=seat,
            year=rng.randrange(1956, 2021),
            staff=rng.choice((12, 35, 80, 150, 400, 900, 2500)),
            about=(rng.randrange(4), rng.randrange(10), rng.randrange(10)),
        )
    )
