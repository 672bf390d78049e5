"""What a visitor sees of an offer that was removed on request, or whose text was purged."""

from datetime import timedelta

import pytest

from aggregator.forgetting import Asked, forget, requests_of
from offers.clock import moment
from offers.database import connect
from pipelines.purge import purge
from tests.catalogue import TODAY
from tests.visitor import Visitor

NOW = moment(f"{TODAY}T09:00")
CLOSED = "select id from offers where closed_on is not null and excerpt is not null order by id"
SAID = {"fr": "Cette offre a été retirée", "en": "This offer was removed", "ar": "سُحب هذا العرض"}


@pytest.fixture(scope="module")
def here(tmp_path_factory):
    """The catalogue after an offer of it was left out, and what is long closed was purged."""
    folder = tmp_path_factory.mktemp("removed")
    visitor = Visitor(folder)
    db = connect(folder / "aggregator.db")
    purged = [row[0] for row in db.conn.execute(CLOSED)]
    [removed] = db.conn.execute("select max(id) from offers where closed_on is null").fetchone()
    forget(db, Asked(requests_of(db, "url", f"/offer/{removed}"), None, "amina"), NOW)
    purge(db, NOW + timedelta(days=1000))
    db.close()
    return visitor, removed, purged


@pytest.mark.parametrize("lang", SAID)
def test_a_removed_offer_is_gone_and_says_so(here, lang):
    visitor, removed, _ = here
    page = visitor.get(f"/offer/{removed}", accept=lang)
    assert page.status_code == 410 and SAID[lang] in page.text
    assert page.headers["x-robots-tag"] == "noindex"


@pytest.mark.parametrize("id", ["0", "999999"])
def test_a_number_that_was_never_given_is_no_page(here, id):
    assert here[0].get(f"/offer/{id}").status_code == 404


def test_the_page_of_a_purged_offer_stands_without_its_text(here):
    visitor, _, purged = here
    assert purged
    for id in purged:
        assert visitor.get(f"/offer/{id}").status_code == 200
        told = visitor.get(f"/api/offers/{id}.json")
        assert told.status_code == 200 and not told.json().get("excerpt")


@pytest.mark.parametrize("lang", SAID)
@pytest.mark.parametrize("page", ["/privacy", "/opt-out"])
def test_the_notices_tell_how_long_and_whom_to_ask(here, page, lang):
    said = here[0].get(page, accept=lang).text
    assert "robot@example.org" in said
    assert (
        ("90" in said and "400" in said) if page == "/privacy" else ("48" in said and "410" in said)
    )
