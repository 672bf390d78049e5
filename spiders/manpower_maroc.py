from functools import partial

from spiders.bases.listing import ListingSpider
from spiders.bases.rules import found, markup, paired

detail = partial(paired, "ul.jbdetail li", ".text-left", "span:not(.text-left)")


class ManpowerMaroc(ListingSpider):
    """An agency, which hires for itself and for clients that it does not name.

    Publisher: Manpower Maroc
    Terms: https://www.manpower-maroc.com/
    """

    name = "manpower_maroc"
    title = "Manpower Maroc"
    kind = "agency"
    allowed_domains = ["manpower-maroc.com"]
    start_urls = ["https://www.manpower-maroc.com/ats/offres?page=1"]

    # ListingSpider; a page past the end may not have the box of cards
    marker = "ul.jobslist, a[href*='/ats/offres']"
    card = "ul.jobslist li:has(.jobint)"
    link = ("h4 a::attr(href)", ".jobint a[href*='/ats/']::attr(href)")
    # A number that begins a part of the path, else one that ends it
    ref = r"(?:/(?=\d+(?:[-/?]|$))|-(?=\d+/?(?:\?|$)))(\d+)"
    row = {
        "title": ("h4 a", "h4"),
        "sector": ".company a",  # never the employer
        "city": ".jobloc span",
    }
    fields = {
        "published": (found(r"(\d.*)", ".ptext"), ".ptext"),
        "contract": detail("Type"),
        "sector": detail("Domaine", "Secteur"),
        "city": detail("Lieu", "Ville"),
        "reference": detail("Référence"),
        "diploma": detail("Niveau d'étude", "Formation"),
        "experience": detail("Niveau d'expérience", "Expérience"),
        "salary": detail("Salaire"),
        "positions": detail("Nombre de postes"),
        "description": markup(".contentbox"),
    }
    page_number = "page"
