import re

from offers.text import fold
from spiders.bases.listing import ListingSpider
from spiders.bases.rules import every, found, named, under


class Rekrute(ListingSpider):
    """A private job board, the largest for managers and office work.

    Publisher: ReKrute.com
    Terms: https://www.rekrute.com/conditions-utilisation.html
    """

    name = "rekrute"
    title = "ReKrute"
    kind = "board"
    allowed_domains = ["rekrute.com"]
    # Fifty a page, newest first: their own menu of pages stops at the hundredth.
    start_urls = ["https://www.rekrute.com/offres.html?s=3&p=1&o=1"]

    # ListingSpider
    marker = "ul#post-data, li.post-id"
    card = "li.post-id"
    link = ("a.titreJob::attr(href)", "h2 a::attr(href)", "a[href*='offre-emploi-']::attr(href)")
    ref = r"-(\d+)\.html"
    rewrite = (r"/(?:fr|en)/(?=offre)", "/")  # the same posting answers under /fr/ and /en/
    row = {
        "title": ("a.titreJob", "h2 a"),
        "company": (
            "img.photo::attr(alt)",
            "img.photo::attr(title)",
            ".col-sm-2 img::attr(alt)",
            "a[href*='-emploi-recrutement-']",
        ),
        "published": found(r"(\d\d/\d\d/\d{4})", "em.date"),
        "deadline": found(r"\bau +(\d\d/\d\d/\d{4})", "em.date"),
        "positions": found(r"Postes? proposés? *: *(\d+)", "em.date"),
        "sector": found(r"^Secteurs? d'activité *: *(.+)", "ul li"),
        "occupation": found(r"^Fonctions? *: *(.+)", "ul li"),
        "experience": found(r"^Expérience[^:]*: *(.+)", "ul li"),
        "diploma": found(r"^Niveau d'étude[^:]*: *(.+)", "ul li"),
        "contract": found(r"^Type de contrat[^:]*: *(.+?) *(?:- *Télétravail\b.*)?$", "ul li"),
        "remote": found(r"\bTélétravail *: *(.+)", "ul li"),
    }
    fields = {
        "region": found(r"\bsur +(.+?)(?: *- *Maroc)?$", "li[title='Région']"),
        "experience": "li[title^='Expérience']",
        "diploma": "li[title^='Niveau d']",
        "skills": every("span.tagSkills"),
        "contract": ".tagContrat[title^='Type de contrat']",
        "remote": found(r"(?:Télétravail *: *)?(.+)", ".tagContrat[title='Télétravail']"),
        "deadline": found(r"(\d\d/\d\d/\d{4})", "span.newjob"),
        "positions": "li[title='Région'] b",
        "description": under("div.blc", "Poste", "Mission", "Description du poste", "Profil"),
    }
    json_ld = True
    page_number = "p"
    total = found(r"\bsur +([\d .]+)", "span.pages")

    def before(self, said, response):
        title, bar, town = said.get("title", "").rpartition(" | ")
        if bar:  # the card's title is «Title | Town (Country)»
            said |= {"title": title, "city": town}
        said["company"] = named(said.get("company") or in_slug(said["url"], said.get("city")))


def in_slug(url: str, city: str | None) -> str | None:
    """Read the employer in the address of a posting: many cards show no other.

    >>> in_slug("https://x.example/offre-emploi-macon-recrutement-atlas-froid-fes-7.html", "Fès (Maroc)")
    'atlas froid'
    >>> in_slug("https://x.example/offre-emploi-x-recrutement-confidentiel-casa-7.html", "Casablanca")
    """
    match = re.search(r"-recrutement-(.+)-\d+\.html", url)
    if match is None or match[1].startswith("confidentiel"):
        return None
    said = match[1].replace("-", " ")
    towns = (fold(re.split(end, city or "")[0]) for end in (r"\(", r"[,(]"))
    town = next((town for town in towns if town and said.endswith(f" {town}")), "")
    return said.removesuffix(f" {town}").strip() or None
