"""What a posting goes through on the road: every reader at once, on all that a site may print."""

import json
from collections import Counter
from datetime import datetime

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.clock import MOROCCO
from offers.mojibake import mended
from offers.posting import SAID, UNDERSTOOD, WORDS, Posting
from offers.taxonomy import codes
from offers.taxonomy.tables import NAMES
from offers.text import fold, squeeze, unaccented, visible
from pipelines.normalise import Normalise, understand
from pipelines.normalisers.gazetteer import names
from pipelines.readings import READINGS
from pipelines.validate import CODED, LISTED

NOW = datetime(2026, 11, 21, 9, tzinfo=MOROCCO)


def normalised(**said) -> tuple[Posting, Counter[str]]:
    counts: Counter[str] = Counter()

    def count(what: str) -> None:
        counts[what] += 1

    posting = Posting(source="x", ref="1", url="https://x.example/1", **said)
    return Normalise({"NOW": NOW.isoformat()}, count).take(posting), counts


def test_sets_codes_beside_the_words_and_counts_what_it_does_not_know():
    posting, counts = normalised(
        title="COMPTABLE CONFIRMÉ (H/F) - RABAT",
        company="STE BATIMAR SARL",
        city="Rabat / Salé",
        contract="CDI - Télétravail : Non",
        experience="De 3 à 5 ans",
        diploma="Bac+2 - Bac+3",
        salary="8-10k DH net/mois",
        languages="Français > courant",
        positions="02",
        skills="Excel, Sage",
        published="hier",
        deadline="31/02/2027",
        sector="Zzzz",
    )
    said = (posting.title, posting.company, posting.city, posting.salary)
    assert said == (
        "COMPTABLE CONFIRMÉ (H/F) - RABAT", "STE BATIMAR SARL", "Rabat / Salé", "8-10k DH net/mois",
    )  # fmt: skip
    assert (posting.title_shown, posting.employer, posting.is_agency) == (
        "Comptable confirmé", "Batimar", False,
    )  # fmt: skip
    assert (posting.city_codes, posting.region_codes) == (["rabat", "sale"], ["04"])
    assert (posting.contract_code, posting.contract_from, posting.remote_code) == (
        "cdi", "field", "onsite",
    )  # fmt: skip
    assert (posting.experience_min, posting.experience_max) == (3, 5)
    assert (posting.diploma_code, posting.level_code) == ("bac2", "confirmed")
    assert (posting.salary_min, posting.salary_max, posting.salary_tax) == (8000, 10000, "net")
    assert posting.languages_asked == {"fr": "fluent"}
    assert {"excel", "sage"} <= set(posting.skill_codes)
    assert (posting.published_on, posting.deadline_on, posting.language) == (
        "2026-11-20",
        None,
        "fr",
    )
    assert counts == {"normalise/deadline/unknown": 1, "normalise/sector/unknown": 1}
    assert posting.not_understood == ["sector", "deadline"]


def test_a_second_reading_forgets_the_first():
    posting, _ = normalised(title="Comptable", city="Rabat", contract="CDI", salary="5000 DH")
    posting.city, posting.contract, posting.salary = "Zzzz", None, None
    again = Normalise({"NOW": NOW.isoformat()}, lambda what: None).take(posting)
    assert (again.city_code, again.city_codes, again.region_code) == (None, [], None)
    assert (again.contract_code, again.salary_min, again.not_understood) == (None, None, ["city"])


SILENT = ("-", "Non spécifié", "A discuter", "Autre", "غير محدد", "N/A", "")


@pytest.mark.parametrize("words", SILENT)
def test_silence_is_not_counted_as_unknown(words):
    fields = ("city", "contract", "remote", "sector", "occupation", "experience", "diploma",
              "languages", "salary", "positions", "published", "deadline")  # fmt: skip
    _, counts = normalised(title="Comptable", **dict.fromkeys(fields, words))
    assert not counts


def test_each_reading_fills_fields_of_its_own_and_all_are_filled():
    filled = [name for reading in READINGS for name in reading.fills]
    assert sorted([*filled, "not_understood"]) == sorted(UNDERSTOOD)


def test_every_code_is_looked_up_in_a_vocabulary_that_has_a_table():
    checked = {name for name, _ in (*CODED, *LISTED)}
    assert {n for n in UNDERSTOOD if n.endswith(("_code", "_codes"))} <= checked
    assert {vocabulary for _, vocabulary in (*CODED, *LISTED)} <= set(NAMES)


HARD = (
    "", " ", "\x00\ud800", "\u202eرباط Rabat", "İ ﷺ ½", "IngÃ©nieur Ã\xa0 FÃ¨s", "Ø§Ù„Ø¯Ø§Ø±",
    "٣٠٠٠ درهم", "۲۰۲۶/۱۱/۲۱", "1e309", "²³ DH", "9" * 400, "-5 ans", "Bac+" + "9" * 50,
)  # fmt: skip
LONG = (
    "a" * 100_000, "Casablanca - " * 8000, "٣" * 100_000, "1/" * 50_000, "il y a " * 15_000,
    "<" * 100_000, "(" * 100_000, "- " * 50_000, "1 000 " * 17_000, "DH " * 33_000, "bac+2 " * 17_000,
    "ans d'expérience " * 6000, "من " * 33_000, "date limite " * 8400, "é" * 100_000, "H/F " * 25_000,
)  # fmt: skip
MIXED = st.one_of(
    st.text(max_size=200),
    st.sampled_from(HARD),
    st.text(alphabet="0123456789/-.: TZ+kKdhDH%€", max_size=40),
    st.text(alphabet="الدربيضءوةأإ٠١٢٣ abc\u200f\u202e\x00", max_size=60),
    st.lists(st.sampled_from(sorted(names())), max_size=6).map(" / ".join),
)


def coded(posting: Posting) -> None:
    """Hold that every code of POSTING stands in its vocabulary, and every number is possible."""
    for name, vocabulary in CODED:
        assert getattr(posting, name) in codes(vocabulary) | {None}, name
    for name, vocabulary in LISTED:
        found = getattr(posting, name)
        assert set(found) <= codes(vocabulary) and len(found) == len(set(found)), name
    assert set(posting.languages_asked) <= codes("languages")
    assert set(posting.languages_asked.values()) <= codes("proficiencies") | {None}
    assert posting.city_code == next(iter(posting.city_codes), None)
    for day in filter(None, (posting.published_on, posting.deadline_on)):
        assert 2000 <= datetime.fromisoformat(day).year <= NOW.year + 5
    for least, most in (
        (posting.salary_min, posting.salary_max),
        (posting.experience_min, posting.experience_max),
    ):
        assert least is None or 0 <= least < 1e9
        assert most is None or most >= (least or 0)
    assert posting.positions_count is None or 0 < posting.positions_count <= 5000
    json.dumps(posting.columns(), allow_nan=False)


@given(st.lists(MIXED, min_size=len(WORDS), max_size=len(WORDS)))
def test_no_reader_raises_and_codes_are_codes(words):
    coded(normalised(**dict(zip(WORDS, words, strict=True)))[0])


@pytest.mark.parametrize("words", [*HARD, *LONG], ids=lambda words: ascii(words[:12]))
def test_the_same_words_in_every_field_are_survived(words):
    coded(normalised(**dict.fromkeys(WORDS, words))[0])


@given(st.lists(MIXED, min_size=len(WORDS), max_size=len(WORDS)))
def test_the_same_words_are_always_read_alike(words):
    said = dict(zip(WORDS, words, strict=True))
    first, second = (understand(Posting(source="x", **said), NOW) for _ in range(2))
    assert first == second
    assert {name: getattr(first, name) for name in SAID} == {name: said.get(name) for name in SAID}


@given(st.text())
@example("İstanbul ß ŒUVRE ﷺ")
def test_folding_twice_is_folding_once(text):
    for plain in (fold, unaccented, squeeze, visible):
        assert plain(plain(text)) == plain(text)


@given(st.text(alphabet=st.characters(codec="cp1252"), max_size=80))
def test_mending_is_done_once(text):
    assert mended(mended(text)) == mended(text)


@pytest.mark.parametrize(
    ("broken", "whole"),
    [
        ("IngÃ©nieur Ã\xa0 FÃ¨s", "Ingénieur à Fès"),
        ("Ø§Ù„Ø¯Ø§Ø± Ø§Ù„Ø¨ÙŠØ¶Ø§Ø¡", "الدار البيضاء"),
        ("dâ€™Ã©tudes", "d’études"),
        ("« CAFÉ » à São Paulo", "« CAFÉ » à São Paulo"),
        ("ÃGÉ, ÂGE, Âge : 20", "ÃGÉ, ÂGE, Âge : 20"),
    ],
)
def test_only_mojibake_is_mended(broken, whole):
    assert mended(broken) == whole
