"""What two titles are compared by: one work told in other words, letters or languages is one; another is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dedupe.title import read_title
from offers.lexicons import rows

ONE_WORK = [
    ("Technicien SAV", "Technicien service après-vente"), ("DRH", "Directeur des Ressources Humaines"),
    ("Responsable de la maintenance", "Maintenance Manager"), ("Responsable QHSE", "Responsable qualité, hygiène, sécurité et environnement"),
    ("Développeur Java", "Ingénieur développement Java"), ("Développeur Flutter", "Mobile developer (Flutter)"),
    ("Chargé de clientèle", "Téléconseiller"), ("Télévendeur BtoB", "Commercial sédentaire B to B"),
    ("Chargé de recouvrement amiable", "Agent de recouvrement"), ("Aide-comptable", "Assistant comptable"),
    ("Réceptionniste d'hôtel", "Front desk agent"), ("Serveuse de restaurant", "Waitress"),
    ("Chauffeur poids lourd (permis C)", "Chauffeur PL"), ("Régleur presse à injecter", "Régleur injection plastique"),
    ("Opérateur câblage", "Ouvrier de câblage"), ("Métreur", "Technicien études de prix"),
    ("Hôtesse d'accueil", "Chargée d'accueil"), ("Vendeur / Vendeuse", "Conseiller de vente"),
    ("Femme de ménage", "عاملة نظافة"), ("Chauffeur PL", "سائق شاحنة"), ("Maçons", "مطلوب بنائين"),
    ("Professeur de mathématiques", "أستاذ الرياضيات"), ("Agents de sécurité", "حراس الأمن الخاص"),
    ("Couturières", "عاملات خياطة"), ("Livreur à moto", "عامل توصيل بالدراجة النارية"),
    ("Assistante RH", "مساعدة الموارد البشرية"), ("Technicien de maintenance", "تقني الصيانة"),
    ("Concours : 5 techniciens 3ème grade, spécialité informatique", "مباراة توظيف 5 تقنيين من الدرجة الثالثة تخصص المعلوميات"),
]  # fmt: skip
TWO_WORKS = [
    ("Comptable", "Aide-comptable"), ("Chef d'équipe", "Chef de chantier"), ("Technico-commercial", "Commercial"),
    ("Chef de chantier", "Conducteur de travaux"), ("Chauffeur", "Chauffeur poids lourd"), ("Infirmier", "Aide-soignant"),
    ("Cuisinier", "Commis de cuisine"), ("Chargé de recrutement", "Responsable recrutement"), ("Pâtissier", "Chef pâtissier"), ("Maçon", "Manœuvre"), ("Femme de chambre", "Gouvernante"), ("Barman", "Barista"),
    ("Professeur d'anglais", "Professeur de français"), ("Chef de partie", "Chef de rang"), ("Opérateur CNC", "Programmeur CNC"),
    ("Technicien support N1", "Technicien support N2"), ("Chef de division", "Chef de service"), ("Soudeur", "Chaudronnier"),
    ("Ingénieur qualité", "Technicien qualité"), ("Consultant recrutement", "Consultant"), ("Tourneur", "Fraiseur"),
    ("Commercial sédentaire", "Commercial terrain"), ("Front office manager", "Front-end manager"),
    ("Professeur au lycée", "Professeur au primaire"), ("Chargé de recrutement", "Chargé de paie"),
]  # fmt: skip
CALLS = [
    "URGENT : recrutement de {} (H/F) – CDI", "Nous recherchons {}", "{} - poste basé à Settat", "Pour notre client : {}",
    "Avis de concours : {}", "Appel à candidature : {}", "{} (3 postes)", "{} débutant accepté", "Réf. AB-1204 : {}",
    "{}, dernier délai 12 mars", "🔥 {} 🔥", "{} – toujours disponible",
]  # fmt: skip


@pytest.mark.parametrize(("left", "right"), ONE_WORK)
def test_one_work_has_one_set_of_terms(left, right):
    ours, theirs = read_title(left), read_title(right)
    assert (ours.terms, ours.levels) == (theirs.terms, theirs.levels)


@pytest.mark.parametrize(("left", "right"), TWO_WORKS)
def test_two_works_stay_two(left, right):
    assert read_title(left).terms != read_title(right).terms


@pytest.mark.parametrize("call", CALLS)
def test_a_call_changes_no_title(call):
    plain, called = read_title("Soudeur TIG"), read_title(call.format("Soudeur TIG"))
    assert (called.terms, called.levels) == (plain.terms, plain.levels)


@pytest.mark.parametrize(("title", "code"), [("سائق بالداخلة", "dakhla"), ("خباز بتيزنيت", "tiznit"), ("توظيف حراس بمدينة فاس", "fes"), ("ممرض لطنجة", "tanger")])  # fmt: skip
def test_a_town_is_found_behind_what_arabic_writes_before_it(title, code):
    read = read_title(title)
    assert read.towns == {code}
    assert not read.words


def test_tells_quarters_and_references_apart_from_the_work():
    ours = read_title("Caissier – Hay Mohammadi (Réf. 24-071)")
    theirs = read_title("Caissier – Sidi Moumen")
    assert ours.terms == theirs.terms == {"cashier"}
    assert (ours.quarters, theirs.quarters) == ({"hay-mohammadi"}, {"sidi-moumen"})
    assert (ours.reference, theirs.reference) == ("24-071", None)


def test_what_is_implied_is_a_term_that_some_phrase_names():
    known = {term for row in rows("concepts") for term in row["code"].split()}
    said = {term for row in rows("implied") for term in (row["term"], *row["implied"].split())}
    assert said <= known


def test_no_phrase_is_named_twice():
    phrases = [phrase for row in rows("concepts") for phrase in row["phrases"].split("|")]
    assert len(phrases) == len(set(phrases))


@pytest.mark.parametrize("row", rows("openings"), ids=lambda row: row["code"])
def test_calls_alone_name_no_work(row):
    assert not [call for call in row["phrases"].split("|") if read_title(call).terms]


@given(st.text(max_size=120))
def test_nothing_raises(text):
    read = read_title(text)
    assert read.words <= read.terms
