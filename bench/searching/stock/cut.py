"""All that stock Datasette is given of ours: a question is cut as the index was, or it would find less."""

import sqlite3
import sys
from pathlib import Path

from datasette import hookimpl

sys.path.insert(0, str(Path(__file__).resolve().parents[3]))
from offers.search import question


@hookimpl(trylast=True)
def prepare_connection(conn: sqlite3.Connection) -> None:
    conn.create_function("escape_fts", 1, lambda asked: question(asked or "") or '""')
