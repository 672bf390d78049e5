"""Where the catalogue lies: whether we may write there, whether WAL works, how much room is left."""

import os
import pwd
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from aggregator.examining.finding import Asked, Finding, bad, doubtful, fine

MB = 1024**2
#: A merge, a backup or an export may need as much as the file itself.
SPARE = 500 * MB
#: Filesystems on which SQLite's lock or its shared memory is not to be trusted.
REMOTE = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "ceph", "fuse.sshfs", "fuse.glusterfs"}
MOUNTS = Path("/proc/self/mounts")


def folder(asked: Asked) -> Iterator[Finding]:
    """Look at the folder of the file, at who owns what stands there, and at the logs' folder."""
    where = asked.db.parent
    if not where.is_dir():
        todo = f"mkdir -p {where}, or name another file with --db."
        yield bad("folder", f"there is no folder {where}", todo, storage=True)
        return
    yield (writable := _writable("folder", where))
    if writable.state == "ok":
        yield wal(where)
    yield owners(asked.db, os.geteuid())
    size = sum(f.stat().st_size for f in _files(asked.db) if f.is_file())
    yield disk(shutil.disk_usage(where).free, size)
    yield _writable("logs", _nearest(asked.logs))


def _writable(check: str, where: Path) -> Finding:
    """Write a file in WHERE and take it away again: permissions alone do not tell."""
    try:
        with TemporaryDirectory(prefix=".doctor-", dir=where) as tried:
            (Path(tried) / "written").write_bytes(b"yes")
    except OSError as error:
        todo = f"Give {_name(os.geteuid())} the right to write there, or mount it for writing."
        said = f"{where} cannot be written: {error.strerror}"
        return bad(check, said, todo, storage=True)
    return fine(check, f"{where} can be written")


def _nearest(where: Path) -> Path:
    """Return WHERE, or the nearest folder above it that exists: the rest is made when needed."""
    where = where.resolve()
    return next(folder for folder in (where, *where.parents) if folder.exists())


def wal(where: Path) -> Finding:
    """Try in WHERE what a server and an update do at once: one writes, the other reads on."""
    kind = filesystem(where, MOUNTS.read_text() if MOUNTS.exists() else "")
    todo = (
        "Keep the file on a disk of this machine; carry backups to the network, not the catalogue."
    )
    if kind in REMOTE:
        return bad("wal", f"{where} is on the network ({kind})", todo, storage=True)
    try:
        with TemporaryDirectory(prefix=".doctor-", dir=where) as tried:
            _write_and_read(Path(tried) / "tried.db")
    except sqlite3.Error as error:
        return bad(
            "wal", f"a write-ahead log does not work in {where}: {error}", todo, storage=True
        )
    return fine("wal", f"one may write while others read{f', on {kind}' if kind else ''}")


def _write_and_read(file: Path) -> None:
    """Read FILE while another connection writes; raise sqlite3.Error where that cannot be."""
    with closing(sqlite3.connect(file)) as one, closing(sqlite3.connect(file)) as other:
        (mode,) = one.execute("pragma journal_mode = wal").fetchone()
        if mode != "wal":
            raise sqlite3.OperationalError(f"it stays in {mode} mode")
        one.execute("create table tried (n)")
        one.execute("begin immediate")
        one.execute("insert into tried values (1)")
        if other.execute("select count(*) from tried").fetchone() != (0,):
            raise sqlite3.OperationalError("a reader sees what is not committed")
        one.commit()


def filesystem(where: Path, mounts: str) -> str:
    r"""Return the kind of filesystem that WHERE is on, as MOUNTS (/proc/self/mounts) says.

    >>> filesystem(Path("/srv/data/a"), "/dev/sda / ext4 rw\nnas:/x /srv/data nfs4 rw\n")
    'nfs4'
    """
    places = [where.resolve(), *where.resolve().parents]
    kinds = {
        Path(to.replace(r"\040", " ")): kind
        for _, to, kind in (line.split()[:3] for line in mounts.splitlines())
    }
    return next((kinds[place] for place in places if place in kinds), "")


def owners(db: Path, us: int) -> Finding:
    """Judge whether US, a user's number, owns the file DB and what stands beside it."""
    others = {f.stat().st_uid: f for f in _files(db) if f.stat().st_uid != us}
    if not others:
        return fine("owner", f"what stands there is {_name(us)}'s, who runs this")
    uid, file = others.popitem()
    return doubtful(
        "owner",
        f"{file} is {_name(uid)}'s, and you are {_name(us)}",
        f"Run every command as one user: sudo -u {_name(uid)} aggregator …; or chown the files.",
    )


def _files(db: Path) -> list[Path]:
    """Return the file DB, and its log and lock where they stand."""
    beside = ("", "-wal", "-shm", ".lock")
    return [f for end in beside if (f := db.with_name(db.name + end)).exists()]


def disk(free: int, size: int) -> Finding:
    """Judge the room that is FREE beside a catalogue of SIZE, in bytes.

    >>> disk(10**9, 10**9).state, disk(10**10, 10**9).state
    ('warning', 'ok')
    """
    said = f"{free / MB:,.0f} MB free, the catalogue has {size / MB:,.0f} MB"
    if free >= 2 * size + SPARE:
        return fine("disk", said)
    wanted = (2 * size + SPARE) / MB
    todo = f"Make room: {wanted:,.0f} MB are needed for a merge and a backup. Old backups may go."
    return doubtful("disk", said, todo)


def _name(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"
