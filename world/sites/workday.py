"""myworkdayjobs.com: twenty rows a page, asked for by POST and by facet; each posting as JSON."""

import json
from typing import Any

from world.markup import description
from world.openings import answer_json, openings, people, spots
from world.shown import Shown
from world.sites import Ask, Page, slug

HOSTS = ("*.myworkdayjobs.com",)
SOURCE = "workday"
DOOR = "/carrieres"
ROBOTS = "User-agent: *\nDisallow: /wday/cxs/*/apply\nAllow: /\n"

SIZE = 20
BOARD, HOME = "carrieres", ".wd3.myworkdayjobs.com"
#: The id of a country: the same at every tenant.
IDS = {"Maroc": "0cd2"}


def host(shown: Shown) -> str:
    """Give the host of the tenant."""
    return f"{_tenant(shown)}{HOME}"


def path(shown: Shown) -> str:
    """Give the path of a posting's page."""
    return f"/{BOARD}{_external(shown)}"


def answer(ask: Ask) -> Page | None:
    """Answer the list, a posting as JSON, or a page for people."""
    tenant = ask.host.removesuffix(HOME)
    shown = openings(ask, SOURCE, f"{tenant}.wd3/{BOARD}")
    api = f"/wday/cxs/{tenant}/{BOARD}"
    if shown is None or not ask.path.startswith(api):
        return people(ask, shown, path)
    if ask.path == f"{api}/jobs":
        return _list(ask, shown) if ask.body else None
    found = next((one for one in shown if api + _external(one) == ask.path), None)
    return answer_json(_detail(found), "posting") if found else None


def _list(ask: Ask, shown: list[Shown]) -> Page:
    asked = json.loads(ask.body)
    chosen = [id for ids in asked["appliedFacets"].values() for id in ids]
    listed = [one for one in shown if not chosen or _country(one) in chosen]
    start = asked["offset"]
    rows = [_row(one) for one in listed[start : start + min(asked["limit"], SIZE)]]
    total = len(listed) if start == 0 else 0  # as theirs does
    return answer_json({"total": total, "jobPostings": rows, "facets": _facets(shown)})


def _facets(shown: list[Shown]) -> list[dict[str, Any]]:
    countries = {spots(one)[0][1]: _country(one) for one in shown}
    values = [{"descriptor": name, "id": id} for name, id in sorted(countries.items())]
    return [
        {"facetParameter": "timeType", "values": [{"descriptor": "Full time", "id": "1"}]},
        {
            "facetParameter": "locationMainGroup",
            "values": [{"facetParameter": "locationHierarchy1", "values": values}],
        },
    ]


def _row(shown: Shown) -> dict[str, Any]:
    towns = [town for town, _ in spots(shown)]
    return {
        "title": shown.title,
        "externalPath": _external(shown),
        "locationsText": towns[0] if len(towns) == 1 else f"{len(towns)} Locations",
        "postedOn": "Posted 30+ Days Ago",
        "remoteType": shown.remote,
        "bulletFields": [shown.ref],
    }


def _detail(shown: Shown) -> dict[str, Any]:
    (town, country), *rest = spots(shown)
    info = {
        "title": shown.title,
        "jobDescription": description(shown),
        "location": town,
        "additionalLocations": [name for name, _ in rest],
        "country": {"descriptor": country, "id": _country(shown)},
        "startDate": f"{shown.published}",
        "endDate": f"{shown.deadline}",
        "timeType": shown.contract,
        "remoteType": shown.remote,
        "jobReqId": shown.reference or shown.ref,
        "externalUrl": f"https://{host(shown)}{path(shown)}",
    }
    return {"jobPostingInfo": info, "hiringOrganization": {"name": shown.company, "url": ""}}


def _tenant(shown: Shown) -> str:
    return shown.source.partition(".")[2].removesuffix(f"-wd3-{BOARD}")


def _external(shown: Shown) -> str:
    where, what = slug(spots(shown)[0][0]), slug(shown.title)
    return f"/job/{where or 'site'}/{what or 'poste'}_{shown.ref}"


def _country(shown: Shown) -> str:
    name = spots(shown)[0][1]
    return IDS.get(name, slug(name))
