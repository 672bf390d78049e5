"""Write each posting where its source and reference place it, a hundred at a time."""

import json
import sqlite3
import time
from collections.abc import Callable
from dataclasses import asdict
from typing import Any, Self

from scrapy.crawler import Crawler
from scrapy.exceptions import DropItem

from offers.clock import stamp
from offers.database import connect, writing
from offers.posting import SAID, UNDERSTOOD, Posting, Sighting
from pipelines.content import changes, content, content_hash
from pipelines.run_log import run_of
from pipelines.step import Step

#: One transaction for this many postings, or for what came in this many seconds (notes: storage).
BATCH, SECONDS = 100, 5.0

COLUMNS = ("source", *SAID, *UNDERSTOOD, "content_hash", "run")
REWRITTEN = tuple(c for c in COLUMNS if c != "source")

FIND = "select * from postings where source = :source and ref = :ref"
#: A posting that was imported by its address alone is adopted by the source that knows its reference.
FIND_IMPORTED = "select * from postings where source = :source and url = :url and ref = url"
INSERT = f"""
insert into postings ({", ".join(COLUMNS)}, first_seen)
values ({", ".join(f":{c}" for c in COLUMNS)}, :at)
"""
UPDATE = f"update postings set {', '.join(f'{c} = :{c}' for c in REWRITTEN)} where id = :id"
#: What is seen again is open again, unless its last day is past: some lists keep such postings.
REOPEN = """
update postings set closed_on = null, closed_why = null
where id = :id and closed_on is not null and (deadline_on is null or deadline_on >= :day)
"""
SEEN = """
insert into seen (posting, last_seen, run, missed) values (?, ?, ?, 0)
on conflict (posting) do update set last_seen = excluded.last_seen, run = excluded.run, missed = 0
"""
VERSION = "insert into posting_versions (posting, run, seen_at, changes) values (?, ?, ?, ?)"
REOPENED = "update runs set reopened = reopened + 1 where id = ?"


class Store(Step):
    """Insert what is new, rewrite what changed and keep what it was, mark the rest as seen."""

    run: Callable[[], int]

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        step = super().from_crawler(crawler)
        step.run = lambda: run_of(crawler)
        return step

    def open_spider(self) -> None:
        self.db = connect(self.settings["DATABASE"])
        self.db.conn.row_factory = None
        self.waiting: list[Posting | Sighting] = []
        self.flushed = time.monotonic()

    def process_item(self, item: Posting | Sighting) -> Posting:
        """Take ITEM into the next batch; a sighting goes no further, since nothing of it was read."""
        self.waiting.append(item)
        if len(self.waiting) >= BATCH or time.monotonic() - self.flushed > SECONDS:
            self.flush()
        if isinstance(item, Sighting):
            raise DropItem("seen again, unchanged", log_level="DEBUG")
        return item

    def close_spider(self) -> None:
        try:
            self.flush()
        except sqlite3.Error:
            self.count("lost")  # so that the run is no success, whatever its list was
            raise
        finally:
            self.db.close()

    def flush(self) -> None:
        """Write what waits, in one transaction: all of it, or nothing; what cannot be written waits on."""
        self.done: list[str] = []
        with writing(self.db):
            for item in self.waiting:
                self._sight(item) if isinstance(item, Sighting) else self._write(item)
        for what in self.done:
            self.count(what)
        self.waiting.clear()
        self.flushed = time.monotonic()

    def _write(self, posting: Posting) -> None:
        row = posting.columns() | {"at": stamp(self.now), "run": self.run()}
        row["content_hash"] = content_hash(content(row))
        found = self._find(row)
        if found is None:
            self.done.append("new")
            id = self.db.conn.execute(INSERT, row).lastrowid
        else:
            id = self._rewrite(found, row)
        self.db.conn.execute(SEEN, [id, row["at"], row["run"]])

    def _find(self, row: dict[str, Any]) -> dict[str, Any] | None:
        for sql in (FIND, FIND_IMPORTED):
            cursor = self.db.conn.execute(sql, row)
            if found := cursor.fetchone():
                return dict(zip((d[0] for d in cursor.description), found, strict=True))
        return None

    def _rewrite(self, found: dict[str, Any], row: dict[str, Any]) -> int:
        changed = found["content_hash"] != row["content_hash"]
        self.done.append("changed" if changed else "unchanged")
        if changed:
            what = json.dumps(changes(content(found), content(row)), ensure_ascii=False)
            self.db.conn.execute(VERSION, [found["id"], row["run"], row["at"], what])
        if changed or any(found[c] != row[c] for c in REWRITTEN if c != "run"):
            self.db.conn.execute(UPDATE, {**row, "id": found["id"]})
        self._reopen(found["id"])
        return found["id"]

    def _reopen(self, id: int) -> None:
        day = self.now.date().isoformat()
        if self.db.conn.execute(REOPEN, {"id": id, "day": day}).rowcount:
            self.db.conn.execute(REOPENED, [self.run()])

    def _sight(self, sighting: Sighting) -> None:
        self.done.append("unchanged")
        if found := self.db.conn.execute(FIND, asdict(sighting)).fetchone():
            self._reopen(found[0])
            self.db.conn.execute(SEEN, [found[0], stamp(self.now), self.run()])
