import re

from offers.taxonomy import lookup
from spiders.bases.listing import ListingSpider
from spiders.bases.rules import every, found, markup, named

DETAILS = "ul.arrow-list li, li.withicon"


class EmploiMa(ListingSpider):
    """A private job board of the Africatalents network.

    Publisher: Africatalents
    Terms: https://www.emploi.ma/conditions-generales-utilisation
    """

    name = "emploi_ma"
    title = "Emploi.ma"
    kind = "board"
    allowed_domains = ["emploi.ma"]
    start_urls = ["https://www.emploi.ma/recherche-jobs-maroc"]

    # ListingSpider; the second choices are the layout before 2024
    marker = ".page-search-jobs-content, .card-job, .job-description-wrapper, #noresults-search-box"
    card = "div.card-job, div.job-description-wrapper"
    link = ("*::attr(data-href)", "h3 a::attr(href)", "h5 a::attr(href)")
    ref = r"-(\d+)/?(?:\?.*)?$"
    row = {
        "title": ("h3 a", "h5 a", "h3"),
        "company": ("a.card-job-company", ".company-name", ".job-recruiter a"),
        "region": found(r"^Région de *: *(.+)", "li, p"),
        "contract": found(r"^Contrat proposé *: *(.+)", "li, p"),
        "experience": found(r"^Niveau d'expérience *: *(.+)", "li, p"),
        "diploma": found(r"^Niveau d'études?[^:]*: *(.+)", "li, p"),
        "skills": found(r"^Compétences clés *: *(.+)", "li, p"),
        "published": (
            "time::attr(datetime)",
            "time",
            found(r"(\d\d\.\d\d\.\d{4})", ".job-recruiter"),
        ),
        "description": (".card-job-description p", ".search-description"),
    }
    fields = {
        "company": (
            ".card-block-company h3 a",
            ".card-block-company h3",
            found(r"^\[(.+?)\]", "meta[property='og:title']::attr(content)"),
        ),
        "city": found(r"^Villes? *: *(.+)", DETAILS),
        "region": (found(r"^Région *: *(.+)", DETAILS), "li.location-dot span"),
        "contract": (found(r"^Type de contrat *: *(.+)", DETAILS), "li.file-signature span"),
        "remote": found(r"^Travail à distance *: *(.+)", DETAILS),
        "sector": (
            found(r"^Secteurs? d'activité *: *(.+)", f"{DETAILS}, .card-block-company li"),
            ".card-block-company .field-items",
        ),
        "occupation": (found(r"^Métiers? *: *(.+)", DETAILS), "li.suitcase span"),
        "experience": (found(r"^Niveau d'expérience *: *(.+)", DETAILS), "li.chart span"),
        "diploma": (found(r"^Niveau d'études? *: *(.+)", DETAILS), "li.graduation-cap span"),
        "languages": found(r"^Langues? exigées? *: *(.+)", DETAILS),
        "salary": found(r"^Salaire proposé *: *(.+)", DETAILS),
        "positions": found(r"^Nombre de postes?(?: ?\(s\))? *: *(\d+)", DETAILS),
        "skills": every("ul.skills li"),
        "description": markup(".job-description", ".job-qualifications"),
    }
    next_page = (
        ".pager-next a::attr(href), a[rel=next]::attr(href), "
        "a[title='Aller à la page suivante']::attr(href)"
    )
    total = found(r"([\d .]+)", ".page-search-title span")

    def before(self, said, response):
        said["company"] = named(said.get("company"))
        if "city" not in said and (town := last_town(said.get("title", ""))):
            said["city"] = town  # their titles often end in « - Town»


def last_town(title: str) -> str | None:
    """Return what follows the last « - » of TITLE, if it names a town we know.

    >>> last_town("Maçon (H/F) - Casablanca et El Jadida"), last_town("Développeur Java - Senior")
    ('Casablanca et El Jadida', None)
    """
    _, dash, tail = title.rpartition(" - ")
    towns = re.split(r" et | & |,|/", tail)
    return tail if dash and any(lookup("cities", town) for town in towns) else None
