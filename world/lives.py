"""The lives of postings: opened, reposted, edited, extended and closed, day by day."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from random import Random
from uuid import UUID

from world.employers import hiring
from world.prose import Text, phrases
from world.shown import Shown, show
from world.tellings import Telling, copies, firsts
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
    """Hold a posting from the day it opens to the day it is gone; its versions are written on demand."""

    source: str
    ref: str
    vacancy: int
    opens: int
    closes: int | None
    draft: "Draft"
    start: date
    edit: tuple[int, str] | None = None  # on which day, and what
    notice: bool = False

    def on(self, day: int) -> bool:
        """Say whether the posting is shown on DAY."""
        return self.opens <= day and (self.closes is None or day < self.closes)

    def at(self, day: int) -> Shown:
        """Give the posting as it stands on DAY."""
        if self.edit and self.edit[0] <= day:
            return _edited(self, *self.edit)
        return _first(self)

    @property
    def versions(self) -> tuple[tuple[int, Shown], ...]:
        """Give every version, and the day from which it is shown."""
        days = (self.opens, self.edit[0]) if self.edit else (self.opens,)
        return tuple((day, self.at(day)) for day in days)


@dataclass(frozen=True, slots=True)
class Draft:
    """Plan a posting before it has a ref: refs are given in the order of publication."""

    vacancy: Vacancy
    telling: Telling
    posted: int
    first_posted: int  # of the vacancy
    until: int  # its last day
    closes: int | None = None

    @property
    def opens(self) -> int:
        return max(0, self.posted)


def lives(rng: Random, schedule: Schedule) -> list[Life]:
    """Live through SCHEDULE; the notices of results, which are no vacancies, are among the lives."""
    drafts = list(_all_drafts(rng, schedule))
    drafts.sort(key=lambda d: (d.posted, d.vacancy.number, d.telling.source))
    refs = _Refs(rng)
    found = [
        _life(d, refs.next(d.telling.source, d.vacancy.trade.code), rng, schedule) for d in drafts
    ]
    return found + [_notice(life, refs) for life in found if _told(life, rng)]


def _all_drafts(rng: Random, schedule: Schedule) -> Iterator[Draft]:
    """Draft postings until there are enough; a family is never torn apart."""
    made, posted = 0, 0
    every = vacancies(rng, hiring(schedule.size))
    for vacancy, told, beside in firsts(every, rng, schedule.permitted):
        if made >= schedule.size and not beside and vacancy.family == "single":
            return
        posted = posted if beside else _posted(schedule.days, rng)
        drafts = _drafts(vacancy, told, posted, rng, schedule)
        made += len(drafts)
        yield from drafts


#: Of all postings, those that are new on a day that is watched, and on all of them together at most.
NEW_A_DAY, NEW = 0.06, 0.25


def _posted(days: int, rng: Random) -> int:
    old = days == 1 or rng.random() >= min(NEW, NEW_A_DAY * (days - 1))
    return rng.randrange(-28, 1) if old else rng.randrange(1, days)


#: After how many days applications end: the vacancy's, and what sites write by themselves.
TERMS, OWN_TERMS = (14, 21, 30, 45, 60), (14, 30, 60)


def _drafts(
    vacancy: Vacancy, told: Telling, posted: int, rng: Random, schedule: Schedule
) -> list[Draft]:
    days, until = schedule.days, max(posted, 0) + TERMS[vacancy.salt % len(TERMS)]
    closes, made = _closing(posted, days, rng), []
    for telling in copies(vacancy, told, rng, schedule.permitted):
        repost = telling.kind == "temporal"
        later = _later(posted, rng.randint(3, 30) if repost else rng.randint(0, 6), days, rng)
        if repost and later > 0 and rng.random() < 0.7:
            closes = max(later, posted + 1, 1)
        last = until if telling.dated and until > later else max(later, 0) + rng.choice(OWN_TERMS)
        made.append(Draft(vacancy, telling, later, posted, last, _closing(later, days, rng)))
    return [Draft(vacancy, told, posted, posted, until, closes), *made]


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


def _life(draft: Draft, ref: str, rng: Random, schedule: Schedule) -> Life:
    return Life(
        source=draft.telling.source,
        ref=ref,
        vacancy=draft.vacancy.number,
        opens=draft.opens,
        closes=draft.closes,
        draft=draft,
        start=schedule.start,
        edit=_edit(draft.opens, rng, schedule),
    )


def _edit(opens: int, rng: Random, schedule: Schedule) -> tuple[int, str] | None:
    """Change a tenth of the postings on a day of their lives: text, deadline, number of positions."""
    if opens + 1 >= schedule.days or rng.random() > 0.1:
        return None
    day = rng.randrange(opens + 1, schedule.days)
    return day, rng.choice(("text", "deadline", "positions"))


def _first(life: Life) -> Shown:
    """Write LIFE as it is first shown."""
    if life.notice:
        return _as_notice(life)
    draft = life.draft
    shown = _shown(life, draft.telling)
    if life.source != "emploi_public":
        return shown
    return replace(shown, twin=_shown(life, replace(draft.telling, language="ar")))


def _shown(life: Life, telling: Telling) -> Shown:
    draft = life.draft
    published, until, opened = (
        life.start + timedelta(days=day) for day in (draft.posted, draft.until, draft.first_posted)
    )
    return show(draft.vacancy, telling, life.ref, published, until, opened)


def _edited(life: Life, day: int, what: str) -> Shown:
    shown, on = _first(life), life.start + timedelta(days=day)
    if what == "text":
        return replace(shown, edited=on, text=_reworked(shown.text, shown.language))
    if what == "deadline":
        return _extended(shown, on)
    return replace(shown, edited=on, positions=shown.positions + 2)


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
    ref = refs.next("emploi_public")
    return replace(life, ref=ref, vacancy=-1, closes=None, edit=None, notice=True)


def _as_notice(life: Life) -> Shown:
    about = _first(replace(life, notice=False))
    french, arabic = names()["notices"][about.vacancy % 2]
    assert about.twin  # all that emploi_public shows stands in Arabic too
    twin = _announced(about.twin, f"{arabic} {about.twin.title}")
    return replace(_announced(about, f"{french} : {about.title}"), twin=twin)


def _announced(shown: Shown, title: str) -> Shown:
    return replace(shown, title=title, vacancy=-1, kind="notice", listed_in="concours")
