"""/health says to a visitor, in three languages, how the reading of each source goes; the bad first."""

import html
import re
from datetime import timedelta

import pytest

from offers.database import connect
from offers.speech import LANGUAGES
from pipelines.health import VERDICTS
from tests.catalogue import HOSTILE, TODAY
from tests.visitor import Visitor

RUN = """
insert into runs (source, started_at, ended_at, outcome, cause, verdict, verdict_why)
values (:source, :at, :at, :outcome, :cause, :verdict, :cause)
"""


def at(days: int) -> str:
    return f"{TODAY - timedelta(days=days)}T08:00:00Z"


@pytest.fixture(scope="module")
def visitor(tmp_path_factory):
    """A catalogue with a source a verdict, one that nobody has read for a month, one unread, one hostile."""
    folder = tmp_path_factory.mktemp("health")
    visitor = Visitor(folder)
    db = connect(folder / "aggregator.db")
    with db.atomic():
        db.conn.execute("update runs set verdict = 'good'")
        for name in (*VERDICTS, "late", "unread", "hostile"):
            title = HOSTILE if name == "hostile" else f"Site {name}"
            row = {"name": f"z-{name}", "title": title, "kind": "board", "added_at": at(40)}
            db.table("sources").insert(row)
            verdict = {"late": "good", "hostile": "refused"}.get(name, name)
            days = {"late": (30,), "unread": ()}.get(name, (9, 2, 1))
            for n, day in enumerate(days):
                told = {"source": f"z-{name}", "at": at(day), "outcome": "ok", "cause": HOSTILE}
                db.conn.execute(RUN, told | {"verdict": verdict if n or name == "late" else "good"})
    db.close()
    return visitor


def cards(page) -> dict[str, str]:
    """What the page says of each source, as text."""
    found = re.findall(
        r"<li class=\"source.*?<h2><bdi>(.*?)</bdi></h2>(.*?)</li>", page.text, re.DOTALL
    )
    strip = re.compile(r"<[^>]*>")
    return {html.unescape(title): " ".join(strip.sub(" ", rest).split()) for title, rest in found}


def test_each_source_is_told_and_the_bad_come_first(visitor):
    page = visitor.get("/health", accept="en")
    told = cards(page)
    order = [title for title in told if title.startswith("Site ")]
    good = {"Site good", "Site unread"}
    assert set(order[-2:]) == good and not good & set(order[:-2])
    assert told["Site blind"].startswith("Details missing We no longer find on its pages")
    assert told["Site good"].startswith("Read well") and "Since" not in told["Site good"]
    assert "9 sources are read badly at present." in page.text


def test_it_says_since_when_and_when_it_was_last_read_well(visitor):
    told = cards(visitor.get("/health", accept="fr"))["Site shrunken"]
    assert "Depuis le 19 novembre 2026 · Dernière bonne lecture le 12 novembre 2026" in told


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_verdict_has_its_words_in_each_language(visitor, lang):
    told = cards(visitor.get("/health", lang=lang))
    words = [told[f"Site {verdict}"] for verdict in (*VERDICTS, "late", "unread")]
    assert len(set(words)) == len(words) and not any("fares_" in said for said in words)


def test_nothing_of_a_site_is_served_unescaped_and_no_cause_at_all(visitor):
    page = visitor.get("/health")
    assert "<script>alert" not in page.text and "<img" not in page.text
    assert page.text.count("onerror") == 1, "the title alone, escaped: no cause"
    assert "cause" not in visitor.get("/health.json").text


def test_a_program_reads_the_same(visitor):
    answer = visitor.get("/health.json")
    told = {one["source"]: one for one in answer.json()["sources"]}
    assert answer.json()["bad"] == 9 and len(told) >= len(VERDICTS) + 3
    blind = told["z-blind"]
    assert (blind["verdict"], blind["bad_runs"], blind["bad_since"]) == ("blind", 2, at(2))
    assert (told["z-late"]["verdict"], told["z-unread"]["verdict"]) == ("late", "unread")


def test_where_all_is_well_it_says_so(tmp_path):
    assert "Toutes les sources sont bien lues." in Visitor(tmp_path).get("/health").text
