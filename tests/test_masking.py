"""Mailboxes and telephones of persons, in every spelling we have met; and what looks like one and is none."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.posting import Posting
from pipelines.clean import Clean
from pipelines.cleaners.contacts import MAIL, PHONE, masked

MAILS = [
    "nadia.b@x.example", "NADIA@X.EXAMPLE", "nadia_b@x-y.example", "n.benali+rh@x.example", "nadia@mail.x.example",
    "nadia84@gmail.com", "0612345678@gmail.com", "nadia@gmail", "nadia @ gmail.com", "nadia @gmail.com", "nadia@ gmail.com",
    "nadia@gmail .com", "nadia@gmail. com", "nadia@gmail . com", "nadia . benali @ gmail . com", "mailto:nadia@x.example",
    "nadia[at]x.example", "nadia [at] x.example", "nadia(at)x.example", "nadia (AT) x.example", "nadia{at}x.example",
    "nadia(a)gmail.com", "nadia @hotmail", "nadia [a] gmail.com", "nadia (à) gmail.com", "nadia[arobase]x.example",
    "nadia (arobase) x.example", "nadia arobase gmail.com", "nadia arobase gmail point com", "nadia AROBASE gmail DOT com",
    "nadia[at]x[dot]example", "nadia (at) gmail (dot) com", "nadia[chez]gmail[point]com", "nadia at gmail dot com",
    "nadia point benali chez gmail point com", "nom point prenom chez gmail point com", "nadia chez x point co point ma",
    "nadia -at- gmail.com", "nadia%40x.example", "nadia＠x.example", "nadia@x．example", "ｎａｄｉａ＠ｇｍａｉｌ．ｃｏｍ", "nadia﹫gmail.com",
    "na\u200bdia@x.example", "nadia@\u200bx.example", "nadia\u200c@\u200dx.exam\u00adple", "nadia\ufeff@x.example",
    "nadia@société.example", "nadia@مثال.example", "نادية@مثال.المغرب", "naïma.élan@x.example", "nadia@x.co.example.ma",
    "nadia&#64;x.example", "nadia&commat;x.example", "nadia&#x40;x&#46;example", "&lt;nadia@x.example&gt;",
    "<b>nadia</b>@x.example", "o'brien@x.example", "nadia--b@x.example", "nadia@x.ma",
]  # fmt: skip
PHONES = [
    "0612345678", "06 12 34 56 78", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "06_12_34_56_78",
    "06,12,34,56,78", "0612 345 678", "0612-345678", "0612 34 56 78", "06 1234 5678", "0 6 1 2 3 4 5 6 7 8",
    "06  12  34  56  78", "06 - 12 - 34 - 56 - 78", "06 . 12 . 34 . 56 . 78", "06·12·34·56·78", "06–12–34–56–78",
    "06\xa012\xa034\xa056\xa078", "06\u202f12\u202f34\u202f56\u202f78", "06\u200912\u200934\u200956\u200978",
    "(06) 12 34 56 78", "(0612) 34 56 78", "06 (12) 34 56 78", "0522334455", "05 22 33 44 55", "0522 334 455",
    "0700112233", "0801002233", "+212612345678", "+212 6 12 34 56 78", "+212-612-345678", "+212.6.12.34.56.78",
    "+212 (0) 6 12 34 56 78", "+212(0)522334455", "(+212) 661 12 34 56", "+212 06 12 34 56 78", "00212612345678",
    "00 212 6 12 34 56 78", "00212-6-12-34-56-78", "212661123456", "212 661 12 34 56", "+33 6 12 34 56 78",
    "+33612345678", "0033612345678", "00 33 6 12 34 56 78", "+1 (514) 555-1234", "+971 50 123 4567", "+34 612 345 678",
    "٠٦١٢٣٤٥٦٧٨", "٠٦ ١٢ ٣٤ ٥٦ ٧٨", "+٢١٢٦١٢٣٤٥٦٧٨", "۰۶۱۲۳۴۵۶۷۸", "０６１２３４５６７８", "06 12 34\n56 78", "0612\n345678",
    "06\u200b12\u200b34\u200b56\u200b78", "06\u00ad12345678", "O6 12 34 56 78", "o612345678",
    "https://wa.me/212612345678", "wa.me/212612345678", "https://wa.me/212612345678?text=Bonjour",
    "https://api.whatsapp.com/send?phone=212612345678", "whatsapp://send?phone=+212612345678", "https://t.me/+212612345678",
    "<b>06</b> 12 34 56 78", "06&nbsp;12&nbsp;34&nbsp;56&nbsp;78", "06&#32;12 34 56 78",
]  # fmt: skip
#: Where a telephone is said to be one, less is enough.
CALLED = [
    "Tél : 0522334455", "Tél.0612345678", "Tel:0612345678", "tel:+212612345678", "GSM0612345678", "GSM 612345678",
    "Tél n° 0612345678", "Téléphone : 6 12 34 56 78", "WhatsApp : 612 345 678", "Fax 0522-33-44-55", "هاتف: 0612345678",
    "الهاتف ٠٦١٢٣٤٥٦٧٨", "واتساب 0612345678", "Appelez 0612345678", "Marc 0612345678", "objectif 06 12 34 56 78",
    "Tél : 0612345678/0698765432",
]  # fmt: skip
OFFICES = [
    "recrutement@x.example", "rh@x.example", "contact@cabinet-y.example.ma", "rh.maroc@x.example", "x.recrutement@x.example",
    "RH@X.EXAMPLE", "jobs@x.example", "recrutement [at] x.example", "recrutement arobase x point ma", "cv2026@x.example",
]  # fmt: skip
ALIKE = [
    "6000 - 8000 DH", "6 000 à 8 500 DH", "Salaire de 06 000 à 08 500 DH", "de 10.000,00 à 12.500,00 MAD", "6000/8000 DH",
    "Budget 0650000000 DH", "650 000 000 MAD", "100 000 000 de clients", "+100 000 000 d'utilisateurs", "+10 000 000 clients",
    "le 05.06.2026 à 10:30", "05/06/2026", "du 05/06/2026 au 07/08/2026", "05/06/2026 - 07/08/2026", "05-06-2026 07-08-2026",
    "05.06.26 07.08.26", "2026-05-06 07:08:09", "2026-11-21T08:00:00+01:00", "le 05 06 2026 08h00", "08/12/2025 09:30",
    "de 08h00 à 17h00", "08:00-12:00 / 14:00-18:00", "24/24 7j/7", "24h/24, 7j/7", "de 2024 à 2026", "2019 2020 2021 2022",
    "Réf : 0612345678", "Référence 05-2026-000123", "Offre n° 0712345678", "EL0705261118039", "REF-2026/0612345678",
    "ICE 001234567000089", "ICE : 000612345000089", "RC 123456", "RC : 0612345678", "CNSS 7123456", "CNSS : 0712345678",
    "IF 0512345678", "RIB 007 780 0001234567890123 45", "Patente 0512345678", "CIN AB123456", "20 000 Casablanca",
    "CP 20250, BP 8027 Agadir 80060", "Bac+2", "Bac+2/3/5", "Bac + 5", "+5 ans", "3-5 ans", "5 à 10 ans", "de 25 à 35 ans",
    "ISO 9001 14001 45001", "ISO/IEC 27001:2022", "NM ISO 22000 v2018", "Python 3.11.8", "v10.0.19045.3803", "Java 8/11/17/21",
    "33.573110, -7.589843", "07.589843412", "IPv4 192.168.105.207", "https://x.example/offre/0612345678",
    "https://x.example/?id=0612345678", "www.x.example/offres/0612345678", "x.ma/a/0612345678", "05 06 07 08 09 10 décembre",
    "les 06, 07, 08, 09 et 10 mai", "05\n06\n07\n08\n09", "05 06 07 08 09", "@atlas_conseil", "suivez-nous @atlas.conseil",
    "@gmail", "https://medium.example/@nadia", "développeur C@Home", "assistant(a)", "candidat(e)", "20 @ 30 DH", "rdv @ 10h",
    "Travailler chez Atlas. Point de vente", "Apply at careers.example.com", "meet us at the point of sale", "100% télétravail",
    "chez Nadia", "un point com dans la journée", "5 postes (3 H / 2 F)", "1 234 567 890 DH", "4x4, 3x8, 2x12",
]  # fmt: skip


def clean(text: str) -> str:
    taken = Clean({}, lambda what: None).take(Posting(source="x", description=text))
    return taken.description or ""


@pytest.mark.parametrize("mail", MAILS)
def test_a_mailbox_of_a_person_is_masked_however_it_is_written(mail):
    said = clean(f"<p>CV à {mail} avant lundi.</p>")
    assert said and MAIL in said
    left = said.replace(MAIL, "").lower()
    assert not re.search("nadia|gmail|نادية|arobase|@", left), said
    assert said.startswith("CV à") and said.endswith("avant lundi.")


@pytest.mark.parametrize("office", OFFICES)
def test_the_mailbox_of_an_office_stays_as_it_is_written(office):
    assert clean(f"CV à {office} avant lundi.") == f"CV à {office} avant lundi."


@pytest.mark.parametrize("number", PHONES)
def test_a_telephone_is_masked_however_it_is_set_out(number):
    said = clean(f"<p>Bonjour, voici le {number} pour venir.</p>")
    assert said == f"Bonjour, voici le {PHONE} pour venir."


@pytest.mark.parametrize("number", CALLED)
def test_what_is_said_to_be_a_telephone_is_one(number):
    said = clean(f"Merci. {number}. Bonne journée.")
    assert PHONE in said and not re.search(r"\d{2}", said), said


@pytest.mark.parametrize("text", ALIKE)
def test_what_merely_looks_like_a_contact_stays(text):
    assert masked(text) == text
    assert masked(f"Voici : {text}, merci.") == f"Voici : {text}, merci."


def test_there_are_spellings_enough():
    assert len(MAILS) >= 60 and len(PHONES) >= 60 and len(ALIKE) >= 60


def test_arabic_around_a_contact_stays():
    said = clean("أرسلوا سيرتكم إلى nadia@x.example أو اتصلوا بالرقم 0612345678 قبل الجمعة")
    assert said == f"أرسلوا سيرتكم إلى {MAIL} أو اتصلوا بالرقم {PHONE} قبل الجمعة"


def test_the_name_of_a_person_stays_and_the_contact_goes():
    assert masked("Contactez M. Alami au 0612345678.") == f"Contactez M. Alami au {PHONE}."


PIECES = st.sampled_from(
    ["06", "12 34", "56", "78", "@", "x.ma", "nadia", " ", "\n", ".", "-", "+212", "Tél", "réf", "/", "(at)", "00", "33",
     "point", "com", "chez", "gmail", "[", "]", "é", "٠٦", "DH", "https://", "://", "n°", "O6", ",", "%40", "'"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=30).map("".join))
@example("Tél 0612345678 Réf : 0698765432")
def test_to_mask_twice_changes_nothing_more(text):
    assert masked(masked(text)) == masked(text)


@given(st.text(max_size=200) | st.lists(PIECES, max_size=30).map("".join))
def test_a_text_grows_no_longer_than_by_its_masks(text):
    assert len(masked(text)) <= 4 * len(text)


@given(
    st.text(st.characters(exclude_categories=["Nd"], exclude_characters="@＠﹫%([{<"), max_size=200)
)
def test_a_text_without_digits_and_signs_is_not_touched(text):
    if not re.search("arobas|point|dot|-at-", text, re.I):
        assert masked(text) == text
