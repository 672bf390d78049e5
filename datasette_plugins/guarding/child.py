"""A process that answers SQL of others, one statement at a time, and ends itself when one does not end.

SQLite looks at the clock between the steps of its program. One step may last for minutes: `replace` on a
long text, a word's beginning in the index, the planning of sixty joins. No thread can be stopped in it;
a process can. What it may take of memory and disk is the kernel's to hold.

It is started by worker.py as a script, and imports nothing but the standard library:
ten megabytes, and hundredths of a second.
"""

import resource
import signal
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from datasette_plugins.guarding.allowed import allowed, joins_unshown
from datasette_plugins.guarding.framing import receive, send

#: Memory that SQLite may take, memory of the whole process, the length of a file it may write.
HEAP, DATA, FILE = 16 * 2**20, 96 * 2**20, 64 * 2**20
#: An answer that is larger is refused.
MOST_BYTES = 4_000_000
#: Seconds after which a statement that was told to end, and did not, ends the process.
GRACE = 0.15
STEPS = 2_000
#: A process that holds more says so with its answer, and is ended: what it took comes back.
MOST_HELD = 24 * 2**20
LIMITS = {
    sqlite3.SQLITE_LIMIT_LENGTH: 1_000_000,
    sqlite3.SQLITE_LIMIT_SQL_LENGTH: 100_000,
    sqlite3.SQLITE_LIMIT_COLUMN: 200,
    sqlite3.SQLITE_LIMIT_EXPR_DEPTH: 100,
    sqlite3.SQLITE_LIMIT_COMPOUND_SELECT: 50,
    sqlite3.SQLITE_LIMIT_VDBE_OP: 50_000,
    sqlite3.SQLITE_LIMIT_ATTACHED: 0,
    sqlite3.SQLITE_LIMIT_LIKE_PATTERN_LENGTH: 500,
    sqlite3.SQLITE_LIMIT_TRIGGER_DEPTH: 1,
    sqlite3.SQLITE_LIMIT_WORKER_THREADS: 0,
}


class TooLarge(Exception):
    """The answer is larger than anybody reads."""


def open_guarded(path: str) -> sqlite3.Connection:
    """Open PATH to read, under every limit that SQLite knows."""
    conn = sqlite3.connect(
        f"{Path(path).absolute().as_uri()}?mode=ro", uri=True, isolation_level=None
    )
    conn.text_factory = lambda text: str(text, "utf-8", "replace")
    conn.execute(f"pragma hard_heap_limit = {HEAP}").fetchall()
    conn.execute("pragma temp_store = file").fetchall()  # under FILE: memory stays for the answer
    for limit, most in LIMITS.items():
        conn.setlimit(limit, most)
    conn.set_authorizer(allowed)
    return conn


def answer(conn: sqlite3.Connection, job: dict[str, Any]) -> tuple:
    """Run one statement.

    Return ("rows", names, rows, whether there are more), ("stopped",) or ("error", why).
    """
    if joins_unshown(job["sql"]):
        return (
            "error",
            "NATURAL, and USING beside a column that is not shown, are not allowed: join with ON",
        )
    worked, late = time.process_time() + job["seconds"], time.monotonic() + job["wait"]
    conn.set_progress_handler(
        lambda: time.process_time() >= worked or time.monotonic() >= late, STEPS
    )
    _alarm(job["seconds"] + GRACE, job["wait"] + GRACE)
    cursor = conn.cursor()
    try:
        cursor.execute(job["sql"], job["params"])
        return _rows(cursor, job["rows"], job["cells"])
    except MemoryError:
        return ("error", "out of memory")
    except TooLarge:
        return ("error", f"the answer is larger than {MOST_BYTES} bytes: ask for less")
    except (sqlite3.Error, sqlite3.Warning, ValueError, OverflowError) as why:
        return ("stopped",) if why.args == ("interrupted",) else ("error", str(why))
    finally:
        cursor.close()
        _alarm(0, 0)


def _alarm(seconds: float, wait: float) -> None:
    """Let the kernel end this process after SECONDS of work, or a WAIT of so many; 0 is never."""
    signal.setitimer(signal.ITIMER_PROF, seconds)
    signal.setitimer(signal.ITIMER_REAL, wait)


def _rows(cursor: sqlite3.Cursor, most_rows: int | None, most_cells: int) -> tuple:
    names = [column[0] for column in cursor.description or ()]
    if most_rows is not None:
        most_rows = min(most_rows, max(1, most_cells // max(1, len(names))))
    rows: list[tuple] = []
    size = 0
    for row in cursor:
        if most_rows is not None and len(rows) == most_rows:
            return ("rows", names, rows, True)
        size += sum(len(v) if isinstance(v, str | bytes) else 8 for v in row) + 8
        if size > MOST_BYTES:
            raise TooLarge
        rows.append(row)
    return ("rows", names, rows, False)


def jobs(pipe: IO[bytes]) -> Iterator[dict[str, Any]]:
    """Give each job that comes, until the other side is gone."""
    while True:
        try:
            yield receive(pipe)
        except EOFError:
            return


def held() -> int:
    """Return the memory that this process holds; 0 where the system does not tell.

    Not getrusage: its peak is inherited from the server, in whose memory this process was started.
    """
    told = Path("/proc/self/statm")
    return int(told.read_text().split()[1]) * resource.getpagesize() if told.exists() else 0


def hold_down() -> None:
    """Take what the kernel can hold: memory, files, and no dump of it all when it ends."""
    for what, most in (
        (resource.RLIMIT_DATA, DATA),
        (resource.RLIMIT_FSIZE, FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(what, (most, most))
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def main() -> None:
    hold_down()
    opened: dict[str, sqlite3.Connection] = {}
    send(sys.stdout.buffer, "ready")
    for job in jobs(sys.stdin.buffer):
        path = job["path"]
        if path not in opened:
            opened[path] = open_guarded(path)
        began = time.process_time()
        said = answer(opened[path], job)
        send(sys.stdout.buffer, (said, time.process_time() - began, held() > MOST_HELD))


if __name__ == "__main__":
    main()
