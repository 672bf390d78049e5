"""Employers' own systems: which of the world's employers shows its vacancies on which."""

import csv
import pkgutil
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from world.employers import Employer, System
from world.slugs import slug

#: How each system names a tenant, after the employer's short name.
TENANTS = {
    "greenhouse": "{}", "lever": "{}", "teamtailor": "{}", "talentsoft": "{}.talent-soft.com",
    "workable": "{}", "recruitee": "{}", "manatal": "{}", "jazzhr": "{}", "personio": "{}",
    "ashby": "{}", "workday": "{}.wd3/carrieres", "careers": "carrieres.{}.example",
    "feed": "flux-{}",
}  # fmt: skip
#: The rows of employers.csv and feeds.csv that a world writes for its own.
EMPLOYERS = ("employer", "platform", "tenant", "url", "kind", "checked_on", "evidence")
FEEDS = ("name", "title", "kind", "url", "complete", "scope", "terms", "checked_on")


@cache
def built() -> tuple[str, ...]:
    """List the sites of this world."""
    folder = Path(__file__).with_name("sites")
    return tuple(m.name for m in pkgutil.iter_modules([str(folder)]))


def system(platform: str, employer: str) -> System:
    """Name the tenant of EMPLOYER on PLATFORM, and the source that reads it.

    >>> system("workday", "Atlas Froid S.A.")
    System(platform='workday', tenant='atlas-froid.wd3/carrieres', source='workday.atlas-froid-wd3-carrieres')
    """
    short = "-".join(slug(employer).split("-")[:2])
    tenant = TENANTS[platform].format(short)
    return System(platform, tenant, f"{platform}.{slug(tenant)}")


def equip(hiring: dict[str, list[Employer]]) -> None:
    """Give the first employer of each field a system of its own, one of each that has a site here."""
    fields = [field for field in hiring if field not in ("public", "agency") and hiring[field]]
    for field, platform in zip(fields, (p for p in TENANTS if p in built()), strict=False):
        first = hiring[field][0]
        hiring[field][0] = first.on(system(platform, first.name))


def write_rows(hiring: Iterable[Employer], folder: Path, day: str) -> None:
    """Write FOLDER's employers.csv and feeds.csv, for those of HIRING that have a system."""
    equipped = [(one, one.system) for one in hiring if one.system]
    with (folder / "employers.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(EMPLOYERS)
        rows.writerows(_employer(x, on, day) for x, on in equipped if on.platform != "feed")
    with (folder / "feeds.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(FEEDS)
        rows.writerows(_feed(x, on, day) for x, on in equipped if on.platform == "feed")


def _employer(one: Employer, on: System, day: str) -> tuple[str, ...]:
    return one.name, on.platform, on.tenant, f"https://{on.tenant}/", "employer", day, "world"


def _feed(one: Employer, on: System, day: str) -> tuple[str, ...]:
    url = f"https://{on.tenant}.example/jobs.xml"
    return on.tenant, one.name, "employer", url, "yes", "world", url, day
