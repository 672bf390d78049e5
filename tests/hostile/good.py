"""What a good page looks like: that of a posting, and a list of them."""

import json

SAID = "Bâtir des murs droits, au cordeau."


def posting(ref: str, title: str = "Maçon", text: str = SAID, more: str = "") -> str:
    """The page of a posting, its text in an article; MORE stands before it."""
    return f"<!doctype html><html><body><h1>{title} {ref}</h1>{more}<article>{text}</article></body></html>"


def carried(**said: object) -> str:
    """A JobPosting in a script."""
    data = {"@type": "JobPosting", "title": "Maçon"} | said
    return script(json.dumps(data, ensure_ascii=True))


def script(text: str) -> str:
    """TEXT in a script of JSON-LD."""
    return f'<script type="application/ld+json">{text}</script>'


def cards(refs: list[str], more: str = "") -> str:
    """A page of a list that names REFS."""
    named = "".join(f'<li><a href="/o/{ref}">Maçon {ref}</a></li>' for ref in refs)
    return f"<!doctype html><html><body><ul>{named}</ul>{more}</body></html>"
