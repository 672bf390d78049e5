"""What a piece of CSS chooses in a page, and the text of it: compiled once, read once a page.

A page's rules ask for the same lists of labels again and again; Selectors made for each answer
would cost more than all else that is done with a page.
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from lxml import etree
from parsel import Selector, SelectorList
from parsel.csstranslator import HTMLTranslator, XPathExpr

from offers.text import squeeze

_STRING = etree.XPath("string()", smart_strings=False)
_BEFORE_COMMA = re.compile(r" +,")
_read: WeakKeyDictionary[Selector, dict[str, list[str]]] = WeakKeyDictionary()


def texts(page: Selector | SelectorList, css: str) -> list[str]:
    """Give the texts that CSS chooses in PAGE, with single spaces, without the empty ones.

    >>> texts(Selector("<p>un <b> deux</b></p><p> </p><p>trois , quatre</p>"), "p")
    ['un deux', 'trois, quatre']
    """
    if isinstance(page, list):
        return [text for one in page for text in texts(one, css)]
    kept = _read.setdefault(page, {})
    if css not in kept:
        found = (_BEFORE_COMMA.sub(",", squeeze(string(hit))) for hit in chosen(page, css))
        kept[css] = [text for text in found if text]
    return kept[css]


def chosen(page: Selector | SelectorList, css: str) -> list[Any]:
    """Give what CSS chooses in PAGE: elements, or text where it asks for text or an attribute.

    >>> [hit.tag for hit in chosen(Selector("<p><i>a</i></p>"), "p, i")]
    ['p', 'i']
    """
    roots = [one.root for one in page] if isinstance(page, list) else [page.root]
    return [hit for root in roots for hit in _compiled(css)(root)]


def string(hit: Any) -> str:
    """Give the text of what CSS chose."""
    return hit if isinstance(hit, str) else _STRING(hit)


def written(hit: Any) -> str:
    """Give the HTML of what CSS chose."""
    if isinstance(hit, str):
        return hit
    return etree.tostring(hit, method="html", encoding="unicode", with_tail=False)


class _Translator(HTMLTranslator):
    """Write CSS as XPath whose time does not grow with the square of a page."""

    def xpath_direct_adjacent_combinator(self, left: XPathExpr, right: XPathExpr) -> XPathExpr:
        """Look at the next sibling alone: what is usual looks at all that follow, for each."""
        return left.join("/following-sibling::*[1]/self::", right)


@lru_cache(maxsize=2_000)
def _compiled(css: str) -> Callable[[Any], list[Any]]:
    return etree.XPath(_Translator().css_to_xpath(css), smart_strings=False)
