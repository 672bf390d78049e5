"""The page of one offer: where each fact was read, how it changed, what is like it, its closing day."""

import html
import json
import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_plugins.reading.calendar import calendar, folded
from datasette_plugins.reading.job_posting import job_posting
from datasette_plugins.reading.reader import Reader
from offers.database import connect
from offers.posting import WORDS
from offers.search import index_offers
from offers.speech import LANGUAGES
from tests.browsing import PHONE
from tests.catalogue import ARABIC, CLOSED, HOSTILE_ID, MERGED, MERGED_AWAY, TODAY
from tests.visitor import Visitor

RUN_AT = "2026-11-20T06:00:00Z"
PAST = 3
TEXT = "Le texte que nul ne doit lire."
TAG = "<b>dix</b>"


@pytest.fixture(scope="module")
def get(tmp_path_factory):
    """Visit the catalogue, with an offer that two sites tell, which changed, and one that is over."""
    folder = tmp_path_factory.mktemp("offer")
    visitor = Visitor(folder)
    db = connect(folder / "aggregator.db")
    with db.atomic():
        _told_by_two(db)
        db.table("offers").update(PAST, {"deadline_on": "2026-11-20"})
        db.execute("update offers set employer = company where company = 'Atlas Conseil'")
    index_offers(db, [row["id"] for row in db.query("select id from offers")])
    db.close()
    return visitor.get


def _told_by_two(db) -> None:
    alpha, beta = (
        row["id"]
        for row in db.query("select id from postings where offer = ? order by id", [MERGED])
    )
    read = dict.fromkeys(("title", "city_code", "region_code", "company"), alpha)
    read |= {"contract_code": beta, "published_on": 987_654}
    db.table("offers").update(MERGED, {"field_source": json.dumps(read)})
    changes = {
        "deadline": ["2026-11-30", "2026-12-05"],
        "positions": ["9", TAG],
        "salary": [None, "9 000 DH"],
        "reference": ["A-1", None],
        "description": ["Avant.", TEXT],
    }
    db.table("posting_versions").insert(
        {"posting": beta, "run": 2, "seen_at": RUN_AT, "changes": json.dumps(changes)}
    )


def json_ld(page) -> dict:
    return json.loads(
        re.search(r'<script type="application/ld\+json">(.*?)</script>', page.text)[1]
    )


def section(page, heading: str) -> str:
    """The part of the page under HEADING, as text."""
    found = re.search(rf"<h2[^>]*>{re.escape(heading)}</h2>(.*?)</section>", page.text, re.DOTALL)
    return html.unescape(re.sub(r"<[^>]+>", "", found[1])) if found else ""


def test_each_fact_names_the_site_it_was_read_on(get):
    page = get(f"/offer/{MERGED}", lang="en")
    assert "Read on Alpha Emploi, except where another site is named." in page.text
    assert re.search(r"Permanent contract</a>\s*<small class=\"from\">.*?Bêta Carrières", page.text)
    assert page.text.count('class="from"') == 1


def test_it_is_told_how_an_offer_changed(get):
    page = get(f"/offer/{MERGED}", lang="en")
    told = section(page, "What changed")
    assert "20 November 2026 · Bêta Carrières" in told
    assert "Deadline: 5 December 2026, instead of 30 November 2026" in told
    assert "Positions: <b>dix</b>, instead of 9" in told and TAG not in page.text
    assert "Pay: 9 000 DH, which was not stated before" in told
    assert "Reference: A-1 is no longer stated" in told
    assert "Text of the posting: changed" in told
    assert TEXT not in page.text and "Avant." not in page.text
    assert "What changed" not in get("/offer/1", lang="en").text


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_field_that_may_change_has_a_name(lang):
    reader = Reader(lang=lang, today=TODAY)
    assert [name for name in WORDS if not reader.knows(f"said_{name}")] == []


def test_offers_of_like_work_follow_those_of_the_region_first(get):
    found = re.findall(
        r'<h2><a href="/offer/(\d+)[^>]*>([^<]+)</a>', _after(get("/offer/1"), "similar")
    )
    assert found[0][0] == "46", "the other one in Casablanca"
    assert {title for _, title in found[:5]} == {"Stage PFE développement web"}
    assert "1" not in {id for id, _ in found}


def test_an_employers_other_offers_lead_to_its_page(get):
    page = get("/offer/5", lang="en")
    others = _after(page, "others")
    link = re.search(r'href="(/employer/\d+)\?lang=en">All about Atlas Conseil', others)[1]
    assert f'<a href="{link}?lang=en"><bdi>Atlas Conseil</bdi></a>' in page.text
    assert 'href="/offer/5?' not in others
    assert others.count('class="company">Atlas Conseil') == others.count('<li class="card')


def _after(page, section: str) -> str:
    return re.search(rf'aria-labelledby="{section}-title".*?</section>', page.text, re.DOTALL)[0]


def test_a_mistake_is_reported_with_the_address_of_the_offer(get):
    page = get("/offer/1", lang="en")
    assert re.search(r'href="mailto:robot@example.org\?subject=Mistake[^"]*/offer/1"', page.text)


def test_the_closing_day_goes_into_a_calendar(get):
    page = get(f"/offer/{ARABIC}.ics", lang="fr")
    assert page.headers["content-type"] == "text/calendar; charset=utf-8"
    lines = page.text.replace("\r\n ", "").split("\r\n")
    assert "DTSTART;VALUE=DATE:20261124" in lines
    assert f"UID:offer-{ARABIC}@localhost" in lines
    assert "DTSTAMP:20261121T050000Z" in lines
    assert any(line.startswith("SUMMARY:Clôture : مباراة") for line in lines)
    assert f'href="/offer/{ARABIC}.ics?lang=fr"' in get(f"/offer/{ARABIC}", lang="fr").text


def test_there_is_no_calendar_where_no_closing_day_is_known(get):
    assert get("/offer/2.ics").status_code == 404
    assert ".ics" not in get("/offer/2").text
    assert get("/offer/99999.ics").status_code == 404
    led = get(f"/offer/{MERGED_AWAY}.ics", lang="ar")
    assert (led.status_code, led.headers["location"]) == (301, f"/offer/{MERGED}.ics?lang=ar")


@pytest.mark.parametrize("id", [CLOSED, PAST])
def test_what_is_over_says_so_and_is_not_found_by_search_engines(get, id):
    page = get(f"/offer/{id}")
    assert page.headers["x-robots-tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in page.text
    assert "JobPosting" not in page.text and "wa.me" not in page.text
    assert "Où elle était publiée" in page.text and "Où postuler" not in page.text
    assert ".ics" not in page.text


def test_what_is_known_is_told_to_search_engines(get):
    said = json_ld(get("/offer/1"))
    assert said["baseSalary"] == {
        "@type": "MonetaryAmount",
        "currency": "MAD",
        "value": {"@type": "QuantitativeValue", "value": 8000.0, "unitText": "MONTH"},
    }
    assert said["identifier"] == {"@type": "PropertyValue", "name": "Emplois Maroc", "value": "1"}
    assert said["experienceRequirements"]["monthsOfExperience"] == 24
    assert said["educationRequirements"]["credentialCategory"] == "associate degree"
    assert said["totalJobOpenings"] == 3 and said["skills"] == "Python, SQL"
    assert said["jobLocation"]["address"] == {
        "@type": "PostalAddress", "addressLocality": "Casablanca",
        "addressRegion": "Casablanca-Settat", "addressCountry": "MA",
    }  # fmt: skip
    assert said.keys() <= PROPERTIES


#: schema.org's properties of JobPosting, and those of Thing that we use.
PROPERTIES = {
    "@context", "@type", "applicantLocationRequirements", "baseSalary", "datePosted", "description",
    "directApply", "educationRequirements", "employmentType", "experienceRequirements",
    "hiringOrganization", "identifier", "industry", "jobLocation", "jobLocationType",
    "occupationalCategory", "skills", "title", "totalJobOpenings", "url", "validThrough",
}  # fmt: skip
UNSAID = dict.fromkeys(
    ("title_shown", "employer", "company", "excerpt", "published_on", "deadline_on", "contract_code",
     "working_time_code", "city_code", "region_code", "remote_code", "salary_min", "salary_max",
     "salary_currency", "salary_period", "experience_min", "diploma_code", "sector_code",
     "occupation_code", "positions_count")
) | {"id": 1, "title": "Maçon", "first_seen": RUN_AT, "city_codes": "[]", "skill_codes": "[]"}  # fmt: skip


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"remote_code": "remote"}, {"jobLocationType": "TELECOMMUTE"}),
        ({"experience_min": 0}, {"experienceRequirements": "no requirements"}),
        ({"diploma_code": "none"}, {"educationRequirements": "no requirements"}),
        ({"contract_code": "cdd", "working_time_code": "part_time"},
         {"employmentType": ["TEMPORARY", "PART_TIME"]}),
        ({"contract_code": "cdi", "working_time_code": "part_time"}, {"employmentType": "PART_TIME"}),
    ],
)  # fmt: skip
def test_a_job_posting_says_no_more_than_is_known(said, told):
    shown = json.loads(job_posting(UNSAID | said, "https://x.example/offer/1", "X"))
    assert shown.items() >= told.items() and shown.keys() <= PROPERTIES
    unsaid = json.loads(job_posting(UNSAID, "https://x.example/offer/1", "X"))
    assert not unsaid.keys() & told.keys()


def test_pay_without_its_period_is_not_told_to_search_engines():
    paid = UNSAID | {"salary_min": 8000, "salary_max": 9000, "salary_currency": "MAD"}
    assert "baseSalary" not in json.loads(job_posting(paid, "https://x.example", "X"))


@given(st.text())
def test_a_folded_line_is_whole_again(line):
    parts = folded(line.replace("\r", "").replace("\n", "")).split("\r\n")
    assert all(len(part.encode("utf-8", "surrogatepass")) <= 75 for part in parts)
    assert parts[0] + "".join(part[1:] for part in parts[1:]) == line.replace("\r", "").replace(
        "\n", ""
    )
    assert all(part.startswith(" ") for part in parts[1:])


@given(title=st.text(), company=st.none() | st.text())
def test_no_title_breaks_out_of_a_calendar(title, company):
    offer = {"id": 7, "title": title or "?", "title_shown": None, "company": company, "employer": None,
             "city_code": "fes", "deadline_on": "2026-11-24", "updated_at": RUN_AT}  # fmt: skip
    unknown = offer | {"deadline_on": None}
    reader = Reader(lang="fr", today=date(2026, 11, 21))
    written = calendar(title, [offer, unknown], reader, lambda id: f"https://x.example/offer/{id}")
    lines = written.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    assert not any(control in line for line in lines for control in "\r\n\x00")
    assert [line for line in lines if line.startswith(("BEGIN:", "END:"))] == [
        "BEGIN:VCALENDAR", "BEGIN:VEVENT", "END:VEVENT", "END:VCALENDAR",
    ]  # fmt: skip


def test_the_link_is_copied_where_the_browser_lets_us(visit):
    page = visit("/offer/1", viewport=PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copier le lien").click()
    page.get_by_role("button", name="Lien copié").wait_for()
    assert page.evaluate("navigator.clipboard.readText()").endswith("/offer/1")
    assert page.alarms == []


def test_without_scripts_the_link_stands_there(visit):
    page = visit("/offer/1", java_script_enabled=False)
    assert page.get_by_role("link", name="Lien de cette offre").is_visible()
    assert not page.get_by_role("button", name="Copier le lien").is_visible()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_stands_over_the_edge_of_a_phone(visit, lang):
    for id in (MERGED, HOSTILE_ID, ARABIC):
        page = visit(f"/offer/{id}?lang={lang}", viewport=PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]


def test_on_paper_there_are_addresses_and_no_buttons(visit):
    page = visit(f"/offer/{MERGED}")
    page.emulate_media(media="print")
    assert not page.locator(".top").is_visible() and not page.locator(".tools").is_visible()
    after = "getComputedStyle(document.querySelector('.door'), '::after').content"
    assert page.locator(".door").first.is_visible()
    assert page.evaluate(after) != "none"
