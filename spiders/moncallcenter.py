import re

from offers.text import fold
from spiders.bases.listing import ListingSpider
from spiders.bases.rules import beneath, every, found, markup, named, plain

#: What a posting's own page says of it, and not of its neighbours.
POST = "div[id^='centreLeft']"
SECTION = ".offredetails h3"


class Moncallcenter(ListingSpider):
    """A private job board for call centres.

    Publisher: MonCallCenter
    Terms: https://www.moncallcenter.ma/cgu.php
    """

    name = "moncallcenter"
    title = "MonCallCenter"
    kind = "board"
    allowed_domains = ["moncallcenter.ma"]
    start_urls = ["https://www.moncallcenter.ma/offres-emploi/"]

    # ListingSpider; a page past the end may not have the box of cards
    marker = "#statuts, a[href*='/offres-emploi/']"
    card = "div.offres"
    link = "a[href*='/offre-emploi/']::attr(href)"
    ref = r"/offre-emploi/(?:[^/?]*-)?(\d+)(?:\.html)?/?(?:\?.*)?$"
    row = {  # the picture's text names another employer
        "title": ("h2 a[href*='/offre-emploi/']", "h2"),
        "published": found(r"^(\d\d-\d\d-\d{4}) *\|", "span"),
        "occupation": found(r"\|([^|]+)\|[^|]*$", "span"),
        "city": found(r"\|([^|]+)$", "span"),
        "description": "p",
    }
    fleeting = frozenset(("published",))  # "Offre de la semaine" stands in its place for a while
    fields = {
        "company": f"{POST} h2 a[href^='/']:not([href*='/offre'])",
        "signed": found(r"^[^|]*\|(.+)", "h2 + span"),
        "published": found(r"^(\d\d-\d\d-\d{4}) *\|", "h2 + span"),
        "salary": plain(beneath(SECTION, "Salaire")),
        "languages": every(
            "b:contains('Langue') ~ a[href*='Lang='], b:contains('Langue') ~ * a[href*='Lang=']"
        ),
        "experience": f"{POST} img[alt*='xp'][alt*='exig']::attr(alt)",
        "description": (
            beneath(SECTION, "Descriptif", "Profil", "Avantages", "Amplitude"),
            markup(".offredetails"),
        ),
    }
    page_path = "/offres-emploi/{page}/"

    def before(self, said, response):
        signed = employer(said.pop("signed", ""), said.get("city"))
        said["company"] = named(said.get("company") or signed)
        said["languages"] = re.sub(r"#\s*", "", said.get("languages") or "") or None
        if "domicile" in fold(said.get("occupation") or ""):
            said["remote"] = said.pop("occupation")  # told where others tell what the calls are


def employer(signed: str, city: str | None) -> str | None:
    """Take the town off the line that signs a posting.

    >>> employer("Talk Lab - Casablanca", "Casablanca"), employer("Talk - Lab - Fès", "Maroc")
    ('Talk Lab', 'Talk - Lab')
    """
    if city and signed.endswith(f" - {city}"):
        return signed.removesuffix(f" - {city}").strip()
    return signed.rpartition(" - ")[0].strip() or None
