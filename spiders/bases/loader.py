"""The sources we have: a file each in spiders/, a row each in employers.csv and feeds.csv."""

import csv
import inspect
import re
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

from scrapy.settings import BaseSettings
from scrapy.spiderloader import SpiderLoader

from offers.text import fold
from spiders.bases.tenant import TenantSpider

PLATFORMS = "spiders.platforms"
#: Where the rows stand, unless the setting ROWS names another folder.
HERE = Path(__file__).parents[1] / "platforms"
EMPLOYERS, FEEDS = "employers.csv", "feeds.csv"


class SourceLoader(SpiderLoader):
    """Find sources by their files, as Scrapy does, and by their rows."""

    def __init__(self, settings: BaseSettings):
        super().__init__(settings)
        folder = Path(settings.get("ROWS") or HERE)
        self._spiders |= {source.name: source for source in by_row(folder)}


def by_row(folder: Path) -> Iterator[type[TenantSpider]]:
    """Make a source of each row of FOLDER's employers.csv and feeds.csv; either may be missing.

    Raises ValueError, naming the row, where two make one source or no platform bears its name.
    """
    made: set[str] = set()
    known = platforms()
    for file in (EMPLOYERS, FEEDS):
        for line, row in enumerate(_rows(folder / file), 2):
            told = row if file == EMPLOYERS else _of_feed(row)
            source = _source(told, known, f"{file}, line {line}")
            if source.name in made:
                raise ValueError(f"{file}, line {line}: there is a source {source.name} already")
            made.add(source.name)
            yield source


def platforms() -> dict[str, type[TenantSpider]]:
    """Return {name: class} of every platform: each file of spiders/platforms/ is one."""
    names = (file.stem for file in sorted(HERE.glob("*.py")) if file.stem != "__init__")
    return {name: _class(import_module(f"{PLATFORMS}.{name}")) for name in names}


def name_of(platform: str, tenant: str) -> str:
    """Name the source of TENANT on PLATFORM.

    >>> name_of("workday", "alliancewd.wd3/renault-group-careers")
    'workday.alliancewd-wd3-renault-group-careers'
    """
    return f"{platform}.{re.sub('[^a-z0-9]+', '-', fold(tenant)).strip('-')}"


def _rows(file: Path) -> list[dict[str, str]]:
    if not file.exists():
        return []
    with file.open(encoding="utf-8", newline="") as rows:
        return list(csv.DictReader(rows))


def _of_feed(row: dict[str, str]) -> dict[str, str]:
    return row | {"platform": "feed", "employer": row["title"], "tenant": row["name"]}


def _class(module: Any) -> type[TenantSpider]:
    """Give the one platform that MODULE defines."""
    (found,) = (
        one
        for _, one in inspect.getmembers(module, inspect.isclass)
        if issubclass(one, TenantSpider) and one.__module__ == module.__name__
    )
    return found


def _source(
    row: dict[str, str], known: dict[str, type[TenantSpider]], where: str
) -> type[TenantSpider]:
    if row["platform"] not in known:
        raise ValueError(
            f"{where}: no platform is named {row['platform']}; there are {', '.join(known)}"
        )
    base, url = known[row["platform"]], row.get("url") or ""
    facts = {
        "__module__": base.__module__,
        "__doc__": f"{_about(base)}\n\nPublisher: {row['employer']}\nTerms: {row.get('terms') or url}\n",
        "name": name_of(row["platform"], row["tenant"]),
        "title": row["employer"],
        "kind": row.get("kind") or base.kind,
        "tenant": row["tenant"],
        "row": row,
        "start_urls": base.addresses(row["tenant"], url),
    }
    return type(base.__name__, (base,), facts)


def _about(base: type[TenantSpider]) -> str:
    return (inspect.getdoc(base) or "").splitlines()[0]
