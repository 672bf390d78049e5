import re

from offers.text import fold
from spiders.bases.listing import ListingSpider
from spiders.bases.rules import found, markup, named

FACTS = "ul.extraQuestionName li, #extraQuestionName li"
HEAD = "ul.info-holder li"
#: Who signs so gives no name.
_NOBODY = re.compile(r"x+|particulier|multinationale?|sarl|societe|hotel|entreprise|restaurant")


class MarocAnnonces(ListingSpider):
    """A site of classified advertisements: offers of work, and of work for the self-employed.

    Those who look for work advertise in other categories, which are not read; neither are the
    advertiser's name and telephone.

    Publisher: MarocAnnonces.com
    Terms: https://www.marocannonces.com/conditions-utilisation.html
    """

    name = "marocannonces"
    title = "MarocAnnonces"
    kind = "board"
    allowed_domains = ["marocannonces.com"]
    start_urls = [
        "https://www.marocannonces.com/categorie/309/Emploi/Offres-emploi.html",
        "https://www.marocannonces.com/categorie/313/Freelance.html",
    ]
    refuses = (
        "its robots.txt forbids all crawling and its terms forbid reproduction (September 2026)"
    )

    # ListingSpider
    marker = "ul.cars-list, #text > h2:contains('existe pas')"  # the second: past the last page
    card = "ul.cars-list > li:has(a[href*='/annonce/'])"  # others are advertising, and shops
    link = "a[href*='/annonce/']::attr(href)"
    ref = r"/categorie/(?:309|313)/[^?#]*?annonce/(\d+)"
    row = {
        "title": "h3",
        "city": "span.location",
        "salary": "strong.price",
        "published": ("em.date em.date", "em.date"),
    }
    fields = {
        "city": f"{HEAD} a",
        "published": found(r"^Publiée? le *: *(.+)", HEAD),
        "sector": found(r"^Domaine *: *(.+)", FACTS),
        "occupation": found(r"^Fonction *: *(.+)", FACTS),
        "contract": found(r"^Contrat *: *(.+)", FACTS),
        "company": found(r"^Entreprise *: *(.+)", FACTS),
        "salary": found(r"^Salaire *: *(.+)", FACTS),
        "diploma": found(r"^Niveau d'études? *: *(.+)", FACTS),
        "description": markup("div.description div.block"),
    }
    next_page = "ul.paging li.next a::attr(href)"
    fleeting = frozenset({"published"})  # "Aujourd'hui", "Hier"

    def before(self, said, response):
        company = named(said.get("company"))
        said["company"] = None if _NOBODY.fullmatch(fold(company or "")) else company
        if text := said.get("description"):
            said["description"] = re.split(r"Annonceur\s*:", text, maxsplit=1)[0]  # a person
