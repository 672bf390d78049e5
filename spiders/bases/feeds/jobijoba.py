"""The XML that Jobijoba asks for: items/item, the pay with its currency and its period."""

from collections.abc import Mapping
from typing import Any

from spiders.bases.feeds.format import Format
from spiders.bases.tree import in_country, read, together, where

_COUNTRY = ("countryname", "country")


def pay(entry: Mapping[str, Any]) -> str | None:
    """Give the pay of ENTRY, its currency and its period.

    >>> pay({"salary": "6000-8000", "salary@currency": "MAD", "salary@periodicity": "month"})
    '6000-8000 MAD / month'
    """
    amount, currency = read(entry, "salary"), read(entry, "salary@currency")
    if amount is None or not any(figure in amount for figure in "123456789"):
        return None  # "0", as forms left empty say
    said = f"{amount} {currency}" if currency and currency not in amount else amount
    return " / ".join(filter(None, (said, read(entry, "salary@periodicity"))))


JOBIJOBA = Format(
    name="Jobijoba's XML",
    roots=("items", "jobs", "ads"),
    entries=("item",),
    fields={
        "ref": ("id", "@id", "reference", "link"),
        "url": ("link", "url"),
        "title": "title",
        "company": "company",
        "city": where("", ("town", "city"), _COUNTRY),
        "region": in_country(("region1", "region"), _COUNTRY),
        "contract": together("contracttype"),
        "salary": pay,
        "published": "publicationdate",
        "deadline": "expirationdate",
        "description": "description",
    },
)
