"""Nothing stands in anybody's way: axe-core finds nothing serious on any page, however it is looked at.

In the three languages, on a phone and at a desk, light and dark.
"""

import itertools
import sqlite3
from contextlib import closing

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from offers.text import fold
from tests.browsing import DESK, PHONE
from tests.catalogue import CLOSED, HOSTILE_ID, MERGED, make_catalogue
from tests.hiring import ATLAS, add_employers

PAGES = (
    "/", "/?q=stage&city=rabat", "/?q=zzzz&city=rabat", f"/offer/{MERGED}", f"/offer/{CLOSED}",
    f"/offer/{HOSTILE_ID}", "/offer/9999", "/employers", "/employer/{employer}", "/regions",
    "/region/04", "/town/rabat", "/sectors", "/sector/it", "/kept?ids=1,2,3", "/cv",
    "/cv/results?skill=python&city=rabat", "/sources", "/about", "/privacy", "/opt-out",
    "/for-employers", "/api", "/questions", "/aggregator/opened", "/aggregator/time_to_close",
)  # fmt: skip
GRAVE = {"serious", "critical"}
RUN = "options => axe.run(document, options).then(told => told.violations)"


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    path = make_catalogue(tmp_path_factory.mktemp("access") / "aggregator.db")
    add_employers(path)
    return path


@pytest.fixture(scope="module")
def employer(catalogue):
    with closing(sqlite3.connect(catalogue)) as db:
        named = "select id from facet_values where field = 'employer' and code = ?"
        return db.execute(named, [fold(ATLAS)]).fetchone()[0]


@pytest.mark.parametrize("lang", ("fr", "ar", "en"))
@pytest.mark.parametrize("path", PAGES)
def test_axe_finds_nothing_grave(visit, employer, path, lang):
    path = path.format(employer=employer)
    page = visit(f"{path}{'&' if '?' in path else '?'}lang={lang}")
    assert page.locator("html").get_attribute("lang") == lang
    page.evaluate(AXE_SCRIPT)
    found, first = [], True
    for viewport, scheme in itertools.product((PHONE, DESK), ("light", "dark")):
        page.set_viewport_size(viewport)
        page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        # What the style sheets say, which some rules read, is the same however the page is looked at.
        told = page.evaluate(RUN, {"resultTypes": ["violations"], "preload": first})
        first = False
        found += [
            (viewport["width"], scheme, rule["id"], node["html"][:120])
            for rule in told
            if rule["impact"] in GRAVE
            for node in rule["nodes"]
        ]
        assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert found == []
