"""A small catalogue with secrets in it, to be exported."""

import sqlite3
from pathlib import Path

from click.testing import CliRunner

from aggregator.cli import cli
from tests.catalogue import make_catalogue

NOW, DAY = "2026-11-21T18:00", "2026-11-21"
#: What must never leave the house, and where the catalogue has it.
SECRETS = {
    "nadia.b@x.example": "update postings set company = 'Mme B., nadia.b@x.example' where id = 1",
    "recrutement@firm.example": "update offers set salary = 'à voir : recrutement@firm.example' where id = 2",
    "06 12 34 56 78": "update offers set title = 'Vendeur, 06 12 34 56 78' where id = 3",
    "+212661234567": """update offers set conflicts = '{"salary": [[4, "tél. +212661234567"]]}' where id = 4""",
    "mailto:": "update postings set apply_url = 'mailto:a@b.example', url = 'mailto:a@b.example' where id = 5",
    "212600000001": "update postings set url = 'https://wa.me/212600000001' where id = 6",
    "secret of the desk": "insert into overrides (left_source, left_ref, right_source, right_ref, verdict, why, who, decided_at)"
    " values ('alpha', '1', 'alpha', '2', 'different', 'secret of the desk', 'Fatima of the desk', '2026-11-20T09:00:00Z')",
    "Fatima of the desk": "",
    "the old text": "insert into posting_versions (posting, run, seen_at, changes)"
    """ values (1, 1, '2026-11-20T09:00:00Z', '{"description": ["the old text", "x"], "title": ["the old title", "x"]}')""",
    "the old title": "",
    "Le reste du texte": "",  # in every posting's description
    "Tenue de la comptabilité": "",  # in an excerpt
    "the cause": "update runs set cause = 'the cause', stats = '{\"the stats\": 1}' where id = 1",
    "the stats": "",
}  # fmt: skip


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def ask(*words: str):
    return CliRunner().invoke(cli, list(words))


def make_live(folder: Path) -> Path:
    """Write the small catalogue into FOLDER, with the secrets, and cells that would be formulas."""
    path = folder / "aggregator.db"
    make_catalogue(path)
    db = sqlite3.connect(path)
    for statement in filter(None, SECRETS.values()):
        db.execute(statement)
    db.execute("update offers set company = '=cmd|calc', salary = '-5' where id = 7")
    db.commit()
    db.close()
    return path
