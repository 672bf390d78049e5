"""An offer as schema.org's JobPosting, for search engines."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from markupsafe import Markup

from datasette_plugins.reading.reader import labels
from datasette_plugins.reading.shown import cut
from offers.taxonomy import rows

Offer = Mapping[str, Any]
Said = dict[str, Any]


def job_posting(offer: Offer, address: str, site: str) -> Markup:
    """Write OFFER as JSON-LD that may stand inside HTML; the description is our excerpt, no more.

    ADDRESS is its page on SITE, where it has its number.
    """
    remote = offer["remote_code"] == "remote"
    company = cut(offer["employer"] or offer["company"], 120)
    said = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": cut(offer["title_shown"] or offer["title"]),
        "description": cut(offer["excerpt"] or offer["title"]),
        "identifier": _typed("PropertyValue", name=site, value=str(offer["id"])),
        "datePosted": str(offer["published_on"] or offer["first_seen"])[:10],
        "validThrough": offer["deadline_on"],
        "employmentType": _employment(offer),
        "hiringOrganization": _typed("Organization", name=company) if company else None,
        "jobLocation": _places(offer),
        "jobLocationType": "TELECOMMUTE" if remote else None,
        "applicantLocationRequirements": _typed("Country", name="MA") if remote else None,
        "baseSalary": _salary(offer),
        "experienceRequirements": _experience(offer["experience_min"]),
        "educationRequirements": _education(offer["diploma_code"]),
        "industry": labels("sectors", "fr").get(offer["sector_code"]),
        "occupationalCategory": labels("occupations", "fr").get(offer["occupation_code"]),
        "skills": _skills(offer),
        "totalJobOpenings": offer["positions_count"],
        "directApply": False,
        "url": address,
    }
    return in_html(_known(said))


def _typed(type: str, **said: Any) -> Said:
    return {"@type": type, **_known(said)}


def _known(said: Said) -> Said:
    return {key: value for key, value in said.items() if value is not None}


@cache
def _column(vocabulary: str, column: str) -> dict[str, str]:
    return {row["code"]: row[column] for row in rows(vocabulary) if row[column]}


def _employment(offer: Offer) -> str | list[str] | None:
    """Say the contract, and that the time is part of the day where it is."""
    contract = _column("contracts", "employment_type").get(offer["contract_code"])
    if offer["working_time_code"] != "part_time":
        return contract
    return "PART_TIME" if contract in (None, "FULL_TIME") else [contract, "PART_TIME"]


def _places(offer: Offer) -> Said | list[Said] | None:
    """List the towns, or give the only one; the region alone where no town is known."""
    towns = json.loads(offer["city_codes"]) or [offer["city_code"]]
    names = [labels("cities", "fr").get(code, code) for code in towns if code]
    region = labels("regions", "fr").get(offer["region_code"])
    if len(names) > 1:  # it is not known which of them lies in the region
        return [_place(name, None) for name in names]
    return _place(names[0] if names else None, region) if names or region else None


def _place(town: str | None, region: str | None) -> Said:
    address = _typed(
        "PostalAddress", addressLocality=town, addressRegion=region, addressCountry="MA"
    )
    return _typed("Place", address=address)


def _salary(offer: Offer) -> Said | None:
    """Say the pay where amount, currency and period are all stated."""
    least, most = offer["salary_min"], offer["salary_max"]
    if not (offer["salary_currency"] and offer["salary_period"] and (least or most)):
        return None
    unit = offer["salary_period"].upper()
    amounts = {"value": least} if least == most else {"minValue": least, "maxValue": most}
    value = _typed("QuantitativeValue", **amounts, unitText=unit)
    return _typed("MonetaryAmount", currency=offer["salary_currency"], value=value)


def _experience(years: float | None) -> Said | str | None:
    if years is None:
        return None
    months = round(12 * years)
    if months == 0:
        return "no requirements"
    return _typed("OccupationalExperienceRequirements", monthsOfExperience=months)


def _education(diploma: str | None) -> Said | str | None:
    category = _column("diplomas", "schema_org").get(diploma or "")
    if category in (None, "no requirements"):
        return category
    return _typed("EducationalOccupationalCredential", credentialCategory=category)


def _skills(offer: Offer) -> str | None:
    names = labels("skills", "fr")
    return ", ".join(names.get(code, code) for code in json.loads(offer["skill_codes"])) or None


def in_html(data: Any) -> Markup:
    r"""Write DATA as JSON in which HTML can find no tag to close or open.

    >>> in_html("</script>")
    Markup('"\\u003c/script\\u003e"')
    """
    text = json.dumps(data, ensure_ascii=False)
    for character in "<>&\u2028\u2029":
        text = text.replace(character, f"\\u{ord(character):04x}")
    return Markup(text)
