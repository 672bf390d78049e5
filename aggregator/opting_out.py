"""The opt-out file: who is to be left out, a line each, read in every run."""

import logging
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlite_utils import Database

from aggregator.forgetting import Asked, forget, requests_of
from pipelines.forgotten import KINDS, Request, Requests, forgotten_domains, in_domain
from pipelines.runs import Source

log = logging.getLogger("aggregator.opt_out")

#: The name that the log of requests gives to the file.
WHO = "opt-out file"
NAME = "opt-out.txt"
_LINE = re.compile(rf"({'|'.join(KINDS)})\s*:\s*(.+?)(?:\s+#\s*(.*))?", re.I)


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one line: what is asked, in the words typed, and the comment at its end."""

    number: int
    kind: str
    said: str
    why: str | None


@dataclass(frozen=True, slots=True)
class OptOuts:
    """Hold the lines of the file, and what is wrong with others, in sentences."""

    lines: tuple[Line, ...] = ()
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class CarriedOut:
    """How many lines were new, how many postings were removed for them, and what could not be read."""

    lines: int
    postings: int
    faults: tuple[str, ...]


def beside(db: str | Path) -> Path:
    """Return where the opt-out file of DB is looked for.

    >>> beside("/srv/aggregator.db").name
    'opt-out.txt'
    """
    return Path(db).resolve().with_name(NAME)


def read_opt_outs(path: Path) -> OptOuts:
    """Read the file at PATH: employer: NAME, domain: HOST, url: URL, each on its line; # begins a comment.

    No file asks for nothing. A line that is none of these is told by its number; the others count.
    """
    try:
        text = path.read_text("utf-8-sig", errors="replace")
    except FileNotFoundError:
        return OptOuts()
    except OSError as error:
        return OptOuts((), (f"{path.name} cannot be read: {error.strerror}",))
    return _read(path.name, text.splitlines())


def _read(name: str, written: Iterable[str]) -> OptOuts:
    lines, faults = [], []
    for number, line in enumerate(map(str.strip, written), 1):
        if not line or line.startswith("#"):
            continue
        if found := _LINE.fullmatch(line):
            lines.append(Line(number, found[1].lower(), found[2].strip(), found[3] or None))
        else:
            faults.append(
                f"{name}, line {number}: write employer: NAME, domain: HOST or url: URL, not {line[:60]!r}"
            )
    return OptOuts(tuple(lines), tuple(faults))


def carry_out(db: Database, path: Path, now: datetime) -> CarriedOut:
    """Carry out the lines of the file at PATH that are new; what cannot be is told, and stops nothing.

    A line that is taken out of the file is not taken back: `aggregator forget --undo` does that.
    """
    asked = read_opt_outs(path)
    known, faults = set(Requests.of(db).numbers), list(asked.faults)
    new = removed = 0
    for line in asked.lines:
        try:
            requests = requests_of(db, line.kind, line.said)
        except ValueError as why:
            faults.append(f"{path.name}, line {line.number}: {why}")
            continue
        if fresh := tuple(one for one in requests if one not in known):
            removed += forget(db, Asked(fresh, line.why, WHO), now).removed.postings
            known |= set(fresh)
            new += 1
    for fault in faults:
        log.warning("%s", fault)
    return CarriedOut(new, removed, tuple(faults))


def asks_still(db: Database, path: Path, requests: Iterable[Request]) -> list[int]:
    """List the lines of the file at PATH that ask for one of REQUESTS."""
    wanted, found = set(requests), []
    for line in read_opt_outs(path).lines:
        try:
            if wanted & set(requests_of(db, line.kind, line.said)):
                found.append(line.number)
        except ValueError:
            continue
    return found


def without_forgotten(db: Database, sources: Iterable[Source]) -> list[Source]:
    """Return SOURCES but those that start on a domain that asked to be left out: these are not read."""
    domains = forgotten_domains(db)
    return [source for source in sources if not in_domain(source.url, domains)]
