"""What a posting says of its contract and of its working time, and where."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.taxonomy import codes, rows
from offers.text import fold
from pipelines.normalisers.anchors import positions
from pipelines.normalisers.clauses import clauses, head
from pipelines.normalisers.contract import Contract, read_contract, says_no_contract
from pipelines.normalisers.contract_words import named
from pipelines.normalisers.working_time import read_working_time

WORDS = (
    "CDI",
    "CDD",
    "stage",
    "PFE",
    "Télétravail",
    "عقد",
    "متدرب",
    "-",
    "/",
    ":",
    "(",
    "٣",
    "mi-temps",
)
mixed = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=12).map(" ".join)
printed = st.one_of(st.none(), st.text(max_size=80), mixed)


def code(*said: str | None) -> str | None:
    read = read_contract(*said)
    return read.code if read else None


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (("CDI", "Stagiaire"), Contract("cdi", "field")),
        (("Autre", "Stagiaire"), Contract("stage", "title")),
        (("Stage", "Stage PFE"), Contract("stage_pfe", "title")),
        ((None, "Maçon", "Type de contrat : CDD"), Contract("cdd", "text")),
        (
            ("Stage", "Maçon", "Nous proposons un stage de fin d'études."),
            Contract("stage_pfe", "text"),
        ),
        ((None, "Maçon", "Rien de tel."), None),
        ((None, None, None), None),
    ],
)
def test_the_field_then_the_title_then_the_text(said, read):
    assert read_contract(*said) == read


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("Commercial (CDD)", "cdd"),
        ("Maître de stage", None),
        ("Consultant DataStage", None),
        ("Directeur par intérim", None),
        ("ANAPEC recrute des caissiers", None),
        ("Caissier - ANAPEC", "anapec"),
        ("Stage ouvrier à l'usine", "stage_observation"),
        ("Encadrement PFE", None),
        ("Infirmier vacataire", "vacation"),
        ("مباراة لتوظيف تقنيين", "statutaire"),
        ("مباراة توظيف أطباء بموجب عقد", "contractuel"),
    ],
)
def test_a_title_names_a_kind_or_only_looks_as_if(title, kind):
    assert code(None, title) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Poste en CDI basé à Fès.", "cdi"),
        ("- CDI\n- CNSS", "cdi"),
        ("Établir les contrats CDI et CDD.", None),
        ("CDD pouvant évoluer vers un CDI.", "cdd"),
        ("Une expérience (stage inclus) est demandée.", None),
        ("Encadrer les stagiaires.", None),
        ("Stage de 4 mois, indemnisé.", "stage"),
        ("This is a paid internship.", "stage"),
        ("نوع العقد: عقد محدد المدة", "cdd"),
        ("Contrat : à définir", None),
    ],
)
def test_a_text_tells_what_it_offers_and_not_what_else_it_names(text, kind):
    assert code(None, None, text) == kind


@pytest.mark.parametrize(
    ("contract", "open_"),
    [
        (None, True),
        ("A discuter", True),
        ("Full-time", True),
        ("Autre - Télétravail : Non", True),
        ("Taehil", True),
        ("Temps plein / Horaires flexibles", True),
        ("Xyz", False),
        ("Temps plein / Xyz", False),
    ],
)
def test_silence_is_told_from_what_is_not_understood(contract, open_):
    assert code(contract) is None
    assert says_no_contract(contract) is open_


@pytest.mark.parametrize(
    ("said", "time"),
    [
        (("CDI temps partiel",), "part_time"),
        (("FULL_TIME",), "full_time"),
        (("Vacataire",), None),
        (("CDI", "Vendeuse mi-temps"), "part_time"),
        (("CDI", "Aide 20h/semaine"), "part_time"),
        (("CDI", "Aide 44 h par semaine"), "full_time"),
        (("CDI", "Vendeuse", "Poste à temps plein."), "full_time"),
        (("CDI", "Vendeuse", "Télétravail à temps plein possible."), None),
        (("CDI", "Vendeuse", "Formation à temps plein de 5 jours."), None),
        (("دوام جزئي",), "part_time"),
    ],
)
def test_working_time(said, time):
    assert read_working_time(*said) == time


def test_every_contract_has_a_type_of_schema_org():
    types = {"FULL_TIME", "TEMPORARY", "INTERN", "CONTRACTOR", "VOLUNTEER", "PER_DIEM", "OTHER"}
    assert [row["code"] for row in rows("contracts") if row["employment_type"] not in types] == []


@pytest.mark.parametrize("row", rows("contracts"), ids=lambda row: row["code"])
def test_a_contract_is_read_by_its_labels_and_by_its_phrases(row):
    labels = [row["code"], row["label"], row["label_ar"], row["label_en"]]
    assert [code(label) for label in labels] == [row["code"]] * 4
    phrases = [phrase for phrase in row["told"].split("|") if phrase and not phrase.startswith("^")]
    assert [phrase for phrase in phrases if row["code"] not in named(fold(f"x {phrase}"))] == []


@given(printed, printed, printed)
@example("", "\x00", "contrat : " * 9000)
@example("CDI" * 40000, "عقد" * 9, "stage\n" * 9000)
@example("\u202eIDC", "Type de contrat :", "type de contrat\n\n\n:")
def test_no_words_make_a_reader_raise(contract, title, text):
    read = read_contract(contract, title, text)
    assert read is None or (
        read.code in codes("contracts") and read.found_in in ("field", "title", "text")
    )
    assert read == read_contract(contract, title, text)
    assert read_working_time(contract, title, text) in (None, *sorted(codes("working_times")))
    assert not (says_no_contract(contract) and read_contract(contract))


@given(mixed)
@example("un cdi, datacdi, بعقد محدد")
def test_a_clause_begins_where_its_word_stands(text):
    lower = head(text)
    places = positions(lower, "contract_kinds")
    assert [at for at in places if at and lower[at - 1].isalnum()] == []
    assert len(list(clauses(lower, "contract_kinds"))) == len(places) <= 16
