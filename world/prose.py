"""What a vacancy says, planned once and told in three languages and two wordings."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from random import Random

from world.employers import Employer
from world.trades import Trade
from world.words import by_code, several, table

_APART = re.compile(r"\b(de|à) (les?)\b|\bde (?=[AEIOUÉÈaeiouéè])")
_TOGETHER = {"de le": "du", "de les": "des", "à le": "au", "à les": "aux", "de ": "d'"}


@dataclass(frozen=True, slots=True)
class Plan:
    """Choose the sentences of a vacancy, before any language."""

    opening: int
    tasks: tuple[tuple[int, int, int], ...]  # action, object, tail
    wants: tuple[int, ...]
    gives: tuple[int, ...]
    skill: int


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
    """List the sentences of PART; a second wording exists in French, and not for all of them."""
    column = "fr_other" if wording and language == "fr" else language
    return tuple(row[column] or row[language] for row in table("phrases") if row["part"] == part)


def plan(trade: Trade, rng: Random, experienced: bool = True) -> Plan:
    """Choose what a vacancy in TRADE says; one for beginners asks for no experience."""
    objects = rng.sample(range(len(trade.objects)), rng.randint(4, min(6, len(trade.objects))))
    actions, tails = len(phrases("action", "fr")), len(phrases("tail", "fr"))
    wants = rng.sample(range(2, len(phrases("want", "fr"))), rng.randint(2, 4))
    return Plan(
        opening=rng.randrange(len(phrases("opening", "fr"))),
        tasks=tuple((rng.randrange(actions), o, rng.randrange(tails)) for o in objects),
        wants=(0, 1, *wants) if experienced else (1, *wants),
        gives=tuple(rng.sample(range(len(phrases("give", "fr"))), rng.randint(1, 3))),
        skill=rng.randrange(100),
    )


def contract(text: str) -> str:
    """Contract French prepositions and articles.

    >>> contract("Assurer le suivi de les tournées et participer à le tri")
    'Assurer le suivi des tournées et participer au tri'
    """
    return _APART.sub(lambda found: _TOGETHER[found[0]], text)


@lru_cache(20_000)
def task(trade: Trade, chosen: tuple[int, int, int], language: str, wording: int) -> str:
    """Tell one task."""
    action, about, tail = chosen
    said = phrases("action", language, wording)[action].format(o=trade.objects[about][language])
    end = phrases("tail", language, wording)[tail].rstrip()
    said = contract(said) if language == "fr" else said
    return f"{said}{' ' + end.strip() if end else ''}."


@cache
def skills(trade: Trade, chosen: int) -> tuple[str, ...]:
    """Name the three skills that a vacancy asks for."""
    every = several(by_code("fields")[trade.field]["skills"])
    return tuple(every[(chosen + n) % len(every)] for n in range(min(3, len(every))))


def tell(
    chosen: Plan, trade: Trade, about: str, facts: dict[str, str], language: str, wording: int = 0
) -> Text:
    """Tell what was CHOSEN, with the FACTS that its sentences leave open."""
    facts = {"skill": skills(trade, chosen.skill)[0], **facts}
    openings, wants = phrases("opening", language, wording), phrases("want", language, wording)
    gives = phrases("give", language, wording)
    opening = openings[chosen.opening].format(**facts)
    return Text(
        about=about,
        opening=contract(opening) if language == "fr" else opening,
        tasks=tuple(task(trade, t, language, wording) for t in chosen.tasks),
        wants=tuple(wants[w].format(**facts) for w in chosen.wants),
        gives=tuple(gives[g] for g in chosen.gives),
    )


@lru_cache(20_000)
def boilerplate(employer: Employer, language: str, wording: int = 0) -> str:
    """Tell who EMPLOYER is: the same words in all it publishes."""
    if employer.kind == "public":
        return ""
    who, first, second = employer.about
    creeds = phrases("creed", language, wording)
    said = phrases("about", language, wording)[who].format(**_facts(employer, language))
    return " ".join(dict.fromkeys((said, creeds[first], creeds[second])))


@lru_cache(20_000)
def for_a_client(agency: Employer, client: Employer, language: str, wording: int = 0) -> str:
    """Tell who AGENCY is, and hide the client."""
    facts = {**_facts(client, language), "name": agency.name}
    creed = phrases("creed", language, wording)[agency.about[1]]
    return f"{phrases('agency', language, wording)[0].format(**facts)} {creed}"


def _facts(employer: Employer, language: str) -> dict[str, str]:
    return {
        "name": employer.name,
        "year": str(employer.year),
        "staff": str(employer.staff),
        "seat": employer.seat.names[language],
        "activity": by_code("fields")[employer.field][f"activity_{language}"],
    }
