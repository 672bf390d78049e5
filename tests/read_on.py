"""The invented catalogue, read on some days more: what a ledger of days needs."""

from datetime import timedelta

from offers.clock import moment
from offers.database import connect
from offers.ledger import count_offers, end_day
from tests.catalogue import RUN_AT

#: Days after the catalogue's last on which it is read again, and how many offers close on each.
READ_AGAIN = {1: 3, 2: 2, 3: 4, 6: 5, 7: 1, 8: 2, 9: 0, 10: 3}
CHANGED_AFTER = 7
SEPTEMBER, OCTOBER = ("2026-09", 200, {"sql": 20, "excel": 90, "python": 40}), ("2026-10", 200, {"sql": 60, "excel": 50, "python": 41})  # fmt: skip


def read_on(path) -> str:
    """Read the catalogue at PATH on some days more: offers close, new ones come, a method changes, months pass."""
    db, gone = connect(path), 0
    for days, closing_now in READ_AGAIN.items():
        now = moment(RUN_AT) + timedelta(days=days)
        ids = list(range(gone + 1, gone + closing_now + 1))
        gone += closing_now
        with db.atomic():
            for id in ids:
                db.execute("update offers set closed_on = ? where id = ?", [now.date().isoformat(), id])  # fmt: skip
            db.table("offers").insert(_new(2000 + days, now))
            db.table("postings").insert(_posting(2000 + days, now))
            count_offers(db, [*ids, 2000 + days], now)
            end_day(db, now, None)
    with db.atomic():
        at = (moment(RUN_AT) + timedelta(days=CHANGED_AFTER)).isoformat()
        for before in (None, "then"):
            db.table("methods").insert({"changed_at": at, "part": "judged", "before": before, "after": "now"})  # fmt: skip
        for month, of, skills in (SEPTEMBER, OCTOBER):
            for code, n in {"": of, **skills}.items():
                db.table("skill_months").upsert({"month": month, "skill_code": code, "offers": n}, pk=("month", "skill_code"))  # fmt: skip
    db.close()
    return str(path)


def _new(id: int, now) -> dict:
    return {
        "id": id, "title": f"Poste {id}", "city_code": "fes", "city_codes": '["fes"]', "region_code": "03",
        "contract_code": "cdd", "sector_code": "it", "language": "fr", "excerpt": "", "closed_on": None,
        "first_seen": now.isoformat(), "published_on": str(now.date() - timedelta(days=1)),
        "postings": 1, "sources": 1, "updated_at": RUN_AT,
    }  # fmt: skip


def _posting(id: int, now) -> dict:
    return {"source": "alpha", "ref": f"n{id}", "url": f"https://alpha.example/{id}", "offer": id, "run": 1,
            "title": f"Poste {id}", "content_hash": str(id), "first_seen": now.isoformat()}  # fmt: skip
