"""Who offers the work: one name for one employer, nobody's name for those who hide."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.lexicons import rows
from pipelines.normalisers.employer import Employer, read_employer
from pipelines.normalisers.employer_in_title import name_in_title
from pipelines.normalisers.letter_case import name_case

SAME = [
    ("OCP", "GROUPE OCP SA", "المكتب الشريف للفوسفاط"),
    ("SAHAM BANK", "Société Générale Maroc", "SAHAM BANK (EX SOCIÉTÉ GÉNÉRALE MAROC)"),
    ("Orange Maroc", "Sofrecom Maroc", "orange-business-casablanca"),
    ("Bank Of Africa", "bank-of-africa-taroudant", "BMCE Bank"),
    ("Groupe Label'Vie - Carrefour", "groupe-labelvie---carrefour-agadir", "LabelVie"),
    ("Manpower Maroc", "recrutement-manpower-agences-tanger", "MANPOWER"),
    ("Zitouna Froid", "Sté ZITOUNA FROID S.A.R.L AU", "zitouna-froid-casablanca"),
    ("Zitouna Froid SARL", "Zitouna Froid (Maroc)", "Groupe Zitouna Froid - Casablanca"),
    ("ONEE", "ONEE - Branche Eau", "المكتب الوطني للكهرباء والماء الصالح للشرب"),
    ("Ministère de la Santé", "MINISTÈRE DE LA SANTÉ ET DE LA PROTECTION SOCIALE", "وزارة الصحة"),
    ("SQLI", "sqli", "SQLI Services"),
    (
        "Société Industrielle du Sud",
        "SOCIETE INDUSTRIELLE DU SUD S.A.",
        "Societe Industrielle du Sud",
    ),
    ("RMA", "RMA Assurance - Groupe O Capital", "rma"),
    ("Adecco", "ADECCO MAROC INTERIM", "Adecco Maroc"),
    ("Université Cadi Ayyad", "UNIVERSITE CADI AYYAD DE MARRAKECH", "جامعة القاضي عياض"),
    ("Nord Plast", "S.A.R.L NORD PLAST", "STE. NORD PLAST S.A.R.L."),
    ("Maroc Telecom", "شركة اتصالات المغرب", "اتصالات المغرب"),
]
OTHERS = [
    ("OCP", "OCP Distribution Alimentaire Hanouty"),
    ("BIM", "BIM Engineering"),
    ("Orange Maroc", "Orange Bleue Fitness"),
    ("Banque Populaire", "Banque Populaire de Fès-Meknès"),
    ("Attijariwafa bank", "Attijari Payment Processing"),
    ("Université de Fès", "Université de Settat"),
    ("Faculté des Sciences Rabat", "Faculté des Sciences Meknès"),
]
HIDDEN = [
    "Confidentiel", "CONFIDENTIEL", "confidentiel-fes", "Anonyme", "ANNONYME", "N.C.", "xxxx", "..", "A discuter",
    "Particulier", "société", "Société à Dar Bouazza", "SOCIÉTÉ MAROCAINE", "hotel", "Multinational", "SARL",
    "Entreprise spécialisée dans le transport", "Société : Ingénierie", "notre client", "Un acteur majeur du secteur",
    "Société d'Électricité", "Casablanca", "06 00 00 00 00", "personne@exemple.example", "سري", "شركة خاصة",
]  # fmt: skip


@pytest.mark.parametrize("names", SAME, ids=lambda names: names[0])
def test_one_employer_has_one_name(names):
    shown = [read_employer(name).name for name in names]
    assert shown[0] and shown == [shown[0]] * len(names)


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_two_employers_have_two_names(one, other):
    assert read_employer(one).name != read_employer(other).name
    assert None not in (read_employer(one).name, read_employer(other).name)


@pytest.mark.parametrize("company", HIDDEN)
def test_who_hides_has_no_name(company):
    assert read_employer(company) == Employer(None, None)


@pytest.mark.parametrize(
    "company", ["Cabinet de recrutement", "Agence d'intérim à Tanger", "وكالة توظيف"]
)
def test_an_agency_may_hide_its_name(company):
    assert read_employer(company) == Employer(None, True)


@pytest.mark.parametrize(
    "company", ["Tectra Agence Fès", "Zellige Recrutement", "ANAPEC", "Randstad"]
)
def test_who_hires_for_others_is_an_agency(company):
    assert read_employer(company).is_agency is True


@pytest.mark.parametrize(
    "company",
    ["Bouznika Travaux", "Sté Bouznika Travaux SARL AU", "Maghreb Industries S.A.", "Riad Fès", "École Marocaine d'Ingénierie"],
)  # fmt: skip
def test_a_name_may_be_made_of_a_place_and_a_trade(company):
    assert read_employer(company).name


def test_a_text_may_say_that_it_speaks_for_another():
    text = "Nous recherchons pour le compte de l'un de nos clients un comptable."
    assert read_employer("Zitouna Conseil", None, None, text).is_agency is True
    assert (
        read_employer("Zitouna Conseil", None, None, "Au service de nos clients.").is_agency
        is False
    )
    assert read_employer("Capgemini", None, None, text).is_agency is False


def test_an_address_that_hides_the_employer_counts():
    url = "https://emploi.example/offre-emploi-comptable-recrutement-confidentiel-rabat-12.html"
    assert read_employer("Zitouna Froid", url=url) == Employer()


def test_the_title_is_asked_only_where_the_field_is_empty():
    title = "Orange recrute des Techniciens"
    assert read_employer("Confidentiel", title).name is None
    assert read_employer("  ", title).name == "Orange"


@pytest.mark.parametrize(
    "title",
    ["Nous recrutons un maçon", "On recrute !", "Casablanca recrute", "Comptable confirmé", "Électricien cherche emploi",
     "Concours de recrutement de 12 techniciens", "مباراة توظيف: 4 تقنيين", "مطلوب سائق", "", ":"],
)  # fmt: skip
def test_a_headline_without_a_name_names_nobody(title):
    assert name_in_title(title) is None


def test_the_list_of_employers_is_whole():
    listed = rows("employers")
    assert [row["code"] for row in listed if not row["name"] or not row["phrases"]] == []
    assert len({row["code"] for row in listed}) == len(listed)
    assert [row for row in listed if row["agency"] not in ("", "yes")] == []


@pytest.mark.parametrize("row", rows("employers"), ids=lambda row: row["code"])
def test_every_alias_says_the_name_and_so_does_the_name(row):
    said = [row["name"], *row["phrases"].split("|")]
    assert [name for name in said if read_employer(name).name != row["name"]] == []


_PROPER = st.sampled_from(
    ["Zitouna", "Argane", "Zellige", "Palmier", "Souss", "Amandier", "Bennani"]
)
_TRADE = st.sampled_from(
    ["Froid", "Logistique", "Digital", "Conserves", "Maroc Distribution", "& Fils"]
)


@given(st.tuples(_PROPER, _TRADE).map(" ".join))
def test_a_legal_form_a_group_or_capitals_change_no_name(name):
    shown = read_employer(name).name
    ways = [
        f"{name} SARL",
        f"Groupe {name}",
        f"Sté {name}",
        name.upper(),
        f"{name} - Casablanca",
        f"{name} (Maroc)",
    ]
    assert shown and [read_employer(way).name for way in ways] == [shown] * len(ways)


@given(st.text(max_size=400), st.text(max_size=400))
def test_nothing_raises(company, title):
    found = read_employer(company, title, title, company)
    assert found.name is None or found.name.strip() == found.name != ""
    assert (found.is_agency is None) <= (found.name is None)


@given(st.text(max_size=60))
def test_capitals_stay_once_they_are_mended(text):
    assert name_case(name_case(text)) == name_case(text) or not text.isascii()
