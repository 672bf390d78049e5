"""What a site writes under every posting is no part of an offer; what tells of the work is."""

import json

import pytest

from tests.market import OTHER, TEXT, Market

GREETING = "Bêta Carrières, le site où les entreprises du Royaume vous trouvent."
FAREWELL = "Créez votre alerte et postulez en un clic sur Bêta Carrières."
WORKS = {
    "Maçon": "Vous montez des murs de brique, posez des linteaux et lisez un plan d'étage.",
    "Soudeur": "Vous soudez des portails à l'arc, meulez les cordons et contrôlez leur aplomb.",
    "Comptable": "Vous tenez le grand livre, rapprochez les banques et préparez la liasse.",
    "Infirmier": "Vous posez des perfusions, changez des pansements et veillez la nuit.",
    "Cuisinier": "Vous dressez les entrées froides, levez des filets et tenez le piano.",
    "Graphiste": "Vous dessinez des affiches, montez des catalogues et suivez l'imprimeur.",
    "Chauffeur": "Vous livrez des palettes de nuit, bâchez la remorque et tenez le disque.",
    "Vendeuse": "Vous conseillez des clientes, pliez les étoffes et fermez la caisse.",
    "Jardinier": "Vous taillez des oliviers, plantez des haies et réglez les goutteurs.",
}
TOWNS = ["fes", "rabat", "oujda", "agadir", "tanger", "meknes", "sale", "safi", "nador", "settat"]


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


def framed(text: str) -> str:
    return f"{GREETING}\n{text}\n• {FAREWELL}"


def show_all(market: Market, works=WORKS) -> None:
    for ref, title in enumerate(works):
        market.show("beta", f"w{ref}", title=title, company=None, description=framed(WORKS[title]))


def offer(market: Market, key: str) -> dict:
    return market.offer(market.offers()[key])


def test_the_text_that_says_more_of_the_work_is_elected(market):
    show_all(market)
    market.show("alpha", "1", description=TEXT)
    market.show("beta", "1", description=framed(TEXT[:200]))
    assert len(framed(TEXT[:200])) > len(TEXT)
    market.merge()
    one = offer(market, "alpha/1")
    assert one["postings"] == 2
    assert json.loads(one["field_source"])["excerpt"] == 1 + len(WORKS)
    assert one["excerpt"] == TEXT


def test_an_excerpt_lacks_the_lines(market):
    show_all(market)
    market.merge()
    for ref, text in enumerate(WORKS.values()):
        assert offer(market, f"beta/w{ref}")["excerpt"] == text


def test_what_sister_jobs_share_is_kept(market):
    """Ten towns want one worker each, in the same words: they are most of what the site shows."""
    show_all(market)
    for town in TOWNS:
        core = {"title": f"Vendeur {town.title()}", "title_core": '["vendeur"]'}
        market.show("beta", town, towns=[town], description=framed(f"{TEXT}\n{OTHER}"), **core)
    market.merge()
    for town in TOWNS:
        assert offer(market, f"beta/{town}")["excerpt"].startswith(TEXT)


def test_a_few_postings_tell_nothing_of_a_site(market):
    show_all(market, list(WORKS)[:7])
    market.merge()
    assert offer(market, "beta/w0")["excerpt"].startswith(GREETING)


def test_a_line_of_few_works_is_not_the_sites(market):
    for ref in range(12):
        title = list(WORKS)[ref % 4]
        market.show("beta", str(ref), title=title, description=framed(WORKS[title]), towns=[TOWNS[ref % 10]])  # fmt: skip
    market.merge()
    assert offer(market, "beta/0")["excerpt"].startswith(GREETING)


def test_another_source_may_write_the_same(market):
    show_all(market)
    market.show("gamma", "1", description=framed(TEXT))
    market.merge()
    assert offer(market, "gamma/1")["excerpt"].startswith(GREETING)


def test_a_posting_that_says_nothing_else_keeps_its_lines(market):
    show_all(market)
    market.show("beta", "1", description=f"{GREETING}\n{FAREWELL}", title="Régleur")
    market.merge()
    assert offer(market, "beta/1")["excerpt"] == f"{GREETING} {FAREWELL}"


def test_a_line_once_learned_stays(market):
    """The site has a new template; an offer of the old one is drawn again, and reads as it did."""
    show_all(market)
    market.merge()
    for nth, town in enumerate(TOWNS * 2):
        title = list(WORKS)[nth % len(WORKS)]
        market.show("beta", f"n{nth}", title=title, towns=[town], company=None, description=WORKS[title])  # fmt: skip
    market.merge()
    market.show("beta", "w0", title="Maçon", company=None, description=framed(WORKS["Maçon"]), contract_code="cdi")  # fmt: skip
    market.merge()
    assert offer(market, "beta/w0")["contract_code"] == "cdi"
    assert offer(market, "beta/w0")["excerpt"] == WORKS["Maçon"]


def test_a_site_that_changes_its_lines_is_read_again(market):
    for ref, title in enumerate(WORKS):
        market.show("beta", f"w{ref}", title=title, company=None, description=WORKS[title])
    market.merge()
    show_all(market)
    market.merge()
    assert offer(market, "beta/w0")["excerpt"] == WORKS["Maçon"]
