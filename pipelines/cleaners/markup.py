"""Readable text out of an HTML fragment."""

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from offers.wild import too_wild

#: A fragment nested deeper than this is built to hurt a parser, or broken; its tags are cut out.
DEEPEST = 150

_TAG = re.compile(
    r"</?(?:p|br|div|ul|ol|li|dl|dt|dd|span|b|strong|i|em|u|s|h[1-6]|a|table|tbody|thead|t[drh]|font"
    r"|section|article|header|footer|main|script|style|img|hr|html|body|head|center|small|blockquote"
    r"|pre|iframe|svg|math|template|noscript|form|input|button|label|sup|sub)\b[^<>]{0,4000}/?>|<!--",
    re.I,
)
# A comment that never ends hides the rest, as in a browser: to look for its end at each "<!--" of a
# text that has none would take the square of its length.
_ANY_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})\b[^<>]*>|<!--(?:.*?-->|.*\Z)", re.S)
# Where a text was cut in the middle of a tag.
_UNENDED = re.compile(r"<[a-zA-Z/][^<>]*+\Z")
_VOID = re.compile(r"br|hr|img|input|meta|link|area|base|col|embed|source|track|wbr")
# fmt: off
_UNREAD = frozenset((
    "script", "style", "noscript", "template", "iframe", "svg", "math", "head", "title", "object", "form",
    "button", "select",
))
_BLOCKS = frozenset((
    "p", "div", "ul", "ol", "dl", "dt", "dd", "table", "tbody", "tr", "section", "article", "header", "footer",
    "main", "blockquote", "pre", "center", "h1", "h2", "h3", "h4", "h5", "h6",
))
# fmt: on
_ENDS_LINE = _BLOCKS | {"br", "li"}
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?!\.?\d)", re.I)
_BULLET = re.compile(r"^(?:[•●▪◦‣∙·○■➢➤✓✔►*]|[-–—](?=\s))\s*")
# What ends a line in a text that is no markup ends none in markup.
_LINE_END = re.compile("[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_ROUNDS = 4


def looks_like_html(text: str) -> bool:
    """Tell whether TEXT holds tags that a page is made of.

    >>> looks_like_html("<p>Bonjour</p>"), looks_like_html("salaire < 5000 et > 3000")
    (True, False)
    """
    return "<" in text and bool(_TAG.search(text))


def readable(text: str) -> str:
    """Return the text of an HTML fragment, or of plain text: paragraphs and bullets, each on its line.

    >>> readable("<p>Missions&nbsp;:</p><ul><li>Vendre</li><li>Conseiller</li></ul><script>x()</script>")
    'Missions :\\n\\n- Vendre\\n- Conseiller'
    >>> readable("&lt;b&gt;Profil&lt;/b&gt; &amp;amp; qualités")
    'Profil & qualités'
    """
    for _ in range(_ROUNDS):  # what was escaped twice is markup once it is unescaped
        if looks_like_html(text):
            text = _parsed(text)
        unescaped = unescape(text)
        if unescaped == text:
            break
        text = unescaped
    return tidy(_without_tags(text) if looks_like_html(text) else text)


def line(text: str) -> str:
    """Return a short field without tags and entities, on one line.

    >>> line("<b>R&amp;eacute;gion</b>\\nCasa")
    'Région Casa'
    """
    for _ in range(_ROUNDS):
        if "&" not in text or (unescaped := unescape(text)) == text:
            break
        text = unescaped
    return " ".join((_without_tags(text) if looks_like_html(text) else text).split())


def depth(text: str) -> int:
    """Count how deep the tags of TEXT are nested at most, in one pass, before a parser is asked."""
    deepest = level = 0
    for match in _ANY_TAG.finditer(text):
        closing, name = match[1], match[2]
        if name and not _VOID.fullmatch(name.lower()):
            level = max(0, level - 1) if closing else level + 1
            deepest = max(deepest, level)
    return deepest


def too_deep(text: str) -> bool:
    """Tell whether the tags of TEXT are nested too deep for a parser.

    >>> too_deep("<p>Bonjour</p>"), too_deep("<div>" * 200)
    (False, True)
    """
    # Nothing is deeper than there are tags that open; to count those is quick.
    return text.count("<") - text.count("</") > DEEPEST and depth(text) > DEEPEST


def tidy(text: str) -> str:
    """Put one space where there were many, one empty line at most, and one sign for all bullets.

    >>> tidy("Profil :  \\n\\n\\n • Bac+2\\n* Anglais")
    'Profil :\\n\\n- Bac+2\\n- Anglais'
    """
    lines: list[str] = []
    bullet = ""
    for raw in text.splitlines():
        kept = _BULLET.sub("- ", " ".join(raw.split()))
        if kept.strip() == "-":  # a bullet whose words stand on the next line
            bullet = "- "
        elif kept:
            lines.append(kept if kept.startswith("- ") else bullet + kept)
            bullet = ""
        elif lines and lines[-1] and not bullet:
            lines.append("")
    return "\n".join(lines).strip()


def _parsed(text: str) -> str:
    if too_deep(text) or too_wild(text):
        return _without_tags(_UNENDED.sub("", text))
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    root = etree.fromstring(text.encode(), parser)
    return "" if root is None else "".join(_pieces(root))


def _without_tags(text: str) -> str:
    return _ANY_TAG.sub(lambda m: "\n" if (m[2] or "").lower() in _ENDS_LINE else " ", text)


def _pieces(root: etree._Element) -> Iterator[str]:
    """Walk the tree without recursion: a block ends the line before it and after it."""
    walk = etree.iterwalk(root, events=("start", "end"))
    unseen = None
    for event, node in walk:
        opening, closing = _breaks(node.tag)
        if event == "end":
            yield "" if node is unseen else closing
            yield _one_line(node.tail)
        elif node.tag in _UNREAD or _is_hidden(node):
            unseen = node
            walk.skip_subtree()
        else:
            yield opening
            yield _one_line(node.text)


def _one_line(text: str | None) -> str:
    return _LINE_END.sub(" ", text) if text else ""


def _is_hidden(node: etree._Element) -> bool:
    style = node.get("style")
    return node.get("hidden") is not None or bool(style and _HIDDEN.search(style))


def _breaks(name: str) -> tuple[str, str]:
    if name == "li":
        return "\n- ", ""
    if name == "br":
        return "\n", ""
    if name in ("td", "th"):
        return " ", " "
    return ("\n", "\n") if name in _BLOCKS else ("", "")
