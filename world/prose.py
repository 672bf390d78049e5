"""What a vacancy says, planned once and told in three languages and two wordings."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random

from world.chance import below
from world.employers import Employer
from world.trades import Trade
from world.words import by_code, several, table

_APART = re.compile(r"\b(de|à) (les?)\b|\bde (?=[AEIOUÉÈaeiouéè])")
_TOGETHER = {"de le": "du", "de les": "des", "à le": "au", "à les": "aux", "de ": "d'"}
#: Of a hundred tasks, those that name a figure; of a hundred vacancies, those of which little is told.
FIGURED, THIN = 40, 6


@dataclass(frozen=True, slots=True)
class Plan:
    """Choose the sentences of a vacancy, before any language."""

    opening: int
    tasks: tuple[
        tuple[int, int, int, int], ...
    ]  # action, object, tail, figure; the figure is 0: none
    wants: tuple[int, ...]
    gives: tuple[int, ...]
    skill: int
    tools: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a vacancy's sentences, in one language and one wording."""

    about: str
    opening: str
    tasks: tuple[str, ...]
    wants: tuple[str, ...]
    gives: tuple[str, ...]


@cache
def phrases(part: str, language: str, wording: int = 0) -> tuple[str, ...]:
    """List the sentences of PART; the second wording says the same in other words."""
    column = f"{language}_other" if wording else language
    return tuple(row[column] or row[language] for row in table("phrases") if row["part"] == part)


@cache
def _count(part: str) -> int:
    return len(phrases(part, "fr"))


def plan(trade: Trade, house: tuple[int, ...], rng: Random, experienced: bool = True) -> Plan:
    """Choose what a vacancy in TRADE says; one for beginners asks for no experience.

    A HOUSE always opens, asks and offers in the same words.
    """
    thin = below(rng, 100) < THIN
    most = 2 if thin else min(6, len(trade.objects))
    objects = rng.sample(range(len(trade.objects)), rng.randint(1 if thin else 4, most))
    wants = [] if thin else _wants(house, rng)
    return Plan(
        opening=(house[0] if house else below(rng, 1000)) % _count("opening"),
        tasks=tuple(_task(o, rng) for o in objects),
        wants=(0, 1, *wants) if experienced else (1, *wants),
        gives=() if thin else _gives(house, rng),
        skill=below(rng, 100),
        tools=tuple(rng.sample(_tools(trade.field), rng.randint(2, 4))),
    )


def _task(about: int, rng: Random) -> tuple[int, int, int, int]:
    action = below(rng, _count("action"))
    if below(rng, 100) < FIGURED:
        return action, about, below(rng, _count("figured")), 2 + below(rng, 59)
    return action, about, below(rng, _count("tail")), 0


def _wants(house: tuple[int, ...], rng: Random) -> list[int]:
    several_wants = range(2, _count("want"))
    if house:
        return list(dict.fromkeys(several_wants[n % len(several_wants)] for n in house[1:5]))
    return rng.sample(several_wants, rng.randint(2, 4))


def _gives(house: tuple[int, ...], rng: Random) -> tuple[int, ...]:
    if house:
        return tuple(dict.fromkeys(n % _count("give") for n in house[4:]))
    return tuple(rng.sample(range(_count("give")), rng.randint(1, 3)))


def contract(text: str) -> str:
    """Contract French prepositions and articles.

    >>> contract("Assurer le suivi de les tournées et participer à le tri")
    'Assurer le suivi des tournées et participer au tri'
    """
    return _APART.sub(lambda found: _TOGETHER[found[0]], text)


@cache
def _duty(trade: Trade, action: int, about: int, language: str, wording: int) -> str:
    said = phrases("action", language, wording)[action].format(o=trade.objects[about][language])
    return contract(said) if language == "fr" else said


def task(trade: Trade, chosen: tuple[int, int, int, int], language: str, wording: int) -> str:
    """Tell one task; its figure is the same in every language and wording."""
    action, about, tail, figure = chosen
    said = _duty(trade, action, about, language, wording)
    if figure:
        end = phrases("figured", language, wording)[tail].replace("{n}", str(figure))
    else:
        end = phrases("tail", language, wording)[tail]
    return f"{said}{end}."


@cache
def skills(trade: Trade, chosen: int) -> tuple[str, ...]:
    """Name the three skills that a vacancy asks for."""
    every = several(by_code("fields")[trade.field]["skills"])
    return tuple(every[(chosen + n) % len(every)] for n in range(min(3, len(every))))


@cache
def _tools(field: str) -> tuple[str, ...]:
    return several(by_code("fields")[field]["tools"])


def tell(
    chosen: Plan, trade: Trade, about: str, facts: dict[str, str], language: str, wording: int = 0
) -> Text:
    """Tell what was CHOSEN, with the FACTS that its sentences leave open."""
    facts = {"skill": chosen.tools[0], **facts}
    openings, wants = phrases("opening", language, wording), phrases("want", language, wording)
    gives = phrases("give", language, wording)
    opening = openings[chosen.opening]
    said = opening.format(**facts)
    return Text(
        about=about,
        opening=contract(said) if language == "fr" and "de {" in opening else said,
        tasks=tuple(task(trade, t, language, wording) for t in chosen.tasks),
        wants=tuple(_filled(wants[w], facts) for w in chosen.wants),
        gives=tuple(gives[g] for g in chosen.gives),
    )


def _filled(phrase: str, facts: dict[str, str]) -> str:
    return phrase.format(**facts) if "{" in phrase else phrase


@lru_cache(100_000)
def boilerplate(employer: Employer, language: str, wording: int = 0) -> str:
    """Tell who EMPLOYER is: the same words in all it publishes."""
    if employer.kind == "public":
        return ""
    said = phrases("about", language, wording)
    first = said[employer.about[0] % len(said)].format(**_facts(employer, language))
    return _together(first, _creeds(employer, language, wording), language)


@lru_cache(100_000)
def for_a_client(agency: Employer, client: Employer, language: str, wording: int = 0) -> str:
    """Tell who AGENCY is, and hide the client."""
    facts = _facts(agency, language) | {"activity": _facts(client, language)["activity"]}
    said = phrases("agency", language, wording)
    first = said[agency.about[0] % len(said)].format(**facts)
    return _together(first, _creeds(agency, language, wording), language)


def _together(first: str, creeds: tuple[str, ...], language: str) -> str:
    return " ".join((contract(first) if language == "fr" else first, *creeds))


def _creeds(employer: Employer, language: str, wording: int) -> tuple[str, ...]:
    """Give the sentences of a boilerplate after the first, with the employer's own figures."""
    every = phrases("creed", language, wording)
    chosen = dict.fromkeys(n % len(every) for n in employer.about[1:])
    return tuple(every[n].replace("{n}", str(3 + (employer.number + 7 * n) % 40)) for n in chosen)


def _facts(employer: Employer, language: str) -> dict[str, str]:
    return {
        "name": employer.name,
        "year": str(employer.year),
        "staff": str(employer.staff),
        "seat": employer.seat.names[language],
        "activity": by_code("fields")[employer.field][f"activity_{language}"],
    }
