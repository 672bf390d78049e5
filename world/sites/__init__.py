"""The sites of the world, each in its real markup: what its dossier tells, with invented words.

A site is one file: HOSTS (its own first; ``*`` stands for a tenant's name), SOURCE, DOOR (where a
visitor enters), ROBOTS (None: it has no robots.txt), ``path(shown)`` and ``answer(ask)``; a system
that serves many employers has ``host(shown)`` too, and shows the sources named ``SOURCE.tenant``.
The folder is the list.
"""

import pkgutil
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from importlib import import_module
from pathlib import Path
from types import ModuleType

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from world.market import Market
from world.shown import Shown
from world.slugs import slug


@dataclass(frozen=True, slots=True)
class Ask:
    """Hold what is asked of a site: a page, on a day of the market."""

    market: Market
    day: int
    path: str
    query: dict[str, str] = field(default_factory=dict)
    host: str = ""
    body: str = ""  # what is posted

    @property
    def today(self) -> date:
        return self.market.date(self.day)

    def source(self, platform: str, tenant: str) -> str | None:
        """Name the source of TENANT on PLATFORM, if this market has it."""
        name = f"{platform}.{slug(tenant)}"
        return name if name in self.market.sources else None

    def number(self, name: str, default: int) -> int:
        """Read a number from the query; nonsense counts as DEFAULT."""
        said = self.query.get(name, "")
        return int(said) if said.isdecimal() else default


@dataclass(frozen=True, slots=True)
class Page:
    """Hold what a site answers; KIND says what was asked for: list, posting, sitemap…"""

    kind: str
    body: str = ""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    location: str = ""
    tag: bool = False  # whether it bears an ETag: a visitor who has it is answered 304


@cache
def site(host: str) -> ModuleType | None:
    """Find the site that HOST names.

    >>> site("www.rekrute.com").SOURCE
    'rekrute'
    """
    named = (found for found in sites() if any(fnmatchcase(host, h) for h in found.HOSTS))
    return next(named, None)


@cache
def sites() -> tuple[ModuleType, ...]:
    """List the sites."""
    return tuple(import_module(f"{__name__}.{m.name}") for m in pkgutil.iter_modules(__path__))


def hosts(source: str) -> list[str]:
    """Name the hosts that show SOURCE alone; none for one of several on a system.

    >>> hosts("rekrute"), hosts("greenhouse.atlas")
    (['www.rekrute.com', 'rekrute.com'], [])
    """
    return [host for site in sites() if source == site.SOURCE for host in site.HOSTS]


@cache
def _by_source() -> dict[str, ModuleType]:
    return {found.SOURCE: found for found in sites()}


def address(shown: Shown) -> str:
    """Give the real URL of a posting's page."""
    home = _by_source()[shown.source.partition(".")[0]]
    host = home.host(shown) if hasattr(home, "host") else home.HOSTS[0]
    return f"https://{host}{home.path(shown)}"


def french(day: date) -> str:
    """Write DAY as most sites print it.

    >>> french(date(2026, 4, 3))
    '03/04/2026'
    """
    return f"{day:%d/%m/%Y}"


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(Path(__file__).with_name("templates")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {"french": french, "slug": slug}
    return made


def render(kind: str, template: str, **facts: object) -> Page:
    """Answer with TEMPLATE, filled with FACTS."""
    return Page(kind, _templates().get_template(template).render(facts))
