"""What a visitor types finds what a site printed, in French, Arabic and English; and finds no nonsense."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from offers.database import connect
from offers.search import index_offers, question

#: (typed, printed, language of the posting)
FOUND = [
    ("soudeuse", "Soudeur TIG", "fr"),
    ("SOUDEURS", "soudeur", "fr"),
    ("ingenieur methodes", "Ingénieur Méthodes H/F", "fr"),
    ("électricienne", "Electricien bâtiment", "fr"),
    ("coordinateur", "Coordinatrice de projet", "fr"),
    ("monteuse", "Monteur vidéo", "fr"),
    ("conseillere", "Conseillers en formation", "fr"),
    ("accueil", "Chargée de l'accueil", "fr"),
    ("etude", "Responsable d’études", "fr"),
    ("chargé d'affaires", "Chargé(e) d’affaires", "fr"),
    ("opérateur", "Opérateur·trice de saisie", "fr"),
    ("c++", "Développeur C++ embarqué", "fr"),
    ("c#", "Analyste C# confirmé", "fr"),
    (".net", "Lead .NET", "fr"),
    ("node.js", "Développeur NodeJS", "fr"),
    ("bac+2", "Technicien Bac +2", "fr"),
    ("full stack", "Ingénieur Full-Stack", "fr"),
    ("ressources humaines", "Assistant RH", "fr"),
    ("rh", "Chargé des ressources humaines", "fr"),
    ("pfe", "Stage de fin d'études", "fr"),
    ("accountant", "Comptable fournisseurs", "fr"),
    ("logis", "Logisticien export", "fr"),
    ("warehouse", "Magasinier", "fr"),
    ("engineers", "Software engineer", "en"),
    ("managing", "Manager of accounts", "en"),
    ("internships", "Internship in finance", "en"),
    ("محاسب", "المحاسب الرئيسي", "ar"),
    ("محاسبه", "محاسبة", "ar"),
    ("المهندسين", "مهندس مدني", "ar"),
    ("إعلاميات", "تقني في الاعلاميات", "ar"),
    ("سائق", "السّائقون المهنيون", "ar"),
    ("ممرضات", "ممرضة متعددة التخصصات", "ar"),
    ("محاسب", "Aide comptable", "fr"),
    ("nurse", "ممرض", "ar"),
    ("stage à Marrakech", "Stage commercial Marrakech", "fr"),
]
#: What shares letters, and no more.
NOT_FOUND = [
    ("stage", "Montage de meubles", "fr"),
    ("stage", "Auditeur interne", "fr"),
    ("port", "Reporting financier", "fr"),
    ("art", "Cartographe", "fr"),
    ("rh", "Rhumatologue", "fr"),
    ("marche", "Marketing digital", "fr"),
    ("general", "Générateur électrique", "fr"),
    ("caisse", "Cariste", "fr"),
    ("engineer", "English teacher", "en"),
    ("علم", "معلم", "ar"),
    ("كاتب", "مكتبة", "ar"),
    ("developpeur", "Responsable du développement commercial", "fr"),
    ("zzzz", "Comptable", "fr"),
]


@pytest.fixture(scope="module")
def db():
    return connect(":memory:")


@pytest.fixture
def shown(db):
    """A catalogue of one offer."""

    def finds(typed: str, printed: str, language: str) -> bool:
        db.conn.execute("delete from offers")
        row = {"title": printed, "language": language, "first_seen": "2026-11-21", "postings": 1}
        id = db.table("offers").insert(row | {"sources": 1, "updated_at": "2026-11-21"}).last_pk
        index_offers(db, [id])
        sql = "select count(*) from offer_search where offer_search match ?"
        return bool((asked := question(typed)) and db.conn.execute(sql, [asked]).fetchone()[0])

    return finds


@pytest.mark.parametrize("typed,printed,language", FOUND)
def test_finds(shown, typed, printed, language):
    assert shown(typed, printed, language)


@pytest.mark.parametrize("typed,printed,language", NOT_FOUND)
def test_does_not_find(shown, typed, printed, language):
    assert not shown(typed, printed, language)


@given(st.text(max_size=400))
def test_whatever_is_typed_is_no_error(db, text):
    if asked := question(text):
        db.conn.execute("select count(*) from offer_search where offer_search match ?", [asked])


def test_an_offer_that_is_gone_leaves_the_index():
    db = connect(":memory:")
    row = {"title": "Soudeur", "first_seen": "2026-11-21", "postings": 1, "sources": 1}
    id = db.table("offers").insert(row | {"updated_at": "2026-11-21"}).last_pk
    index_offers(db, [id])
    db.conn.execute("delete from offers where id = ?", [id])
    index_offers(db, [id])
    asked = question("soudeur")
    sql = "select count(*) from offer_search where offer_search match ?"
    assert db.conn.execute(sql, [asked]).fetchone() == (0,)
