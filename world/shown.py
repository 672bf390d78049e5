"""A posting of the world: what a site shows of a vacancy."""

from dataclasses import dataclass
from datetime import date
from random import Random

from world.prose import Text, boilerplate, for_a_client, skills, tell
from world.tellings import Telling
from world.trades import Town
from world.vacancies import Vacancy, every_town
from world.words import by_code, labels


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """Hold all that a site's templates need to show one posting."""

    source: str
    ref: str
    vacancy: int  # the truth; -1: it is no vacancy
    kind: str  # first, temporal, full, near, partial, semantic, translated, or notice
    language: str

    title: str
    company: str | None
    employer: int  # the site's number for who signs
    town: str
    city: str | None
    region: str
    contract: str
    contract_code: str
    remote: str
    sector: str
    function: str
    activity: str
    experience: str
    diploma: str
    skills: tuple[str, ...]
    salary: str | None
    positions: int
    reference: str | None
    published: date
    deadline: date
    edited: date
    text: Text
    grade: str
    line: str
    listed_in: str = ""  # which of emploi-public's lists
    featured: bool = False
    twin: "Shown | None" = None  # the same posting in Arabic


def title(vacancy: Vacancy, telling: Telling) -> str:
    """Give the title of VACANCY as TELLING has it."""
    named = vacancy.trade.titles[telling.language]
    said = named[telling.title % len(named)]
    line = f" ({vacancy.line})" if telling.language == "ar" else f" {vacancy.line}"
    level = vacancy.level[telling.language]
    said = f"{said}{line if vacancy.line else ''}{' ' + level if level else ''}"
    if vacancy.contract == "stage" and telling.source != "stagiaires":
        said = {"fr": f"Stage {said}", "en": f"{said} Intern", "ar": f"تدريب {said}"}[
            telling.language
        ]
    town = (
        vacancy.abroad or vacancy.town.names["fr" if telling.language == "ar" else telling.language]
    )
    return telling.style.format(title=said, TITLE=said.upper(), town=town)


def show(vacancy: Vacancy, telling: Telling, ref: str, published: date, deadline: date) -> Shown:
    """Show VACANCY on TELLING's site, under REF."""
    source, language = telling.source, telling.language
    field = by_code("fields")[vacancy.trade.field]
    agency = vacancy.agency if telling.agency else None
    return Shown(
        source=source,
        ref=ref,
        vacancy=vacancy.number,
        kind=telling.kind,
        language=language,
        title=title(vacancy, telling),
        company=_company(vacancy, telling),
        employer=(agency or vacancy.employer).number,
        town=vacancy.town.names["ar" if language == "ar" and source == "emploi_public" else "fr"],
        city=vacancy.abroad or _cities(vacancy, telling),
        region=vacancy.town.emploi_region if source == "emploi_ma" else vacancy.town.region,
        contract=labels(source, "contract").get(vacancy.contract, ""),
        contract_code=vacancy.contract,
        remote=labels(source, "remote")[vacancy.remote],
        sector=field["sector"],
        function=field["function"],
        activity=field["anapec"],
        experience=labels(source, "experience")[_years(vacancy)],
        diploma=labels(source, "diploma")[vacancy.trade.diploma],
        skills=skills(vacancy.trade, vacancy.plan.skill),
        salary=_salary(vacancy, source),
        positions=vacancy.positions,
        reference=vacancy.reference if telling.keeps is None else None,
        published=published,
        deadline=deadline,
        edited=published,
        text=_text(vacancy, telling),
        grade=vacancy.trade.titles[language][0],
        line=vacancy.line,
        listed_in=vacancy.home if source == "emploi_public" else "",
        featured=vacancy.number % 17 == 3 and source == "emploi_ma",
    )


def _years(vacancy: Vacancy) -> str:
    return "0" if vacancy.contract == "stage" else vacancy.level["years"]


def _company(vacancy: Vacancy, telling: Telling) -> str | None:
    signs = vacancy.agency if telling.agency and vacancy.agency else vacancy.employer
    if telling.signed is None:
        return None
    if telling.language == "ar" and signs.name_ar:
        return signs.name_ar
    return signs.name if telling.signed < 0 else signs.aliases[telling.signed % len(signs.aliases)]


def _cities(vacancy: Vacancy, telling: Telling) -> str | None:
    """Name the towns; where the site has room for one, and where little is told, the first."""
    first = _city(vacancy.town, telling, vacancy.number)
    if first is None or telling.source == "anapec" or telling.keeps is not None:
        return first
    return ", ".join([first, *(town.names["fr"] for town in vacancy.towns)])


def _city(town: Town, telling: Telling, salt: int) -> str | None:
    """Spell TOWN as the site, and the typist, would."""
    if telling.source == "anapec":
        return town.anapec[salt % len(town.anapec)]
    if telling.town is None:
        return None
    return town.names["fr"] if telling.town < 0 else town.odd[telling.town % len(town.odd)]


def _salary(vacancy: Vacancy, source: str) -> str | None:
    if vacancy.salary is None or source == "rekrute":
        return None
    low, high = (f"{n:,}".replace(",", " ") for n in vacancy.salary)
    if source == "anapec":
        return f"De {low} à {high} DHS"
    return f"{low} - {high} DH" if vacancy.number % 3 else f"Salaire entre {low} et {high} MAD"


def _facts(vacancy: Vacancy, language: str) -> dict[str, str]:
    named = vacancy.trade.titles[language][0]
    return {
        "title": f"{named} {vacancy.line}".strip(),
        "town": vacancy.abroad.partition(" (")[0]
        or ", ".join(town.names[language] for town in every_town(vacancy)),
        "years": vacancy.level[f"years_{language}"],
        "diploma": by_code("diplomas")[vacancy.trade.diploma][language],
    }


def _text(vacancy: Vacancy, telling: Telling) -> Text:
    language, wording = telling.language, telling.wording
    if telling.signed is None:
        about = ""
    elif telling.agency and vacancy.agency:
        about = for_a_client(vacancy.agency, vacancy.employer, language, wording)
    else:
        about = boilerplate(vacancy.employer, language, wording)
    whole = tell(vacancy.plan, vacancy.trade, about, _facts(vacancy, language), language, wording)
    tasks = list(whole.tasks)
    if telling.shuffled:
        Random(telling.shuffled).shuffle(tasks)
    if telling.keeps is None:
        return Text(whole.about, whole.opening, tuple(tasks), whole.wants, whole.gives)
    kept, wants = tuple(tasks[: telling.keeps]), whole.wants[: telling.keeps]
    return Text("" if telling.keeps == 1 else whole.about, whole.opening, kept, wants, ())
