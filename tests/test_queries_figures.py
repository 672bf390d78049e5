"""The figures of the prepared questions, beside the same worked out in Python from facts made by chance."""

import random
import sqlite3
import statistics
from collections import Counter, defaultdict
from datetime import date, timedelta

import numpy as np
import pytest

from datasette_plugins.reading.questions import questions
from offers.database import connect
from tests.counted import DAYS, SKILLS, TODAY, fact, months, survival


@pytest.fixture(scope="module")
def facts():
    chance = random.Random(7)
    return [fact(chance, n) for n in range(1, 401)]


@pytest.fixture(scope="module")
def skills():
    chance = random.Random(8)
    return {n: [s for s in SKILLS if chance.random() < 0.5] for n in range(1, 401)}


@pytest.fixture(scope="module")
def cells():
    chance = random.Random(9)
    return [
        {"day": str(day), "region_code": region, "sector_code": "it", "contract_code": "", "open": chance.randrange(50),
         "opened": chance.randrange(9), "closed": chance.randrange(9), "corrected": chance.choice((0, 0, 2, -3))}
        for day in DAYS for region in ("01", "06") if day.day != 13
    ]  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory, facts, skills, cells):
    path = tmp_path_factory.mktemp("figures") / "aggregator.db"
    made = connect(path)
    with made.atomic():
        made.table("facet_values").insert_all(
            {"id": n, "field": "employer", "code": f"maison {n}", "label": f"Maison {n}"}
            for n in (1, 2, 3)
        )
        for day in sorted({cell["day"] for cell in cells}):
            made.table("counted_days").insert({"day": day, "counted_at": day})
        made.table("day_counts").insert_all(cells)
        made.table("offer_facts").insert_all(facts)
        made.table("offer_skills").insert_all(
            {"offer": n, "skill_code": skill} for n, asked in skills.items() for skill in asked
        )
        made.table("skill_months").insert_all(months(facts, skills))
    made.close()
    conn = sqlite3.connect(path)
    conn.row_factory = sqlite3.Row
    yield conn
    conn.close()


def ask(db, name, **given):
    bound = {"_reader_lang": "en"} | dict.fromkeys(questions()[name].names(), "") | given
    return db.execute(questions()[name].sql, bound).fetchall()


@pytest.mark.parametrize(
    "given", [{}, {"sector": "it"}, {"contract": "stage*"}, {"since": "2026-10-01"}], ids=str
)
def test_the_curve_is_that_of_kaplan_and_meier(db, facts, given):
    some = chosen(facts, given)
    expected = survival(some)
    rows = ask(db, "still_open", **given)
    assert rows
    for row in rows:
        assert row["still_open_share"] == pytest.approx(
            100 * expected[row["after_days"]], abs=0.006
        )
    assert sum(row["closed"] for row in rows) == sum(f["closed_on"] is not None for f in some)
    assert sum(row["closed"] + row["censored"] for row in rows) == len(some)


def chosen(facts, given):
    contract = given.get("contract")
    return [
        f for f in facts
        if ("sector" not in given or f["sector_code"] == given["sector"])
        and (not contract or (f["contract_code"] or "").startswith(contract.rstrip("*")))
        and f["opened_on"] >= given.get("since", "")
    ]  # fmt: skip


def test_medians_of_the_time_to_close(db, facts):
    rows = {row["sector_code"]: row for row in ask(db, "time_to_close")}
    for sector in (None, "it", "telecom", "banking"):
        curve = survival([f for f in facts if sector in (None, f["sector_code"])])
        for column, left in (
            ("first_quartile_days", 0.75),
            ("median_days", 0.5),
            ("third_quartile_days", 0.25),
        ):
            expected = next((day for day, share in curve.items() if share <= left + 1e-9), None)
            assert rows[sector][column] == expected, (sector, column)


def test_a_median_of_few_is_not_shown(db):
    closed = [
        (row["closed"], row["first_quartile_days"])
        for day in (3, 30)
        for row in ask(db, "time_to_close", since=str(TODAY - timedelta(days=day)))
    ]
    assert any(n < 5 for n, _ in closed) and any(n >= 5 for n, _ in closed)
    assert all(day is None for n, day in closed if n < 5)
    for row in ask(db, "pay_quartiles", by="contract", sector="it", region="01"):
        assert (row["median_pay"] is None) == (row["n"] < 5)


@pytest.mark.parametrize("by", ["sector", "region", "contract", "occupation"])
def test_quartiles_of_pay(db, facts, by):
    pay = defaultdict(list)
    for f in facts:
        low, high = f["pay_min"], f["pay_max"]
        if low is not None and f[f"{by}_code"]:
            pay[f[f"{by}_code"]].append((low + (high or low)) / 2)
    rows = ask(db, "pay_quartiles", by=by)
    assert {row["group_code"]: row["n"] for row in rows} == {
        code: len(all) for code, all in pay.items()
    }
    for row in rows:
        expected = np.quantile(
            pay[row["group_code"]], (0.25, 0.5, 0.75), method="averaged_inverted_cdf"
        )
        found = (row["first_quartile"], row["median_pay"], row["third_quartile"])
        assert found == (pytest.approx(expected, abs=0.51) if row["n"] >= 5 else (None, None, None))


def test_pay_by_experience(db, facts):
    paid = [f for f in facts if f["pay_min"] is not None and f["experience_min"] in (1, 2)]
    [row] = [row for row in ask(db, "pay_by_experience") if row["from_years"] == 1]
    middle = statistics.median((f["pay_min"] + (f["pay_max"] or f["pay_min"])) / 2 for f in paid)
    assert (row["n"], row["median_pay"]) == (len(paid), pytest.approx(middle, abs=0.51))


def test_experience_asked(db, facts):
    for row in ask(db, "experience_by_occupation"):
        these = [f for f in facts if f["occupation_code"] == row["occupation_code"]]
        years = [f["experience_min"] for f in these if f["experience_min"] is not None]
        assert (row["offers"], row["stated"]) == (len(these), len(years))
        assert row["median_years"] == statistics.median(years)
        assert row["beginner_share"] == pytest.approx(
            100 * sum(y < 1 for y in years) / len(years), abs=0.06
        )


@pytest.mark.parametrize("by", ["sector", "region"])
def test_growth_month_on_month(db, facts, by):
    counted = Counter((f[f"{by}_code"], f["opened_on"][:7]) for f in facts if f[f"{by}_code"])
    rows = ask(db, "growth", by=by)
    assert {(row["group_code"], row["month"]): row["offers"] for row in rows} == counted
    for row in rows:
        first = date.fromisoformat(f"{row['month']}-01")
        before = counted.get((row["group_code"], str(first - timedelta(days=1))[:7]))
        assert row["before"] == before
        if before:
            assert row["change"] == pytest.approx(100 * (row["offers"] - before) / before, abs=0.06)


def test_counts_and_shares(db, facts):
    since, until = "2026-09-15", "2026-11-10"
    these = [f for f in facts if since <= f["opened_on"] <= until and f["city_code"] == "tanger"]
    counted = Counter((f["region_code"], f["contract_code"]) for f in these)
    rows = ask(db, "opened", town="TANGER", since=since, until=until)
    assert sorted(row["offers"] for row in rows) == sorted(counted.values())
    assert sum(row["open"] for row in rows) == sum(f["closed_on"] is None for f in these)
    assert sum(row["share"] for row in rows) == pytest.approx(100, abs=0.5)
    employers = Counter(f["employer"] for f in these if f["employer"])
    rows = ask(db, "top_employers", town="tanger", since=since, until=until)
    assert {row["employer_id"]: row["offers"] for row in rows} == employers
    assert rows[0]["share"] == pytest.approx(
        100 * employers.most_common(1)[0][1] / employers.total(), abs=0.06
    )


def test_agencies_and_remote(db, facts):
    for row in ask(db, "agencies_share"):
        known = [
            f["is_agency"]
            for f in facts
            if f["sector_code"] == row["sector_code"] and f["is_agency"] is not None
        ]
        assert row["share"] == pytest.approx(100 * sum(known) / len(known), abs=0.06)
    for row in ask(db, "remote_by_month"):
        modes = [
            f["remote_code"]
            for f in facts
            if f["remote_code"] and f["opened_on"].startswith(row["month"])
        ]
        far = sum(mode != "onsite" for mode in modes)
        assert (row["mode_stated"], row["share"]) == (
            len(modes),
            pytest.approx(100 * far / len(modes), abs=0.06),
        )


def test_offers_by_the_inhabitants(db, facts):
    people = dict(db.execute("select region_code, sum(population) from cities group by 1"))
    counted = Counter(f["region_code"] for f in facts)
    rows = ask(db, "per_inhabitants")
    assert len(rows) == 12
    for row in rows:
        expected = 10_000 * counted[row["region_code"]] / people[row["region_code"]]
        assert row["per_ten_thousand"] == pytest.approx(expected, abs=0.006)


def test_skills_beside(db, skills):
    asking = [set(asked) for asked in skills.values() if asked]
    rows = ask(db, "skills_beside", skill="PYTHON")
    assert {row["beside_code"] for row in rows} == set(SKILLS) - {"python"}
    one = sum("python" in asked for asked in asking)
    for row in rows:
        both = sum({"python", row["beside_code"]} <= asked for asked in asking)
        other = sum(row["beside_code"] in asked for asked in asking)
        assert (row["offers"], row["share"]) == (both, pytest.approx(100 * both / one, abs=0.06))
        assert row["lift"] == pytest.approx(both / one / (other / len(asking)), abs=0.006)


def test_rising_skills(db, facts, skills):
    counted = {(row["month"], row["skill_code"]): row["offers"] for row in months(facts, skills)}
    before = ("2026-09", "2026-08", "2026-07")
    for row in ask(db, "rising_skills", month="2026-10"):
        now = 100 * counted["2026-10", row["skill_code"]] / counted["2026-10", ""]
        then, whole = (sum(counted.get((m, s), 0) for m in before) for s in (row["skill_code"], ""))
        assert row["points"] == pytest.approx(now - 100 * then / whole, abs=0.006)


def test_stock_flow_and_seven_day_means(db, cells):
    """A day that was not counted has no part in the mean of its week."""
    opened, stock = Counter(), Counter()
    for cell in cells:
        opened[cell["day"]] += cell["opened"]
        stock[cell["day"]] += cell["open"]
    rows = ask(db, "stock_and_flow")
    assert {row["day"]: row["open"] for row in rows} == stock
    for row in rows:
        first = str(date.fromisoformat(row["day"]) - timedelta(days=6))
        week = [n for day, n in opened.items() if first <= day <= row["day"]]
        assert (row["opened"], row["opened_mean"]) == (
            opened[row["day"]],
            pytest.approx(np.mean(week), abs=0.06),
        )


def test_corrections(db, cells):
    moved = Counter()
    for cell in cells:
        moved[cell["day"]] += abs(cell["corrected"])
    assert {row["day"]: row["moved"] for row in ask(db, "corrections")} == {
        d: n for d, n in moved.items() if n
    }
