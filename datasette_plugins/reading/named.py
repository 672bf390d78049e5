"""What the value of a filter is called, in the visitor's language."""

from collections.abc import Mapping

from datasette_plugins.reading.reader import Reader
from datasette_plugins.reading.values import Values

VOCABULARIES = {
    "region": "regions",
    "city": "cities",
    "contract": "contracts",
    "sector": "sectors",
    "diploma": "diplomas",
    "mode": "work_modes",
    "speaks": "languages",
    "language": "languages",
}


def named(reader: Reader, known: Values, titles: Mapping[str, str], field: str, value: str) -> str:
    """Name VALUE of FIELD; TITLES are those of the sources. What we have no word for is named as it is."""
    if field in VOCABULARIES:
        return reader.label(VOCABULARIES[field], value)
    if field == "source":
        return titles.get(value, value)
    if field == "employer":
        return known.labels.get((field, value), value)
    if field in ("within", "closing"):
        return reader.say(field, n=int(value))
    return reader.say(f"{field}_{value}") if reader.knows(f"{field}_{value}") else value
