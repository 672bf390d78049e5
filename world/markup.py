"""The text of a posting as the HTML that employers' systems keep."""

from collections.abc import Iterable, Iterator
from html import escape

from world.shown import Shown


def description(shown: Shown) -> str:
    """Write what SHOWN says of its vacancy: paragraphs and lists."""
    return "".join(_blocks(shown))


def _blocks(shown: Shown) -> Iterator[str]:
    text = shown.text
    if text.about:
        yield f"<p>{escape(text.about)}</p>"
    yield f"<p>{escape(text.opening)}</p>"
    yield from (_bullets(lines) for lines in (text.tasks, text.wants, text.gives) if lines)
    if shown.reference:
        yield f"<p>Réf. {escape(shown.reference)}</p>"


def _bullets(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
