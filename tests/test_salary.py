"""What a posting pays: field, title, text; what is no pay at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.taxonomy import codes, rows
from pipelines.normalisers.amounts import read_amounts
from pipelines.normalisers.figures import number, plain
from pipelines.normalisers.numbers_written import with_digits
from pipelines.normalisers.salary import Salary, read_salary, says_no_salary


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("12 500 DH", 12500, 12500),
        ("12.500 DH", 12500, 12500),
        ("12,500.00 DH", 12500, 12500),
        ("12.500,00 DH", 12500, 12500),
        ("12'500 MAD", 12500, 12500),
        ("12\u202f500 MAD", 12500, 12500),
        ("12,5 KDH", 12500, 12500),
        ("12500dhs/mois", 12500, 12500),
        ("MAD 12,500 - 14,000", 12500, 14000),
        ("de 12 à 14 kdh", 12000, 14000),
        ("plus de 12 000 DH", 12000, None),
        ("jusqu'à 12 000 DH", None, 12000),
        ("١٢٥٠٠ درهم", 12500, 12500),
        ("بين 4 و 6 آلاف درهم", 4000, 6000),
    ],
)
def test_amounts_in_every_notation(said, low, high):
    assert read_salary(said) == Salary(low, high, "MAD", "month")


@pytest.mark.parametrize(
    ("said", "currency", "period"),
    [
        ("18 DH/h", "MAD", "hour"),
        ("200 DH par jour", "MAD", "day"),
        ("900 DH la semaine", "MAD", "week"),
        ("9000 DH", "MAD", "month"),
        ("240 000 DH", "MAD", "year"),
        ("1500 €", "EUR", "month"),
        ("45 000 €", "EUR", "year"),
        ("$3,000 per month", "USD", "month"),
        ("£40,000 a year", "GBP", "year"),
    ],
)
def test_period_and_currency(said, currency, period):
    told = read_salary(said)
    assert (told.currency, told.period) == (currency, period)


@pytest.mark.parametrize(
    "said",
    [
        "Prime de bienvenue 2000 DH",
        "Commission de 500 DH par contrat",
        "Ticket restaurant de 1000 DH",
        "1 dhs - 1 dhs",
        "0.10DH per month",
        "Téléphone : 0522 30 40 50",
        "Capital : 100 000 DH",
        "budget de 10 MDH",
    ],
)
def test_what_is_no_salary(said):
    assert read_salary(said) is None


def test_the_field_goes_before_the_title_and_the_title_before_the_text():
    text = "Salaire : 3000 DH."
    assert read_salary("5000 DH", "Vendeur 4000 DH", text).minimum == 5000
    assert read_salary("A discuter", "Vendeur 4000 DH", text).minimum == 4000
    assert read_salary(None, "Vendeur", text).minimum == 3000


def test_what_a_form_fills_in_by_itself_is_refused_of_its_source_only():
    for row in rows("salary_defaults"):
        said = f"{row['minimum']} - {row['maximum']} {row['currency']} / MONTH"
        assert read_salary(said, source=row["code"]) is None
        assert read_salary(said, source="elsewhere") is not None


def test_an_internship_may_pay_what_would_be_a_placeholder_elsewhere():
    assert read_salary("700 DH", "Vendeur") is None
    assert read_salary("700 DH", "Stagiaire en vente").minimum == 700


def test_bands_that_are_joined_span_from_the_lowest_to_the_highest():
    said = "de 2000 dh à 4000 dh / de 4000 dh à 6000 dh / A négocier"
    assert read_salary(said)[:2] == (2000, 6000)
    assert read_salary("4500 DH net + 2000 DH de primes")[:2] == (4500, 4500)


def test_in_a_text_only_what_a_cue_announces_is_pay():
    assert read_salary(None, None, "Vous vendez des lots de 4000 DH. Salaire motivant.") is None
    assert read_salary(None, None, "Loyer : 4000 DH. Salaire : 5000 DH.").minimum == 5000


@pytest.mark.parametrize(
    ("said", "open_"),
    [
        ("", True),
        ("A négocier", True),
        ("Selon profil et expérience", True),
        ("SMIG", True),
        ("Competitive salary", True),
        ("حسب الكفاءة", True),
        ("Prime de 500 DH", True),
        ("6000 DH", False),
        ("Casablanca", False),
    ],
)
def test_silence_is_told_from_what_is_not_understood(said, open_):
    assert says_no_salary(said) is open_


def test_numbers_in_words():
    assert with_digits("deux cents") == "200"
    assert with_digits(plain("خمسة وعشرون")) == "25"
    assert with_digits("une societe") == "une societe"


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=600))
def test_any_text_is_answered_in_our_codes(salary, title, text):
    told = read_salary(salary, title, f"salaire {text}")
    says_no_salary(salary)
    assert told is None or told.currency in codes("currencies")
    assert told is None or told.period in codes("pay_periods")
    assert told is None or told.tax in {None, *codes("pay_taxes")}


@given(st.text(alphabet="0123456789 .,-/+kdhmad€àa()مدرهو", max_size=200))
def test_any_figures_are_answered(said):
    told = read_salary(said)
    if told and told.minimum is not None and told.maximum is not None:
        assert told.minimum <= told.maximum
    assert all(one.start < one.end for one in read_amounts(plain(said)))


@given(st.text(max_size=30))
def test_any_number_is_answered(said):
    assert number(said) is None or number(said) >= 0


@pytest.mark.parametrize("said", ["\x00", "1" * 100_000, "salaire " * 12_000, "1 000 " * 10_000])
def test_ill_input(said):
    assert read_salary(said, said, said) is None or read_salary(said).currency == "MAD"
