"""Where a JobPosting says that the work is, country included; its regions, where they are ours."""

from typing import Any

from offers.taxonomy import lookup
from spiders.bases.jsonld import addresses, locality, lowered, said_in, words
from spiders.bases.places import place, places


def read_job_places(data: dict[str, Any]) -> dict[str, str | None]:
    """Give the places of the JobPosting DATA, and the regions of those that are no other country's.

    >>> read_job_places({"jobLocation": [
    ...     {"address": {"addressLocality": "Fès", "addressRegion": "Fès-Meknès", "addressCountry": "MA"}},
    ...     {"address": {"addressLocality": "Springfield", "addressRegion": "MA", "addressCountry": "US"}}]})
    {'city': 'Fès, Maroc / Springfield, États-Unis', 'region': 'Fès-Meknès'}
    >>> read_job_places({"applicantLocationRequirements": {"@type": "Country", "name": "Morocco"}})
    {'city': 'Morocco', 'region': None}
    """
    data = lowered(data)
    told = addresses(data.get("joblocation"))
    said = [place(locality(one), country=said_in(one, "addresscountry")) for one in told]
    said += (words(one) for one in _listed(data.get("applicantlocationrequirements")))
    ours = (said_in(one, "addressregion") for one in told if not _abroad(one))
    return {"city": places(said), "region": places(one for one in ours if one and len(one) > 2)}


def _abroad(address: Any) -> bool:
    country = said_in(address, "addresscountry")
    return bool(country) and lookup("countries", country or "") != "ma"


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]
