"""Employers and sectors beside the invented catalogue: what they offer, and offered before."""

from datetime import date, timedelta
from pathlib import Path

from offers.database import connect
from offers.search import index_offers
from tests.catalogue import RUN_AT, TODAY

ATLAS, AGENCY, ARABIC, GONE = "Atlas Câblage", "Rihla Intérim", "وزارة خيالية", "Maison Éteinte"
HOSTILE = "<script>alert(1)</script> & Cie"
FIRST = 1000


def add_employers(path: str | Path, since: str = RUN_AT) -> None:
    """Add offers of employers to the catalogue at PATH, which is read SINCE that moment."""
    db, rows = connect(path), list(_offers())
    with db.atomic():
        db.table("offers").insert_all(rows)
        db.execute("update offers set first_seen = ? where id = 1", [since])
    index_offers(db, [1, *(row["id"] for row in rows)])
    db.close()


def _offers():
    id = FIRST
    for said in _said():
        town = said.get("city_code", "rabat")
        yield {
            "id": id, "title": f"Poste {id}", "company": said["employer"], "is_agency": 0,
            "city_code": town, "city_codes": f'["{town}"]', "region_code": "04",
            "contract_code": "cdi", "language": "fr", "excerpt": "Un poste.", "first_seen": RUN_AT,
            "closed_on": None, "postings": 1, "sources": 1, "updated_at": RUN_AT,
            "published_on": _day(5), "sector_code": None, "skill_codes": "[]",
            "experience_min": None, "salary_min": None, "diploma_code": None,
            "occupation_code": None,
        } | said  # fmt: skip
        id += 1


def _said():
    """Say what is told of each: Atlas has 14 offers open and 6 closed; health grows by a half."""
    paid = {"salary_min": 9000, "salary_currency": "MAD", "salary_period": "month"}
    for n in range(14):
        yield {"employer": ATLAS, "sector_code": "it", "skill_codes": '["python", "bac2"]',
               "city_code": "fes" if n < 10 else "rabat", **(paid if n < 7 else {})}  # fmt: skip
    for n in range(6):
        yield {"employer": ATLAS, "sector_code": "it", "title": f"Close {n}",
               "published_on": _day(50 + n), "closed_on": _day(40)}  # fmt: skip
    for _ in range(3):
        yield {"employer": AGENCY, "is_agency": 1}
    yield {"employer": ARABIC}
    yield {"employer": HOSTILE}
    yield {"employer": GONE, "published_on": _day(60), "closed_on": _day(20)}
    for n in range(30):
        yield {"employer": f"Clinique {n % 3}", "sector_code": "health", "published_on": _day(n),
               "experience_min": 0 if n < 15 else 4, "diploma_code": "bac3"}  # fmt: skip
    for n in range(20):
        yield {"employer": "Clinique 0", "sector_code": "health", "published_on": _day(30 + n),
               "closed_on": _day(1)}  # fmt: skip


def _day(ago: int) -> str:
    return str(date.fromisoformat(str(TODAY)) - timedelta(days=ago))
