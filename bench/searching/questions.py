"""What is asked: of our page, and of the stock table page with the same filters and facets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlencode

Params = dict[str, list[str]]

ONE = ("stage", "comptable", "développeur", "casablanca", "ingénieur", "commercial", "rh", "java", "infirmier",
       "محاسب", "engineer", "expérience", "excel", "soudeur")  # fmt: skip
TWO = ("stage marketing", "développeur java", "comptable casablanca", "ingénieur qualité", "data analyst",
       "technicien maintenance", "assistante direction", "stage informatique", "مهندس معلوميات", "software engineer",
       "commercial tanger", "responsable logistique")  # fmt: skip
FILTERED: tuple[tuple[str, Params], ...] = (
    ("", {"city": ["rabat"]}),
    ("", {"contract": ["stage", "stage_pfe"]}),
    ("", {"sector": ["it"], "diploma": ["bac5"]}),
    ("stage", {"city": ["casablanca"]}),
    ("ingénieur", {"contract": ["cdi"], "city": ["casablanca"]}),
    ("commercial", {"city": ["tanger", "casablanca", "fes"], "language": ["fr"]}),
)
#: Our filters that the table has columns of.
COLUMNS = {
    "region": "region_code", "city": "city_code", "contract": "contract_code", "sector": "sector_code",
    "experience": "experience_min", "diploma": "diploma_code", "mode": "remote_code", "language": "language",
    "employer": "employer",
}  # fmt: skip
#: What many ask for at once.
POPULAR = (
    "/",
    "/?kind=internship",
    "/?kind=first",
    "/?q=stage",
    "/?city=casablanca",
    "/?lang=ar",
    "/sources",
)


@dataclass(frozen=True)
class Question:
    """Hold one question; GROUP says of which sort it is."""

    group: str
    q: str
    filters: Params = field(default_factory=dict)

    def ours(self, turn: int | None = None) -> str:
        """Write the address of our page; a TURN makes it one that was never asked."""
        params = {"q": [self.q] if self.q else [], **self.filters}
        params |= {"turn": [str(turn)]} if turn is not None else {}
        return f"/?{urlencode(params, doseq=True)}"

    def stock(self) -> str:
        """Write the address of Datasette's own page of open offers, with a facet for each of our filters."""
        params = {"_search": [self.q] if self.q else [], "closed_on__isnull": ["1"]}
        params |= {
            f"{COLUMNS[name]}__in": [",".join(codes)] for name, codes in self.filters.items()
        }
        params |= {"_facet": list(COLUMNS.values())}
        return f"/aggregator/offers?{urlencode(params, doseq=True)}"


def questions() -> Iterator[Question]:
    """Yield every question."""
    yield from (Question("one word", q) for q in ONE)
    yield from (Question("two words", q) for q in TWO)
    yield from (Question("filtered", q, filters) for q, filters in FILTERED)
