"""The language of a posting, and the languages it asks for."""

import csv
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.taxonomy import codes
from pipelines.normalisers.language import read_language
from pipelines.normalisers.languages_asked import read_languages, says_no_language

GOLD = Path(__file__).parent / "gold"


def gold(name: str) -> list[dict[str, str]]:
    with (GOLD / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


@pytest.mark.parametrize(
    "row", gold("language"), ids=lambda row: f"{row['title']} {row['description'][:30]}"
)
def test_language(row):
    assert (read_language(row["title"], row["description"]) or "") == row["language"]


@pytest.mark.parametrize(
    "row", gold("languages_asked"), ids=lambda row: " ".join(row.values())[:60]
)
def test_languages_asked(row):
    said = (row[name].replace("\\n", "\n") for name in ("languages", "title", "description"))
    asked = read_languages(*said)
    assert (
        " ".join(f"{code}:{level or ''}" for code, level in asked.items()) == row["languages_asked"]
    )


def test_most_of_the_text_tells_its_language():
    french = "Vous assurez le suivi des dossiers et la relation avec nos clients. "
    english = "You will join our team and work with the best engineers. "
    assert read_language("", french + english * 4) == "en"
    assert read_language("", french * 4 + english) == "fr"


def test_what_the_field_says_goes_before_the_text():
    asked = read_languages("Français > débutant", "", "Français courant et anglais courant.")
    assert asked == {"fr": "beginner", "en": "fluent"}


@pytest.mark.parametrize(
    ("words", "silent"),
    [(None, True), ("", True), ("Aucune", True), ("Non spécifié", True), ("Français", False), ("Klingon", False)],
)  # fmt: skip
def test_silence_about_languages_is_told_from_unknown_words(words, silent):
    assert says_no_language(words) is silent


WORDS = st.one_of(
    st.text(max_size=150),
    st.text(alphabet="الفرنسيةجيد abc\u200f\u202e\x00", max_size=80),
    st.lists(
        st.sampled_from(
            [
                "français",
                "anglais",
                ">",
                "bon niveau",
                "/",
                "et",
                "العربية",
                "جيد",
                "courant",
                ",",
                "marché",
            ]
        ),
        max_size=12,
    ).map(" ".join),
)


@given(WORDS, WORDS, WORDS)
@example("anglais " * 12_000, "francophone " * 9000, "maîtrise du français et de " * 4000)
@example("\x00\ud800", "٣" * 100_000, "langues : " * 10_000)
def test_languages_are_of_the_vocabulary(field, title, text):
    assert read_language(title, text) in codes("languages") | {None}
    asked = read_languages(field, title, text)
    assert set(asked) <= codes("languages")
    assert set(asked.values()) <= codes("proficiencies") | {None}
