"""The lives of postings: opened, reposted, edited, extended and closed, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from world.employers import hiring
from world.prose import Text, phrases
from world.shown import Shown, show
from world.tellings import Telling, copies, first
from world.vacancies import Vacancy, vacancies
from world.words import names


@dataclass(frozen=True, slots=True)
class Schedule:
    """Say how large the market is, from when to when it is watched, and whether every site is."""

    size: int
    days: int
    start: date
    permitted: bool = False


@dataclass(frozen=True, slots=True)
class Life:
    """Hold a posting from the day it opens to the day it is gone, with its versions on the way."""

    source: str
    ref: str
    vacancy: int
    opens: int
    closes: int | None
    versions: tuple[tuple[int, Shown], ...]  # from which day on

    def on(self, day: int) -> bool:
        """Say whether the posting is shown on DAY."""
        return self.opens <= day and (self.closes is None or day < self.closes)

    def at(self, day: int) -> Shown:
        """Give the posting as it stands on DAY."""
        return next(shown for since, shown in reversed(self.versions) if since <= day)


@dataclass(slots=True)
class _Draft:
    """Plan a posting before it has a ref: refs are given in the order of publication."""

    vacancy: Vacancy
    telling: Telling
    posted: int
    closes: int | None = None

    @property
    def opens(self) -> int:
        return max(0, self.posted)


def lives(rng: Random, schedule: Schedule) -> list[Life]:
    """Live through SCHEDULE; the notices of results, which are no vacancies, are among the lives."""
    drafts: list[_Draft] = []
    for vacancy in vacancies(rng, hiring(schedule.size)):
        if len(drafts) >= schedule.size and vacancy.family == "single":
            break
        drafts += _drafts(vacancy, rng, schedule)
    drafts.sort(key=lambda d: (d.posted, d.vacancy.number, d.telling.source))
    refs = _Refs(rng)
    found = [
        _life(d, refs.next(d.telling.source, d.vacancy.trade.code), rng, schedule) for d in drafts
    ]
    return found + [_notice(life, refs) for life in found if _told(life, rng)]


def _drafts(vacancy: Vacancy, rng: Random, schedule: Schedule) -> Iterator[_Draft]:
    days, told = schedule.days, first(vacancy, rng, schedule.permitted)
    posted = rng.randrange(-28, 1) if days == 1 or rng.random() < 0.75 else rng.randrange(1, days)
    original = _Draft(vacancy, told, posted, _closing(posted, days, rng))
    yield original
    for telling in copies(vacancy, told, rng, schedule.permitted):
        repost = telling.kind == "temporal"
        later = _later(posted, rng.randint(3, 30) if repost else rng.randint(0, 6), days, rng)
        if repost and later > 0 and rng.random() < 0.7:
            original.closes = max(later, original.opens + 1)
        yield _Draft(vacancy, telling, later, _closing(later, days, rng))


def _later(posted: int, days_after: int, days: int, rng: Random) -> int:
    """Give the day of a copy; one that would come after the last day comes at random before it."""
    last = days - 1
    return (
        posted + days_after
        if posted + days_after <= last
        else rng.randint(min(posted + 1, last), last)
    )


def _closing(posted: int, days: int, rng: Random) -> int | None:
    """Choose the day that a posting is gone; most outlive the days that are watched."""
    soonest = max(0, posted) + 1
    return rng.randint(soonest, days) if rng.random() < 0.15 and soonest <= days else None


#: Where the numbers of a site begin that does not begin at a million; and who numbers otherwise.
BEGIN = {
    "rekrute": 186_000, "anapec": 1_160_000, "stagiaires": 2_800, "moncallcenter": 166_000,
    "m_job": 123_000, "khdma": 133_000, "manpower_maroc": 7_000,
}  # fmt: skip
DRAWN = {"emploi_ma": (8_300_000, 9_500_000)}
UUIDS = ("emploi_public", "lever", "ashby", "teamtailor")
SLUGS = ("marocemploi",)
PATHS = {"careers": "/offres/{}"}  # of a site that names its postings by their pages alone
HEXES = ("optioncarriere",)


class _Refs:
    """Give refs as each site does: growing, or scattered, or drawn, or in words."""

    def __init__(self, rng: Random):
        self.rng = rng
        self.last: dict[str, int] = {}
        self.taken: set[str] = set()

    def next(self, source: str, word: str = "") -> str:
        """Give the next ref of SOURCE; WORD says what it is about, where refs are words."""
        site = source.partition(".")[0]
        if site in UUIDS:
            return str(UUID(int=self.rng.getrandbits(128), version=4))
        if site in HEXES:
            return f"{self.rng.getrandbits(128):032x}"
        if site in DRAWN:
            return self._drawn(*DRAWN[site])
        self.last[source] = self.last.get(source, BEGIN.get(site, 1_000_000))
        self.last[source] += self.rng.randint(1, 4)
        number = str(self.last[source])
        return PATHS.get(site, "{}").format(f"{word}-{number}" if site in SLUGS else number)

    def _drawn(self, low: int, high: int) -> str:
        while (ref := str(self.rng.randrange(low, high))) in self.taken:
            pass
        self.taken.add(ref)
        return ref


def _life(draft: _Draft, ref: str, rng: Random, schedule: Schedule) -> Life:
    published = schedule.start + timedelta(days=draft.posted)
    deadline = max(published, schedule.start) + timedelta(days=rng.choice((14, 21, 30, 60)))
    shown = _shown(draft.vacancy, draft.telling, ref, published, deadline)
    return Life(
        source=shown.source,
        ref=ref,
        vacancy=shown.vacancy,
        opens=draft.opens,
        closes=draft.closes,
        versions=((draft.opens, shown), *_edits(shown, draft.opens, rng, schedule)),
    )


def _shown(vacancy: Vacancy, told: Telling, ref: str, published: date, deadline: date) -> Shown:
    shown = show(vacancy, told, ref, published, deadline)
    if told.source != "emploi_public":
        return shown
    twin = show(vacancy, replace(told, language="ar"), ref, published, deadline)
    return replace(shown, twin=twin)


def _edits(
    shown: Shown, opens: int, rng: Random, schedule: Schedule
) -> Iterator[tuple[int, Shown]]:
    """Change a tenth of the postings on a day of their lives: text, deadline, number of positions."""
    if opens + 1 >= schedule.days or rng.random() > 0.1:
        return
    day = rng.randrange(opens + 1, schedule.days)
    on = schedule.start + timedelta(days=day)
    match rng.choice(("text", "deadline", "positions")):
        case "text":
            yield day, replace(shown, edited=on, text=_reworked(shown.text, shown.language))
        case "deadline":
            yield day, _extended(shown, on)
        case "positions":
            yield day, replace(shown, edited=on, positions=shown.positions + 2)


def _reworked(text: Text, language: str) -> Text:
    gives = tuple(dict.fromkeys((*text.gives, phrases("give", language)[-1])))
    return replace(text, tasks=text.tasks[1:] or text.tasks, gives=gives)


def _extended(shown: Shown, on: date) -> Shown:
    later = shown.deadline + timedelta(days=15)
    twin = shown.twin and replace(shown.twin, deadline=later)
    return replace(shown, edited=on, deadline=later, twin=twin)


def _told(life: Life, rng: Random) -> bool:
    return life.source == "emploi_public" and life.vacancy % 5 == 0 and rng.random() < 0.75


def _notice(life: Life, refs: _Refs) -> Life:
    """Publish who is called to, or passed, the competition: a notice that is no vacancy."""
    about, ref = life.versions[0][1], refs.next("emploi_public")
    french, arabic = names()["notices"][life.vacancy % 2]
    assert about.twin  # all that emploi_public shows stands in Arabic too
    twin = _as_notice(about.twin, ref, f"{arabic} {about.twin.title}")
    shown = replace(_as_notice(about, ref, f"{french} : {about.title}"), twin=twin)
    return Life("emploi_public", ref, -1, life.opens, None, ((life.opens, shown),))


def _as_notice(shown: Shown, ref: str, title: str) -> Shown:
    return replace(shown, ref=ref, title=title, vacancy=-1, kind="notice", listed_in="concours")
