import re

from spiders.bases.listing import ListingSpider
from spiders.bases.rules import markup, named

#: What their form says where the employer named no salary: "1 dhs - 1 dhs".
_NO_SALARY = re.compile(r"[01] ?(?:dhs?|mad)?(?: ?[-–] ?[01] ?(?:dhs?|mad)?)?(?: ?/ ?\w+)?", re.I)


class OneJob(ListingSpider):
    """A private job board whose cards and pages are marked up for search engines.

    Publisher: OneJob.ma
    Terms: https://www.onejob.ma/
    """

    name = "onejob"
    title = "OneJob"
    kind = "board"
    allowed_domains = ["onejob.ma"]
    start_urls = ["https://www.onejob.ma/recherche?query=%2A&page=1"]

    # ListingSpider; the second choices are the layout of early 2026
    marker = "[class^='oj-'], [class*=' oj-'], a[href*='/job/']"
    card = "article.oj-job-card, a[href*='/job/']:has(h2)"
    link = (".oj-job-title a::attr(href)", "a[href*='/job/']::attr(href)")
    ref = r"onejob\.ma/(?:[^?#]*/)?(\d+)(?:[/?#]|$)"
    row = {
        "title": (".oj-job-title a", ".oj-job-title", "h2"),
        "company": (".oj-company-name span", ".oj-company-name"),
        "city": (
            "[itemprop=jobLocation] meta[itemprop=addressLocality]::attr(content)",
            "[itemprop=jobLocation] [itemprop=addressLocality]",
            "[itemprop=jobLocation] [itemprop=address]",
            "li:has(> i.la-map-marker)",
        ),
        "contract": ".oj-job-type",
        "sector": "span:has(> i.la-briefcase)",
        "salary": "span:has(> i.la-credit-card)",
        "published": ("meta[itemprop=datePosted]::attr(content)", "li:has(> i.la-clock)"),
        "description": ".oj-job-excerpt",
    }
    fields = {
        "description": (
            markup(".oj-job-description"),
            markup(".job-description"),
            markup("#job-description"),
        )
    }
    json_ld = True
    page_number = "page"
    fleeting = frozenset({"published"})  # in early 2026 "il y a 2 jours"

    def read_json_ld(self, response):
        """Read what the page carries, but for the cards of its neighbours, which carry as much."""
        for neighbour in response.css("article.oj-job-card"):
            neighbour.drop()
        return super().read_json_ld(response.replace(body=response.selector.get()))

    def before(self, said, response):
        said["company"] = named(said.get("company"))
        if _NO_SALARY.fullmatch(said.get("salary") or ""):
            said["salary"] = None
