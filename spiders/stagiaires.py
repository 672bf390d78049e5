"""stagiaires.ma: internships and first jobs."""

import re

from offers.text import fold
from spiders.bases.schema_org import SchemaOrgSpider
from spiders.bases.sitemap import SitemapSpider


class Stagiaires(SchemaOrgSpider, SitemapSpider):
    """A board for internships and first jobs.

    Its robots.txt forbids every address with a query, and so the pages of its list: the sitemap is
    the one way in.

    Publisher: Stagiaires.ma
    Terms: https://stagiaires.ma/conditions-generales-de-vente
    """

    name = "stagiaires"
    title = "Stagiaires.ma"
    kind = "board"
    allowed_domains = ["stagiaires.ma"]
    start_urls = ["https://www.stagiaires.ma/offre-sitemap.xml"]

    # SitemapSpider and SchemaOrgSpider
    address = r"/stage-emploi-maroc/(\d+)"

    # SchemaOrgSpider
    fallback = {
        "title": ("h1", "meta[property='og:title']::attr(content)"),
        "published": "time::attr(datetime)",
    }

    def before(self, said, response):
        said["url"] = (
            f"https://stagiaires.ma/stage-emploi-maroc/{said['ref']}"  # with and without www
        )
        said["deadline"] = None  # always thirty days after the publication: nobody said so
        if re.match(r"8000 - 25000\b", said.get("salary") or ""):
            said["salary"] = None  # what their form says where the employer said nothing
        if fold(said.get("region") or "") in ("morocco", "maroc"):
            said["region"] = None
