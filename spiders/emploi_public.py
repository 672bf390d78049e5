"""emploi-public.ma: the portal of public employment."""

import re
from collections.abc import Iterator
from functools import partial
from html import escape
from typing import NamedTuple
from urllib.parse import unquote

from scrapy import Request
from scrapy.http import Response
from w3lib.url import safe_url_string

from offers import people
from offers.posting import Posting
from offers.text import fold
from spiders.bases.labels import BLOCKS, labelled, lines
from spiders.bases.one_list import joined, list_of
from spiders.bases.rules import markup, number, read
from spiders.bases.source import SourceSpider
from spiders.bases.visit import row_alone, visit

HOME = "https://www.emploi-public.ma"


class PublicList(NamedTuple):
    """One list, in both languages."""

    french: str
    arabic: str | None
    pages: str | None  # how the addresses of its notices name it in Arabic
    contract: str | None  # what it implies


LISTS = (
    PublicList("/fr/concours-liste", "/ar/قائمة-المباريات", "المباريات", "Statutaire"),
    PublicList("/fr/emploi-sup-liste", "/ar/قائمة-المناصب-العليا", "المناصب-العليا", None),
    PublicList("/fr/postes-respo-liste", "/ar/قائمة-مناصب-المسؤولية", "مناصب-المسؤولية", None),
    PublicList("/fr/experts-liste", "/ar/قائمة-تشغيل-الخبراء", "تشغيل-الخبراء", None),
    PublicList("/fr/eap-liste", None, None, "Statutaire"),
)
#: What a card and a posting's page say, by their labels.
LABELS = {
    "Limite de dépôt": "deadline",
    "Délai de dépôt des candidatures": "deadline",
    "آخر أجل لإيداع ملفات الترشيح": "deadline",
    "آخر أجل لإيداع الترشيحات": "deadline",
    "Date du concours": "exam",
    "تاريخ إجراء المباراة": "exam",
    "Administration qui recrute": "company",
    "الإدارة المنظمة": "company",
    "Date de publication": "published",
    "تاريخ النشر": "published",
    "Spécialité": "skills",
    "Grade": "occupation",
    "Nombre de postes": "positions",
    "Type de recrutement": "recruitment",
    "Type de dépôt": "filing",
    "Site de dépôt": "apply_url",
    "Code du concours": "reference",
    "Nom du poste": "title",
}
SHORT = ("company", "published", "deadline", "skills", "occupation", "positions", "reference")
BOX = "div.s-content-box"
LINES = BLOCKS | {"span"}  # a label stands in a span of its own

POSTS = re.compile(r"(\d+) *(?:postes?|منصب|مناصب)")
TOTAL = re.compile(r"\W*(\d[\d .]*) *(?:Résultats?|نتيجة|نتائج)\b", re.I)
UUID = re.compile(r"/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b", re.I)
DOWNLOAD = re.compile("/(?:download|تحميل)/")
#: A notice that names those who were convoked or admitted is no vacancy; folded as it is compared.
NAMES_AR = "|".join(people.ARABIC)
RESULT_BADGE = re.compile(rf"{people.FRENCH}|(?:ال)?(?:{NAMES_AR})")
RESULT_TITLE = re.compile(
    r"^(?:publication (?:d\w* )?(?:l\w* )?)?(?:liste|resultat|convocation)s?\b"
    rf"|(?:^| )و?(?:ال)?(?:{NAMES_AR})(?: |$)"
)


class EmploiPublic(SourceSpider):
    """The state's portal: competitions, higher posts, posts of responsibility, experts.

    Each list is read in French, then in Arabic, where the same notice bears the same uuid. A notice
    that is new or changed is read in both languages and makes one posting: its title is French, its
    description holds both, so that a search in either language finds it. One that the Arabic lists
    alone name makes an Arabic posting; they are read to their end each time, since nothing else
    tells that it is still there. A card that changes is read again: deadlines are extended.

    Publisher: Ministère de la Transition numérique et de la Réforme de l'administration
    Terms: https://www.emploi-public.ma/
    """

    name = "emploi_public"
    title = "Emploi-public.ma"
    kind = "public"
    allowed_domains = ["emploi-public.ma"]
    start_urls = [HOME + path for one in LISTS for path in (one.french, one.arabic) if path]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.in_french, self.seen = {one.french for one in LISTS}, set()

    async def start(self):
        for one in LISTS:
            yield self._ask_list(one, one.french)

    def parse(self, response, one=LISTS[0], path=LISTS[0].french, page=0) -> Iterator:
        """Read a page of the list at PATH, which is ONE in either language."""
        cards, told = cards_of(response), list_of(response)
        if cards is None:
            return self.fault(f"no list at {response.url}")
        said = [said_of(card) for card in cards]
        told.take((its["ref"] for its in said), total_of(response))
        if not told.refs and told.total != 0:
            return self.fault(f"no list at {response.url}")
        arabic = one.pages if path == one.french else None
        for card, its in zip(cards, said, strict=True):
            url = safe_url_string(joined(response, card.attrib.get("href")))
            more = {"url": url, "contract": one.contract}
            yield from self.parse_card(card, its, more, arabic)
        yield from self.turn(one, path, page, told)

    def parse_card(self, card, said, more, arabic) -> Iterator:
        """Ask for the notice of CARD, unless it is known, or names people."""
        if not said["ref"] or not said["title"]:
            self.crawler.stats.inc_value("listing/skipped")
        elif said["ref"] in self.seen:
            return  # in French; or the list grew while we turned its pages
        elif is_result(card, said["title"]):
            self.crawler.stats.inc_value("listing/results")
        else:
            yield from visit(self, said | more, partial(self.parse_page, arabic=arabic), said)
        self.seen.add(said["ref"])

    def turn(self, one, path, page, told) -> Iterator[Request]:
        """Ask for what comes after PAGE of the list at PATH: another page, or the Arabic lists."""
        if not told.last or told.complete:
            self.list_ended(told)
        elif (
            told.circles and page != 1
        ):  # 1 is the first of some of their lists, the second of others
            return self.crawler.stats.inc_value("listing/loop")
        elif self.holds(self.named.intersection(told.last)):
            self.list_left()
        else:
            yield told.on(self._ask_list(one, path, page + 1))
            return
        if path in self.in_french:
            self.in_french.remove(path)
            yield from self._after_french()

    def _after_french(self) -> Iterator[Request]:
        """Ask for the lists in Arabic: what a French list names is no news there."""
        for one in LISTS if not self.in_french else ():
            if one.arabic and self.latest:
                self.list_left()  # news comes in French
            elif one.arabic:
                yield self._ask_list(one, one.arabic)

    def parse_page(self, response, said, arabic=None) -> Iterator[Posting | Request]:
        """Read a notice in French, then ask for the page that its Arabic list's name leads to."""
        if uuid_of(response.url) != said["ref"]:
            return self.is_gone(said["ref"], "its page leads elsewhere")  # back to the list
        found = labelled(lines_of(response), LABELS)
        if not found:
            yield from row_alone(self, said, response, "listing/not_a_notice")
            return
        told = told_by(found) | {field: value for field, value in said.items() if value}
        told["contract"] = contract(found, said["contract"])
        told["description"] = read(response.selector, markup(BOX))
        if arabic is None:
            yield from self.make(told, response)
            return
        url = f"{HOME}/ar/تفاصيل/{arabic}/{said['ref']}"
        alone = partial(self.in_french_alone, said=told)
        yield Request(url, self.parse_arabic, errback=alone, cb_kwargs={"said": told})

    def parse_arabic(self, response, said) -> Iterator[Posting]:
        """Add what a notice says in Arabic to what it says in French."""
        if uuid_of(response.url) == said["ref"]:
            title = read(response.selector, ("h1", "h2", "title"))
            arabic = read(response.selector, markup(BOX))
            parts = (said["description"], title and f"<p>{escape(title)}</p>", arabic)
            said = said | {"description": "\n".join(filter(None, parts))}
        else:
            self.crawler.stats.inc_value("listing/no_arabic")
        yield from self.make(said, response.replace(url=said["url"]))

    def in_french_alone(self, failure, said) -> Iterator[Posting]:
        """Tell what a notice says in French, where its Arabic page cannot be had."""
        self.crawler.stats.inc_value("listing/no_arabic")
        yield from self.make(said, Response(said["url"]))

    def lost_list(self, failure) -> None:
        """Believe no list of which a part could not be had."""
        self.fault(f"a list could not be had: {failure.getErrorMessage()}")

    def _ask_list(self, one: PublicList, path: str, page: int = 0) -> Request:
        cb_kwargs = {"one": one, "path": path, "page": page}
        url = f"{HOME}{path}?page={page}" if page else HOME + path
        return Request(url, self.parse, errback=self.lost_list, cb_kwargs=cb_kwargs)


def cards_of(response) -> list | None:
    """Give the cards of a list, without those of "Dernière chance", which repeat; None: no list."""
    if not response.css("#listing-switcher"):
        return None
    return [
        card
        for card in response.css("#listing-switcher a.card")
        if not card.xpath("ancestor::*[contains(@class, 'c-wrapper')][contains(@class, 'bg-blue')]")
    ]


def cell_of(card):
    """Give the cell of the list round CARD: some of what a card shows stands beside its link."""
    cell = card.xpath("ancestor::*[contains(@class, 's-item')][1]")
    return cell if len(cell.css("a.card")) == 1 else card


def said_of(card) -> dict:
    """Say what CARD tells and does not change by itself: the days left do."""
    cell = cell_of(card)
    footer = [line for block in cell.css(".card-footer") for line in lines(block, LINES)]
    found = labelled(footer, LABELS)
    posts = POSTS.search(" ".join(footer))
    return {
        "ref": uuid_of(card.attrib.get("href", "")),
        "title": read(cell, (".card-title", "h2", "h3")),
        "company": read(cell, ".card-text"),
        "positions": posts[1] if posts else None,
        "deadline": next(iter(found.get("deadline", ())), None),
    }


def told_by(found: dict[str, list[str]]) -> dict[str, str]:
    """Say in a posting's fields what the labels of a notice told."""
    said = {field: found[field][0] for field in SHORT if found.get(field)}
    site = next(iter(found.get("apply_url", ())), "")
    return said | ({"apply_url": site} if site.startswith("http") else {})


def contract(found: dict[str, list[str]], implied: str | None) -> str | None:
    """Give the contract that a notice names, else the one that its list implies.

    >>> contract({"recruitment": ["Recrutement sur contrat"]}, "Statutaire"), contract({}, None)
    ('Recrutement sur contrat', None)
    """
    named = next(iter(found.get("recruitment", ())), "")
    return named if "contrat" in fold(named) else implied


def is_result(card, title: str) -> bool:
    """Say whether CARD announces who was convoked or admitted, or leads to a file that does."""
    if DOWNLOAD.search(unquote(card.attrib.get("href", ""))):
        return True
    badges = cell_of(card).css(".card-type").xpath("string()").getall()
    return bool(RESULT_TITLE.search(fold(title))) or any(
        RESULT_BADGE.fullmatch(fold(badge)) for badge in badges
    )


def lines_of(response) -> list[str]:
    """Give the lines of a notice's boxes, else of its whole page."""
    boxes = response.css(BOX) or response.css("main") or response.css("body")
    return [line for box in boxes for line in lines(box, LINES)]


def total_of(response) -> int | None:
    """Give the count that a list prints: "805 Résultats"."""
    body = response.css("body")
    counts = (TOTAL.match(line) for line in lines(body[0])) if body else ()
    return next((number(m[1]) for m in counts if m), None)


def uuid_of(url: str) -> str | None:
    """Give the uuid of a notice; None where URL leads elsewhere.

    >>> uuid_of("/fr/concours/details/0b54d6d2-2f0c-4d1e-9a53-6f7a3c1e8b90")
    '0b54d6d2-2f0c-4d1e-9a53-6f7a3c1e8b90'
    """
    match = UUID.search(url)
    return match[1].lower() if match else None
