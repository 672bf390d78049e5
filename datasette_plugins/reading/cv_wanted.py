"""What a visitor can and wants: the terms of a CV, read from an address and written back."""

from dataclasses import dataclass, fields
from functools import cache
from typing import Any

from datasette_plugins.reading.cv_lexicon import ELSEWHERE
from datasette_plugins.reading.distance import towns
from offers.taxonomy import codes, lookup, rows
from offers.text import squeeze, visible

MOST = {"skill": 40, "job": 5, "occupation": 5, "city": 5, "speaks": 10}
MOST_YEARS = 45
LONGEST = 80
VOCABULARIES = {
    "skill": "skills",
    "job": "isco_titles",
    "occupation": "occupations",
    "city": "cities",
    "speaks": "languages",
    "diploma": "diplomas",
}


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Hold the terms that offers are matched with. Their address is all that we learn of a CV."""

    skill: tuple[str, ...] = ()
    job: tuple[str, ...] = ()
    occupation: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    diploma: str = ""
    years: int | None = None
    speaks: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()  # words that stand for nothing we know

    @property
    def terms(self) -> list[tuple[str, str]]:
        """List every term as (field, code): what a chip stands for."""
        several = [(field, code) for field in MOST for code in getattr(self, field)]
        return several + ([("diploma", self.diploma)] if self.diploma else [])

    def params(self) -> list[tuple[str, str]]:
        """Write the terms as the parameters of an address.

        >>> Wanted(skill=("sql",), city=("fes",), diploma="bac3", years=0).params()
        [('skill', 'sql'), ('city', 'fes'), ('diploma', 'bac3'), ('years', '0')]
        """
        return self.terms + ([] if self.years is None else [("years", str(self.years))])

    def without(self, field: str, code: str) -> list[tuple[str, str]]:
        """Write the parameters without one term.

        >>> Wanted(skill=("sql", "git"), years=2).without("years", "2")
        [('skill', 'sql'), ('skill', 'git')]
        """
        return [pair for pair in self.params() if pair != (field, code)]

    def __bool__(self) -> bool:
        return any(getattr(self, field.name) not in ((), "", None) for field in fields(self))


def read(args: Any) -> Wanted:
    """Read the terms from the parameters of an address: codes, or names as people write them, parted by commas."""
    found: dict[str, tuple[str, ...]] = {}
    unknown: list[str] = []
    for field, most in MOST.items():
        named = [squeeze(visible(n))[:LONGEST] for v in args.getlist(field) for n in v.split(",")]
        known = {name: code(field, name) for name in named[: 2 * most] if name}
        found[field] = tuple(dict.fromkeys(filter(None, known.values())))[:most]
        unknown += [name for name, meant in known.items() if meant is None]
    years = args.get("years") or ""
    return Wanted(
        **found,
        diploma=code("diploma", args.get("diploma") or "") or "",
        years=min(int(years), MOST_YEARS) if years.isascii() and years.isdigit() else None,
        unknown=tuple(unknown[:10]),
    )


def code(field: str, name: str) -> str | None:
    """Return the code that NAME stands for in FIELD, or None where it stands for none that is matched.

    >>> code("skill", "Microsoft Excel"), code("city", "Fès"), code("skill", "anglais"), code("job", "zzz")
    ('excel', 'fes', None, None)
    """
    vocabulary = VOCABULARIES[field]
    meant = name if name in codes(vocabulary) else lookup(vocabulary, name[:LONGEST])
    return meant if meant in matched(field) else None


@cache
def matched(field: str) -> frozenset[str]:
    """Return the codes of FIELD that offers are matched by."""
    if field == "city":
        return frozenset(towns())
    if field == "skill":
        return frozenset(row["code"] for row in rows("skills") if row["kind"] not in ELSEWHERE)
    if field == "job":
        return frozenset(row["code"] for row in rows("isco_titles") if row["occupation"])
    return codes(VOCABULARIES[field])
