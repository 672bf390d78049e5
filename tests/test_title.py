"""What the work is called: no shouting, no calls, nothing that is said elsewhere; never empty."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.normalisers.letter_case import is_shouted, sentence_case
from pipelines.normalisers.title import read_title

SHOWN = [
    ("RESPONSABLE RH H/F - CASABLANCA", "Responsable RH"),
    ("Chargé(e)s de clientèle", "Chargés de clientèle"),
    ("Technicien.ne support / Conseiller(ère)", "Technicien support / Conseiller"),
    ("Ingénieure / Ingénieur Data", "Ingénieur Data"),
    ("DÉVELOPPEUR C++ / .NET", "Développeur C++ / .NET"),
    ("★ Urgent !!! Maçon ★", "Maçon"),
    ("Nous recherchons 10 vendeurs à Fès", "Vendeurs"),
    ("Soudeur TIG (10 postes) - CDI", "Soudeur TIG"),
    ("Comptable | Réf 1234", "Comptable"),
    ("Chef d'agence Taza", "Chef d'agence"),
    ("Commercial - 5000 dhs + primes", "Commercial"),
    ("مطلوب محاسب - الدار البيضاء", "محاسب"),
    ("ممرض (ذكر/أنثى)", "ممرض"),
]
KEPT = [
    "Recherche clinique", "Chargé de recrutement", "Responsable Recrutement", "Sage-femme", "Femme de chambre",
    "Technicien N1/N2", "3D Artist", "2ème chef de rang", "R&D Engineer", "Tourneur-fraiseur", "Développeur C#",
    "مهندس دولة في الإحصاء", "توظيف 12 تقنيا", "Conducteur de bus", "Professeur d'espagnol",
]  # fmt: skip
BARE = ["Urgent", "H/F", "CDI", "Casablanca", "!!!", "12", "- -", "Rabat - CDI (H/F)"]


@pytest.mark.parametrize(("title", "shown"), SHOWN)
def test_shows_the_work_and_no_more(title, shown):
    assert read_title(title).shown == shown


@pytest.mark.parametrize("title", KEPT)
def test_leaves_alone_what_names_the_work(title):
    assert read_title(title).shown == title


@pytest.mark.parametrize("title", BARE)
def test_is_never_empty(title):
    assert read_title(title).shown


def test_leaves_out_the_employer_where_it_is_known():
    assert read_title("Technicien | Zitouna Froid", "Zitouna Froid").shown == "Technicien"
    assert read_title("Technicien | Zitouna Froid").shown == "Technicien | Zitouna Froid"


@pytest.mark.parametrize(
    ("title", "employer"),
    [("Cloud Architect confirmé AWS (H/F) Devoteam Maroc Services", "Devoteam"), ("Chef comptable – Groupe Zitouna", "Zitouna"),
     ("Ingénieur système chez DXC Technology Maroc", "DXC Technology"), ("Consultant réseau - Sofrecom", "Orange")],
)  # fmt: skip
def test_leaves_out_the_employer_by_its_other_names(title, employer):
    shown = read_title(title, employer).shown
    assert shown in (
        "Cloud Architect confirmé AWS",
        "Chef comptable",
        "Ingénieur système",
        "Consultant réseau",
    )


@pytest.mark.parametrize(
    ("title", "shown"),
    [("INGENIEUR QUALITE", "Ingénieur qualité"), ("DIRECTEUR GENERAL", "Directeur général"), ("GENERAL MANAGER", "General manager"),
     ("Ingenieur qualite", "Ingenieur qualite"), ("MEDICAL REPRESENTATIVE", "Medical representative")],
)  # fmt: skip
def test_mends_the_accents_that_capitals_lost(title, shown):
    assert sentence_case(title) == shown


def test_leaves_out_the_town_of_the_field():
    assert read_title("Magasinier - Belgarrou", None, "Belgarrou").shown == "Magasinier"


@pytest.mark.parametrize(
    ("title", "core"),
    [
        ("Comptable senior (H/F) - Rabat", ["comptabl"]),
        ("Senior Java Developer", ["java", "developer"]),
        ("Directrice financière", ["directeur", "financier"]),
        ("Stagiaire", ["stagiair"]),
        ("محاسبة - الرباط", ["محاسب"]),
        ("", []),
    ],
)
def test_the_core_names_the_work_in_its_order(title, core):
    assert read_title(title).core == core


def test_two_ways_to_write_a_title_have_one_core():
    ways = (
        "CONSEILLERS COMMERCIAUX H/F",
        "Conseiller(ère) commercial(e) - Fès",
        "Urgent : conseiller commercial",
    )
    assert [read_title(way).core for way in ways] == [["conseiller", "commercial"]] * 3


@given(st.text(max_size=400), st.text(max_size=60), st.text(max_size=60))
def test_nothing_raises_and_something_is_shown(title, employer, city):
    read = read_title(title, employer, city)
    assert read.shown.strip() or not any(letter.isalnum() for letter in title)
    assert all(read.core)
    assert read_title(title, employer, city) == read


@given(
    st.lists(
        st.sampled_from(["COMPTABLE", "RESPONSABLE", "QUALITÉ", "MAINTENANCE", "RH"]),
        min_size=2,
        max_size=5,
    )
)
def test_no_shouted_title_stays_shouted(words):
    assert not is_shouted(sentence_case(" ".join([*words, "COMPTABLE"])))
