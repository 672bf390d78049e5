"""How one vacancy comes to be told differently on different sites."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from random import Random
from typing import Any

from world.boards import first_board, other_boards
from world.chance import below, one_of, weighed
from world.facts import SHORT, forgotten
from world.vacancies import PUBLIC, Vacancy

#: How a copy on another site differs from the first posting: how often in a hundred.
KINDS = {"full": 20, "near": 24, "partial": 19, "semantic": 23, "translated": 14}
#: How many copies a vacancy has: 0, 1, 2 or 3, of a hundred.
COPIES = {"0": 69, "1": 20, "2": 8, "3": 3}
#: Of a hundred copies, those on the same site, under a new ref.
REPOSTED = 22
#: How often the first posting names nobody, or has a title that says little; ANAPEC's hide most.
ANONYMOUS, GENERIC, HIDDEN_BY_ANAPEC = 0.15, 0.03, 0.93
#: How often the field for the town is empty; the first sentence tells it still.
NO_TOWN = 0.03
#: How often look-alikes are told alike, on one site and day.
TOGETHER = 0.85
#: How often a copy has a reference that the first has, and the same last day.
KEEPS_REFERENCE, KEEPS_DEADLINE = 0.6, 0.6
#: Facts enough for a careful reader, where neither words nor names are the same.
ENOUGH = 4


@dataclass(frozen=True, slots=True)
class Telling:
    """Say how a posting tells its vacancy."""

    source: str
    kind: str  # first, temporal, or one of KINDS
    language: str
    wording: int = 0
    title: int = 0  # which of the trade's titles; -1: one that says little
    style: str = "{title}"
    signed: int | None = -1  # -1 its name, 0… one of its aliases, None anonymous
    signer: str = "employer"  # or agency, or rival: who publishes it
    town: int | None = -1  # -1 its name, 0… an odd spelling, None not told
    keeps: int | None = None  # how many tasks are told; None: all
    cut: int | None = None  # after how many letters the text breaks off
    shuffled: int = 0
    forgets: frozenset[str] = frozenset()  # the facts that it leaves out
    referred: bool = True
    dated: bool = True  # whether its last day is the vacancy's


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
    "{TITLE} H/F - {town}",
    "Nous recrutons : {title}",
    "{title} à {town}",
)


def firsts(
    vacancies: Iterable[Vacancy], rng: Random, permitted: bool = False
) -> Iterator[tuple[Vacancy, Telling, bool]]:
    """Tell each of VACANCIES for the first time; True: beside the one before, and as that one."""
    last: tuple[Vacancy, Telling, bool] | None = None
    for vacancy in vacancies:
        sister = last is not None and last[0].plan is vacancy.plan
        together = last[2] if last and sister else rng.random() < TOGETHER
        beside = sister and together
        told = last[1] if last and beside else first(vacancy, rng, permitted)
        last = vacancy, told, together
        yield vacancy, told, beside


def first(vacancy: Vacancy, rng: Random, permitted: bool = False) -> Telling:
    """Tell VACANCY for the first time, on the site that its employer chose."""
    source = _first_source(vacancy, rng, permitted)
    french = source in ("anapec", "emploi_public")
    hides = rng.random() < ANONYMOUS and vacancy.home not in PUBLIC
    telling = Telling(
        source=source,
        kind="first",
        language="fr" if french else vacancy.language,
        title=0 if source == "emploi_public" else one_of(rng, (0, 0, 1, 2)),
        style=STYLES[below(rng, 4)],
        signed=None if hides else -1,
        signer="agency" if vacancy.agency and rng.random() < 0.75 else "employer",
        town=_town_of(vacancy, rng),
    )
    if not hides and vacancy.home in ("board", "office") and rng.random() < GENERIC:
        telling = replace(telling, title=-1)
    return _by_custom(telling, rng)


def _town_of(vacancy: Vacancy, rng: Random) -> int | None:
    chance = rng.random()
    if chance < NO_TOWN and vacancy.family == "single" and vacancy.home not in PUBLIC:
        return None
    return rng.randrange(6) if chance > 0.88 else -1


def copies(vacancy: Vacancy, told: Telling, rng: Random, permitted: bool = False) -> list[Telling]:
    """Tell VACANCY again, after TOLD: on other sites, and sometimes on the same."""
    few = vacancy.home in PUBLIC and rng.random() < 0.5
    count = 0 if few or vacancy.abroad else int(weighed(rng, COPIES))
    if not count:
        return []
    others = list(other_boards(vacancy, told.source, permitted))
    rng.shuffle(others)
    made = []
    for _ in range(count):
        if rng.randrange(100) < REPOSTED and vacancy.home not in PUBLIC:
            made.append(
                replace(told, kind="temporal", signed=_again(told, rng), dated=rng.random() < 0.2)
            )
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
    kind = weighed(rng, KINDS)
    changes = _differences(vacancy, kind, rng) if kind != "full" else {}
    changes |= _another_signer(vacancy, told, rng)
    if changes.get("signer", told.signer) != told.signer and kind == "full":
        kind = "near"  # another's boilerplate stands around the same tasks
    if vacancy.family != "single" and changes.get("town", told.town) is None:
        changes["town"] = -1  # a look-alike without its town could not be told apart
    copy = replace(told, **({"source": source, "kind": kind} | changes))
    copy = _by_custom(copy, rng)
    return copy if _recognisable(vacancy, told, copy) else _nearer(told, copy)


def _differences(vacancy: Vacancy, kind: str, rng: Random) -> dict[str, Any]:
    aliases = len(vacancy.employer.aliases)
    near = {
        "style": rng.choice(STYLES),
        "signed": rng.randrange(aliases) if rng.random() < 0.35 else -1,
        "town": rng.randrange(6) if rng.random() < 0.3 else -1,
        "referred": rng.random() < KEEPS_REFERENCE,
        "dated": rng.random() < KEEPS_DEADLINE,
    }
    match kind:
        case "partial":
            return near | _lost(rng)
        case "semantic":
            said = {"wording": 1, "title": rng.randrange(1, 4), "forgets": forgotten(rng)}
            return near | said | {"shuffled": rng.randrange(1, 99)}
        case "translated":
            language = _other_language(vacancy, rng)
            return near | {"language": language, "forgets": forgotten(rng)}
    return near


def _lost(rng: Random) -> dict[str, Any]:
    """Shorten: to a task or two, or to the first letters of the text; and hide who, or where."""
    lost: dict[str, Any] = {"signed": None} if rng.random() < 0.4 else {}
    if rng.random() < 0.5:  # what is left may be boilerplate alone
        return lost | {"cut": rng.randrange(150, 500), "title": 0, "town": -1}
    if not lost and rng.random() < 0.4:
        lost = {"town": None}  # the first sentence tells it still
    return lost | {"keeps": rng.randint(1, 2)}


def _another_signer(vacancy: Vacancy, told: Telling, rng: Random) -> dict[str, Any]:
    """Let the other agency publish the mission too, or the agency what its client published."""
    chance = rng.random()
    if vacancy.rival and chance < 0.5:
        return {"signer": "rival" if told.signer == "agency" else "agency", "signed": -1}
    if vacancy.agency and chance < 0.5:
        return {"signer": "agency"}
    return {}


def _other_language(vacancy: Vacancy, rng: Random) -> str:
    if vacancy.language != "fr":
        return "fr"
    return "en" if vacancy.trade.titles["en"] and rng.random() < 0.6 else "ar"


def _by_custom(telling: Telling, rng: Random) -> Telling:
    """Follow the site's customs: ANAPEC is short and mostly anonymous."""
    if telling.source == "anapec":
        anonymous = rng.random() < HIDDEN_BY_ANAPEC
        signed = None if anonymous else telling.signed
        return replace(
            telling, keeps=2, cut=None, signed=signed, style="{title}", title=max(0, telling.title)
        )
    if telling.source == "emploi_public":
        return replace(telling, style="{title}", signed=-1)
    if telling.source == "alwadifa_maroc":
        return replace(telling, style="{title}", signed=-1, language="ar")
    if "." in telling.source:  # its own system: it signs with its name
        return replace(telling, signed=-1, signer="employer")
    return telling


def _recognisable(vacancy: Vacancy, told: Telling, copy: Telling) -> bool:
    """Say whether a careful reader could know COPY for TOLD: by name, by its words, or by facts."""
    named = None not in (told.signed, copy.signed) and told.signer == copy.signer
    if copy.cut is not None:
        return named  # what is left may be boilerplate
    if copy.wording == told.wording and copy.language == told.language:
        return True
    tasks = vacancy.plan.tasks[: min(told.keeps or 9, copy.keeps or 9)]
    figures = sum(figure > 0 for *_, figure in tasks)
    facts = (vacancy.told - copy.forgets) & _there(vacancy)
    if told.keeps or copy.keeps:
        facts &= SHORT
    return named or figures + len(facts) + ("tools" in facts) >= ENOUGH


def _there(vacancy: Vacancy) -> set[str]:
    """Name the facts of VACANCY that tell it from others, were they told by somebody unnamed."""
    there = {"tools", "until", "start"}
    there |= {"pay"} if vacancy.salary else set()
    there |= {"posts"} if vacancy.positions > 1 else set()
    return there | ({"ref"} if vacancy.reference else set())


def _nearer(told: Telling, copy: Telling) -> Telling:
    """Tell COPY in the words of TOLD, a shortened one with a task at least."""
    if copy.cut is not None:
        return replace(copy, cut=None, keeps=1)
    return replace(
        copy, kind="near", wording=told.wording, language=told.language, title=told.title,
        shuffled=told.shuffled, forgets=told.forgets,
    )  # fmt: skip
