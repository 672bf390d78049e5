"""How a field is found in a page: a piece of CSS, several to be tried in turn, or a function.

``"h1"`` is the text of the first ``h1`` that has any, ``"time::attr(datetime)"`` an attribute,
``("h1", "title")`` the first of the two that says anything. What CSS cannot say is made by one of
the functions below; each takes the page, or a card of it, and returns text or None.
"""

import re
from collections.abc import Callable
from html import escape

from lxml import etree
from parsel import Selector

from offers.text import apostrophes, fold, squeeze
from spiders.bases.chosen import chosen, string, texts, written

Rule = str | tuple["Rule", ...] | Callable[[Selector], str | None]

_WHO = "(?:entreprise|societe|recruteur|employeur|offre|annonce|client|company|employer) "
_HIDDEN = re.compile(rf"n c|(?:{_WHO})*(?:confidentiel(?:le)?|confidential|anonyme|anonymous)")


def read(page: Selector, rule: Rule) -> str | None:
    """Return what RULE finds in PAGE, with single spaces; None where it finds nothing.

    >>> page = Selector("<h1>Maçon\\n (H/F)</h1><time datetime=2026-11-21>hier</time>")
    >>> read(page, "h1"), read(page, ("h2", "time::attr(datetime)")), read(page, "h2")
    ('Maçon (H/F)', '2026-11-21', None)
    """
    if isinstance(rule, tuple):
        return next((said for one in rule if (said := read(page, one))), None)
    if isinstance(rule, str):
        return next(iter(texts(page, rule)), None)
    return rule(page)


def found(pattern: str, css: str) -> Rule:
    """Find PATTERN in what CSS chooses, and give its first group; apostrophes are made ASCII's.

    >>> page = Selector("<ul><li>Métier : Vente</li><li>Niveau d´études : <b>Bac</b></li></ul>")
    >>> read(page, found(r"^Niveau d'études? *: *(.+)", "li"))
    'Bac'
    """
    wanted = re.compile(pattern, re.I)

    def rule(page: Selector) -> str | None:
        matches = (wanted.search(apostrophes(text)) for text in texts(page, css))
        return next((m[1].strip() for m in matches if m and m[1].strip()), None)

    return rule


def every(css: str) -> Rule:
    """Give all that CSS chooses, each once, parted by commas.

    >>> read(Selector("<i>Excel</i><i>SQL</i><i>Excel</i>"), every("i"))
    'Excel, SQL'
    """
    return lambda page: ", ".join(dict.fromkeys(texts(page, css))) or None


def markup(*css: str) -> Rule:
    """Give the HTML of all that each CSS chooses, in the order of the arguments.

    >>> read(Selector("<p>un</p><div>deux</div>"), markup("div", "p", "h1"))
    '<div>deux</div>\\n<p>un</p>'
    """

    def rule(page: Selector) -> str | None:
        blocks = (block for one in css for block in chosen(page, one))
        return "\n".join(written(b) for b in blocks if squeeze(string(b))) or None

    return rule


def under(block: str, *headings: str) -> Rule:
    """Give the HTML of each BLOCK whose first heading starts with one of HEADINGS, without the heading.

    >>> page = Selector("<div><h2>Poste :</h2><p>Bâtir.</p></div><div><h2>Siège :</h2>Fès</div>")
    >>> read(page, under("div", "Poste", "Profil"))
    '<p>Bâtir.</p>'
    """
    wanted = tuple(fold(heading) for heading in headings)

    def rule(page: Selector) -> str | None:
        found = []
        for one in page.css(block):
            title = one.xpath("./*[self::h1 or self::h2 or self::h3 or self::h4]")
            if title and fold(string(title[0].root)).startswith(wanted):
                rest = title[0].xpath("./following-sibling::node()[not(self::comment())]")
                found.append("".join(rest.getall()).strip())
        return "\n".join(text for text in found if text) or None

    return rule


def beneath(headings: str, *names: str) -> Rule:
    """Give the HTML that stands beneath each of HEADINGS that starts with one of NAMES, up to the next.

    >>> page = Selector("<h3>Poste :</h3><p>Bâtir.</p><h3>Primes</h3>Oui<h3>Profil</h3><i>Bac</i>")
    >>> read(page, beneath("h3", "Poste", "Profil"))
    '<p>Bâtir.</p>\\n<i>Bac</i>'
    """
    wanted = tuple(fold(name) for name in names)

    def rule(page: Selector) -> str | None:
        found = (_up_to_next(h.root) for h in page.css(headings) if _starts(h, wanted))
        return "\n".join(text for text in found if text) or None

    return rule


def plain(rule: Rule) -> Rule:
    """Give the text of the HTML that RULE finds.

    >>> read(Selector("<h3>Salaire</h3><p>5000 <b>DH</b></p>"), plain(beneath("h3", "Salaire")))
    '5000 DH'
    """

    def text(page: Selector) -> str | None:
        told = read(page, rule)
        return squeeze(string(Selector(told, type="html").root)) or None if told else None

    return text


def paired(row: str, label: str, value: str, *names: str) -> Rule:
    """Give the VALUE of the first ROW whose LABEL starts with one of NAMES.

    >>> page = Selector("<ul><li><i>Lieu</i><b>Fès</b></li><li><i>Type :</i><b>CDI</b></li></ul>")
    >>> read(page, paired("li", "i", "b", "Type"))
    'CDI'
    """
    wanted = tuple(fold(name) for name in names)

    def rule(page: Selector) -> str | None:
        for one in page.css(row):
            if fold(read(one, label) or "").startswith(wanted) and (said := read(one, value)):
                return said
        return None

    return rule


def named(company: str | None) -> str | None:
    """Return COMPANY, unless it says that the employer does not give its name.

    >>> named("Atlas Froid"), named("N.C."), named("Entreprise confidentielle")
    ('Atlas Froid', None, None)
    """
    return company if company and not _HIDDEN.fullmatch(fold(company)) else None


#: More digits are no count of anything.
_MOST_DIGITS = 12


def number(text: str | None) -> int | None:
    """Return the number that TEXT writes with spaces or dots between its thousands.

    >>> number("1\\u202f712"), number(None)
    (1712, None)
    """
    digits = re.sub(r"\D", "", text or "")
    return int(digits) if 0 < len(digits) <= _MOST_DIGITS else None


def _starts(heading: Selector, names: tuple[str, ...]) -> bool:
    return not isinstance(heading.root, str) and fold(string(heading.root)).startswith(names)


def _up_to_next(heading: etree._Element) -> str:
    """Write what follows HEADING, as far as the next of its kind."""
    parts = [escape(heading.tail or "")]
    for one in heading.itersiblings():
        if one.tag == heading.tag:
            break
        if isinstance(one.tag, str):  # a comment has none
            parts.append(etree.tostring(one, encoding="unicode", method="html", with_tail=False))
        parts.append(escape(one.tail or ""))
    return "".join(parts).strip()
