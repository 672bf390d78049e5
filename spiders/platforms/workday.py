"""Workday: a list that is asked for by country, then each posting as JSON."""

import json
import re
from collections.abc import Iterator
from functools import partial

from scrapy.http import JsonRequest

from offers.taxonomy import lookup
from spiders.bases.json_api import JsonApiSpider, at, json_of, many, said_at
from spiders.bases.jsonld import words
from spiders.bases.morocco import in_morocco
from spiders.bases.one_list import list_of
from spiders.bases.places import place, places
from spiders.bases.tenant import TenantSpider
from spiders.bases.visit import row_alone, visit

SIZE, LAST = 20, 2000  # rows a page at most; the offset that it does not go beyond
PATH = re.compile(r"/job/(?!.*\.\.)[^\s?#\\]+")
VALUE = ("descriptor", "id")
SEVERAL = re.compile(r"\d+ (?:locations?|lieux|emplacements|sites)", re.I)


def path(row):
    """Give the path of a posting's page, where it is one."""
    said = at(row, "externalPath")
    return said if isinstance(said, str) and PATH.fullmatch(said) and said.isprintable() else None


def ref(row):
    """Give the number behind the title in the path; a title may change.

    >>> ref({"externalPath": "/job/Tanger---Maroc/Soudeur_R-12-1"}), ref({"externalPath": "/job/Fes/X"})
    ('R-12-1', 'X')
    """
    _, _, last = (path(row) or "").rpartition("/")
    return last.partition("_")[2] or last or None


def where(row):
    """Say the place; of several, which the list only counts, the path names the first.

    >>> where({"locationsText": "2 Locations", "externalPath": "/job/Tanger---Maroc/Soudeur_R-12"})
    'Tanger - Maroc'
    """
    said, parts = words(at(row, "locationsText")), (path(row) or "").split("/")
    if said and not SEVERAL.fullmatch(said):
        return said
    first = parts[2].split("---") if parts[3:] else []
    return " - ".join(bit.replace("-", " ") for bit in first) or None


def everywhere(info):
    """Say every place that a posting names; the country is the first one's."""
    first = place(at(info, "location"), country=at(info, "country.descriptor"))
    return places([first, *many(info, "additionalLocations")])


def here(facets) -> dict[str, list[str]]:
    """Give the choice of Morocco that FACETS offer, by its value: each tenant names them otherwise.

    >>> here([{"facetParameter": "a", "values": [{"facetParameter": "locationCountry", "values": [
    ...     {"descriptor": "Maroc", "id": "0cd2"}]}]}, {"facetParameter": "jobFamily", "values": None}])
    {'locationCountry': ['0cd2']}
    """
    values = list(_values({"values": facets}))
    country = [v for v in values if lookup("countries", v[1]) == "ma" and len(v[1]) > 2]
    country.sort(key=lambda v: "country" not in v[0].lower())
    towns = [v for v in values if "location" in v[0].lower() and in_morocco([v[1]])]
    name = next((v[0] for v in (*country, *towns)), None)
    chosen = [v for v in country or towns if v[0] == name]
    return {name: [id for _, _, id in chosen]} if name else {}


def _values(facet) -> Iterator[tuple[str, str, str]]:
    """Give the parameter, the words and the id of each value of FACET, at whatever depth."""
    waiting = [facet]
    while waiting:
        holder = waiting.pop()
        for value in many(holder, "values"):
            if isinstance(at(value, "values"), list):
                waiting.append(value)
            elif all(
                told := [said_at(holder, "facetParameter"), *map(partial(said_at, value), VALUE)]
            ):
                yield tuple(told)


class Workday(TenantSpider, JsonApiSpider):
    """An employer's vacancies on Workday, as its own page asks for them, where its robots.txt agrees."""

    custom_settings = TenantSpider.custom_settings | {"RETRY_ENABLED": False}  # 503: leave at once
    page_limit = LAST // SIZE + 1

    # JsonApiSpider
    rows = "jobPostings"
    total = "total"
    fields = {"ref": ref, "path": path, "title": "title", "city": where, "remote": "remoteType"}
    #: What a posting tells as JSON.
    told = {
        "title": "title",
        "city": everywhere,
        "contract": "timeType",
        "remote": "remoteType",
        "reference": "jobReqId",
        "published": "startDate",
        "deadline": "endDate",
        "description": "jobDescription",
    }
    #: What is chosen of the facets; None before the first answer.
    choice: dict[str, list[str]] | None = None

    @classmethod
    def addresses(cls, tenant, url):
        """Give the address of the list of TENANT, told as ``name.wd3/Site``."""
        host, _, site = tenant.partition("/")
        return [f"https://{host}.myworkdayjobs.com/wday/cxs/{host.partition('.')[0]}/{site}/jobs"]

    @property
    def board(self) -> str:
        """The address that visitors know: a posting's page stands below it."""
        host, _, site = self.tenant.partition("/")
        return f"https://{host}.myworkdayjobs.com/{site}"

    def ask(self, url):
        """Ask for a page of the list at URL, whose fragment says how many rows stand before it."""
        address, _, offset = url.partition("#")
        data = {"appliedFacets": self.choice or {}, "limit": SIZE, "offset": int(offset or 0)}
        site = f"{self.board}/job/"  # its name is the same in any case, a rule of robots.txt is not
        meta = {"robots_too": [site, site.lower()]}
        kept = {"headers": self.headers, "errback": self.lost_page, "meta": meta}
        return JsonRequest(address, self.parse, data=data | {"searchText": ""}, **kept)

    def parse(self, response, **kwargs):
        """Choose Morocco of what the first answer offers, then read the list that this gives."""
        page = json_of(response)
        first = self.choice is None
        if first:
            self.choice = here(at(page, "facets"))
        if not (first and at(page, "facets") and isinstance(at(page, self.rows), list)):
            yield from super().parse(response)
        elif self.choice:
            yield self.ask(response.url)
        else:
            self.ended(0)  # it hires elsewhere today

    def next_url(self, page, response):
        """Give the address of the next page; the first alone tells the total."""
        there = json.loads(response.request.body)["offset"] + SIZE
        rows, total = many(page, self.rows), list_of(response).total
        more = len(rows) == SIZE if total is None else rows and there < total
        return f"{response.url}#{there}" if more else None

    def read_row(self, said, response):
        link = said.pop("path")
        api = self.start_urls[0].removesuffix("/jobs") + link
        row = said | {"url": self.board + link}
        yield from visit(self, row, self.parse_posting, said, json_at=api)

    def parse_posting(self, response, said):
        """Make the posting of its JSON, else of its row."""
        page = json_of(response)
        info = {field: said_at(at(page, "jobPostingInfo"), x) for field, x in self.told.items()}
        if not info["title"]:
            yield from row_alone(self, said, response, "listing/detail_failed")
            return
        info["company"] = said_at(page, "hiringOrganization.name")
        yield from self.make(said | {field: x for field, x in info.items() if x}, response)

    def before(self, said, response):
        super().before(said, response)
        if self.choice and not in_morocco((said["city"] or "").split(" / ")):
            said["city"] = places([said["city"], "Maroc"])  # the system files it there
