"""The XML that Indeed asks for, and with it Talent.com, Talroo and most systems' feeds: source/job."""

from spiders.bases.feeds.format import Format
from spiders.bases.tree import in_country, together, where

_COUNTRY = ("country", "countryname", "countrycode", "location.country")

INDEED = Format(
    name="Indeed's XML",
    roots=("source", "jobs", "feed", "root", "jobfeed", "trovit"),
    entries=("job", "ad", "vacancy", "position"),
    fields={
        "ref": ("referencenumber", "id", "jobid", "@id", "guid", "jobreference", "url", "link"),
        "url": ("url", "link", "joburl", "detailurl", "applyurl"),
        "title": ("title", "jobtitle", "name"),
        "company": ("company", "companyname", "sourcename", "employer"),
        "city": (where("location", ("city", "name"), "country"), where("", "city", _COUNTRY)),
        "region": in_country(("state", "region", "location.region", "location.state"), _COUNTRY),
        "contract": together("jobtype", "contracttype", "contract", "employmenttype"),
        "remote": ("remotetype", "remote"),
        "sector": together("category", "industry"),
        "experience": "experience",
        "diploma": "education",
        "salary": ("salary", "compensation"),
        "reference": ("requisitionid", "reference"),
        "published": ("date", "dateposted", "pubdate", "published", "publicationdate"),
        "deadline": ("expirationdate", "expiry", "expiredate", "expire", "validthrough"),
        "apply_url": ("applyurl",),
        "description": ("description", "content"),
    },
)
