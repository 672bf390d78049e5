"""A small market to merge: a database, and short words to put postings in."""

import json
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from dedupe.run import run
from dedupe.summary import Summary
from offers.database import connect, writing

NOW = datetime(2026, 11, 21, 9)
TEXT = (
    "Rattaché au chef d'atelier vous réglez les presses, suivez les cadences de chaque équipe, "
    "relevez les écarts sur la fiche du jour et formez les nouveaux venus aux gestes sûrs. "
    "Vous aimez le métal, la précision, et vous lisez un plan coté sans hésiter."
)
OTHER = (
    "La clinique ouvre un service de jour : accueil des familles, tenue des dossiers, prise des "
    "constantes, lien avec le laboratoire et préparation des sorties avec l'équipe de nuit."
)
KINDS = {"alpha": "employer", "beta": "board", "gamma": "board", "delta": "import"}


class Market:
    """A database, and short words to put postings in."""

    def __init__(self, path: Path):
        self.db: Database = connect(path)
        with writing(self.db):
            for name, kind in KINDS.items():
                row = {"name": name, "title": name, "kind": kind, "added_at": "2026-01-01"}
                self.db.table("sources").insert(row)
            self.db.table("runs").insert({"id": 1, "source": "alpha", "started_at": "2026-01-01"})

    def show(self, source: str, ref: str, **said) -> int:
        """Put one posting in, or put new words to it; return its id."""
        towns = said.pop("towns", ["casablanca"])
        row = {
            "source": source, "ref": ref, "url": f"https://{source}.example/{ref}",
            "title": "Régleur sur presse", "company": "Atelier Nord", "description": TEXT,
            "city": " / ".join(towns) or None, "city_code": towns[0] if towns else None,
            "city_codes": json.dumps(towns), "published_on": "2026-11-02", "language": "fr",
            "first_seen": "2026-11-02T08:00:00", "run": 1, **said,
        }  # fmt: skip
        row["content_hash"] = json.dumps(row, sort_keys=True)
        with writing(self.db):
            found = list(
                self.db.query("select id from postings where source = ? and ref = ?", [source, ref])
            )
            if found:
                self.db.table("postings").update(found[0]["id"], row)
                return found[0]["id"]
            return self.db.table("postings").insert(row).last_pk

    def merge(self, now: datetime = NOW) -> Summary:
        return run(self.db, now)

    def offers(self) -> dict[str, int]:
        rows = self.db.query("select source || '/' || ref as key, offer from postings")
        return {row["key"]: row["offer"] for row in rows}

    def offer(self, id: int) -> dict:
        return self.db.table("offers").get(id)
