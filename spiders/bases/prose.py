"""A text somebody wrote, line by line: what is a heading, and the little that its words say plainly."""

import re
from collections.abc import Iterable
from html import escape
from itertools import groupby, islice
from typing import NamedTuple
from urllib.parse import urlsplit

from lxml import etree
from parsel import Selector

from offers.taxonomy import lookup
from offers.text import fold, squeeze
from spiders.bases.labels import BLOCKS

#: Of a longer text no more is searched.
MOST = 100_000
_UNREAD = frozenset(("script", "style", "template", "noscript", "iframe", "form", "svg"))
_BOLD = frozenset(("b", "strong"))
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_LABEL = (
    r"(?:date\s+limite|dernier\s+d[ée]lai|derni[èe]re\s+date|d[ée]lai\s+de\s+(?:d[ée]p[ôo]t|rigueur|candidature)"
    r"|date\s+de\s+(?:clôture|cloture)|(?:clôture|cloture)\s+des\s+candidatures|postule[rz]\s+avant\s+le|candidatures?\s+avant\s+le"
    r"|application\s+deadline|[آاأ]خر\s+[أا]جل|[آاأ]خر\s+موعد)"
)
_DATE = (
    r"(\d{1,2} ?[/.-] ?\d{1,2} ?[/.-] ?\d{4}|\d{4}-\d\d-\d\d"
    r"|\d{1,2}(?:er)?\s+(?P<month>[^\W\d_]{3,12})\.?(?:\s+\d{4})?)"
)
_DEADLINE = re.compile(rf"{_LABEL}[^\d]{{0,80}}{_DATE}", re.I)
_APPLY = re.compile(
    r"(?:je |pour )?(?:postule[rz]?|candidater|apply)\b|(?:formulaire|lien|portail|depot)\b.{0,30}\bcandidature"
    r"|(?:deposer?|envoyer|soumettre)\b.{0,20}\bcandidature|candidature (?:en ligne|ici)$"
    r"|(?:رابط|استماره|بوابه|الموقع).{0,20}(?:ترشيح|تسجيل)|(?:للترشيح|الترشيح|سجل|قدم)(?: |$)"
)
_HERE = re.compile(r"(?:cliquez |ici|lien|ce lien|here|click|https? |www |هنا|اضغط|الرابط)")
_LED_TO = re.compile(r"postul|candidat|apply|ترشيح|تسجيل")
#: Where people chat, and where phone numbers stand in addresses.
_CHATS = ("facebook.com", "whatsapp.com", "wa.me", "t.me", "telegram.me", "instagram.com")


class Link(NamedTuple):
    """Where a line leads: what the link says, and what stands before it in its line."""

    said: str
    before: str
    href: str


class Line(NamedTuple):
    """One line: its text; ``h1`` to ``h6``, ``b`` (all of it bold), ``li`` or ``p``; its links."""

    text: str
    kind: str = "p"
    links: tuple[Link, ...] = ()


class _Writer:
    """Gather the lines of a tree, element by element, however deep it is."""

    def __init__(self) -> None:
        self.done: list[Line] = []
        self.depth = dict.fromkeys(("unread", "bold", "li"), 0)
        self.headings: list[str] = []
        self.start_line()

    def start_line(self) -> None:
        self.text, self.plain, self.heading, self.links = [], False, "", []
        self.in_list = bool(self.depth["li"])

    def end_line(self) -> None:
        if text := squeeze("".join(self.text)):
            kind = self.heading or ("li" if self.in_list else "p" if self.plain else "b")
            self.done.append(Line(text, kind, tuple(self.links)))
        self.start_line()

    def write(self, text: str | None) -> None:
        if not text or self.depth["unread"]:
            return
        self.text.append(text)
        if text.strip():
            self.heading = self.headings[-1] if self.headings else self.heading
            self.plain = self.plain or not self.depth["bold"]

    def step(self, tag: str, by: int) -> None:
        """Enter (BY 1) or leave (BY -1) an element."""
        if tag in BLOCKS:
            self.end_line()
        for what, tags in (("unread", _UNREAD), ("bold", _BOLD), ("li", ("li",))):
            self.depth[what] += by if tag in tags else 0
        if tag in _HEADINGS:
            self.headings.append(tag) if by > 0 else self.headings and self.headings.pop()
        self.in_list = bool(self.depth["li"])

    def link(self, element: etree._Element) -> None:
        """Note where a link leads that has just been entered."""
        said = squeeze("".join(islice(element.itertext(), 9))[:200])
        before = squeeze("".join(self.text))[-80:]
        self.links.append(Link(said, before, (element.get("href") or "").strip()))


def lines_of(page: Selector) -> list[Line]:
    """Give the lines of PAGE as a reader sees them.

    >>> [line[:2] for line in lines_of(Selector("<h2>Poste</h2><p><b>Où :</b> Fès<br><b>Quand</b></p><li>oui"))]
    [('Poste', 'h2'), ('Où : Fès', 'p'), ('Quand', 'b'), ('oui', 'li')]
    """
    writer = _Writer()
    for event, element in etree.iterwalk(page.root, events=("start", "end", "comment", "pi")):
        if event == "start":
            writer.step(element.tag, 1)
            if element.tag == "a" and not writer.depth["unread"]:
                writer.link(element)
            writer.write(element.text)
        elif event == "end":
            writer.step(element.tag, -1)
            writer.write(element.tail)
        else:
            writer.write(element.tail)
    writer.end_line()
    return writer.done


def as_html(lines: Iterable[Line]) -> str:
    """Write LINES as HTML.

    >>> as_html([Line("Missions"), Line("bâtir", "li"), Line("R&D", "li")])
    '<p>Missions</p>\\n<ul><li>bâtir</li><li>R&amp;D</li></ul>'
    """
    blocks = []
    for in_list, some in groupby(lines, lambda line: line.kind == "li"):
        tag = "li" if in_list else "p"
        written = [f"<{tag}>{escape(line.text, quote=False)}</{tag}>" for line in some]
        blocks.append(f"<ul>{''.join(written)}</ul>" if in_list else "\n".join(written))
    return "\n".join(blocks)


def deadline_of(lines: Iterable[Line]) -> str | None:
    """Give the last day to apply as LINES print it, where they call it so.

    >>> deadline_of([Line("Date limite de dépôt :"), Line("vendredi 4 décembre 2026 à 16h")])
    '4 décembre 2026'
    >>> deadline_of([Line("آخر أجل للترشيح هو 14 أبريل 2026")]), deadline_of([Line("Délai de dépôt : 48 heures")])
    ('14 أبريل 2026', None)
    """
    for found in _DEADLINE.finditer("\n".join(line.text for line in lines)[:MOST]):
        if not found["month"] or lookup("months", found["month"]):
            return squeeze(found[1])
    return None


def apply_link(lines: Iterable[Line], home: str) -> str | None:
    """Give the address that LINES call the one to apply at; none of HOME's own, and no chat.

    >>> ici = Link("ici", "Postulez", "https://rh.example/7")
    >>> apply_link([Line("Postulez ici", links=(ici,))], "blog.example")
    'https://rh.example/7'
    """
    for link in (link for line in lines for link in line.links):
        said, before = fold(link.said), fold(link.before)
        led_to = _HERE.match(said) and _LED_TO.search(f"{before} {said}")
        if (_APPLY.match(said) or led_to) and leads_out(link.href, home):
            return link.href
    return None


def leads_out(href: str, home: str) -> bool:
    """Say whether HREF is a page of another site than HOME, and no chat.

    >>> leads_out("https://rh.example/7", "blog.example"), leads_out("https://wa.me/2126", "blog.example")
    (True, False)
    """
    try:
        host = (urlsplit(href).hostname or "").removeprefix("www.")
    except ValueError:
        return False
    inside = (home.removeprefix("www."), *_CHATS)
    if not href.startswith(("http://", "https://")) or "." not in host:
        return False
    return not any(host == one or host.endswith(f".{one}") for one in inside)
