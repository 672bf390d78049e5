"""The form of a prepared question: each parameter as a field with its choices, in the reader's language."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from datasette_plugins.reading.questions import Parameter, Question
from datasette_plugins.reading.reader import Reader, labels
from offers.taxonomy import rows

#: Parameters that are codes of a vocabulary; the second are listed by their label.
IN_ORDER = {
    "region": "regions",
    "contract": "contracts",
    "diploma": "diplomas",
    "pay_tax": "pay_taxes",
}
BY_LABEL = {"sector": "sectors", "occupation": "occupations", "language": "languages"}
#: What a browser helps to write.
WRITTEN = {"since": "date", "until": "date", "month": "month", "days": "number"}
#: Names that are written, with those it offers: of the towns and employers that have most offers.
NAMED = ("town", "employer", "skill")
INTERNSHIPS = "stage*"
LONGEST = 100
LIKELY = """
select v.code, v.label
from facet_counts c
join facet_values v on v.id = c.value
where c.kind = 'all' and v.field = :field and c.n > 0
order by c.n desc, v.id
limit 300
"""
SOURCES = "select name, title from sources order by title collate nocase, name"
Field = dict[str, Any]
Choices = list[tuple[str, str]]


async def fields(
    db: Any, question: Question, given: Mapping[str, str], reader: Reader
) -> list[Field]:
    """Make the fields of QUESTION, with what was GIVEN in them."""
    return [await _field(db, one, given.get(one.name, ""), reader) for one in question.parameters]


async def _field(db: Any, parameter: Parameter, given: str, reader: Reader) -> Field:
    name = parameter.name
    hint = f"question_hint_{name}"
    choices = await _choices(db, parameter, reader)
    known = name in NAMED or name in WRITTEN or given in ("", *(code for code, _ in choices))
    return {
        "name": name,
        "label": reader.say(f"question_ask_{name}"),
        "hint": reader.say(hint) if reader.knows(hint) else "",
        "value": given[:LONGEST],
        "kind": "list" if name in NAMED else WRITTEN.get(name, "select"),
        "choices": choices if known else [*choices, (given, given[:LONGEST])],
        "any": not parameter.choices,
        "unknown": bool(given) and name in UNKNOWN and UNKNOWN[name](given),
    }


async def _choices(db: Any, parameter: Parameter, reader: Reader) -> Choices:
    name = parameter.name
    if parameter.choices:
        return [(code, reader.say(f"question_ask_{code}")) for code in parameter.choices]
    if name in IN_ORDER:
        found = list(labels(IN_ORDER[name], reader.lang).items())
        return (
            [(INTERNSHIPS, reader.say("question_internships")), *found]
            if name == "contract"
            else found
        )
    if name in BY_LABEL:
        return sorted(labels(BY_LABEL[name], reader.lang).items(), key=lambda one: one[1])
    if name == "source":
        return [tuple(row) for row in (await db.execute(SOURCES)).rows]
    return await _likely(db, name, reader) if name in NAMED else []


async def _likely(db: Any, name: str, reader: Reader) -> Choices:
    if name == "skill":
        return [("", label) for label in sorted(set(labels("skills", reader.lang).values()))]
    field = {"town": "city", "employer": "employer"}[name]
    found = (await db.execute(LIKELY, {"field": field})).rows
    return [
        ("", reader.label("cities", code) if name == "town" else label) for code, label in found
    ]


@cache
def _names(vocabulary: str) -> frozenset[str]:
    columns = ("code", "label", "label_ar", "label_en")
    return frozenset(row[column].lower() for row in rows(vocabulary) for column in columns)


#: Whether nothing at all has the name that was written.
UNKNOWN: dict[str, Callable[[str], bool]] = {
    "town": lambda name: name.lower() not in _names("cities"),
    "skill": lambda name: name.lower() not in _names("skills"),
}
