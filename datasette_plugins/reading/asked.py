"""What a visitor asks for: the parameters of a search, read from an address and written back."""

from dataclasses import dataclass, replace
from typing import Any, Self

from datasette_plugins.reading.distance import towns
from offers.facets import KINDS
from offers.text import squeeze, visible

#: The filters with check boxes: any of the values chosen in a field, all of the fields.
FIELDS = (
    "region", "city", "contract", "sector", "experience", "diploma", "mode", "speaks", "language",
    "employer", "source",
)  # fmt: skip
#: Days since an offer was published, and until it closes; kilometres around a town.
WITHIN = (1, 3, 7, 14, 30)
CLOSING = (3, 7, 14, 30)
AROUND = (10, 25, 50, 100)
SORTS = ("relevance", "date", "closing", "distance")
MOST_VALUES = 30
LONGEST = 300


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Hold one search. Its address is the whole of its state."""

    q: str = ""
    kind: str = "all"
    region: tuple[str, ...] = ()
    city: tuple[str, ...] = ()
    contract: tuple[str, ...] = ()
    sector: tuple[str, ...] = ()
    experience: tuple[str, ...] = ()
    diploma: tuple[str, ...] = ()
    mode: tuple[str, ...] = ()
    speaks: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    employer: tuple[str, ...] = ()
    source: tuple[str, ...] = ()
    paid: int = 0  # 1: where pay is stated
    within: int = 0
    closing: int = 0
    near: str = ""  # a town …
    km: int = 0  # … and how far around it
    sort: str = ""
    page: int = 1
    upto: int = 0  # the newest offer there was on page 1: what came since shifts no page

    @property
    def order(self) -> str:
        """The sort asked for, where there is what it needs; else by relevance where there are words, by date where none."""
        needs = {"relevance": self.q, "distance": self.near}
        return self.sort if needs.get(self.sort, self.sort) else "relevance" if self.q else "date"

    def values(self, field: str) -> tuple[str, ...]:
        return getattr(self, field)

    def but(self, **changes: Any) -> Self:
        """Return this search with CHANGES, from its first page unless they name one."""
        return replace(self, **{"page": 1, "upto": 0} | changes)

    def without(self, field: str, value: str) -> Self:
        """Return this search without one of its filters.

        >>> Asked(city=("rabat", "fes")).without("city", "fes").params()
        [('city', 'rabat')]
        """
        if field in FIELDS:
            return self.but(**{field: tuple(v for v in self.values(field) if v != value)})
        gone = ("near", "km") if field == "near" else (field,)
        return self.but(**{name: getattr(Asked(), name) for name in gone})

    def filters(self) -> list[tuple[str, str]]:
        """List every filter that is set, as (field, value): what a chip removes."""
        chosen = [(field, value) for field in FIELDS for value in self.values(field)]
        single = ("paid", "within", "closing", "near")
        return chosen + [(name, str(getattr(self, name))) for name in single if getattr(self, name)]

    def params(self) -> list[tuple[str, str]]:
        """Write the search as the parameters of an address; what is not set is left out.

        >>> Asked(q="maçon", city=("rabat", "fes"), page=2, upto=9).params()
        [('q', 'maçon'), ('city', 'rabat'), ('city', 'fes'), ('page', '2'), ('upto', '9')]
        """
        default = Asked()
        pairs = []
        for field in self.__dataclass_fields__:
            value = getattr(self, field)
            if value == getattr(default, field):
                continue
            pairs += [(field, str(v)) for v in (value if isinstance(value, tuple) else (value,))]
        return pairs


def read(args: Any) -> Asked:
    """Read a search from the parameters of an address; what cannot be meant is left out."""

    def one(name: str) -> str:
        return squeeze(visible(args.get(name) or ""))[:LONGEST]

    def whole(name: str, most: int) -> int:
        text = one(name)
        return min(int(text), most) if text.isascii() and text.isdigit() else 0

    def several(name: str) -> tuple[str, ...]:
        found = (visible(value)[:80] for value in args.getlist(name))
        return tuple(dict.fromkeys(value for value in found if value))[:MOST_VALUES]

    def among(name: str, numbers: tuple[int, ...]) -> int:
        found = whole(name, 999)
        return found if found in numbers else 0

    kind, sort = one("kind"), one("sort")
    near = one("near") if one("near") in towns() else ""
    return Asked(
        q=one("q"),
        kind=kind if kind in KINDS else "all",
        **{field: several(field) for field in FIELDS},
        paid=among("paid", (1,)),
        within=among("within", WITHIN),
        closing=among("closing", CLOSING),
        near=near,
        km=(among("km", AROUND) or AROUND[1]) if near else 0,
        sort=sort if sort in SORTS else "",
        page=max(1, whole("page", 500)),
        upto=whole("upto", 2**53),
    )
