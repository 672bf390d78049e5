"""One text that names several vacancies: cut where that is sure, and left whole where it is not."""

import pytest
from parsel import Selector

from spiders.bases.prose import apply_link, as_html, deadline_of, lines_of
from spiders.bases.several import is_trade, several

TEXT = (
    "Vous tenez l'atelier en ordre, vous relevez les écarts du jour et vous rendez compte au chef."
)
OTHER = (
    "Vous suivez les commandes de nos clients du Nord et vous préparez les tournées du lendemain."
)
ARABIC = "يسهر على حسن سير الورشة ويسجل الملاحظات اليومية ويرفع التقارير إلى رئيس المصلحة كل أسبوع."


def cut(html: str, title: str = "Atlas Froid recrute plusieurs profils") -> list[str]:
    """The titles of the vacancies that a text is cut into."""
    return [part.title for part in several(lines_of(Selector(html)), title)]


def under(*headings: str, tag: str = "p", body: str = f"<p>{TEXT}</p>") -> str:
    return "".join(f"<{tag}>{heading}</{tag}>{body}" for heading in headings)


@pytest.mark.parametrize(
    ("html", "titles"),
    [
        (under("Poste 1 : Soudeur TIG", "Poste 2 : Data Scientist"), ["Soudeur TIG", "Data Scientist"]),
        (under("<b>Poste n°1 – Ingénieur QHSE (H/F)</b>", "<b>Poste n°2 – Acheteur</b>"),
         ["Ingénieur QHSE (H/F)", "Acheteur"]),
        (under("Profil 1: Technicien froid :", "Profil 2: Magasinier :"), ["Technicien froid", "Magasinier"]),
        (under("1er poste : Soudeur", "2ème poste : Tourneur"), ["Soudeur", "Tourneur"]),
        (under("<strong>1- Ingénieur Méthodes</strong>", "<strong>2- Responsable Paie</strong>"),
         ["Ingénieur Méthodes", "Responsable Paie"]),
        (under("1) Un Comptable", "2) Des Agents de saisie", "3) 30 Techniciens"),
         ["Un Comptable", "Des Agents de saisie", "30 Techniciens"]),
        (under("Poste : Soudeur", "Poste : Tourneur"), ["Soudeur", "Tourneur"]),
        (under("Intitulé du poste : Juriste", "Intitulé du poste : Comptable"), ["Juriste", "Comptable"]),
        (under("Ingénieurs Génie Civil (3 postes)", "Techniciens Topographes", tag="h3"),
         ["Ingénieurs Génie Civil (3 postes)", "Techniciens Topographes"]),
        (under("Sales Manager", "Quality Engineer", "Buyer", tag="h2"),
         ["Sales Manager", "Quality Engineer", "Buyer"]),
        (under("<strong>Chef d’équipe</strong>", "<b>Caristes</b>"), ["Chef d’équipe", "Caristes"]),
        (under("المنصب 1: مهندس مدني", "المنصب 2: تقني طبوغراف", body=f"<p>{ARABIC}</p>"),
         ["مهندس مدني", "تقني طبوغراف"]),
        (under("محاسب", "سائق شاحنة", "3 حراس", tag="h3", body=f"<p>{ARABIC}</p>"),
         ["محاسب", "سائق شاحنة", "3 حراس"]),
        (under("الوظيفة رقم 1 : أستاذ الفيزياء", "الوظيفة رقم 2 : مربية", body=f"<p>{ARABIC}</p>"),
         ["أستاذ الفيزياء", "مربية"]),
        (f"<p><b>Poste 1 : Soudeur</b><br>{TEXT}</p><p><b>Poste 2 : Tourneur</b><br/>{OTHER}</p>",
         ["Soudeur", "Tourneur"]),
        (under("<b>1- Soudeur</b>", "<b>2- Tourneur</b>", body=f"<p>1. Souder</p><p>2. Polir</p><p>{TEXT}</p>"),
         ["Soudeur", "Tourneur"]),
        (f"<h3>Poste 1</h3><p>Soudeur TIG</p><p>{TEXT}</p><h3>Poste 2</h3><p>Caristes</p><p>{TEXT}</p>",
         ["Soudeur TIG", "Caristes"]),
        (f"<h2>Soudeur</h2><h3>Missions</h3><p>{TEXT}</p><h3>Profil</h3><p>{TEXT}</p>"
         f"<h2>Tourneur</h2><h3>Missions</h3><p>{TEXT}</p><h2>Comment postuler ?</h2><p>Par le site.</p>",
         ["Soudeur", "Tourneur"]),
        (f"<h3>Soudeur</h3><h3>Missions</h3><p>{TEXT}</p><h3>Tourneur</h3><h3>Missions</h3><p>{TEXT}</p>",
         ["Soudeur", "Tourneur"]),
    ],
)  # fmt: skip
def test_is_cut(html, titles):
    assert cut(html) == titles


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Atlas Froid recrute plusieurs profils.</p>",
        under("Missions", "Profil", "Avantages", tag="h3"),
        under("<b>Missions :</b>", "<b>Profil recherché :</b>", "<b>Nous offrons :</b>"),
        under("المهام", "الشروط المطلوبة", "كيفية الترشيح", tag="h3", body=f"<p>{ARABIC}</p>"),
        under("1- Gérer les stocks", "2- Piloter les tournées", "3- Encadrer les agents"),
        under("<b>1. Manager l’équipe</b>", "<b>2. Responsable du budget</b>"),
        under("1- Étude des dossiers", "2- Entretien avec le responsable", "3- Visite médicale"),
        "<ol><li>Soudeur : " + TEXT + "</li><li>Tourneur : " + OTHER + "</li></ol>",
        "<p>Postes :</p><p>1- Soudeur</p><p>2- Tourneur</p><p>" + TEXT + "</p>",
        under("1- Soudeur", "3- Tourneur"),
        under("1- Soudeur", "2- Soudeur"),
        under("Poste 1 : Soudeur"),
        under("Poste 1 : Casablanca", "Poste 2 : Rabat"),
        under("Profil 1 : Bac+5 en finance", "Profil 2 : Bac+3 en gestion"),
        under("Profil 1 : sérieux et ponctuel", "Profil 2 : mobile"),
        under("Poste 1 : Missions", "Poste 2 : Avantages"),
        under("Poste : Soudeur", "Lieu : Fès"),
        under("Soudeur – Missions", "Soudeur – Profil", tag="h3"),
        under("Responsable hiérarchique", "Chef hiérarchique", tag="h3"),
        under("Soudeur", "Notre histoire", "Tourneur", tag="h2"),
        under("Soudeur", "Tourneur", tag="h2", body="<p>À Fès.</p>"),
        under("Office national des Sources", "Centre de Fès", tag="h2"),
        under("Étape 1 : Candidature", "Étape 2 : Entretien"),
    ],
)
def test_is_left_whole(html):
    assert cut(html) == []


def test_headings_say_nothing_where_one_is_wanted():
    html = under("Responsable Achats", "Chef d'atelier", tag="h3")
    assert cut(html, "Atlas Froid recrute un Responsable Achats – Fès") == []
    assert cut(html) == ["Responsable Achats", "Chef d'atelier"]


def test_parts_keep_what_is_said_of_all():
    html = (
        f"<p>Atlas Froid ouvre deux postes.</p>{under('Poste 1 : Soudeur', 'Poste 2 : Tourneur')}"
        "<p>Comment postuler ?</p><p>Date limite : 04/12/2026</p>"
    )
    first, second = several(lines_of(Selector(html)))
    assert first.shared == second.shared
    assert as_html(second.own) == f"<p>{TEXT}</p>"
    said = [line.text for line in first.shared]
    assert said == [
        "Atlas Froid ouvre deux postes.",
        "Comment postuler ?",
        "Date limite : 04/12/2026",
    ]


def test_parts_that_each_say_how_to_apply_share_nothing():
    body = f"<p>{TEXT}</p><p>Postulez avant le 04/12/2026</p>"
    first, second = several(
        lines_of(Selector(under("Poste 1 : Soudeur", "Poste 2 : Tourneur", body=body)))
    )
    assert not first.shared and not second.shared


@pytest.mark.parametrize(
    "name",
    ["Soudeur", "Ingénieure d'affaires", "Project Manager", "Data Engineer (H/F)", "Stage Comptable",
     "Des Techniciennes", "مساعدين إداريين", "Commerciaux terrain", "Product Owner"],
)  # fmt: skip
def test_knows_trades(name):
    assert is_trade(name)


@pytest.mark.parametrize(
    "name",
    ["", "!!!", "Responsabilités", "Commercialisation des produits", "Comptabilité générale", "Agence de Fès",
     "Gérer les techniciens", "Reporting au manager", "Conditions", "المهام", "Manager une équipe", "2026"],
)  # fmt: skip
def test_knows_what_is_no_trade(name):
    assert not is_trade(name)


def links(html: str) -> str | None:
    return apply_link(lines_of(Selector(html)), "www.blog.example")


def test_applies_where_a_link_is_called_so():
    rh = "https://rh.example/7"
    assert links(f'<p><a href="{rh}">Postuler</a></p>') == rh
    assert links(f'<p>Pour postuler, <a href="{rh}">cliquez ici</a></p>') == rh
    assert links(f'<p>Lien de candidature : <a href="{rh}">{rh}</a></p>') == rh
    assert links(f'<p>الترشيح عبر <a href="{rh}">الرابط</a></p>') == rh
    assert links(f'<p>Lire <a href="{rh}">ici</a> qui nous sommes</p>') is None
    for href in (
        "mailto:x@y.example",
        "https://wa.me/2126",
        "https://blog.example/p",
        "/p",
        "http://[",
        "",
    ):
        assert links(f'<p><a href="{href}">Postuler</a></p>') is None


@pytest.mark.parametrize(
    ("said", "deadline"),
    [
        ("Date limite de candidature : 4/12/2026", "4/12/2026"),
        ("Dernier délai : 1er décembre", "1er décembre"),
        ("آخر أجل لإيداع الترشيحات : 30 نونبر 2026", "30 نونبر 2026"),
        ("Postulez avant le 04-12-2026 à minuit", "04-12-2026"),
        ("Date limite : dans les meilleurs délais", None),
        ("Dernier délai de réponse : 48 heures", None),
        ("Prise de poste le 04/12/2026", None),
    ],
)
def test_reads_the_last_day_where_it_is_called_so(said, deadline):
    assert deadline_of(lines_of(Selector(f"<p>{said}</p>"))) == deadline


def test_reads_hostile_markup_in_time():
    deep = "<b><div>" * 3000 + "Poste 1 : Soudeur" + "<a href=x>" * 3000
    lines_of(Selector(deep))  # the parser may give up on it
    for line in (
        "<p>1- Soudeur</p>",
        "<h2>Soudeur</h2>",
        "<h2>Soudeur</h2><h2>Notre histoire</h2>",
    ):
        assert several(lines_of(Selector(line * 5_000))) == []
