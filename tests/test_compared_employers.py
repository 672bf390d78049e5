"""Whom two postings are compared by: initials, spellings and scripts of one name, and names that name nobody."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.employer import UNKNOWN, akin, read_employer, skeleton

NOBODY = [
    "Entreprise du secteur textile", "Société de la place", "Entreprise de distribution", "شركة مقاولات", "Étude notariale",
    "Particulier", "Non communiqué", "Notre client", "Multinationale", "Hôtel", "Cabinet de recrutement", "Recruteur", "confidentiel-rabat", "Société à Fès",
]  # fmt: skip
SOMEBODY = [
    "Société Industrielle du Sud", "Clinique de Settat", "Commune d'Azrou", "Textile Import SARL", "Bank Al Amal", "Hôtel Les Pins",
]  # fmt: skip
ONE_NAME = [
    ("STE NORDAL B.T.P", "Nordal BTP"), ("Ets Zerrad", "Groupe Zerrad SARL AU"), ("Maison Zerrad", "Zerrad Maroc"),
    ("Zerrad Group", "Zerrad"),
]  # fmt: skip
AKIN = [
    ("OPN", "Office des Phares du Nord"), ("KLG Maroc", "Karlsen Logistics Group"), ("CDS", "Centre de Dialyse de Sefrou"),
    ("Sun Sport", "SunSport Palmier"), ("Clinique Al Kaoutar", "clinique el kawtar"), ("Nassim Chamal", "شركة نسيم الشمال"),
]  # fmt: skip
STRANGERS = [
    ("OPN", "Office des Eaux du Nord"), ("Azrou Nord Câblage", "Souira Câblage"), ("Atlas Froid", "Atlas Transit"), ("Confidentiel", "Confidentiel"),
    ("Clinique Al Amal", "Clinique Al Kawtar"), ("Nassim Chamal", "شركة ورود الجنوب"),
]  # fmt: skip


@pytest.mark.parametrize("name", NOBODY)
def test_a_kind_of_firm_is_nobody(name):
    assert read_employer(name, "Rabat") == UNKNOWN


@pytest.mark.parametrize("name", SOMEBODY)
def test_a_kind_of_firm_with_a_name_is_somebody(name):
    assert read_employer(name, "Rabat").key


@pytest.mark.parametrize(("left", "right"), ONE_NAME)
def test_forms_and_dots_change_no_name(left, right):
    assert read_employer(left).key == read_employer(right).key


@pytest.mark.parametrize(("left", "right"), AKIN)
def test_initials_spellings_and_scripts_are_akin(left, right):
    assert akin(read_employer(left), read_employer(right))
    assert akin(read_employer(right), read_employer(left))


@pytest.mark.parametrize(("left", "right"), STRANGERS)
def test_others_are_not_akin(left, right):
    assert not akin(read_employer(left), read_employer(right))


@pytest.mark.parametrize(
    "name", ["Interimis", "Zerrad Search", "Zerrad RH", "Nord Intérim", "Recrutis"]
)
def test_tells_who_hires_for_others(name):
    assert read_employer(name).agency


def test_quarries_hire_for_themselves():
    assert not read_employer("Carrières du Rif").agency


@pytest.mark.parametrize(("latin", "arabic"), [("boughaz", "بوغاز"), ("kawtar", "كوثر"), ("chamal", "شمال"), ("nassim", "نسيم"), ("zitoune", "زيتون")])  # fmt: skip
def test_a_name_sounds_alike_in_both_scripts(latin, arabic):
    assert skeleton(latin) == skeleton(arabic)


@given(st.text(max_size=60), st.text(max_size=60))
def test_akin_is_the_same_both_ways(left, right):
    ours, theirs = read_employer(left), read_employer(right)
    assert akin(ours, theirs) == akin(theirs, ours)
