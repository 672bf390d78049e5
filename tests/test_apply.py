"""How a posting tells one to apply."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.taxonomy import codes
from pipelines.normalisers.apply import read_apply

PAGE = "https://www.board.example/offre/1"
WORDS = (
    "CV",
    "envoyer",
    "à",
    "rh@x.example",
    "[e-mail masqué]",
    "par courrier",
    "www.x.ma",
    "الملف",
    "بمقر",
)
mixed = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=14).map(" ".join)
address = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.sampled_from((PAGE, "http://[", "mailto:", "//", "http://x", "x.ma")),
)


@pytest.mark.parametrize(
    ("apply_url", "kind"),
    [
        (None, "source"),
        ("https://m.board.example/postuler/1", "source"),
        ("https://jobs.firm.example/1", "site"),
        ("mailto:rh@firm.example", "email"),
        ("https://wa.me/212600000000", "phone"),
        ("#postuler", "source"),
    ],
)
def test_an_address_tells_where_to_apply(apply_url, kind):
    assert read_apply(PAGE, apply_url) == kind


def test_each_ministry_has_a_name_of_its_own():
    assert read_apply("https://a.gov.ma/1", "https://b.gov.ma/1") == "site"
    assert read_apply("https://www.a.gov.ma/1", "https://emploi.a.gov.ma/1") == "source"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Envoyez votre CV à [e-mail masqué]", "email"),
        ("CV à envoyer à :\nrh@firm.example", "email"),
        ("Candidature par e-mail", "email"),
        ("إرسال السيرة الذاتية عبر البريد الإلكتروني", "email"),
        ("Envoyez votre CV par WhatsApp", "phone"),
        ("Dossier à déposer au bureau d'ordre", "in_person"),
        ("يودع الملف لدى مكتب الضبط", "in_person"),
        ("Dossier à adresser par courrier recommandé", "post"),
        ("Dossier à envoyer par courrier électronique", "email"),
        ("Postulez sur www.firm.ma", "site"),
        ("Postulez sur www.board.example", "source"),
        ("Répondre aux clients par e-mail et WhatsApp", "source"),
        ("Ne pas envoyer de CV par e-mail", "source"),
        ("Pour toute question : info@firm.example", "source"),
        ("Vous gérez les dossiers par courrier", "source"),
    ],
)
def test_a_text_that_asks_for_an_application(text, kind):
    assert read_apply(PAGE, None, text) == kind


def test_what_asks_first_counts_and_another_site_outweighs_the_text():
    both = "Envoyez votre CV à rh@firm.example ou déposez-le au siège de la société."
    assert read_apply(PAGE, None, both) == "email"
    assert read_apply(PAGE, "https://jobs.firm.example/1", both) == "site"


def test_where_nothing_is_known_nothing_is_said():
    assert read_apply(None, None, "Nous recrutons un maçon.") is None


def test_the_end_of_a_long_text_is_read():
    assert read_apply(PAGE, None, "Mission.\n" * 5000 + "CV à rh@firm.example") == "email"


@given(address, address, st.one_of(st.none(), st.text(max_size=80), mixed))
@example(PAGE, "http://[::1", "cv @ " * 20000)
@example("", "", "\x00")
@example(PAGE, None, "إرسال الملفات عبر " * 3000)
def test_no_words_make_the_reader_raise(url, apply_url, text):
    kind = read_apply(url, apply_url, text)
    assert kind in (None, *sorted(codes("apply_kinds")))
    assert kind == read_apply(url, apply_url, text)
