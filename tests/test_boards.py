"""Private boards, with the quirks that each is known for."""

import pytest

from spiders.khdma import Khdma
from spiders.m_job import MJob
from spiders.manpower_maroc import ManpowerMaroc
from spiders.moncallcenter import Moncallcenter
from tests.made_up import proof, read

__all__ = ["read"]  # a fixture


def refs(rows) -> list[str]:
    return [row.ref for row in rows]


def known(reading) -> dict:
    return {p.ref: p.listed_hash for p in reading.postings}


# moncallcenter

CALLS = "https://www.moncallcenter.ma"
OFFER = "/offre-emploi/dune-dune-recrute-hotesses-7"


def call_card(path=OFFER, day="20-11-2026", title="Hôtesses", place="Salé", activity=" Emission |"):
    return f"""<div class="offres"><div class="divoffres"><img alt="Une Autre Maison"><h2><a href="{path}">{title}</a></h2>
<span><b>{day}</b> |{activity} <b style="color:#0000009e">{place}</b></span><p>Extrait…</p></div></div>"""


def call_list(*cards):
    return f"<div id=statuts>{''.join(cards)}</div>"


def call_page(body="", signed="20-11-2026 | Dune - Salé", head="<h2>Hôtesses</h2>"):
    return f"<div id=centreLeft3>{head} <span>{signed}</span>{body}</div>"


def read_calls(read, *pages, page=None, **settings):
    """Read a list of PAGES, then one without cards; every posting has the same PAGE."""
    lists = {f"{CALLS}/offres-emploi/{f'{n}/' if n > 1 else ''}": p for n, p in enumerate(pages, 1)}
    lists[f"{CALLS}/offres-emploi/{len(pages) + 1}/"] = call_list()
    paths = {f"{CALLS}/offre-emploi/{slug}": page or call_page() for slug in SLUGS}
    return read(Moncallcenter, paths | lists, **settings)


SLUGS = ("dune-dune-recrute-hotesses-7", "dune-agents-8.html", "dune-agents-2-ans-dexperience-9")


def test_a_sponsored_card_is_the_same_posting_and_no_other(read):
    sponsored = call_card(day="Offre de la semaine")
    first = read_calls(read, call_list(sponsored, call_card()))
    again = read_calls(read, call_list(call_card(), sponsored), KNOWN=known(first))
    later = read_calls(read, call_list(sponsored), KNOWN=known(first))
    assert refs(first.postings) == refs(again.sightings) == refs(later.sightings) == ["7"]
    assert first.postings[0].published == "20-11-2026", "as its own page says"
    assert proof(first) == {"listed": 1, "ended": True}


def test_the_picture_of_a_call_centre_names_another(read):
    signed = read_calls(read, call_list(call_card())).postings[0]
    linked = call_page(head='<h2><a href="/centres/dune">Dune SARL</a></h2>')
    hidden = call_page(signed="20-11-2026 | Confidentiel - Salé")
    assert signed.company == "Dune"
    assert read_calls(read, call_list(call_card()), page=linked).postings[0].company == "Dune SARL"
    assert read_calls(read, call_list(call_card()), page=hidden).postings[0].company is None


def test_pay_is_what_stands_under_its_own_heading(read):
    blocks = """<div class="blocpost"><div class="offredetails"><h3>Descriptif du poste</h3><p>Appeler.</p>
<h3>Avantages sociaux et autres</h3><p>Salaire fixe</p>{}</div></div>"""
    without = read_calls(read, call_list(call_card()), page=call_page(blocks.format("")))
    paid = blocks.format("<h3>Salaire Net + primes</h3><p>5000 <b>DH</b></p>")
    within = read_calls(read, call_list(call_card()), page=call_page(paid))
    assert without.postings[0].salary is None
    assert within.postings[0].salary == "5000 DH"
    assert within.postings[0].description == "<p>Appeler.</p>\n<p>Salaire fixe</p>"


def test_work_at_home_is_told_in_place_of_the_activity(read):
    cards = [
        call_card(activity=" Domicile |", place="Maroc"),
        call_card("/offre-emploi/dune-agents-8.html", activity=""),
        call_card("/offre-emploi/dune-agents-2-ans-dexperience-9", activity=" Réception |"),
    ]
    home, bare, inbound = read_calls(read, call_list(*cards[:2]), call_list(cards[2])).postings
    assert (home.remote, home.occupation, home.city) == ("Domicile", None, "Maroc")
    assert (bare.ref, bare.remote, bare.occupation, bare.city) == ("8", None, None, "Salé")
    assert (inbound.ref, inbound.remote, inbound.occupation) == ("9", None, "Réception")


def test_languages_are_those_of_the_posting_and_not_of_the_menu(read):
    menu = '<nav><a href="/q-offres/?Lang=Arabe">Arabe</a></nav>'
    said = '<div><b>Langue(s) :</b> <a href="/q-offres/?Lang=Fr"># Français</a><i><a href="/q-offres/?Lang=De">#Allemand</a></i></div>'
    reading = read_calls(read, call_list(call_card()), page=menu + call_page(said) + menu)
    assert reading.postings[0].languages == "Français, Allemand"


# manpower_maroc

ATS = "https://www.manpower-maroc.com/ats/"


def job(link, title="Soudeur"):
    return f"""<li><div class="jobint"><h4><a href="{link}">{title}</a></h4>
<div class="company"><a href="#">Industrie</a></div><div class="jobloc"><span>Kénitra</span></div></div></li>"""


@pytest.mark.parametrize(
    ("link", "ref"),
    [
        ("/ats/offre/88/soudeur-bac-2", "88"),
        ("offre/88", "88"),
        ("/ats/offre/88-soudeur-2", "88"),
        ("/ats/offre/soudeur-bac-2-88/", "88"),
    ],
)
def test_an_agency_numbers_its_postings_here_or_there_in_the_path(read, link, ref):
    nav = '<a href="/ats/offres">Nos offres</a>'
    pages = {
        f"{ATS}offres?page=1": f"{nav}<ul class=jobslist>{job(link)}</ul>",
        f"{ATS}offres?page=2": f"{nav}<p>Aucune offre</p>",
        f"{ATS}{link.removeprefix('/ats/')}": "<div class=contentbox>Souder.</div>",
    }
    reading = read(ManpowerMaroc, pages)
    (posting,) = reading.postings
    assert (posting.ref, posting.company, posting.sector) == (ref, None, "Industrie")
    assert proof(reading) == {"listed": 1, "ended": True}


# khdma

KHDMA = "https://khdma.ma/"


def listing(ref, title):
    return f"""<a class="listing" href="/offre-emploi-maroc/x-{ref}"><div class="listing-title"><h4>{title}
<span class="listing-type">CDI</span></h4></div><ul><li><i class="fa fa-briefcase"></i>Dune</li></ul></a>"""


def khdma(*cards):
    return f"<div class=listings-container>{''.join(cards)}</div>"


@pytest.mark.parametrize(
    "title",
    [
        "Résultats du concours",
        "RÃ©sultats du concours",
        "Convocation à l'examen écrit",
        "Liste des candidats admis",
    ],
)
def test_who_passed_is_no_vacancy_and_is_read_once(read, title):
    pages = {
        f"{KHDMA}offres-emploi-maroc/1": khdma(listing(1, title), listing(2, "Soudeur confirmé")),
        f"{KHDMA}offres-emploi-maroc/2": khdma(),
        f"{KHDMA}offre-emploi-maroc/x-1": "<div class=listing-date>01/11/2026</div>",
        f"{KHDMA}offre-emploi-maroc/x-2": "<div class=listing-date>01/11/2026</div>",
    }
    first = read(Khdma, pages)
    assert [(p.ref, p.title, p.contract) for p in first.postings] == [
        ("2", "Soudeur confirmé", "CDI")
    ]
    assert proof(first)["results"] == 1 and "abroad" not in proof(first)
    lists = {url: page for url, page in pages.items() if "offres-" in url}
    again = read(Khdma, lists, KNOWN=known(first), ELSEWHERE=first.spider.elsewhere)
    assert refs(again.sightings) == ["2"] and not again.postings


def test_a_list_that_starts_again_is_not_believed_whole(read):
    first = khdma(listing(1, "Maçon"))
    pages = {f"{KHDMA}offres-emploi-maroc/{n}": first for n in (1, 2)}
    page = {f"{KHDMA}offre-emploi-maroc/x-1": "<div class=listing-date>01/11/2026</div>"}
    reading = read(Khdma, pages | page)
    assert refs(reading.postings) == ["1"], "what it names is kept"
    assert proof(reading) == {"listed": 1, "loop": 1}, "and nothing else is closed"


# m_job

MJOB = "https://www.m-job.ma/"


def box(ago, ref=5):
    return f"""<div class="offer-box"><h3 class="offer-title"><a href="{MJOB}offres-emploi/{ref}-caissier">{ref} - Caissier</a></h3>
<div class="location"><span>Salé</span></div><div class="date-buttons"><span>{ago}</span></div></div>"""


def boxes(*cards, said="Page 1 / 1"):
    return f"<div class=offers-list-header><span>{said}</span></div><div class=offers-boxes>{''.join(cards)}</div>"


def offer(salary="A négocier", experience="Débutant", ago="il y a 3 semaines"):
    return f"""<section class="main-details"><ul class="list-details"><li><h3>Dune</h3></li><li><h3>CDI</h3></li><li><h3>{salary}</h3></li></ul>
<div class="the-content"><h3 class="heading">Niveau d´expériences requis :</h3><div>{experience}</div></div>
<div class="bottom-content"><span>L'offre a été publiée {ago} avant sur le site.</span></div></section>"""


def read_mjob(read, page=None, *, ago="Il y a 3 semaines", **settings):
    pages = {f"{MJOB}recherche?page=1": boxes(box(ago))}
    page = {f"{MJOB}offres-emploi/5-caissier": page or offer()}
    return read(MJob, pages | page, **settings)


def test_a_day_told_from_today_makes_no_card_another(read):
    first = read_mjob(read)
    (posting,) = first.postings
    assert (posting.title, posting.published) == ("Caissier", "il y a 3 semaines")
    later = read_mjob(read, ago="Il y a 1 mois", KNOWN=known(first))
    assert refs(later.sightings) == ["5"] and not later.postings


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("A négocier", None),
        ("non défini", None),
        ("", None),
        ("de 6000 dh à 8000 dh", "de 6000 dh à 8000 dh"),
    ],
)
def test_a_form_left_open_says_no_pay(read, said, kept):
    assert read_mjob(read, offer(salary=said)).postings[0].salary == kept


def test_every_box_ticked_asks_for_nothing(read):
    every = "Débutant / De 1 à 3 ans / De 3 à 5 ans / De 5 à 10 ans / Plus de 10 ans"
    assert read_mjob(read, offer(experience=every)).postings[0].experience is None
    some = read_mjob(read, offer(experience="Débutant / De 1 à 3 ans")).postings[0]
    assert some.experience == "Débutant / De 1 à 3 ans"


def test_pages_are_counted_and_postings_are_not(read):
    pages = {
        f"{MJOB}recherche?page=1": boxes(box("hier"), said="Offres d'emploi, Page 1 / 2 au total"),
        f"{MJOB}recherche?page=2": boxes(box("hier", 6), said="Offres d'emploi, Page 2 / 2"),
        f"{MJOB}offres-emploi/5-caissier": offer(),
        f"{MJOB}offres-emploi/6-caissier": offer(ago="hier"),
    }
    reading = read(MJob, pages)
    assert [p.published for p in reading.postings] == ["il y a 3 semaines", "hier"]
    assert proof(reading) == {"listed": 2, "ended": True}


@pytest.mark.parametrize("source", [Moncallcenter, ManpowerMaroc, Khdma, MJob])
@pytest.mark.parametrize("answer", [503, "<html><h1>Maintenance</h1></html>", ""])
def test_a_board_that_is_out_of_order_proves_nothing(read, source, answer):
    reading = read(source, {source.start_urls[0]: answer})
    assert not reading.postings and "ended" not in proof(reading)
