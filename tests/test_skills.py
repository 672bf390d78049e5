"""Skills: the words of the vocabulary, and where a posting names them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.taxonomy import codes, rows
from pipelines.normalisers.skill_words import lowered, typed
from pipelines.normalisers.skills import MOST, read_skills

KINDS = {"hard", "tool", "language", "diploma", "certificate"}
DOMAINS = {
    "call_centre", "it", "industry", "accounting", "hotel", "health", "teaching", "construction", "automotive",
    "logistics", "sales", "marketing", "hr", "legal", "agriculture", "textile", "office", "security", "crafts",
}  # fmt: skip
LABELS = ("label", "label_ar", "label_en")

words = st.lists(
    st.sampled_from([word for row in rows("skills") for word in row["aliases"].split("|") if word])
    | st.text(max_size=8),
    max_size=12,
).map(" ".join)


def test_the_vocabulary_is_wide_and_whole():
    assert len(codes("skills")) == len(rows("skills")) >= 500
    assert {row["kind"] for row in rows("skills")} == KINDS
    assert {row["domain"] for row in rows("skills")} == DOMAINS
    assert [row["code"] for row in rows("skills") for label in LABELS if not row[label]] == []


def test_no_name_is_of_two_skills():
    owner: dict[str, str] = {}
    for row in rows("skills"):
        for column in (*LABELS, "aliases", "as_typed", "beside"):
            for word in filter(None, row[column].split("|")):
                key = lowered(typed(word))
                assert key.strip(), (row["code"], word)
                assert owner.setdefault(key, row["code"]) == row["code"], word


@pytest.mark.parametrize("row", rows("skills"), ids=lambda row: row["code"])
def test_a_skill_is_known_by_each_of_its_labels(row):
    for label in LABELS:
        assert row["code"] in read_skills(None, skills=row[label])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("C++", ["cpp"]),
        ("C#, .NET", ["csharp", "dotnet"]),
        ("ingénieur R&D", ["rnd"]),
        ("C/C++", ["c_language", "cpp"]),
        ("javascripts et scripts", []),
        ("Gestion des stocks et gestion du stock", ["inventory"]),
        ("Permis de conduire", ["driving_licence"]),
        ("Permis D", ["licence_d"]),
        ("وبالمحاسبة والبرمجة", ["accounting", "software_development"]),
    ],
)
def test_whole_words_with_their_signs(text, expected):
    assert read_skills(None, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Go to the office, access is easy",
        "You will excel in word and deed",
        "Une langue maternelle",
        "Avantages : CNSS, AMO, transport, cantine",
        "Vous êtes sage et réactif",
        "The bar is high: swift and lean",
    ],
)
def test_an_everyday_word_is_no_skill(text):
    assert read_skills(None, text) == []


def test_an_everyday_word_is_a_skill_in_a_list_of_skills():
    assert read_skills(None, "Python, R et Go") == ["python", "r_language", "golang"]
    assert read_skills(None, skills="anglais, word, go") == ["english", "word", "golang"]


def test_the_field_comes_first_then_the_title_then_the_text():
    found = read_skills("Développeur PHP", "Java, PHP et Python", "Python")
    assert found == ["python", "php", "java"]


def test_no_more_are_kept_than_a_reader_would_read():
    everything = ", ".join(row["label"] for row in rows("skills"))
    assert len(read_skills(None, everything)) == MOST


@given(title=st.none() | words, text=st.none() | words, skills=st.none() | words)
def test_any_words_give_known_codes_each_once(title, text, skills):
    found = read_skills(title, text, skills)
    assert len(found) == len(set(found)) <= MOST
    assert set(found) <= codes("skills")


@given(st.text())
def test_words_are_typed_and_lowered_in_step(text):
    assert len(lowered(typed(text))) == len(typed(text))
    assert lowered(lowered(typed(text))) == lowered(typed(text))


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800", "ا" * 100_000, "e\u0301" * 50_000])
def test_odd_text_names_nothing(text):
    assert read_skills(text, text, text) == []
