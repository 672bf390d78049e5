"""A posting: one vacancy, as one source shows it."""

from dataclasses import dataclass, field, fields
from typing import Any


@dataclass(slots=True, kw_only=True)
class Posting:
    """Hold one vacancy as one source shows it.

    A spider fills the first two groups, the pipelines the third. What the site said is never
    overwritten: what we understood stands beside it. An unknown field raises TypeError.

    >>> Posting(source="rekrute", ref="1", url="https://x.example/1", title="Maçon", town="Fès")
    Traceback (most recent call last):
    ...
    TypeError: Posting.__init__() got an unexpected keyword argument 'town'
    """

    # Who says so
    source: str
    ref: str | None = None  # the source's own key of the posting
    url: str | None = None
    listed_hash: str | None = None  # what its row in the list said, to see whether it changed

    # What it says, in its own words
    title: str | None = None
    company: str | None = None
    city: str | None = None
    region: str | None = None
    contract: str | None = None
    remote: str | None = None
    sector: str | None = None
    occupation: str | None = None
    experience: str | None = None
    diploma: str | None = None
    skills: str | None = None
    languages: str | None = None
    salary: str | None = None
    positions: str | None = None
    reference: str | None = None  # the employer's own number for the vacancy
    published: str | None = None
    deadline: str | None = None
    apply_url: str | None = None
    description: str | None = None  # HTML or text as the site gives it; readable text after Clean

    # What we understood, as codes
    city_code: str | None = None  # the first town named
    city_codes: list[str] = field(default_factory=list)  # every town named, in the order named
    region_code: str | None = None  # HCP's two digits
    contract_code: str | None = None
    remote_code: str | None = None
    language: str | None = None  # of the text: ISO 639-1
    published_on: str | None = None  # ISO 8601 day
    deadline_on: str | None = None  # ISO 8601 day

    def row(self) -> dict[str, Any]:
        """Return {field: value} of every field.

        >>> Posting(source="rekrute", title="Maçon").row()["title"]
        'Maçon'
        """
        return {name: getattr(self, name) for name in self.__slots__}


@dataclass(slots=True, kw_only=True)
class Sighting:
    """Say that a posting we know is still in its source's list, unchanged: nothing else was read."""

    source: str
    ref: str


def _between(first: str, last: str) -> tuple[str, ...]:
    names = [f.name for f in fields(Posting)]
    return tuple(names[names.index(first) : names.index(last) + 1])


#: What a site says in its own words.
WORDS = _between("title", "description")
#: The fields that a spider may fill.
SAID = ("ref", "url", "listed_hash", *WORDS)
#: The fields that the pipelines fill.
UNDERSTOOD = _between("city_code", "deadline_on")
