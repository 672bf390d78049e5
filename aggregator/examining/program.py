"""What we run on: Python, SQLite, memory."""

import os
import resource
import sqlite3
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from aggregator.examining.finding import Finding, bad, doubtful, fine

PYTHON = (3, 11)
#: What we ask of SQLite, each by a statement that only it understands.
FEATURES = {
    "full-text search (FTS5)": "create virtual table words using fts5(said)",
    "JSON": "select value from json_each('[1]') where json_extract('[1]', '$[0]') = 1",
    "generated columns": "create table generated (a, b generated always as (a + 1))",
    "window functions": "select row_number() over (order by 1)",
    "upsert and returning": "insert into kept values (1) on conflict do nothing returning n",
}
#: With less a merge of some ten thousand postings has no room beside two sources that are read.
LEAST = 1024**3
#: Where the kernel says how much memory a container, or a service, may have.
CGROUPS = (Path("/sys/fs/cgroup/memory.max"), Path("/sys/fs/cgroup/memory/memory.limit_in_bytes"))


def program() -> Iterator[Finding]:
    """Look at what we run on."""
    yield python(sys.version_info[:3])
    yield sqlite(missing(FEATURES))
    yield memory(limits())


def python(version: tuple[int, ...]) -> Finding:
    """Judge Python's VERSION.

    >>> python((3, 9, 2)).state, python((3, 11, 0)).state
    ('bad', 'ok')
    """
    said = f"Python {'.'.join(map(str, version))}"
    if version >= PYTHON:
        return fine("python", said)
    least = ".".join(map(str, PYTHON))
    return bad("python", said, f"Install Python {least} or later, then `make clean install`.")


def missing(features: dict[str, str]) -> list[str]:
    """Name those of FEATURES that this SQLite does not have."""
    lacking = []
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("create table kept (n integer primary key)")
        for name, statement in features.items():
            try:
                db.execute(statement).fetchall()
            except sqlite3.OperationalError:
                lacking.append(name)
    return lacking


def sqlite(lacking: list[str]) -> Finding:
    """Judge SQLite by what it is LACKING.

    >>> sqlite(["JSON"]).state
    'bad'
    """
    said = f"SQLite {sqlite3.sqlite_version}"
    if not lacking:
        return fine("sqlite", f"{said}, with {', '.join(FEATURES)}")
    return bad(
        "sqlite",
        f"{said} has no {', no '.join(lacking)}",
        "Use a Python whose SQLite is 3.38 or later: Debian 12's, or python.org's.",
    )


def limits() -> dict[str, int]:
    """Return how much memory we may have, by who says so, in bytes."""
    found = {"the machine": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")}
    for file in CGROUPS:
        if file.exists() and (said := file.read_text().strip()).isdecimal():
            found["the service or container"] = int(said)
    soft, _ = resource.getrlimit(resource.RLIMIT_AS)
    if soft != resource.RLIM_INFINITY:
        found["ulimit -v"] = soft
    return found


def memory(found: dict[str, int]) -> Finding:
    """Judge the least of the limits FOUND.

    >>> memory({"the machine": 8 * 1024**3, "ulimit -v": 256 * 1024**2}).said
    '256 MB (ulimit -v)'
    """
    who = min(found, key=lambda name: found[name])
    said = f"{found[who] / 1024**2:,.0f} MB ({who})"
    if found[who] >= LEAST:
        return fine("memory", said)
    return doubtful(
        "memory", said, "Give it 1 GB or more; with less, read one source at a time (--jobs 1)."
    )
