"""/trends, as a visitor asks for it: its figures are those of the ledger, its means and curves those of a textbook."""

import csv
import html
import io
import re
import sqlite3
from contextlib import closing
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from datasette_plugins.reading.trend_days import means, reference
from datasette_plugins.reading.trend_lifetimes import Life, median, survival
from tests.read_on import read_on
from tests.visitor import Visitor

CHARTS = ("open", "flow", "region", "sector", "contract", "lifetimes", "sources", "skills")


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("trends")


@pytest.fixture(scope="module")
def get(folder):
    visitor = Visitor(folder)
    read_on(folder / "aggregator.db")
    return visitor.get


@pytest.fixture(scope="module")
def ask(folder, get):
    """Ask the file itself, in SQL."""
    with closing(sqlite3.connect(folder / "aggregator.db")) as db:
        yield lambda sql, *bound: db.execute(sql, bound).fetchall()


def table(page) -> list[dict[str, str]]:
    assert page.status_code == 200
    return list(csv.DictReader(io.StringIO(page.text)))


def said(page, name: str) -> str:
    """The sentence over a chart."""
    return html.unescape(re.search(rf'id="{name}-said">(.*?)</p>', page.text)[1])


@pytest.mark.parametrize(("chosen", "where"), [({}, "1"), ({"region": "04"}, "region_code = '04'"), ({"contract": "cdi", "region": "06"}, "contract_code = 'cdi' and region_code = '06'")])  # fmt: skip
def test_days_are_those_of_the_ledger(get, ask, chosen, where):
    counts = ["open", "opened", "found", "reopened", "closed", "corrected"]
    sums = ", ".join(f"coalesce(sum({c}) filter (where {where}), 0)" for c in counts)
    expected = {day: list(map(str, n)) for day, *n in ask(f"select day, {sums} from offers_by_day group by day")}  # fmt: skip
    rows = table(get("/trends/open.csv", **chosen))
    assert {r["day"]: [r[c] for c in counts] for r in rows if r["open"]} == expected
    days = [date.fromisoformat(row["day"]) for row in rows]
    assert all(then + timedelta(days=1) == now for then, now in pairwise(days))


def test_a_day_without_a_run_is_a_gap_and_not_a_zero(get, ask):
    read = {day for (day,) in ask("select day from counted_days")}
    for name, column in (("open", "open"), ("flow", "opened"), ("flow", "opened_mean")):
        rows = table(get(f"/trends/{name}.csv"))
        assert [row["day"] for row in rows if row["day"] not in read] == ["2026-11-25", "2026-11-26"]  # fmt: skip
        assert all(row[column] == "" for row in rows if row["day"] not in read)
    assert "2 jours sans lecture" in get("/trends").text


def test_flows_and_their_means(get, ask):
    rows = {row["day"]: row for row in table(get("/trends/flow.csv"))}
    flows = dict(ask("select day, sum(closed) from offers_by_day group by day"))
    assert {day: int(row["closed"]) for day, row in rows.items() if row["closed"]} == {
        day: n for day, n in flows.items() if day != min(flows)
    }
    [(week,)] = ask("select sum(closed) from day_counts where day > '2026-11-24' and day <= '2026-12-01'")  # fmt: skip
    assert float(rows["2026-12-01"]["closed_mean"]) == round(week / 7, 1)
    assert rows["2026-11-24"]["closed_mean"] == "", "no week stands before"


counted = st.lists(st.tuples(st.integers(1, 12), st.integers(0, 99)), min_size=1, max_size=40)


@given(counted)
def test_a_mean_shares_what_came_after_a_gap_among_its_days(steps):
    day, days, flows, shared = date(2026, 1, 1), [], [], {}
    for far, n in steps:
        for ago in range(far):
            shared[day + timedelta(days=far - ago)] = Fraction(n, far)
        day += timedelta(days=far)
        days.append(day)
        flows.append(n)
    found = means(days, flows)
    for today in days:
        since = reference(days, today)
        if since is None:
            assert today not in found and (today - days[0]).days < 7
        else:
            stretch = [since + timedelta(days=n + 1) for n in range((today - since).days)]
            mean = sum(shared[one] for one in stretch) / len(stretch)
            assert len(stretch) >= 7 and found[today] == pytest.approx(float(mean))


def test_the_last_method_change_is_marked_and_the_first_stamp_is_none(get):
    rows = table(get("/trends/open.csv"))
    assert [row["day"] for row in rows if row["changed"]] == ["2026-11-28"]
    page = get("/trends", lang="en")
    assert page.text.count("On 28 November 2026 we changed") == 2, "on both charts of days"


@pytest.mark.parametrize("part", ["region", "sector", "contract"])
def test_parts_add_up_to_the_last_day(get, ask, part):
    last, since = "2026-12-01", "2026-11-24"
    expected = ask(
        f"select coalesce({part}_code, ''), sum(open) filter (where day = ?), sum(opened) filter (where day > ?),"
        f" sum(closed) filter (where day > ?) from offers_by_day where day >= ? group by 1",
        last, since, since, since,
    )  # fmt: skip
    rows = table(get(f"/trends/{part}.csv"))
    found = [(r[part], int(r["open"]), int(r["opened"]), int(r["closed"])) for r in rows]
    assert sorted(found) == sorted(row for row in expected if any(row[1:]))
    narrowed = table(get(f"/trends/{part}.csv", region="04", contract="cdi"))
    where = {"region": "contract_code = 'cdi'", "contract": "region_code = '04'"}.get(part, "region_code = '04' and contract_code = 'cdi'")  # fmt: skip
    [(whole,)] = ask(f"select sum(open) from offers_by_day where day = ? and {where}", last)
    assert sum(int(row["open"]) for row in narrowed) == whole


def curve(lives: list[tuple[int, int, bool]], enough: int = 1) -> dict[int, float]:
    """The product limit, offer by offer: nothing is shared with what is tested."""
    share, found = Fraction(1), {}
    for day in range(max(end for _, end, _ in lives) + 1):
        watched = [life for life in lives if life[0] <= day <= life[1]]
        if len(watched) < enough or not share:
            if found:
                break
            continue
        gone = sum(1 for _, end, closed in watched if closed and end == day)
        share *= 1 - Fraction(gone, len(watched))
        found[day] = float(share)
    return found


life = st.tuples(st.integers(0, 9), st.integers(0, 9), st.booleans()).map(lambda x: (x[0], x[0] + x[1], x[2]))  # fmt: skip


@given(st.lists(life, min_size=1, max_size=60))
def test_the_curve_is_the_product_limit(lives):
    steps = survival([Life(*one, 1) for one in lives], enough=1)
    expected = curve(lives)
    assert [step.day for step in steps] == list(expected)
    assert [step.share for step in steps] == pytest.approx(list(expected.values()))
    assert all(0 <= s.low <= s.share + 1e-12 and s.share <= s.high + 1e-12 <= 1 + 1e-9 for s in steps)  # fmt: skip
    half = [day for day, share in expected.items() if share <= 0.5]
    assert median(steps) == (half[0] if half else None)


def test_offers_that_are_open_still_are_not_left_out():
    """Two of four closed after 10 days, two are open after 20: half are open still, and not none."""
    lives = [Life(0, 10, True, 2), Life(0, 20, False, 2)]
    assert survival(lives, 1)[-1].share == 0.5 and median(survival(lives, 1)) == 10
    late = [Life(0, 10, True, 1), Life(9, 20, False, 1)]
    assert survival(late, 1)[10].share == 0.5, "who came on the ninth day was watched on the tenth"


def test_lifetimes_are_those_of_the_view(get, ask):
    lives = [(before, days, bool(closed)) for before, days, closed in ask("select days_before, days, is_closed from lifetimes")]  # fmt: skip
    expected, rows = curve(lives, 20), table(get("/trends/lifetimes.csv"))
    assert [int(row["day_of_life"]) for row in rows] == list(expected)
    for row in rows:
        day = int(row["day_of_life"])
        assert float(row["share"]) == round(100 * expected[day], 1)
        assert int(row["watched"]) == sum(1 for e, end, _ in lives if e <= day <= end)
    assert f"Compté sur {len(lives)} offres" in said(get("/trends"), "lifetimes")
    assert "Trop peu" in said(get("/trends", sector="textile"), "lifetimes")


def test_sources_are_compared_by_the_offers_they_show(get, ask):
    shown: dict[str, set[int]] = {}
    for source, offer in ask("select source, offer from offer_sources join open_offers on id = offer"):  # fmt: skip
        shown.setdefault(source, set()).add(offer)
    rows = table(get("/trends/sources.csv"))
    assert {row["source"]: int(row["open"]) for row in rows} == {s: len(n) for s, n in shown.items()}  # fmt: skip
    for row in rows:
        own = shown[row["source"]]
        others = set().union(*(n for s, n in shown.items() if s != row["source"]))
        assert int(row["alone"]) == round(100 * len(own - others) / len(own))
        for place, other in enumerate(rows, 1):
            if other is not row:
                both = own & shown[other["source"]]
                assert int(row[f"with_{place}"]) == round(100 * len(both) / len(own))
    assert "partagent le plus : 1 offre." in said(get("/trends"), "sources")


def test_skills_that_move_more_than_chance(get):
    rows = table(get("/trends/skills.csv"))
    assert [(row["skill"], float(row["change"])) for row in rows] == [("sql", 20.0), ("excel", -20.0)]  # fmt: skip
    told = said(get("/trends"), "skills").replace("\u2068", "").replace("\u2069", "")
    assert told == "SQL monte le plus : de 10,0 % à 30,0 % des offres. Excel baisse le plus : de 45,0 % à 25,0 % des offres."  # fmt: skip


def test_what_is_chosen_is_kept_cited_and_handed_on(get):
    page = get("/trends", region="04", days="30", lang="ar")
    assert re.search(r'<option value="04" selected>', page.text)
    assert re.search(r'<option value="30" selected>', page.text)
    assert "http://localhost/trends?region=04&amp;days=30#open" in page.text
    assert 'href="/trends/flow.csv?region=04&amp;days=30&amp;lang=ar"' in page.text
    assert "region_code=04" in re.search(r'class="take"><a href="([^"]+)"', page.text)[1]
    rows = table(get("/trends/contract.csv", region="04"))
    assert rows and rows != table(get("/trends/contract.csv"))


def test_what_is_no_choice_of_ours_chooses_nothing(get):
    plain, odd = get("/trends"), get("/trends", region="<script>", sector="x", days="7")
    assert said(plain, "open") == said(odd, "open") and "&lt;script" not in odd.text
    assert "/trends#open" in odd.text


@pytest.mark.parametrize("name", CHARTS)
@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_each_chart_has_its_sentence_table_links_and_citation(get, name, lang):
    text = get("/trends", lang=lang).text
    [section] = re.findall(rf'<section class="trend[^>]+id="{name}".*?</section>', text, re.DOTALL)
    assert f'aria-labelledby="{name}-title"' in section and len(said(get("/trends", lang=lang), name)) > 20  # fmt: skip
    assert "<table>" in section and f"/trends/{name}.csv" in section and 'class="cite"' in section
    assert "{" not in re.sub("<[^>]+>", "", section)


def test_links_to_tables_lead_somewhere(get):
    links = re.findall(r'class="take"><a href="([^"]+)"', get("/trends").text)
    for link in {html.unescape(link).partition("?")[0]: html.unescape(link) for link in links}.values():  # fmt: skip
        assert get(link).status_code == 200


def test_no_such_figures(get):
    assert get("/trends/nothing.csv").status_code == 404


def test_before_the_first_day_nothing_is_drawn(tmp_path):
    visitor = Visitor(tmp_path)
    with closing(sqlite3.connect(tmp_path / "aggregator.db")) as db, db:
        db.executescript("delete from day_counts; delete from counted_days")
    page = visitor.get("/trends")
    assert page.status_code == 200 and "Rien n’est encore compté" in page.text
    assert visitor.get("/trends/open.csv").status_code == 404


def test_on_the_first_day_there_is_nothing_to_compare(tmp_path):
    visitor = Visitor(tmp_path)
    with closing(sqlite3.connect(tmp_path / "aggregator.db")) as db, db:
        db.executescript("delete from day_counts where day < '2026-11-21'; delete from counted_days where day < '2026-11-21'")  # fmt: skip
    page = visitor.get("/trends")
    assert "un seul jour lu" in said(page, "flow") and "de plus que" not in said(page, "open")
