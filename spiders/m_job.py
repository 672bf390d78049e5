import re

from offers.taxonomy import lookup
from spiders.bases.listing import ListingSpider
from spiders.bases.rules import beneath, found, named, plain

HEADING = ".the-content h3.heading"
#: Who ticks more boxes than that asks for nothing.
MOST_CHOICES = 3


class MJob(ListingSpider):
    """A private job board, once MenaraJob; mostly call centres and agencies.

    Days are told as "il y a 3 semaines" alone. Their certificate was broken in 2026: it is verified
    all the same, and while it is broken nothing is read.

    Publisher: M-Job
    Terms: https://www.m-job.ma/
    """

    name = "m_job"
    title = "M-Job"
    kind = "board"
    allowed_domains = ["m-job.ma"]
    start_urls = ["https://www.m-job.ma/recherche?page=1"]

    # ListingSpider
    marker = ".offers-boxes, .offers-list-header"
    card = ".offer-box"
    link = ("h3.offer-title a::attr(href)", "a[href*='/offres-emploi/']::attr(href)")
    ref = r"/offres-emploi/(\d+)"
    row = {
        "title": ("h3.offer-title a", "h3.offer-title"),
        "city": (".location span", ".location"),
        "published": ".date-buttons span",
    }
    fleeting = frozenset(("published",))
    fields = {
        "company": ".list-details li:nth-child(1) h3",
        "contract": ".list-details li:nth-child(2) h3",
        "salary": ".list-details li:nth-child(3) h3",
        "city": ".main-details .location span",
        "sector": plain(beneath(HEADING, "Secteur")),
        "occupation": plain(beneath(HEADING, "Métier")),
        "experience": plain(beneath(HEADING, "Niveau d'expérience", "Expérience")),
        "diploma": plain(beneath(HEADING, "Niveau d'étude", "Étude")),
        "languages": plain(beneath(HEADING, "Langue")),
        "published": found(
            r"(il y a .+?|aujourd'hui|hier) *(?:avant\b|sur\b|\.|$)", ".bottom-content span"
        ),
        "description": (beneath(HEADING, "Poste", "Profil"), beneath(HEADING, "Le recruteur")),
    }
    page_number = "page"
    last_page = found(r"\bPage *\d+ */ *(\d+)", ".offers-list-header span")

    def before(self, said, response):
        said["title"] = re.sub(r"^\d+ - ", "", said.get("title") or "") or None
        said["company"] = named(said.get("company"))
        for field in ("experience", "diploma"):
            if (said.get(field) or "").count(" / ") >= MOST_CHOICES:
                said[field] = None
        if lookup("silences", said.get("salary") or ""):
            said["salary"] = None
