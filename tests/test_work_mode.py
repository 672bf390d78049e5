"""What a posting says of where the work is done, in whichever field it says so."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.taxonomy import codes, rows
from pipelines.normalisers.work_mode import read_work_mode

WORDS = (
    "télétravail",
    "2 jours",
    "remote",
    "hybride",
    "pas de",
    "sur site",
    "عن بعد",
    "-",
    "(",
    "à distance",
)
mixed = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=14).map(" ".join)
printed = st.one_of(st.none(), st.text(max_size=80), mixed)


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ({"remote": "Non", "contract": "CDI - Télétravail : Hybride"}, "onsite"),
        ({"remote": None, "contract": "CDI - Télétravail : Hybride"}, "hybrid"),
        ({"remote": "A discuter", "title": "Développeur (full remote)"}, "remote"),
        ({"remote": None, "city": "Rabat (Hybride)", "text": "Poste en télétravail."}, "hybrid"),
        ({"remote": None, "city": "Tout le Maroc / A distance"}, None),
        ({"remote": None, "title": "Infirmier - domicile"}, None),
        ({"remote": None, "contract": "CDI - partiel"}, None),
    ],
)
def test_the_field_then_the_others(said, mode):
    assert read_work_mode(**said) == mode


@pytest.mark.parametrize(
    ("text", "mode"),
    [
        ("Télétravail deux jours par semaine", "hybrid"),
        ("2 jours de TT", "hybrid"),
        ("1 à 2 jours à distance", "hybrid"),
        ("Hybrid (3 days onsite)", "hybrid"),
        ("Possibilité de télétravail", "hybrid"),
        ("Poste 100% en télétravail", "remote"),
        ("This is a fully remote role", "remote"),
        ("العمل عن بعد", "remote"),
        ("Pas de télétravail", "onsite"),
        ("This role is not remote", "onsite"),
        ("Lieu du poste : en présentiel", "onsite"),
        ("We are a remote-friendly company", None),
        ("Formation à distance", None),
        ("Vente à distance", None),
        ("Surveillance à distance", None),
        ("التكوين عن بعد", None),
        ("Cloud hybride", None),
        ("Intervention sur site client", None),
    ],
)
def test_a_text_tells_the_work_from_all_else_at_a_distance(text, mode):
    assert read_work_mode(None, text=f"Nous recrutons.\n{text}.\nMerci.") == mode


@pytest.mark.parametrize("row", rows("work_modes"), ids=lambda row: row["code"])
def test_a_mode_is_read_by_its_labels_and_aliases(row):
    words = [row["label"], row["label_ar"], row["label_en"], *row["aliases"].split("|")]
    assert [word for word in words if read_work_mode(word) != row["code"]] == []


@given(printed, printed, printed, printed, printed)
@example("", "\x00", "(", "-", "télétravail\n" * 9000)
@example("\u202eetomer", "[[[[", "/ /", "عن بعد" * 40, "2 jours de " * 9000)
def test_no_words_make_the_reader_raise(remote, contract, city, title, text):
    mode = read_work_mode(remote, contract, city, title, text)
    assert mode in (None, *sorted(codes("work_modes")))
    assert mode == read_work_mode(remote, contract, city, title, text)
