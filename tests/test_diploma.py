"""The least diploma asked: where it is read, what is refused, and what can never happen."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.taxonomy import codes, rows
from pipelines.normalisers.diploma import least, rank, read_diploma, says_no_diploma

CODES = codes("diplomas") | {None}


def test_field_before_title_before_text():
    text = "Titulaire d'un doctorat"
    assert read_diploma("Bac+3", "Stage Bac+5", text) == "bac3"
    assert read_diploma("Autre", "Stage Bac+5", text) == "bac5"
    assert read_diploma(None, "Stage", text) == "doctorat"


@pytest.mark.parametrize("levels", ["Bac+5 - Bac+2", "Bac+2 / Bac+5", "Bac+5, Licence & DUT"])
def test_the_least_of_several(levels):
    assert read_diploma(levels) == "bac2"


def test_a_minimum_is_the_least_whatever_follows():
    assert read_diploma("Bac +5 et plus Minimum - Licence") == "bac5"


def test_every_pair_of_levels_gives_the_lower():
    for low in range(1, 6):
        for high in range(low, 6):
            assert read_diploma(f"Bac+{low} - Bac+{high}") == f"bac{low}"


@pytest.mark.parametrize(
    "bac", ["baccalauréat", "Bac", "الباك", "الباكالوريا", "بكالوريا", "الباكلوريا", "البكلوريا"]
)
def test_every_way_to_write_the_bac(bac):
    assert read_diploma(f"{bac} + 2") == "bac2"
    assert read_diploma(f"{bac} (+3)") == "bac3"
    assert read_diploma(bac) == "bac"


def test_a_title_that_names_no_level_leaves_it_to_the_text():
    assert read_diploma(None, "Technicien d'études", "Titulaire d'un Bac+2 (BTS, DUT)") == "bac2"
    assert read_diploma(None, "Ingénieur travaux", "Bac+3 minimum") == "bac3"
    assert read_diploma(None, "Opérateurs (niveau bac)", "Bac+2 apprécié") == "bac"


@pytest.mark.parametrize(
    "text",
    [
        "Excellente maîtrise de l'anglais et du pack Office",
        "Gestion des licences et formation des utilisateurs",
        "Master data et scrum master",
        "Permis B et bonne présentation",
        "رخصة السياقة صنف ب",
    ],
)
def test_what_is_no_diploma(text):
    assert read_diploma(None, None, text) is None


def test_a_wish_is_no_demand():
    assert read_diploma(None, None, "Une licence serait un plus") is None
    assert read_diploma(None, None, "Niveau bac. Une licence en droit est un atout") == "bac"


def test_silence_is_not_ignorance():
    assert [says_no_diploma(word) for word in ("", "N/A", "Français", "Xyz")] == [True] * 3 + [
        False
    ]


def test_the_ladder_goes_up():
    ranks = [rank(row["code"]) for row in rows("diplomas")]
    assert ranks == sorted(ranks)
    assert least([]) is None


@given(st.text(), st.text(), st.text())
@example("\x00\u202eBac\ud800+٢", "باك+", "Bac+")
@example("Bac+" * 3000, "bac " * 3000, "diplôme " * 12500)
@example("", "", "niveau d'etudes: : : :\n" * 4000)
def test_never_raises_and_knows_its_codes(diploma, title, text):
    assert read_diploma(diploma, title, text) in CODES
    assert says_no_diploma(diploma) in (True, False)
