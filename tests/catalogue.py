"""A small invented catalogue, with everything in it that a page must stand: filled by SQL alone."""

import json
from datetime import date, timedelta
from pathlib import Path

from offers.clock import moment
from offers.database import connect
from offers.ledger import count_offers, end_day
from offers.search import index_offers

TODAY = date(2026, 11, 21)
RUN_AT = "2026-11-21T06:00:00+01:00"

SOURCES = (
    ("alpha", "Alpha Emploi", "board", "https://alpha.example/"),
    ("beta", "Bêta Carrières", "board", "https://beta.example/"),
    ("dawla", "بوابة المباريات", "public", "https://dawla.example/"),
    ("hostile", "<b>Hostile</b>", "employer", "javascript:alert('source')"),
)

TITLES = (
    ("Stage PFE développement web", "stage_pfe", "Vous développez une application de gestion des congés."),
    ("Comptable confirmé H/F", "cdi", "Tenue de la comptabilité générale et déclarations fiscales."),
    ("Développeuse Python", "cdi", "Vous écrivez des services en Python et en SQL."),
    ("Téléconseiller francophone", "cdd", "Accueil des clients par téléphone, formation assurée."),
    ("Infirmier polyvalent", "anapec", "Soins aux patients au sein d’une clinique."),
    ("Technicien de maintenance industrielle", "interim", "Entretien préventif des lignes de production."),
    ("Stage assistante ressources humaines", "stage", "Appui au recrutement et à la paie."),
    ("Concours de recrutement d’administrateurs", "statutaire", "Épreuves écrites et orales ouvertes aux licenciés."),
    ("Commercial terrain", "freelance", "Prospection de nouveaux clients dans la région."),
)  # fmt: skip
TOWNS = (("casablanca", "06"), ("rabat", "04"), ("tanger", "01"), ("fes", "03"), ("agadir", "09"))
COMPANIES = ("Atlas Conseil", "Oasis Santé", None, "Rif Textiles", "Sahara Énergie")

#: What we understood of an offer that pays 8 000 DH a month.
PAID = {
    "salary_min": 8000, "salary_max": 8000, "salary_currency": "MAD", "salary_period": "month",
    "salary_tax": "net", "experience_min": 2, "experience_max": 5, "diploma_code": "bac2",
    "level_code": "junior", "languages_asked": '{"fr": "fluent", "en": null}', "sector_code": "it",
    "occupation_code": "it", "skill_codes": '["python", "sql"]', "positions_count": 3,
    "working_time_code": "full_time",
}  # fmt: skip

HOSTILE = '<script>alert("x")</script><img src=x onerror=alert(1)>'
OVERRIDE = "\u202eecilop ed rueyolpme\u202c"

#: Ids that the tests name.
CLOSED, MERGED_AWAY, MERGED, PERHAPS, HOSTILE_ID, ARABIC, LONG = 101, 102, 103, 104, 105, 106, 107


def make_catalogue(path: str | Path) -> str:
    """Write the catalogue to PATH, and return it: 59 offers open and 1 closed, on four sources."""
    db = connect(path)
    with db.atomic():
        for name, title, kind, url in SOURCES:
            db.table("sources").insert(
                {"name": name, "title": title, "kind": kind, "url": url, "added_at": RUN_AT}
            )
        db.table("runs").insert_all(
            {"id": n, "source": source[0], "started_at": RUN_AT, "ended_at": RUN_AT,
             "outcome": "ok", "verdict": "good", "complete": 1}
            for n, source in enumerate(SOURCES[:3], 1)
        )  # fmt: skip
        for n in range(54):
            _usual(db, n)
        _unusual(db)
    ids = [row["id"] for row in db.query("select id from offers order by id")]
    index_offers(db, ids)
    with db.atomic():
        _count(db, ids)
    db.close()
    return str(path)


def _count(db, ids: list[int]) -> None:
    """Count twenty offers, then twenty more, then the rest, on the days before TODAY and on it."""
    for days, some in ((2, ids[:20]), (1, ids[20:40]), (0, ids[40:])):
        now = moment(RUN_AT) - timedelta(days=days)
        count_offers(db, some, now)
        end_day(db, now, None)


def _usual(db, n: int) -> None:
    title, contract, text = TITLES[n % len(TITLES)]
    town, region = TOWNS[n % len(TOWNS)]
    _offer(
        db,
        n + 1,
        title=title,
        company=COMPANIES[n % 4 if n % 7 else 2],
        city_code=town,
        region_code=region,
        contract_code=contract,
        remote_code="hybrid" if n % 6 == 0 else None,
        excerpt=text,
        published_on=str(TODAY - timedelta(days=n % 25)),
        deadline_on=str(TODAY + timedelta(days=n % 12)) if n % 3 == 0 else None,
        salary="8 000 DH par mois" if n % 10 == 0 else None,
        **(PAID if n % 10 == 0 else {}),
    )


def _unusual(db) -> None:
    _offer(db, CLOSED, title="Chef de chantier", closed_on="2026-11-10")
    _offer(db, MERGED, ("alpha", "beta"), title="Ingénieur réseaux", city_code="rabat",
           region_code="04", contract_code="cdi", company="Atlas Conseil")  # fmt: skip
    db.table("offer_aliases").insert({"id": MERGED_AWAY, "offer": MERGED, "since": RUN_AT})
    _offer(db, PERHAPS, title="Ingénieure réseau et sécurité", city_code="rabat", region_code="04",
           contract_code="cdi")  # fmt: skip
    _offer(db, HOSTILE_ID, ("hostile",), url="javascript:alert('posting')", title=HOSTILE,
           company=HOSTILE, excerpt=HOSTILE, salary=HOSTILE, sector=HOSTILE, experience=OVERRIDE,
           diploma=HOSTILE, positions=HOSTILE)  # fmt: skip
    _offer(db, ARABIC, ("dawla",), title="مباراة توظيف محاسبين (5 مناصب) – ADM/2026",
           company="وزارة خيالية", language="ar", city_code="rabat", region_code="04",
           contract_code="statutaire", deadline_on="2026-11-24",
           excerpt="تنظم الوزارة مباراة لتوظيف محاسبين من حملة الإجازة.")  # fmt: skip
    _offer(db, LONG, title="Responsable " + "du développement et de la coordination " * 12,
           company="Société " + "A" * 120, excerpt="mot " * 200)  # fmt: skip
    _link(db, MERGED, MERGED, "same", [
        {"feature": "title_same", "value": 1, "weight": 2.0},
        {"feature": "days_far", "value": 1, "weight": -0.5},
        {"feature": "phase_of_the_moon", "value": 1, "weight": 0.1},
    ])  # fmt: skip
    _link(db, MERGED, PERHAPS, "perhaps", [{"feature": "title_alike", "weight": 1.0}])


def _offer(db, id: int, shown_on=("alpha",), url: str | None = None, **said) -> None:
    """Write the offer ID and one posting of it a source, saying the same."""
    row = {"title": "?", "language": "fr", "excerpt": "", "first_seen": RUN_AT, "closed_on": None}
    row |= {"published_on": str(TODAY - timedelta(days=5))} | said
    town = row.get("city_code")
    db.table("offers").insert(
        row | {"id": id, "postings": len(shown_on), "sources": len(shown_on), "updated_at": RUN_AT,
               "city_codes": json.dumps([town] if town else [])}
    )  # fmt: skip
    for source in shown_on:
        posting = {k: v for k, v in row.items() if k != "excerpt"}
        address = url or f"https://{source}.example/offres/{id}"
        db.table("postings").insert(
            posting
            | {"source": source, "ref": str(id), "url": address, "offer": id, "run": 1,
               "content_hash": f"{source}{id}", "city": town,
               "description": row["excerpt"] + " Le reste du texte ne paraît nulle part."}
        )  # fmt: skip


def _link(db, left: int, right: int, verdict: str, why: list[dict]) -> None:
    """Link the first posting of the offer LEFT and the last of the offer RIGHT."""
    pick = "select {}(id) from postings where offer = ?"
    first = db.execute(pick.format("min"), [left]).fetchone()[0]
    last = db.execute(pick.format("max"), [right]).fetchone()[0]
    db.table("links").insert(
        {"left": first, "right": last, "score": 0.93 if verdict == "same" else 0.6,
         "verdict": verdict, "why": json.dumps(why), "model": "test", "judged_at": RUN_AT}
    )  # fmt: skip
