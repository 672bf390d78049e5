"""The table of what kills left, a row a command: a run of some commands keeps the rows of the others."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from bench.killing.telling import Told

HEAD = (
    "command", "killed", "alone / all", "moments, s", "wrong after the kill", "children outlived it by",
    "equal after the next run", "commit",
)  # fmt: skip
ALIGNED = "| --- | --: | --: | --: | --: | --: | --: | --- |"
ENDS = """
Wrong would be: integrity_check or foreign_key_check complains; a run that nobody ended counts as anything; an offer does not
hold what it says, or no word finds it; the ledger's last day is not what is open; who asked to be left out is there; an
export or a backup under its final name is not whole; a child goes on. Equal is: postings, their texts, when they were seen,
their versions, the offers, their excerpts and which postings each holds, the ledger cell by cell, every word of the search
index, the facet counts, what is passed over, nothing left to do, the exports' sums, the backups' counts. A killed crawl is
finished by an update, the others by themselves; after a forget the sites are read once more, after a prune is merged.
Each row is of its commit, and was judged by what the bench looked at then.
"""

Row = Sequence[str]


def row(told: Told, commit: str) -> Row:
    """Write what was TOLD of one command, at COMMIT, as the cells of a row."""
    alone, late = told.whole.count(False), max(end.outlived for end in told.ends)
    return (
        told.command, str(len(told.ends)), f"{alone} / {len(told.ends) - alone}",
        f"{min(told.moments):.2f} to {max(told.moments):.2f}", str(len(told.wrong)), f"{late:.1f} s",
        f"{told.equal} of {len(told.ends)}", commit,
    )  # fmt: skip


def line(cells: Row) -> str:
    """Write CELLS as a line of the table."""
    return f"| {' | '.join(cells)} |"


def kept(file: Path) -> tuple[dict[str, Row], list[str]]:
    """Read from FILE the rows that were written before, {command: row}, and what was wrong then."""
    lines = file.read_text("utf-8").splitlines() if file.exists() else []
    rows = ([cell.strip() for cell in said.split("|")[1:-1]] for said in lines if said[:2] == "| ")
    known: dict[str, Row] = {
        cells[0]: cells for cells in rows if len(cells) == len(HEAD) and cells[1].isdecimal()
    }
    return known, [said for said in lines if said.startswith("- ") and f"{SAID} at " in said]


#: What stands between a command and what was wrong after one of its kills.
SAID = ":"


def wrongs(found: Iterable[Told]) -> list[str]:
    """List what was wrong, or not equal, of all FOUND."""
    return [f"- {one.command}{SAID} {what}" for one in found for what in (*one.wrong, *one.unequal)]


def written(rows: Mapping[str, Row], bad: Sequence[str], about: Iterable[str]) -> str:
    """Write ROWS and what was BAD as Markdown; ABOUT is on what it was measured."""
    kills, wrong = (sum(int(cells[at]) for cells in rows.values()) for at in (1, 4))
    equal = sum(int(cells[6].split()[0]) for cells in rows.values())
    return "\n".join(
        [
            "# Killed at random moments",
            "",
            *about,
            "",
            f"**{kills} kills (SIGKILL): {wrong} things wrong, {equal} of {kills} equal to an undisturbed run after the next one.**",
            "",
            line(HEAD),
            ALIGNED,
            *map(line, rows.values()),
            ENDS,
            *bad,
        ]
    ).rstrip() + "\n"  # fmt: skip
