"""A page that meets a merge halfway asks again, and is answered."""

import asyncio
import sqlite3

import pytest
from datasette.database import Database

from tests.visitor import Visitor

HALFWAY = "vtable constructor failed: offer_search"


@pytest.fixture
def met(tmp_path, monkeypatch):
    """Let the first so many questions to the file fail with what SQLite says; count all."""
    visitor, asked = Visitor(tmp_path), []
    visitor.get("/robots.txt")  # it starts: its database is ours from now on
    whole = Database.execute

    def fail(times: int, said: str):
        async def execute(self, *words, **named):
            asked.append(words)
            if len(asked) <= times:
                raise sqlite3.OperationalError(said)
            return await whole(self, *words, **named)

        monkeypatch.setattr(Database, "execute", execute)
        return visitor.site.get_database(), asked

    return fail


@pytest.mark.parametrize("times", [1, 2])
def test_what_met_a_merge_is_asked_again(met, times):
    db, asked = met(times, HALFWAY)
    rows = asyncio.run(db.execute("select count(*) from offers")).rows
    assert rows[0][0] > 0 and len(asked) == times + 1


@pytest.mark.parametrize("times, said", [(3, HALFWAY), (1, "no such table: offer_search")])
def test_what_is_truly_wrong_is_said(met, times, said):
    db, asked = met(times, said)
    with pytest.raises(sqlite3.OperationalError, match=said):
        asyncio.run(db.execute("select count(*) from offers"))
    assert len(asked) == times
