"""The function, and the work's group in ISCO-08: the head of a title decides."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.taxonomy import codes, rows
from pipelines.normalisers.category import read_category
from pipelines.normalisers.isco import read_isco
from pipelines.normalisers.occupation import read_occupation, says_no_occupation


@pytest.mark.parametrize(
    ("title", "group"),
    [
        ("Commercial en assurances", "332"),
        ("Directeur commercial", "122"),
        ("Assistant directeur commercial", None),
        ("Professeur de comptabilité", "23"),
        ("Responsable maintenance informatique", "351"),
        ("Responsable maintenance", None),
        ("Accountant assistant", None),
        ("Entreprise de nettoyage cherche comptable", "331"),
    ],
)
def test_the_head_of_a_title_decides(title, group):
    assert read_isco(title) == group


@pytest.mark.parametrize(
    "title", ["Vendeur", "VENDEUSE", "Vendeurs", "vendeur(se)", "Vendeur/euse", "5 vendeuses"]
)
def test_gender_and_number_change_nothing(title):
    assert read_isco(title) == "522"


def test_an_agent_is_of_its_function():
    assert read_isco("Agent", "security") == "541"
    assert read_isco("Agent", "finance") is None
    assert read_isco("Agent") is None


def test_a_vague_function_leaves_the_word_to_the_title():
    assert read_occupation("Gestion projet / Etudes / R&D", "Développeur Java") == "it"
    assert read_occupation("Gestion projet / Etudes / R&D", "Offre") == "project"
    assert read_occupation("Achats", "Développeur Java") == "purchasing"


def test_a_title_in_the_place_of_a_function_is_read():
    assert read_occupation("Infirmier polyvalent") == "health"


@pytest.mark.parametrize(
    ("title", "function"),
    [
        ("Ingénieur", "engineering"),
        ("Ingénieur HSE", "quality"),
        ("Ingénieure / Ingénieur Data", "it"),
        ("Aide électricien", "maintenance"),
        ("Technicien", "maintenance"),
        ("Technicien de saisie", "secretariat"),
        ("Superviseur hispano-anglophone", "call_center"),
        ("Chargé de portefeuille", "banking"),
        ("Team manager", None),
    ],
)
def test_what_the_head_of_a_title_leaves_open_its_other_words_tell(title, function):
    assert read_occupation(None, title) == function


def test_a_bank_has_clients_of_its_own():
    assert read_occupation(None, "Conseiller clientèle") == "call_center"
    assert read_occupation(None, "Conseiller clientèle", "Assurance / Courtage") == "insurance"
    assert read_occupation(None, "Téléconseiller", "Assurance / Courtage") == "call_center"


def test_every_label_stands_for_its_own_function():
    for row in rows("occupations"):
        for label in (row["label"], row["label_ar"], row["label_en"]):
            assert read_category("occupations", label) == row["code"], label


def test_works_have_known_groups_and_functions():
    for row in rows("isco_titles"):
        assert row["isco"] in codes("isco_groups") | {""}, row["code"]
        assert row["occupation"] in codes("occupations") | {""}, row["code"]


def test_no_phrase_names_two_works():
    seen: dict[str, str] = {}
    for row in rows("isco_titles"):
        for phrase in (*row["aliases"].split("|"), *row["english"].split("|")):
            assert seen.setdefault(phrase, row["code"]) == row["code"] or not phrase


def test_silence():
    assert says_no_occupation("Autres fonctions")
    assert read_occupation("Autres fonctions") is None


@given(st.text(), st.text(), st.text())
@example("(" * 5000, "\x00\ud800\u202e", "مطلوب" * 9000)
@example("Agent " * 9000, "chef de " * 9000, "(e)" * 9000)
def test_never_raises_and_knows_its_codes(occupation, title, sector):
    known = codes("occupations") | {None}
    assert (function := read_occupation(occupation, title, sector)) in known
    assert read_isco(title, function) in codes("isco_groups") | {None}
    assert says_no_occupation(occupation) in (True, False)
