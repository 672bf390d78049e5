"""The years of experience asked for: bands, words, sentences, and whose years they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.taxonomy import rows
from pipelines.normalisers.experience import read_experience, says_no_experience


@pytest.mark.parametrize(
    ("said", "low", "high"),
    [
        ("De 3 à 5 ans", 3, 5),
        ("Junior (de 3 à 5 ans)", 3, 5),
        ("Junior (1 à 3 ans)", 1, 3),
        ("De 3 à 5 ans - De 5 à 10 ans", 3, 10),
        ("Etudiant, jeune diplômé - Débutant < 2 ans", 0, 2),
        ("Fraichement diplômé / Débutant (de 1 à 3 ans) / + 10 ans", 0, None),
        ("(6 mois - 1 an)", 0.5, 1),
        ("2 ans", 2, None),
        ("24 mois", 2, None),
        ("2-5", 2, 5),
        ("Pas neccessaire", 0, None),
        ("أقل من سنتين", 0, 2),
    ],
)
def test_bands_as_sites_print_them(said, low, high):
    assert read_experience(said) == (low, high)


def test_some_experience_is_more_than_none():
    told = read_experience("Deja Expérience/expérimentées/Premiere experiences")
    assert told.minimum > 0
    assert told.maximum is None


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("Vous justifiez de 3 ans d'expérience minimum.", 3, None),
        ("Une expérience de 2 à 5 ans est demandée.", 2, 5),
        ("Minimum 5 years of experience.", 5, None),
        ("تجربة لا تقل عن سنتين", 2, None),
        ("Débutants acceptés.", 0, None),
        ("Sans expérience.", 0, None),
    ],
)
def test_sentences(text, low, high):
    assert read_experience(None, None, text) == (low, high)


@pytest.mark.parametrize(
    "text",
    [
        "Agé de 25 à 35 ans.",
        "Fort de 30 ans d'expérience, le groupe recrute.",
        "Notre société existe depuis 20 ans.",
        "Our company brings 40 years of experience.",
        "CDD de 2 ans.",
        "Diplôme Bac+5 ans.",
        "Une expérience client unique.",
    ],
)
def test_years_of_something_else(text):
    assert read_experience(None, None, text) is None


def test_the_field_goes_before_the_title_and_the_title_before_the_text():
    text = "Expérience : 3 ans."
    assert read_experience("5 ans", "Soudeur, 4 ans d'expérience", text).minimum == 5
    assert read_experience("Non précisé", "Soudeur, 4 ans d'expérience", text).minimum == 4
    assert read_experience(None, "Soudeur", text).minimum == 3


@pytest.mark.parametrize(
    ("said", "silent"),
    [
        ("", True),
        ("Non précisé", True),
        ("Entry level", True),
        ("BAC+2", True),
        ("Expérience souhaitée", True),
        ("3 ans", False),
        ("Casablanca", False),
    ],
)
def test_silence_is_told_from_what_is_not_understood(said, silent):
    assert says_no_experience(said) is silent


def test_every_word_of_the_vocabulary_is_understood():
    for row in rows("experience_words"):
        for word in [row["label"], row["label_ar"], row["label_en"], *row["aliases"].split("|")]:
            assert read_experience(word) or says_no_experience(word), word


@given(st.text(max_size=300), st.text(max_size=60), st.text(max_size=600))
def test_any_text_is_answered(experience, title, text):
    told = read_experience(experience, title, f"{text} 3 ans d'expérience {text}")
    says_no_experience(experience)
    if told and told.minimum is not None and told.maximum is not None:
        assert 0 <= told.minimum <= told.maximum


@given(st.text(alphabet="0123456789 -+<>/()anséde moinsسنة", max_size=150))
def test_any_figures_are_answered(said):
    told = read_experience(said)
    assert told is None or told.maximum is None or told.minimum <= told.maximum


@pytest.mark.parametrize("said", ["\x00", "9" * 100_000, "expérience " * 10_000, "1 an - " * 9000])
def test_ill_input(said):
    told = read_experience(said, said, said)
    assert told is None or told.minimum <= 45
