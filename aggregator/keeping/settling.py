"""The file put in order after a day's work: what stands beside it is written into it."""

from sqlite_utils import Database

#: How long to wait for a reader to let go, in milliseconds: the next time will do as well.
WAIT = 1000


def settle(db: Database) -> bool:
    """Look over the planner's statistics, write the log of DB into its file, and empty it.

    Says whether all was written: while somebody reads an older state, some of it stays for the next time.
    Call it outside a transaction.
    """
    [before] = db.conn.execute("pragma busy_timeout").fetchone()
    db.conn.execute(f"pragma busy_timeout = {WAIT}")
    db.conn.execute("pragma optimize")
    [busy, *_] = db.conn.execute("pragma wal_checkpoint(truncate)").fetchone()
    db.conn.execute(f"pragma busy_timeout = {before}")
    return not busy
