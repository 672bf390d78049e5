"""How many people are wanted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalisers.positions import MOST, read_positions, says_no_positions


@pytest.mark.parametrize(
    ("said", "count"),
    [
        ("10", 10),
        ("02 postes", 2),
        ("Nombre de poste(s) : 3", 3),
        ("15 منصب", 15),
        ("deux", 2),
        ("0", None),
        ("9000", None),
        ("plusieurs", None),
    ],
)
def test_the_field(said, count):
    assert read_positions(said) == count


@pytest.mark.parametrize(
    ("title", "count"),
    [
        ("Recrutement de (10) agents", 10),
        ("100 téléconseillers", 100),
        ("Chauffeur 2 postes", 2),
        ("3 maçons et 2 soudeurs", 5),
        ("توظيف 12 تقنيا", 12),
        ("Hiring 20 customer advisors", 20),
        ("Technicien Bac+2", None),
        ("Agent H/24", None),
        ("Support 24/7", None),
        ("Ouvrier 3x8", None),
        ("Technicien 3ème grade", None),
        ("Administrateur Office 365", None),
        ("Concours 2026", None),
        ("Stage 6 mois", None),
    ],
)
def test_the_title(title, count):
    assert read_positions(None, title) == count


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Nombre de postes à pourvoir : 6", 6),
        ("Nous recrutons 15 conseillers.", 15),
        ("عدد المناصب : 7", 7),
        ("Vous encadrez 10 commerciaux sur 3 sites.", None),
        ("Un parc de 120 postes de travail.", None),
    ],
)
def test_the_text(text, count):
    assert read_positions(None, "Employé", text) == count


def test_the_field_goes_before_the_title_and_the_title_before_the_text():
    assert read_positions("3", "10 vendeurs", "4 postes") == 3
    assert read_positions("-", "10 vendeurs", "4 postes") == 10
    assert read_positions(None, "Vendeur", "4 postes") == 4


@pytest.mark.parametrize(
    ("said", "open_"), [("", True), ("0", True), ("plusieurs", True), ("3", False), ("Fès", False)]
)
def test_silence_is_told_from_what_is_not_understood(said, open_):
    assert says_no_positions(said) is open_


@given(st.text(max_size=200), st.text(max_size=100), st.text(max_size=400))
def test_any_text_is_answered(positions, title, text):
    told = read_positions(positions, title, f"recrute 12 {text} postes")
    assert told is None or 0 < told <= MOST


@pytest.mark.parametrize(
    "said", ["\x00", "7" * 100_000, "recrute " * 12_000, "3 postes de " * 9000]
)
def test_ill_input(said):
    told = read_positions(said, said, said)
    assert told is None or 0 < told <= MOST
