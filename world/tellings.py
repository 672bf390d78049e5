"""How one vacancy comes to be told differently on different sites."""

from dataclasses import dataclass, replace
from random import Random

from world.boards import first_board, other_boards
from world.vacancies import PUBLIC, Vacancy

#: How a copy on another site differs from the first posting: how often in a hundred.
KINDS = {"full": 24, "near": 30, "partial": 18, "semantic": 18, "translated": 10}
#: How many copies a vacancy has: 0, 1, 2 or 3, of a hundred.
COPIES = (67, 21, 8, 4)
#: Of a hundred copies, those on the same site, under a new ref.
REPOSTED = 22


@dataclass(frozen=True, slots=True)
class Telling:
    """Say how a posting tells its vacancy."""

    source: str
    kind: str  # first, temporal, or one of KINDS
    language: str
    wording: int = 0
    title: int = 0  # which of the trade's titles
    style: str = "{title}"
    signed: int | None = -1  # -1 its name, 0… one of its aliases, None anonymous
    agency: bool = False
    town: int | None = -1  # -1 its name, 0… an odd spelling, None not told
    keeps: int | None = None  # how many tasks are told; None: all
    shuffled: int = 0


STYLES = (
    "{title}",
    "{title}",
    "{title} H/F",
    "{title} (H/F)",
    "{title} - {town}",
    "{TITLE}",
    "{title} – {town} (F/H)",
    "Recrute {title}",
    "{title} (Urgent)",
)


def first(vacancy: Vacancy, rng: Random, permitted: bool = False) -> Telling:
    """Tell VACANCY for the first time, on the site that its employer chose."""
    source = _first_source(vacancy, rng, permitted)
    french = source in ("anapec", "emploi_public")
    telling = Telling(
        source=source,
        kind="first",
        language="fr" if french else vacancy.language,
        title=0 if source == "emploi_public" else rng.choice((0, 0, 1, 2)),
        style=rng.choice(STYLES[:4]),
        signed=None if rng.random() < 0.1 and vacancy.home not in PUBLIC else -1,
        agency=vacancy.agency is not None and rng.random() < 0.7,
        town=rng.randrange(6) if rng.random() < 0.12 else -1,
    )
    return _by_custom(telling, rng)


def copies(vacancy: Vacancy, told: Telling, rng: Random, permitted: bool = False) -> list[Telling]:
    """Tell VACANCY again, after TOLD: on other sites, and sometimes on the same."""
    few = vacancy.home in PUBLIC and rng.random() < 0.5
    count = 0 if few or vacancy.abroad else rng.choices(range(4), COPIES)[0]
    others = other_boards(vacancy, told.source, permitted)
    rng.shuffle(others)
    made = []
    for _ in range(count):
        if rng.randrange(100) < REPOSTED and vacancy.home not in PUBLIC:
            made.append(replace(told, kind="temporal", signed=_again(told, rng)))
        elif others:
            made.append(_copy(vacancy, told, others.pop(), rng))
    return made


def _first_source(vacancy: Vacancy, rng: Random, permitted: bool) -> str:
    """Choose the employer's own system, where it has one and hires here by itself; else a board."""
    system, alone = vacancy.employer.system, not vacancy.agency and not vacancy.abroad
    if system and vacancy.home in ("board", "office") and alone and rng.random() < 0.6:
        return system.source
    return first_board(vacancy, rng, permitted)


def _again(told: Telling, rng: Random) -> int | None:
    return told.signed if rng.random() < 0.8 or told.signed is None else 0


def _copy(vacancy: Vacancy, told: Telling, source: str, rng: Random) -> Telling:
    kind = rng.choices(tuple(KINDS), tuple(KINDS.values()))[0]
    copy = replace(told, source=source, kind=kind)
    if kind != "full":
        copy = replace(copy, **_differences(vacancy, kind, rng))
    if vacancy.agency and rng.random() < 0.5:
        copy = replace(copy, agency=True)
    if vacancy.family != "single" and copy.town is None:
        copy = replace(copy, town=-1)  # a look-alike without its town could not be told apart
    return _by_custom(copy, rng)


def _differences(vacancy: Vacancy, kind: str, rng: Random) -> dict:
    aliases = len(vacancy.employer.aliases)
    near = {
        "style": rng.choice(STYLES),
        "signed": rng.randrange(aliases) if rng.random() < 0.35 else -1,
        "town": rng.randrange(6) if rng.random() < 0.3 else -1,
    }
    match kind:
        case "partial":
            hidden = rng.random() < 0.4
            lost = {"signed": None} if hidden else {"town": None} if rng.random() < 0.4 else {}
            return near | lost | {"keeps": rng.randint(1, 2)}
        case "semantic":
            return near | {
                "wording": 1,
                "title": rng.randrange(1, 4),
                "shuffled": rng.randrange(1, 99),
            }
        case "translated":
            return near | {"language": _other_language(vacancy, rng)}
    return near


def _other_language(vacancy: Vacancy, rng: Random) -> str:
    if vacancy.language == "en":
        return "fr"
    return "en" if vacancy.trade.titles["en"] and rng.random() < 0.6 else "ar"


def _by_custom(telling: Telling, rng: Random) -> Telling:
    """Follow the site's customs: ANAPEC is short and mostly anonymous."""
    if telling.source == "anapec":
        anonymous = rng.random() < 0.93
        return replace(
            telling, keeps=2, signed=None if anonymous else telling.signed, style="{title}"
        )
    if telling.source == "emploi_public":
        return replace(telling, style="{title}", signed=-1)
    if telling.source == "alwadifa_maroc":
        return replace(telling, style="{title}", signed=-1, language="ar")
    if "." in telling.source:  # its own system: it signs with its name
        return replace(telling, signed=-1, agency=False)
    return telling
