"""What failed about the file or the disk, in a sentence that says what to do."""

import errno
import sqlite3

#: By SQLite's own numbers; what is none of these is an error of ours.
SAID = {
    sqlite3.SQLITE_FULL: "the disk is full ({error}): make room, and run the command again. What stood in the file stands.",
    sqlite3.SQLITE_READONLY: "the file or its folder may not be written to ({error}): see whose they are, and whether the disk is read-only.",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened ({error}): see that its folder is there, and that you may write to it.",
    sqlite3.SQLITE_BUSY: "another program has been writing to the file for long ({error}): run the command again later.",
    sqlite3.SQLITE_IOERR: "the disk does not do what it should ({error}): see whether it is full or broken, and run the command again.",
    sqlite3.SQLITE_CORRUPT: "the file is damaged ({error}): put a backup back with `aggregator restore`; it keeps the damaged file.",
    sqlite3.SQLITE_NOTADB: "the file is no database of ours ({error}): name another with --db, or put a backup back with `aggregator restore`.",
}  # fmt: skip
SAID[sqlite3.SQLITE_LOCKED] = SAID[sqlite3.SQLITE_BUSY]
#: And by the system's.
FAILED = {
    errno.ENOSPC: SAID[sqlite3.SQLITE_FULL],
    errno.EDQUOT: SAID[sqlite3.SQLITE_FULL],
    errno.EFBIG: SAID[sqlite3.SQLITE_FULL],
    errno.EROFS: SAID[sqlite3.SQLITE_READONLY],
    errno.EACCES: SAID[sqlite3.SQLITE_READONLY],
    errno.EPERM: SAID[sqlite3.SQLITE_READONLY],
    errno.EIO: SAID[sqlite3.SQLITE_IOERR],
}
PRIMARY = 0xFF


def sentence(error: Exception) -> str | None:
    """Say what ails the file or the disk, and what to do; None where ERROR is of another kind.

    >>> sentence(OSError(errno.ENOSPC, "No space left on device", "b/a.db.part"))[:60]
    "the disk is full ([Errno 28] No space left on device: 'b/a.d"
    >>> sentence(KeyError("x"))
    """
    said = None
    if isinstance(error, sqlite3.Error):
        said = SAID.get(getattr(error, "sqlite_errorcode", 0) & PRIMARY)
    elif isinstance(error, OSError):
        said = FAILED.get(error.errno or 0)
    return said and said.format(error=error)
