"""Postings gathered elsewhere, one JSON object a line, sent down the same road as those we read."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import Any

from aggregator.sources import known_sources
from offers.posting import WORDS, Posting
from offers.text import fold
from pipelines.road import Road
from pipelines.runs import Source

#: What gatherers call our fields; our own names are understood too.
ALIASES = {"date": "published", "text": "description", "employer": "company", "location": "city"}
NAMES = {**ALIASES, **{name: name for name in ("ref", "url", *WORDS)}}
#: The end of a host's name, which one gatherer writes and another does not.
ENDINGS = ("_ma", "_com", "_net", "_org")


@dataclass
class Imported:
    """What became of the lines of one file."""

    taken: int = 0
    refused: dict[str, int] = field(default_factory=dict)
    broken: list[str] = field(default_factory=list)
    ignored: set[str] = field(default_factory=set)


def import_lines(
    lines: Iterable[str],
    settings: Mapping[str, Any],
    progress: Callable[[int], None] = lambda done: None,
) -> Imported:
    """Send each line's posting down the road of its source; a line that is no posting is named, the rest go on."""
    done = Imported()
    with ExitStack() as stack:
        roads: dict[str, Road] = {}

        def road(site: str) -> Road:
            source = source_of(site)
            if source.name not in roads:
                roads[source.name] = stack.enter_context(Road(source, settings))
            return roads[source.name]

        for number, row in _rows(lines, done, lambda: road("import")):
            done.ignored |= {k for k in row if k not in NAMES and k != "site"}
            if why := road(_words(row.get("site")) or "import").take(posting_of(row)):
                done.refused[why] = done.refused.get(why, 0) + 1
            else:
                done.taken += 1
            progress(number)
    return done


def _rows(
    lines: Iterable[str], done: Imported, nobody: Callable[[], Road]
) -> Iterator[tuple[int, dict[str, Any]]]:
    """Yield each line's number and object; keep the broken ones, with their numbers."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            if not isinstance(row, dict):
                raise ValueError("it is not an object")
        except (ValueError, RecursionError) as error:
            done.broken.append(f"line {number}: {error}")
            nobody().refuse(f"line {number} is not a JSON object: {error}", {"line": line[:10_000]})
        else:
            yield number, row


def posting_of(row: Mapping[str, Any]) -> Posting:
    """Make the posting that ROW tells of; what is not ours is left out.

    >>> posting_of({"site": "Rekrute", "url": "https://x.example/1", "title": "Maçon", "date": "hier"}).published
    'hier'
    """
    said: dict[str, Any] = {
        NAMES[name]: words
        for name, value in row.items()
        if name in NAMES and (words := _words(value))
    }
    return Posting(source=source_of(_words(row.get("site")) or "import").name, **said)


def source_of(site: str) -> Source:
    """Return the source that SITE names: one of ours, or a source of kind import.

    >>> source_of("Emploi.ma").name, source_of("m-job.ma").name, source_of("Jobzone.ma").kind
    ('emploi_ma', 'm_job', 'import')
    """
    key = fold(site).replace(" ", "_") or "import"
    bare = next((key.removesuffix(e) for e in ENDINGS if key.endswith(e) and key != e), key)
    ours = known_sources()
    for name in (key, bare, f"{bare}_ma"):
        if name in ours:
            return ours[name]
    return Source(name=bare, title=site.strip() or "Import", kind="import")


def _words(value: Any) -> str | None:
    """Write VALUE as words: a list's parted by " / ", a number's digits; nothing as None."""
    if isinstance(value, list):
        return " / ".join(filter(None, map(_words, value))) or None
    if value is None or isinstance(value, (dict, bool)):
        return None
    return str(value).strip() or None
