"""The XML that Careerjet asks for: a place has a town, a region and a country."""

from spiders.bases.feeds.format import Format
from spiders.bases.tree import in_country, together, where

CAREERJET = Format(
    name="Careerjet's XML",
    roots=("jobs",),
    entries=("job",),
    has=("workinghours", "companyurl", "applicationemail", "contracttype"),
    fields={
        "ref": ("id", "@id", "reference", "url"),
        "url": ("url", "applyurl"),
        "title": "title",
        "company": "company",
        "city": (where("location", "city", "country"), where("", "city", "country")),
        "region": in_country(("location.region", "region"), ("location.country", "country")),
        "contract": together("contracttype", "workinghours"),
        "salary": "salary",
        "published": ("date", "published", "pubdate", "publicationdate"),
        "deadline": ("expirationdate", "expire", "validthrough"),
        "apply_url": "applyurl",
        "description": "description",
    },
)
