"""A posting: one vacancy, as one source shows it."""

import json
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

    # What we understood, as codes of offers.taxonomy
    title_shown: str | None = None  # as a page prints it
    title_core: list[str] = field(default_factory=list)  # the folded words that name the work
    employer: str | None = None  # under its one name; None where it hides
    is_agency: bool | None = None  # it hires for others; None where nobody is named
    city_code: str | None = None  # the first town named
    city_codes: list[str] = field(default_factory=list)  # every town named, in the order named
    province_code: str | None = None  # HCP's code of the first town's province or prefecture
    region_code: str | None = None  # HCP's two digits
    region_codes: list[str] = field(default_factory=list)  # every region named, or of a town named
    country_code: str | None = None  # ISO 3166-1; "ma" without a region is all of Morocco
    contract_code: str | None = None
    contract_from: str | None = None  # where that stood: field, title or text
    working_time_code: str | None = None
    remote_code: str | None = None
    experience_min: float | None = None  # years
    experience_max: float | None = None  # years
    diploma_code: str | None = None  # the least that is asked
    level_code: str | None = None
    positions_count: int | None = None
    salary_min: float | None = None  # as stated, nothing converted
    salary_max: float | None = None
    salary_currency: str | None = None  # ISO 4217
    salary_period: str | None = None
    salary_tax: str | None = None  # net or gross
    language: str | None = None  # of the text: ISO 639
    languages_asked: dict[str, str | None] = field(default_factory=dict)  # {language: proficiency}
    sector_code: str | None = None
    occupation_code: str | None = None
    isco_code: str | None = None  # ISCO-08, one to three digits, where certain
    skill_codes: list[str] = field(default_factory=list)
    published_on: str | None = None  # ISO 8601 day
    deadline_on: str | None = None  # ISO 8601 day
    deadline_from: str | None = None  # where that stood: field or text
    apply_code: str | None = None  # how to apply
    not_understood: list[str] = field(
        default_factory=list
    )  # the fields whose words said nothing to us

    def row(self) -> dict[str, Any]:
        """Return {field: value} of every field.

        >>> Posting(source="rekrute", title="Maçon").row()["title"]
        'Maçon'
        """
        return {name: getattr(self, name) for name in self.__slots__}

    def columns(self) -> dict[str, Any]:
        """Return {column: value} as the file keeps it: what is several stands as JSON.

        >>> Posting(source="rekrute", city_codes=["fes", "sefrou"]).columns()["city_codes"]
        '["fes", "sefrou"]'
        """
        return {name: _kept(value) for name, value in self.row().items()}


def _kept(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False) if isinstance(value, list | dict) else value


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
UNDERSTOOD = _between("title_shown", "not_understood")
