"""Refuse what somebody asked to be left out: nothing of it is kept but that it was refused."""

from functools import cached_property
from typing import Any

from scrapy.exceptions import DropItem
from sqlite_utils import Database

from offers.database import connect, writing
from offers.posting import Posting
from pipelines.forgotten import Requests
from pipelines.step import Step

#: Its page is not asked for again, as long as the list says the same of it. Counted once.
PASS_OVER = """
insert into elsewhere (source, ref, listed_hash, seen_on, forgotten) values (:source, :ref, :hash, :day, :request)
on conflict (source, ref) do update set listed_hash = excluded.listed_hash, seen_on = excluded.seen_on
"""
KNOWN = "select 1 from elsewhere where source = :source and ref = :ref"
COUNT = "update forgotten set postings = postings + 1 where id = :request"


class LeftOut(DropItem):
    """A posting is left out on request: who keeps what was refused keeps the reason alone."""


class LeaveOut(Step):
    """Drop what an employer, a site or an address asked to be left out of."""

    @cached_property
    def requests(self) -> Requests:
        db = connect(self.settings["DATABASE"])
        try:
            return Requests.of(db)
        finally:
            db.close()

    def take(self, posting: Posting) -> Posting:
        request = self.requests.about(posting.row())
        if request is None:
            return posting
        self.count("refused")
        self._pass_over(posting, request)
        raise LeftOut(f"left out on request {request}", log_level="INFO")

    def _pass_over(self, posting: Posting, request: int) -> None:
        if not posting.ref:
            return
        told = {
            "source": posting.source, "ref": posting.ref, "hash": posting.listed_hash,
            "day": self.now.date().isoformat(), "request": request,
        }  # fmt: skip
        db = connect(self.settings["DATABASE"])
        try:
            with writing(db):
                pass_over(db, told)
        finally:
            db.close()


def pass_over(db: Database, told: dict[str, Any]) -> None:
    """Keep the key of a posting that is left out, and count it for its request; inside a transaction."""
    if not db.conn.execute(KNOWN, told).fetchone():
        db.conn.execute(COUNT, told)
    db.conn.execute(PASS_OVER, told)
