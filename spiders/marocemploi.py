import re
from urllib.parse import unquote

from spiders.bases.labels import facts
from spiders.bases.listing import ListingSpider
from spiders.bases.rules import found, markup, named

#: What a posting's page says, each label on a line of its own.
LABELS = {
    "Contrat": "contract",
    "Type de contrat": "contract",
    "Secteur": "sector",
    "Secteur d'activité": "sector",
    "Localisation": "city",
    "Publication": "published",
}

#: Where their own call to apply begins, at the end of the text.
_CALL = re.compile(r"(?:<\w{1,10}>){0,5}Prêt à envoyer")


class MarocEmploi(ListingSpider):
    """A private job board, made with WordPress.

    It has no numbers: the name of a posting in its address is its key.

    Publisher: MarocEmploi.net
    Terms: https://marocemploi.net/
    """

    name = "marocemploi"
    title = "MarocEmploi.net"
    kind = "board"
    allowed_domains = ["marocemploi.net"]
    start_urls = ["https://marocemploi.net/offre/"]

    # ListingSpider; the second choices are the layout before 2026
    marker = "[class^='me-job'], [class*=' me-job'], [class*='jobsearch-']"
    card = "article.me-job-card, .jobsearch-joblisting-classic-wrap"
    link = (
        ".me-job-card__title-row h3 a::attr(href)",
        "h2.jobsearch-pst-title a::attr(href)",
        ".jobsearch-list-option h2 a::attr(href)",
        "h3 a::attr(href)",
    )
    ref = r"/offre/([^/?#]+)/?(?:[?#]|$)"
    row = {
        "title": (".me-job-card__title-row h3", "h2.jobsearch-pst-title a", "h2 a", "h3 a"),
        "company": (".me-job-card__company", "li.job-company-name"),
        "city": (
            ".me-meta li:not(.me-job-card__company)",
            "li:has(> i.jobsearch-maps-and-flags)",
        ),
        "sector": (
            ".me-job-card__secondary",
            "li:has(> i.jobsearch-filter-tool-black-shape)",
        ),
        "contract": (".me-job-card__action .me-badge", "a.jobsearch-option-btn"),
        "published": ("time::attr(datetime)", "li:has(> i.jobsearch-calendar)"),
    }
    fields = facts("article, .jobsearch-job-detail", LABELS) | {
        "deadline": found(r"^Postuler avant *:? *(.+)", "li, p, span"),
        "description": markup(".me-job-description__content", ".jobsearch-description"),
    }
    json_ld = True
    page_number = "job_page"
    fleeting = frozenset({"published"})  # before 2026 "il y a 2 jours"

    def key(self, url):
        return super().key(unquote(url))  # Arabic names are escaped here and not there

    def before(self, said, response):
        said["company"] = named((said.get("company") or "").removeprefix("@").strip())
        if text := said.get("description"):
            said["description"] = _CALL.split(text, maxsplit=1)[0]
