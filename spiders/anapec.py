"""ANAPEC: the national employment agency."""

import re
from collections.abc import Iterator

from scrapy import Request
from scrapy.http import HtmlResponse

from offers.mojibake import mended
from offers.posting import Posting
from offers.text import fold, squeeze
from spiders.bases.json_api import JsonApiSpider, at
from spiders.bases.jsonld import words
from spiders.bases.labels import labelled, lines
from spiders.bases.one_list import joined, list_of
from spiders.bases.rules import found, named, number, read
from spiders.bases.visit import row_alone, visit

HOME = "https://www.anapec.org/sigec-app-rv"
JSON = HOME + "/chercheurs/resultat_recherche_json/page:{}/tout:all/language:fr"
HTML = HOME + "/fr/chercheurs/resultat_recherche/tout:all"
LONGEST_TITLE = 200

#: What a posting's page says, by its labels. "Date de début" is when the work starts.
LABELS = {
    "Référence de l'offre": "reference",
    "Référence": "reference",
    "Date": "published",
    "Date de l'offre": "published",
    "Agence": "agency",
    "Secteur d'activité": "sector",
    "Date de début": "start",
    "Type de contrat": "contract",
    "Lieu de travail": "city",
    "Caractéristiques du poste": "tasks",
    "Description de poste": "tasks",
    "Description du poste": "tasks",
    "Profil recherché": "profile",
    "Description du profil": "profile",
    "Formation": "diploma",
    "Diplôme": "diploma",
    "Expérience professionnelle": "experience",
    "Expérience": "experience",
    "Poste": "occupation",
    "Langues": "languages",
    "Langue": "languages",
    "Salaire mensuel": "salary",
    "Salaire": "salary",
    "Permis": "licence",
    "Commentaire": "comment",
    "Description de l'entreprise": "employer",
}
#: Fields that are one line of the page.
SHORT = ("sector", "contract", "diploma", "experience", "occupation", "salary")
#: Parts that make the description, in this order.
LONG = ("tasks", "profile", "comment", "employer")
NOISE = re.compile(
    r"partager sur|envoyer a un ami|scanner qr|imprimer|postuler|retour|offres? d emploi"
)


class Anapec(JsonApiSpider):
    """The public employment agency, with the largest list of offers of private employers.

    The list is read as JSON; where that door is shut, as HTML. Its pages are not sorted, and all are
    read: a reading of the latest leaves at a whole page that we hold, never at a row. A posting's own
    page is read when the row is new or changed; a text that is edited shows in no row.

    Publisher: Agence nationale de promotion de l'emploi et des compétences
    Terms: https://www.anapec.org/
    """

    name = "anapec"
    title = "ANAPEC"
    kind = "public"
    allowed_domains = ["anapec.org"]
    start_urls = [JSON.format(1)]
    custom_settings = {
        "DOWNLOAD_DELAY": 3,  # ours elsewhere 2: their server is slow and often down
        "DOWNLOAD_VERIFY_CERTIFICATES": False,  # they send half of their chain of certificates
    }

    # JsonApiSpider
    rows = "Offre"
    total = "paginate.count"
    headers = {"Accept": "application/json", "Referer": "https://anapec.ma/chercheurs/offres"}
    fields = {
        "ref": "id",
        "reference": "ref_offre",
        "published": "date_offre",
        "title": "intitule_poste",
        "company": "entreprise",
        "city": "lieu_travail",
    }
    door_is_shut = False

    def next_url(self, page, response):
        here = page_number(response.url) or 1
        if isinstance(response, HtmlResponse):
            links = response.css(
                ".nav-lot3 a::attr(href), a:has(#suivant)::attr(href), a#suivant::attr(href)"
            ).getall()
            following = next((link for link in links if page_number(link) == here + 1), None)
            return joined(response, following) or None
        following, last = (page_number(words(at(page, f"paginate.{x}"))) for x in ("next", "last"))
        if following and following > here:
            return JSON.format(following)
        ended = here >= last if last else list_of(response).complete
        return None if ended else JSON.format(here + 1)

    def counted(self, page):
        return number(words(at(page, self.total)))

    def unread(self, why, response):
        """Read the list as HTML where it cannot be had as JSON."""
        if isinstance(response, HtmlResponse) and response.css("table#myTable"):
            yield from self.parse_list(response)
        elif not self.door_is_shut:
            self.door_is_shut = True
            self.logger.warning("%s: reading the list as HTML", why)
            self.crawler.stats.set_value("listing/door", "html")
            yield self.ask(HTML)

    def ask(self, url):
        if "resultat_recherche_json" in url:
            return super().ask(url)
        return Request(url, self.parse_list, errback=self.lost_list)

    def parse_list(self, response) -> Iterator:
        """Read the list as HTML: a table of seven columns, its rows not always closed."""
        rows = response.xpath("//table[@id='myTable']//tr[count(td) > 6]")
        if not rows:
            return self.fault(f"no table of offers at {response.url}")
        said = [said_of(row) for row in rows]
        for its in said:
            yield from self._row(its, response)
        count = number(read(response.selector, ("p.sul strong", "p.sul")))
        new = list_of(response).take((its["ref"] for its in said), count)
        yield from self.turn(None, response, new)

    def read_row(self, said, response):
        said = tidied(said)
        row = {field: said.get(field) for field in ("title", "published", "city")}
        yield from visit(self, said | {"url": page_of(said)}, self.parse_page, row)

    def parse_page(self, response, said) -> Iterator[Posting]:
        """Read a posting's page by its labels; the row stands where the page says nothing."""
        block = response.css(".bloc-affiche-offre") or response.css("body")
        text = [mended(line) for line in lines(block[0])] if block else []
        said_there = labelled((line for line in text if not NOISE.match(fold(line))), LABELS)
        if len(said_there) < 3:  # a log-in page, an outage
            yield from row_alone(self, said, response, "listing/not_an_offer")
            return
        told = told_by(said_there, text, said["title"])
        whole = [part for part in (said.get("description"), told.pop("description")) if part]
        for field, value in told.items():
            said[field] = said.get(field) or value
        said["description"] = "\n\n".join(whole) or None
        counted = re.match(r"\s*\((\d+)\)", response.css("title::text").get() or "")
        said["positions"] = said.get("positions") or (counted[1] if counted else None)
        yield from self.make(said, response)

    def lost_list(self, failure):
        """Say that neither door gave the list."""
        self.fault(f"neither JSON nor HTML: {failure.getErrorMessage()}")


def said_of(row) -> dict:
    """Say what a row of the table tells."""
    cells = row.xpath("./td")
    texts = [cell.xpath("string()").get() or "" for cell in cells]
    return {
        "ref": read(row, ("input[type=checkbox]::attr(value)", found(r"/(\d+)/", "a::attr(href)"))),
        "reference": texts[1],
        "published": texts[2],
        "title": texts[3],
        "positions": texts[4],
        "company": texts[5].strip() or cells[5].css("img::attr(alt)").get(),
        "city": texts[6],
    }


def tidied(said: dict) -> dict:
    """Take from a row what their pages add to it, whichever door it came through.

    >>> tidied({"title": "SecrÃ©taire", "company": "-", "city": "https://x.example/cv.pdf"})["title"]
    'Secrétaire'
    """
    title = mended(said["title"] or "")
    said = {field: squeeze(mended(value or "")) or None for field, value in said.items()}
    company = re.sub(r"\s*pas de logo\s*$", "", said.get("company") or "")
    place = said.get("city") or ""
    return said | {
        "title": short(title),
        "description": squeeze(title) if short(title) != squeeze(title) else None,
        "company": named(company) if fold(company) else None,
        "city": None if re.match(r"https?:|www\.|/", place) else town(place),
    }


def told_by(labels: dict[str, list[str]], text: list[str], title: str) -> dict[str, str | None]:
    """Say in a posting's fields what the labels of its page told."""
    said = {field: labels[field][0].rstrip(" ,") for field in SHORT if labels.get(field)}
    parts = ["\n".join(labels[field]) for field in LONG if labels.get(field)]
    place = (labels.get("city") or labels.get("agency") or [""])[0]
    return said | {
        "description": "\n\n".join(parts) or None,
        "languages": ", ".join(labels.get("languages", ())) or None,
        "city": town(place),
        "published": (labels.get("published") or [None])[0],
        "company": employer(text, title),
    }


def employer(text: list[str], title: str) -> str | None:
    """Give the employer's name: where it is disclosed, it stands just before the reference.

    >>> employer(["Soudeur", "ATLAS METAL", "Référence de l'offre : AG0111261"], "Soudeur")
    'ATLAS METAL'
    >>> employer(["Soudeur", "Référence de l'offre : AG0111261"], "Soudeur")
    """
    place = next((n for n, line in enumerate(text) if fold(line).startswith("reference")), 0)
    name = text[place - 1] if place else ""
    told = fold(re.sub(r"^\(\d+\)", "", name))
    if ":" in name or len(name) > 80 or told == fold(title) or NOISE.match(told):
        return None
    return named(name) if told else None


def town(place: str) -> str | None:
    """Give the town: after the agency's stands the first name of a counsellor, who is a person.

    >>> town("EL JADIDA / Prénom"), town("")
    ('EL JADIDA', None)
    """
    return place.partition(" / ")[0].strip() or None


def short(title: str) -> str:
    """Give the title that stands first, where the cell holds the whole advert.

    >>> short("Maçon \\r\\n qualifié"), short("Maçon\\r\\n" + "Nous cherchons. " * 20)
    ('Maçon qualifié', 'Maçon')
    """
    if len(squeeze(title)) <= LONGEST_TITLE:
        return squeeze(title)
    first = next(line for line in map(squeeze, title.splitlines()) if line)
    return first if len(first) <= LONGEST_TITLE else first[:LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def page_of(said: dict) -> str:
    """Give the address of the posting's page: offers abroad have their own."""
    abroad = (said.get("reference") or "").upper().startswith("INT")
    block = "bloc_offre_h_ang" if abroad else "bloc_offre_home"
    return f"{HOME}/fr/entreprises/{block}/{said['ref']}/resultat_recherche"


def page_number(url: str | None) -> int | None:
    """Give the number of the page that URL leads to.

    >>> page_number("/resultat_recherche/page:12/tout:all/language:fr"), page_number("3"), page_number(HTML)
    (12, 3, None)
    """
    match = re.search(r"page:(\d+)|^(\d+)$", url or "")
    return int(match[1] or match[2]) if match else None
