"""How far up the ladder a vacancy stands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.taxonomy import codes, rows
from pipelines.normalisers.level import read_level

LEVELS = [
    ("Stagiaire RH", "intern"), ("متدربة في التسويق", "intern"), ("Développeur junior", "junior"),
    ("Consultant confirmé/senior", "confirmed"), ("Sr Java Developer", "senior"), ("Cheffe d'équipe", "lead"),
    ("رئيس فريق", "lead"), ("Responsable RH", "manager"), ("مسؤول الموارد البشرية", "manager"),
    ("Directrice financière", "director"), ("Directeur adjoint", "director"), ("مدير عام", "director"),
]  # fmt: skip
NONE = [
    "Assistante de direction", "Assistant(e) du directeur", "Adjoint au directeur", "Chef de projet", "Chef de cuisine",
    "Account Manager", "Product Manager", "Community manager", "Directeur artistique", "Maître de stage",
    "Interne en médecine", "Commercial (débutant accepté)", "Lead generation specialist", "رئيس مشروع", "مساعد مدير", "",
]  # fmt: skip


@pytest.mark.parametrize(("title", "code"), LEVELS)
def test_reads_the_level_that_a_title_names(title, code):
    assert read_level(title) == code


@pytest.mark.parametrize("title", NONE)
def test_a_role_is_no_level(title):
    assert read_level(title) is None


def test_an_internship_is_for_interns_whatever_its_title():
    assert [read_level("Comptable", code) for code in ("stage", "stage_pfe", "cdi", None)] == [
        "intern", "intern", None, None,
    ]  # fmt: skip


def test_an_assistant_manager_is_no_manager():
    assert read_level("Assistant Store Manager") is None
    assert read_level("Store Manager") == "manager"


def test_a_forms_list_is_read_where_the_title_is_silent():
    assert read_level("Ingénieur", None, "Mid-Senior level") == "senior"
    assert read_level("Directeur", None, "Entry level") == "director"
    assert read_level("Ingénieur", None, "Not applicable") is None
    assert read_level("Ingénieur", None, "3 ans") is None


def test_the_ladder_has_one_level_a_rung():
    ranks = [int(row["rank"]) for row in rows("levels")]
    assert ranks == sorted(set(ranks))


@pytest.mark.parametrize("row", rows("levels"), ids=lambda row: row["code"])
def test_every_alias_says_its_level(row):
    assert [word for word in row["aliases"].split("|") if read_level(word) != row["code"]] == []


@given(st.text(max_size=400), st.text(max_size=60))
def test_nothing_raises_and_a_code_is_a_code(title, experience):
    assert read_level(title, None, experience) in codes("levels") | {None}
