"""What the operator was told of the update itself: in a file beside the database, which may be what fails."""

import json
from dataclasses import asdict
from datetime import datetime
from pathlib import Path

from aggregator.news.changes import GOOD, State, Told
from aggregator.news.ending import Ending
from offers.clock import stamp

NAME = "aggregator update"
#: What each exit code means where the update itself failed; of others, the sources' own states tell.
FAILED = {1: "broken", 5: "storage"}
#: It was stopped: that says nothing of it.
NO_EVIDENCE = 130


def kept(file: Path) -> Path:
    """Return where it is kept what was told of the updates of FILE.

    >>> kept(Path("aggregator.db")).name
    'aggregator.db.told'
    """
    return file.with_name(f"{file.name}.told")


def state(ending: Ending, told: Told | None, now: datetime) -> State | None:
    """Return how the update stands after ENDING; None where that is not known."""
    if ending.exit_code == NO_EVIDENCE:
        return None
    verdict, why, next_step = _trouble(ending)
    since = told.since if told and told.verdict == verdict else stamp(now)
    if verdict == GOOD:
        return State(NAME, GOOD, since, last_good=since)
    return State(NAME, verdict, since, None, why, next_step)


def _trouble(ending: Ending) -> tuple[str, str, str]:
    """Say what is wrong with the update itself, why, and what to do: it failed, or its file will want something soon."""
    if failed := FAILED.get(ending.exit_code):
        return failed, ending.summary, "run aggregator doctor"
    if ending.wants:
        first = ending.wants[0]
        return first.what, "; ".join(want.why for want in ending.wants), first.next_step
    return GOOD, "", ""


def told(file: Path) -> dict[str, Told]:
    """Return what the operator was last told of the updates of FILE, by NAME; empty: all was well."""
    try:
        said = json.loads(kept(file).read_text("utf-8"))
        return {NAME: Told(said["verdict"], said["since"], said["told_at"])}
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, KeyError, TypeError):  # half written, or not ours: tell again
        return {}


def keep(file: Path, state: State, now: datetime) -> None:
    """Keep that the operator has been told STATE, NOW; where all is well, nothing need be kept."""
    if state.good:
        kept(file).unlink(missing_ok=True)
    else:
        said = asdict(Told(state.verdict, state.since, stamp(now)))
        kept(file).write_text(json.dumps(said), "utf-8")
