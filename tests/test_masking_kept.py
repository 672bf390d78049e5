"""Where a contact could be kept beside the text: other fields, addresses, refusals, versions, logs."""

import json

import pytest
from scrapy import Spider
from scrapy.exceptions import DropItem
from scrapy.utils.test import get_crawler

from offers.database import connect
from offers.posting import Posting
from pipelines.clean import MASKED, Clean
from pipelines.cleaners.contacts import MAIL, PHONE
from pipelines.content import changes
from pipelines.leave_out import LeftOut
from pipelines.log_lines import LogLines
from pipelines.road import Road
from pipelines.run_log import RunLog
from pipelines.runs import Source
from tests.market import NOW, Market

SAID = "Nadia, nadia.b@x.example, 06 12 34 56 78"


def clean(**said) -> Posting:
    return Clean({}, lambda what: None).take(Posting(source="x", **said))


@pytest.mark.parametrize("name", MASKED)
def test_every_field_of_words_is_masked(name):
    assert getattr(clean(**{name: SAID}), name) == f"Nadia, {MAIL}, {PHONE}"


def test_the_employer_s_reference_and_pay_stay():
    said = {"reference": "0612345678", "salary": "0650000000", "positions": "5"}
    assert {name: getattr(clean(**said), name) for name in said} == said


@pytest.mark.parametrize(
    "link",
    ["mailto:nadia@x.example", "tel:+212612345678", "https://wa.me/212612345678",
     "https://api.whatsapp.com/send?phone=212612345678", "https://x.example/to/nadia@x.example"],
)  # fmt: skip
def test_an_address_that_leads_to_a_person_is_none_to_apply_at(link):
    assert clean(apply_url=link).apply_url is None


def test_a_page_s_address_loses_whom_it_names_and_leads_there_still():
    url = "https://x.example/a?id=0612345678&email=nadia%40x.example&phone=%2B212612345678"
    assert (
        clean(url=url).url == clean(apply_url=url).apply_url == "https://x.example/a?id=0612345678"
    )


def test_a_refusal_holds_no_contact_though_it_came_before_cleaning(tmp_path):
    path = tmp_path / "aggregator.db"
    with Road(Source("x", "X", "import"), {"DATABASE": path, "NOW": NOW.isoformat()}) as road:
        address = "https://x.example/a?id=7&mail=nadia.b%40x.example"
        road.take(Posting(source="x", title=None, url=address, description=SAID))
        road.refuse(f"no title in {SAID}", {"text": SAID})
    kept = list(connect(path).query("select url, reason, payload from rejects"))
    assert [row["url"] for row in kept] == ["https://x.example/a?id=7", None]
    assert not [row for row in kept if "nadia." in str(row) or "06 12" in str(row)]


@pytest.mark.parametrize(
    ("why", "kept"), [(DropItem("no title"), True), (LeftOut("left out"), False)]
)
def test_what_a_crawl_drops_is_kept_masked_and_what_is_left_out_is_not(tmp_path, why, kept):
    market = Market(tmp_path / "aggregator.db")
    log = RunLog(get_crawler(settings_dict={"NOW": NOW.isoformat()}))
    log.db, log.run = market.db, 1
    said = Posting(source="alpha", url="https://x.example/1", description=SAID)
    log.dropped(said, why, Spider("alpha"))
    [row] = market.db.query("select url, payload from rejects")
    assert (row["url"] is not None) == ("Nadia" in row["payload"]) == kept
    assert json.loads(row["payload"]).get("description", "").count("@") == 0


def test_an_older_version_is_masked_and_a_mask_is_no_change():
    before = {"title": "Maçon", "description": SAID, "reference": "0612345678"}
    after = {"title": f"Maçon {SAID}", "description": f"Nadia, {MAIL}, {PHONE}"}
    assert changes(before, after) == {
        "title": ["Maçon", f"Maçon Nadia, {MAIL}, {PHONE}"],
        "reference": ["0612345678", None],
    }


@pytest.mark.parametrize("say", ["dropped", "item_error"])
def test_the_log_names_a_posting_and_says_nothing_of_it(say):
    item = Posting(source="x", url="https://x.example/1", title="Maçon", description=SAID)
    line = getattr(LogLines(), say)(item, DropItem(SAID, log_level="INFO"), None, None)
    said = line["msg"] % line["args"]
    assert "x https://x.example/1" in said
    assert "Maçon" not in said and "nadia.b" not in said and "06 12" not in said
