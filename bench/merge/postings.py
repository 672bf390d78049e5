"""The postings of a world as the road stores them, from their words alone."""

from collections.abc import Iterator
from datetime import datetime, time
from typing import Any

from scrapy.exceptions import DropItem

from offers.clock import MOROCCO, stamp
from offers.posting import Posting
from pipelines.clean import Clean
from pipelines.content import content, content_hash
from pipelines.normalise import Normalise
from pipelines.validate import Validate
from world.lives import Life
from world.market import Market
from world.shown import Shown

#: At what hour of its first day a posting is read.
HOUR = time(9, tzinfo=MOROCCO)


def vacant(market: Market) -> list[Life]:
    """List the postings of MARKET that tell of a vacancy, oldest first."""
    return [life for life in market.lives if life.vacancy >= 0 and life.opens < market.days]


def told(market: Market) -> Iterator[tuple[Life, Shown]]:
    """Yield every posting of MARKET that tells of a vacancy, as it was first shown, oldest first."""
    for life in vacant(market):
        yield life, life.at(life.opens)


def words(shown: Shown) -> str:
    """Return the text of a posting, its parts in order."""
    text = shown.text
    return "\n".join(
        filter(None, (text.about, text.opening, *text.tasks, *text.wants, *text.gives))
    )


#: What only some of the sites' templates show.
PRINTED = {
    "skills": {"m_job", "emploi_ma"},
    "positions": {"emploi_public", "anapec", "rekrute", "emploi_ma"},
    "diploma": {"stagiaires", "anapec", "manpower_maroc", "onejob", "marocannonces", "m_job", "rekrute", "emploi_ma", "workable"},
    "experience": {"personio", "anapec", "manpower_maroc", "onejob", "m_job", "moncallcenter", "rekrute", "emploi_ma", "jazzhr", "workable"},
    "salary": {"avito", "anapec", "onejob", "marocannonces", "moncallcenter", "emploi_ma", "lever", "ashby", "m_job", "optioncarriere"},
    "reference": {"careers", "greenhouse", "manpower_maroc", "rekrute", "emploi_ma", "workable", "workday"},
}  # fmt: skip


def posting(shown: Shown) -> Posting:
    """Say what a source would find on the page of SHOWN."""
    said = whole(shown)
    site = shown.source.partition(".")[0]
    for name, sites in PRINTED.items():
        if site not in sites:
            setattr(said, name, None)
    return said


def whole(shown: Shown) -> Posting:
    """Say all that SHOWN tells, as if its site's template showed it."""
    return Posting(
        source=shown.source, ref=shown.ref, url=f"https://{shown.source}.example/{shown.ref.strip('/')}",
        title=shown.title, company=shown.company, city=shown.city, contract=shown.contract,
        remote=shown.remote, sector=shown.sector, occupation=shown.function,
        experience=shown.experience, diploma=shown.diploma, skills=", ".join(shown.skills),
        salary=shown.salary, positions=str(shown.positions), reference=shown.reference,
        published=shown.published.strftime("%d/%m/%Y"), deadline=shown.deadline.strftime("%d/%m/%Y"),
        description=words(shown),
    )  # fmt: skip


class Reader:
    """Send postings through the steps of the road, and give the rows that it would store."""

    def __init__(self) -> None:
        self.steps = [step({}, lambda what: None) for step in (Clean, Normalise, Validate)]

    def row(self, said: Posting, at: datetime) -> dict[str, Any] | None:
        """Give the row of SAID, read at AT; None where the road refuses it."""
        try:
            for step in self.steps:
                step.now = at
                said = step.take(said)
        except DropItem:
            return None
        row = said.columns() | {"at": stamp(at), "run": 1}
        return row | {"content_hash": content_hash(content(row))}


def first_read(market: Market, life: Life) -> datetime:
    """Say when LIFE's posting was first read."""
    return datetime.combine(market.date(life.opens), HOUR)
