"""The merge, through its door: postings in, offers out."""

import json

import pytest

from tests.market import TEXT, Market


@pytest.fixture
def market(tmp_path):
    return Market(tmp_path / "aggregator.db")


# Long enough for a text to tell vacancies apart; the employer's own words are in both.
SAID = " ".join(f"nous{n} faisons{n}" for n in range(20))
OTHER_WORDS = " ".join(f"autrement{n} dit{n}" for n in range(60))


def together(market: Market) -> bool:
    market.merge()
    return len(set(market.offers().values())) == 1


SAME = {
    "copied to another site": ({}, {}),
    "marks of gender, haste and capitals": ({}, {"title": "URGENT - Régleur(se) sur presse H/F"}),
    "the town in the title": ({}, {"title": "Régleur sur presse - Casablanca"}),
    "the employer hides": ({}, {"company": "Confidentiel"}),
    "an old name of the employer": ({"company": "Saham Bank"}, {"company": "Société Générale Maroc"}),
    "one of the towns of the other": ({}, {"towns": ["rabat", "casablanca"]}),
    "the town is unknown": ({}, {"towns": [], "city": None}),
    "shortened": ({}, {"description": TEXT[:150] + "…"}),
    "reposted three months later": ({}, {"published_on": "2026-08-10"}),
    "translated": (
        {"title": "Responsable RH", "description": TEXT},
        {"title": "HR Manager", "language": "en", "description": "You lead a team of nine, hire and train."},
    ),
    "translated to Arabic": (
        {"title": "Responsable RH", "description": TEXT},
        {"title": "مسؤول الموارد البشرية", "language": "ar", "description": "تشرف على فريق من تسعة أشخاص"},
    ),
    "told in other words": ({"description": TEXT + SAID}, {"description": SAID + OTHER_WORDS}),
    "the page it leads to": ({"apply_url": "https://nord.example/postes/77"}, {"url": "https://nord.example/postes/77", "company": None}),
}  # fmt: skip

DIFFERENT = {
    "another town": ({}, {"towns": ["fes"]}),
    "a place without a code": ({}, {"towns": [], "city": "Belgarrou"}),
    "another level": ({"title": "Développeur Java junior"}, {"title": "Développeur Java senior"}),
    "an intern": ({}, {"title": "Stagiaire régleur sur presse"}),
    "a deputy": ({"title": "Directeur de magasin"}, {"title": "Directeur adjoint de magasin"}),
    "another brand": ({"title": "Conseiller commercial VELTRA"}, {"title": "Conseiller commercial OSKIMO"}),
    "another tool": ({"title": "Développeur Java"}, {"title": "Développeur PHP"}),
    "another language to speak": ({"title": "Conseiller client"}, {"title": "Conseiller client germanophone"}),
    "a level, and the years it asks": ({"description": TEXT + " Trois ans d'expérience."}, {"title": "Régleur sur presse confirmé", "description": TEXT + " Cinq ans d'expérience."}),
    "another reference": ({"reference": "AN-2031"}, {"reference": "AN-2044"}),
    "another employer": ({}, {"company": "Fonderie Atlas"}),
    "another work, the same boilerplate": ({"title": "Magasinier"}, {"title": "Comptable fournisseurs"}),
    "another text, both long": ({"description": " ".join(f"un{n} deux{n}" for n in range(90))}, {"description": " ".join(f"trois{n} quatre{n}" for n in range(90))}),
    "another branch in the title": ({}, {"title": "Régleur sur presse - Settat"}),
}  # fmt: skip


@pytest.mark.parametrize("first, second", SAME.values(), ids=SAME)
def test_one_vacancy_shown_twice_is_one_offer(market, first, second):
    market.show("alpha", "1", **first)
    market.show("beta", "1", **second)
    assert together(market)


@pytest.mark.parametrize("first, second", DIFFERENT.values(), ids=DIFFERENT)
def test_two_vacancies_are_two_offers(market, first, second):
    market.show("alpha", "1", **first)
    market.show("beta", "1", **second)
    assert not together(market)


def test_boilerplate_alone_never_merges(market):
    for number, title in enumerate(["Magasinier", "Soudeur", "Infirmier", "Acheteur", "Caissier"]):
        market.show("beta", str(number), title=title)
    market.merge()
    assert len(set(market.offers().values())) == 5


def test_unknown_is_not_equal(market):
    nothing = {"company": None, "towns": [], "city": None, "description": None}
    market.show("beta", "1", title="Comptable", **nothing)
    market.show("gamma", "1", title="Comptable", **nothing)
    assert not together(market)


def test_a_posting_between_two_towns_does_not_chain_them(market):
    market.show("alpha", "1", towns=["casablanca"])
    market.show("beta", "1", towns=["fes"])
    market.show("gamma", "1", towns=["casablanca", "fes"])
    market.merge()
    offers = market.offers()
    assert offers["alpha/1"] != offers["beta/1"]
    assert offers["gamma/1"] in (offers["alpha/1"], offers["beta/1"])


def test_reasons_are_kept_with_the_link(market):
    market.show("alpha", "1")
    market.show("beta", "1")
    market.merge()
    [link] = market.db.table("links").rows
    why = json.loads(link["why"])
    assert link["verdict"] == "same" and link["score"] > 0.9
    assert 1.0 in [reason["value"] for reason in why if reason["feature"] == "title_same"]
    assert [abs(part["weight"]) for part in why] == sorted(
        (abs(p["weight"]) for p in why), reverse=True
    )


def test_nearly_the_same_is_said_and_not_merged(market):
    market.show("alpha", "1")
    market.show("beta", "1", company="Confidentiel", towns=[], description=TEXT[:60])
    market.merge()
    assert [link["verdict"] for link in market.db.table("links").rows] == ["perhaps"]
    assert len(set(market.offers().values())) == 2


def test_two_brands_are_two_vacancies_though_one_text_names_both(market):
    """A dealer's boilerplate names all it sells."""
    text = TEXT + " Nous vendons les machines Voltara et Kelmar."
    market.show("alpha", "1", title="Conseiller commercial Voltara", description=text)
    market.show("alpha", "2", title="Conseiller commercial Kelmar", description=text)
    market.merge()
    assert len(set(market.offers().values())) == 2
