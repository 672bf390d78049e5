"""Pages that say "Label : value": read by label, since labels outlive the classes round them."""

from collections.abc import Callable, Iterable, Mapping

from lxml import etree
from lxml.html import defs
from parsel import Selector

from offers.text import fold, squeeze

#: Elements that begin a line of their own.
BLOCKS = defs.block_tags | {"article", "br", "footer", "header", "main", "section"}
#: Elements that stand within a line; where a label has one of its own, its value has the next.
INLINE = {"a", "b", "em", "i", "small", "span", "strong", "time"}
_UNREAD = frozenset(("script", "style", "template", "noscript"))
_LONGEST_LABEL = 60


def lines(page: Selector, breaks: frozenset[str] = BLOCKS) -> list[str]:
    """Give the lines of PAGE as a reader sees them: every element of BREAKS begins and ends one.

    >>> lines(Selector("<p>Contrat : <b>CDI</b></p>Lieu :<br>Fès<!-- ou Meknès -->"))
    ['Contrat : CDI', 'Lieu :', 'Fès']
    >>> lines(Selector("<p>Fès</p>ou Meknès").css("p")[0])
    ['Fès']
    """
    texts, unread = [""], 0
    for event, element in etree.iterwalk(page.root, events=("start", "end", "comment", "pi")):
        unread += (event == "start") - (event == "end") if element.tag in _UNREAD else 0
        if element.tag in breaks:
            texts.append("")
        after = None if element is page.root else element.tail  # what follows PAGE is not of it
        text = element.text if event == "start" else after
        if text and not unread:
            texts[-1] += text
    return [line for line in map(squeeze, texts) if line]


def labelled(said: Iterable[str], labels: Mapping[str, str]) -> dict[str, list[str]]:
    """Give, by the field that LABELS names, the lines of SAID that stand after each label.

    >>> labelled(["Lieu", "Fès", "Profil : sérieux", "Note : ponctuel"], {"lieu": "city", "profil": "text"})
    {'city': ['Fès'], 'text': ['sérieux', 'Note : ponctuel']}
    >>> labelled(["Lieu", "Lieu : Fès", "Lieu : Meknès"], {"lieu": "city"})
    {'city': ['Fès']}
    """
    known = {fold(label): field for label, field in labels.items()}
    found: dict[str, list[str]] = {}
    under: list[str] = []
    for line in said:
        label, _, rest = line.partition(":")
        field = known.get(fold(label)) if len(label) <= _LONGEST_LABEL else None
        if field is not None:
            under = [] if found.get(field) else found.setdefault(field, [])  # the first that says
            line = rest
        if value := line.lstrip(" :").strip():
            under.append(value)
    return found


def facts(css: str, labels: Mapping[str, str]) -> dict[str, Callable[[Selector], str | None]]:
    """Give a rule for each field that LABELS names: the first line after its label, in what CSS chooses.

    >>> rules = facts("dl", {"Contrat": "contract", "Lieu": "city"})
    >>> page = Selector("<dl><dt>Contrat</dt><dt>Lieu</dt><dd>Fès</dd></dl>")
    >>> rules["contract"](page), rules["city"](page)
    (None, 'Fès')
    """

    def rule_of(field: str) -> Callable[[Selector], str | None]:
        def rule(page: Selector) -> str | None:
            blocks = (labelled(lines(one, BLOCKS | INLINE), labels) for one in page.css(css))
            return next((said[field][0] for said in blocks if said.get(field)), None)

        return rule

    return {field: rule_of(field) for field in labels.values()}
