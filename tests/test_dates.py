"""Dates as sites print them, and the last day to apply out of a text."""

import csv
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.clock import MOROCCO
from pipelines.normalisers.dates import FIRST_YEAR, YEARS_AHEAD, read_date
from pipelines.normalisers.deadline import FARTHEST, read_deadline

GOLD = Path(__file__).parent / "gold"
NOW = datetime(2026, 11, 21, 9, tzinfo=MOROCCO)


def gold(name: str) -> list[dict[str, str]]:
    with (GOLD / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize("row", gold("date"), ids=lambda row: row["published"] or row["deadline"])
def test_date(row):
    assert (read_date(row["published"], NOW) or "") == row["published_on"]
    answer = read_deadline(row["deadline"], None, NOW)
    assert (answer[0] if answer else "") == row["deadline_on"]


@pytest.mark.parametrize("row", gold("deadline"), ids=lambda row: row["description"][:60])
def test_deadline(row):
    text = row["description"].replace("\\n", "\n")
    answer = read_deadline(row["deadline"], text, NOW) or ("", "")
    assert answer == (row["deadline_on"], row["deadline_from"])


@pytest.mark.parametrize(
    ("text", "published", "day"),
    [
        ("Date limite : 5 décembre", None, "2026-12-05"),
        ("Date limite : 5 novembre", None, None),  # a year hence is no deadline
        ("Date limite : 5 novembre", "2026-10-20", "2026-11-05"),
        ("Date limite : 5 janvier", "2025-12-20", "2026-01-05"),
        ("Date limite : 5 janvier", "no day", "2027-01-05"),
    ],
)
def test_a_deadline_without_a_year_follows_the_publication(text, published, day):
    answer = read_deadline(None, text, NOW, published=published)
    assert (answer[0] if answer else None) == day


@pytest.mark.parametrize(
    ("published", "day"), [("2026-11-10", "2026-11-25"), (None, None), ("no day", None)]
)
def test_what_only_may_be_a_deadline_needs_a_year_or_a_publication(published, day):
    answer = read_deadline(None, "Envoyer CV avant le 25 novembre.", NOW, published=published)
    assert (answer[0] if answer else None) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Toute candidature reçue après le 04/12/2026 ne sera pas prise en compte.", "2026-12-04"),
        ("Toute candidature reçue après le 04/12/2026 sera étudiée.", None),
        ("Aucun lauréat diplômé après le 04/12/2026 ne sera retenu, CV à envoyer.", None),
        ("آخــر أجـــل لإيــداع الـتــرشـيـحــات هــو 11 دجـنــبــر 2026", "2026-12-11"),
        ("Déposer les déclarations avant le 20 décembre 2026", None),
        ("Déposer les candidatures avant le 20 décembre 2026", "2026-12-20"),
    ],
)
def test_a_deadline_is_what_is_said_of_applications(text, day):
    answer = read_deadline(None, text, NOW)
    assert (answer[0] if answer else None) == day


def test_a_deadline_may_stand_in_the_title():
    title = "جماعة برشيد: مباراة توظيف 3 تقنيين. آخر أجل هو 15 دجنبر 2026"
    assert read_deadline(None, "Avis", NOW, title=title) == ("2026-12-15", "text")


def test_a_deadline_is_found_at_the_end_of_a_long_text():
    text = "Nous recrutons. " * 2000 + "Date limite de candidature : 4 décembre 2026"
    assert read_deadline(None, text, NOW) == ("2026-12-04", "text")


@pytest.mark.parametrize("zone_day", [("2026-11-20T23:30:00Z", "2026-11-21")])
def test_a_day_is_morocco_s_and_the_end_of_a_day_closes_that_day(zone_day):
    said, day = zone_day
    assert read_date(said, NOW) == day
    assert read_date("2026-11-20T23:59:59Z", NOW, ahead=True) == "2026-11-20"


PRINTED = st.one_of(
    st.text(max_size=150),
    st.text(alphabet="0123456789/-.: TZ+", max_size=30),
    st.text(alphabet="الدربيضءوةأإ٠١٢٣ abc\u200f\u202e\x00", max_size=60),
    st.lists(
        st.sampled_from(
            [
                "il y a",
                "3",
                "jours",
                "24",
                "يوليوز",
                "2026",
                "date limite :",
                "avant le",
                "منذ",
                "au",
            ]
        ),
        max_size=12,
    ).map(" ".join),
)


@given(PRINTED, PRINTED, st.booleans())
@example("1/" * 50_000, "date limite " * 8000, True)
@example("\x00\ud800", "avant le 9" + "9" * 90_000, False)
@example("٣" * 100_000, "candidature du 1 au " * 5000, True)
@example("il y a 9999 ans", "Date limite : 29/02/2027", False)
def test_a_reader_of_dates_never_raises_and_gives_possible_days(said, text, ahead):
    day = read_date(said, NOW, ahead=ahead)
    if day:
        assert FIRST_YEAR <= datetime.fromisoformat(day).year <= NOW.year + YEARS_AHEAD
    if answer := read_deadline(said, text, NOW):
        last, stood = answer
        assert stood in ("field", "text")
        assert datetime.fromisoformat(last).date() <= NOW.date() + FARTHEST
