"""The sector: one list for all the sites' lists."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.taxonomy import codes, rows
from pipelines.normalisers.category import read_category
from pipelines.normalisers.sector import read_sector, says_no_sector


def test_a_label_that_holds_a_sign_is_read_whole_before_its_parts():
    assert read_sector("Agriculture / Environnement") == "agriculture"
    assert read_sector("Environnement / Agriculture") == "environment"
    assert read_sector("Banque / Finance - Informatique") == "banking"


def test_the_first_understood_of_several_counts():
    assert read_sector("Xyz / Santé / Informatique") == "health"


def test_a_function_tells_a_sector_only_where_it_is_of_one():
    assert read_sector(None, "Banque (métiers de la)") == "banking"
    assert read_sector(None, "Commercial, vente") is None
    assert read_sector("Autre", "Métiers du BTP") == "construction"


def test_every_label_stands_for_its_own_sector():
    for row in rows("sectors"):
        for label in (row["label"], row["label_ar"], row["label_en"]):
            assert read_category("sectors", label) == row["code"], label


def test_a_vague_sector_yields_to_the_one_beside_it():
    assert read_sector("Industrie / Métallurgie") == "metal_mechanics"
    assert read_sector("Services bancaires") == "banking"
    assert read_sector("Industrie - Services") == "industry"


def test_a_list_of_at_most_forty():
    assert len(codes("sectors")) <= 40


@pytest.mark.parametrize("sector", ["Autre", "Autres", "", " - ", "N/A"])
def test_silence(sector):
    assert says_no_sector(sector)
    assert read_sector(sector) is None


@given(st.text(), st.text())
@example("/" * 5000, "\x00\ud800\u202e")
@example("Santé, " * 20000, "البناء" * 20000)
def test_never_raises_and_knows_its_codes(sector, occupation):
    assert read_sector(sector, occupation) in codes("sectors") | {None}
    assert says_no_sector(sector) in (True, False)
