"""A visitor of the pages, without a browser: asks, and reads what stands on a page."""

import asyncio
import html
import re
from pathlib import Path
from urllib.parse import urlencode

from datasette.app import Datasette
from datasette.utils import parse_metadata

from tests.catalogue import TODAY, make_catalogue

ROOT = Path(__file__).parent.parent
PAGES = ROOT / "datasette_plugins"


class Visitor:
    """Ask for pages over the small catalogue, written in FOLDER as NAME."""

    def __init__(self, folder: Path, name: str = "aggregator"):
        metadata = parse_metadata((ROOT / "datasette.yaml").read_text("utf-8"))
        metadata["plugins"]["pages"] = {"today": str(TODAY), "contact": "robot@example.org"}
        self.site = Datasette(
            [make_catalogue(folder / f"{name}.db")],
            metadata=metadata,
            plugins_dir=str(PAGES),
            template_dir=str(PAGES / "templates"),
            static_mounts=[("static", str(PAGES / "static"))],
        )

    def get(self, path: str, accept: str = "fr", **params):
        """Ask for a page: get("/", q="maçon", city=["fes", "rabat"])."""
        address = f"{path}?{urlencode(params, doseq=True)}" if params else path
        return asyncio.run(self.site.client.get(address, headers={"accept-language": accept}))


def titles(page) -> list[str]:
    """The titles of the cards on a page, in order, as text."""
    found = re.findall(r"<h2><a href=\"[^\"]*/offer/\d+[^>]*>(.*?)</a>", page.text)
    return [html.unescape(re.sub(r"</?mark>", "", title)) for title in found]


def total(page) -> int:
    """How many offers the page says there are."""
    return int(re.search(r"role=\"status\">(\d+) ", page.text)[1])


def boxes(page, field: str) -> dict[str, int]:
    """The check boxes of a filter: {value: offers it would give}."""
    found = re.findall(
        rf'name="{field}" value="([^"]+)".*?<small>([\d\s]+)</small>', page.text, re.DOTALL
    )
    return {value: int(n) for value, n in found}
