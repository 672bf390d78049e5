"""A posting of the world: what a site shows of a vacancy."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from world.employers import Employer
from world.facts import HOURS, SHORT, Facts, grouped, lines, link
from world.prose import Text, boilerplate, for_a_client, skills, tell
from world.tellings import Telling
from world.trades import Town
from world.vacancies import Vacancy, every_town
from world.words import by_code, labels, several


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
    said = named[telling.title % len(named)] if telling.title >= 0 else _generic(vacancy, telling)
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


def _generic(vacancy: Vacancy, telling: Telling) -> str:
    """Name the field's people, as those do who take little care of a title."""
    every = several(by_code("fields")[vacancy.trade.field][f"generic_{telling.language}"])
    return every[vacancy.salt % len(every)]


def show(
    vacancy: Vacancy,
    telling: Telling,
    ref: str,
    published: date,
    deadline: date,
    opened: date | None = None,
) -> Shown:
    """Show VACANCY, first told when it was OPENED, on TELLING's site, under REF."""
    source, language = telling.source, telling.language
    field = by_code("fields")[vacancy.trade.field]
    return Shown(
        source=source,
        ref=ref,
        vacancy=vacancy.number,
        kind=telling.kind,
        language=language,
        title=title(vacancy, telling),
        company=_company(vacancy, telling),
        employer=_signs(vacancy, telling).number,
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
        reference=vacancy.reference if telling.referred and telling.keeps is None else None,
        published=published,
        deadline=deadline,
        edited=published,
        text=_text(vacancy, telling, deadline, opened or published),
        grade=vacancy.trade.titles[language][0],
        line=vacancy.line,
        listed_in=vacancy.home if source == "emploi_public" else "",
        featured=vacancy.number % 17 == 3 and source == "emploi_ma",
    )


def _years(vacancy: Vacancy) -> str:
    return "0" if vacancy.contract == "stage" else vacancy.level["years"]


def _signs(vacancy: Vacancy, telling: Telling) -> Employer:
    by = {"agency": vacancy.agency, "rival": vacancy.rival}
    return by.get(telling.signer) or vacancy.employer


def _company(vacancy: Vacancy, telling: Telling) -> str | None:
    signs = _signs(vacancy, telling)
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
    low, high = map(grouped, vacancy.salary)
    if source == "anapec":
        return f"De {low} à {high} DHS"
    return f"{low} - {high} DH" if vacancy.number % 3 else f"Salaire entre {low} et {high} MAD"


def _words(vacancy: Vacancy, language: str) -> dict[str, str]:
    named = vacancy.trade.titles[language][0]
    return {
        "title": f"{named} {vacancy.line}".strip(),
        "town": vacancy.abroad.partition(" (")[0]
        or ", ".join(town.names[language] for town in every_town(vacancy)),
        "years": vacancy.level[f"years_{language}"],
        "diploma": by_code("diplomas")[vacancy.trade.diploma][language],
    }


def _facts(vacancy: Vacancy, telling: Telling, deadline: date, opened: date) -> Facts:
    signs, shown = _signs(vacancy, telling), telling.signed is not None
    return Facts(
        tools=vacancy.plan.tools,
        posts=vacancy.positions,
        pay=vacancy.salary,
        hours=HOURS[vacancy.salt % len(HOURS)],
        start=opened + timedelta(days=15 + vacancy.salt % 45),
        until=deadline,
        ref=vacancy.reference if telling.referred else None,
        mail=signs.mail if shown or "@boite" in signs.mail else "",
        link=link(signs, vacancy.salt) if shown else "",
    )


def _text(vacancy: Vacancy, telling: Telling, deadline: date, opened: date) -> Text:
    """Tell the whole, then leave out what the telling does."""
    language, wording = telling.language, telling.wording
    about, words = _about(vacancy, telling), _words(vacancy, language)
    whole = tell(vacancy.plan, vacancy.trade, about, words, language, wording)
    names = vacancy.told - telling.forgets if telling.forgets else vacancy.told
    facts = _facts(vacancy, telling, deadline, opened)
    if telling.keeps is not None:
        return _shortened(whole, facts, names, telling)
    profile, end = lines(facts, names, language, wording)
    tasks = _shuffled(whole.tasks, telling.shuffled)
    text = Text(about, whole.opening, tasks, whole.wants + profile, whole.gives + end)
    return text if telling.cut is None else _cut(text, telling.cut)


def _about(vacancy: Vacancy, telling: Telling) -> str:
    language, wording, signs = telling.language, telling.wording, _signs(vacancy, telling)
    if telling.signed is None:
        return ""
    if signs is vacancy.employer:
        return boilerplate(signs, language, wording)
    return for_a_client(signs, vacancy.employer, language, wording)


def _shuffled(tasks: tuple[str, ...], seed: int) -> tuple[str, ...]:
    if not seed:
        return tasks
    return tuple(Random(seed).sample(tasks, len(tasks)))


def _shortened(whole: Text, facts: Facts, names: frozenset[str], telling: Telling) -> Text:
    """Keep the first of the tasks, and the facts that matter most."""
    keeps = telling.keeps
    profile, end = lines(facts, names & SHORT, telling.language, telling.wording)
    about = "" if keeps == 1 else whole.about
    return Text(about, whole.opening, whole.tasks[:keeps], whole.wants[:keeps] + profile, end)


def _cut(text: Text, letters: int) -> Text:
    """Break TEXT off after so many LETTERS, as sites do that show the beginning of another's.

    >>> _cut(Text("Nous sommes.", "Venez vite.", ("Suivre tout.",), (), ()), 19)
    Text(about='Nous sommes.', opening='Venez v…', tasks=('…',), wants=(), gives=())
    """
    parts = (text.about, text.opening, *text.tasks, *text.wants, *text.gives)
    kept = []
    for part in parts:
        said = part if len(part) <= letters else f"{part[: max(letters, 0)]}…"
        letters -= len(part)
        kept.append(said)
    tasks = [said for said in kept[2 : 2 + len(text.tasks)] if said != "…"] or ["…"]
    rest = [said for said in kept[2 + len(text.tasks) :] if said != "…"]
    return Text(kept[0], kept[1], tuple(tasks), tuple(rest), ())
