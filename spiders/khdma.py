from offers.mojibake import mended
from spiders.bases.listing import ListingSpider
from spiders.bases.notices import is_notice
from spiders.bases.rules import named


class Khdma(ListingSpider):
    """A private job board, which tells notices of competitions among its vacancies.

    Publisher: Khdma.ma
    Terms: https://khdma.ma/
    """

    name = "khdma"
    title = "Khdma.ma"
    kind = "board"
    allowed_domains = ["khdma.ma"]
    start_urls = ["https://khdma.ma/offres-emploi-maroc/1"]

    # ListingSpider; the card is the link itself
    marker = ".listings-container, a[href*='offres-emploi-maroc']"
    card = ".listings-container a.listing"
    link = "*::attr(href)"
    ref = r"/offre-emploi-maroc/(?:[^/?]*-)?(\d+)/?(?:\?.*)?$"
    row = {
        "title": (".listing-title h4::text", "h4"),
        "company": "li:has(i.fa-briefcase)",
        "city": "li:has(i.fa-map-marker)",
        "contract": ".listing-title .listing-type",
        "description": "p",
    }
    fields = {"published": ".listing-date"}
    json_ld = True
    page_path = "/offres-emploi-maroc/{page}"

    def before(self, said, response):
        said["company"] = named(said.get("company"))

    def after(self, posting, response):
        """Drop what names those who passed; remember it, so that it is not read again."""
        if is_notice(mended(posting.title or "")):
            self.pass_over(posting.ref, posting.listed_hash, "results")
        else:
            yield posting
