"""What may be asked of the API: one table, which is read by, documented from and tested against."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from datasette_plugins.reading.asked import AROUND, CLOSING, FIELDS, LONGEST, SORTS, WITHIN, Asked
from datasette_plugins.reading.asked import read as read_search
from datasette_plugins.reading.paged import Place, read_place
from offers.facets import KINDS
from offers.speech import LANGUAGES
from offers.text import squeeze, visible

MOST_IDS = 200
MOST_OFFERS = 100
LARGEST = 2**53 - 1  # the largest whole number that JavaScript tells from its neighbours
_ID = {"type": "integer", "minimum": 0, "maximum": LARGEST}


class Parameter(NamedTuple):
    """Say what one parameter of an address may be, as JSON Schema; SEVERAL may be given more than once."""

    name: str
    schema: Mapping[str, Any]
    example: Any
    several: bool = False


class Unclear(ValueError):
    """Something asked that cannot be meant: KEY and VALUES say it to the one who asked."""

    def __init__(self, key: str, **values: Any):
        super().__init__(key)
        self.key, self.values = key, values


_EXAMPLES = {
    "region": "04", "city": "rabat", "contract": "stage", "sector": "it", "experience": "0",
    "diploma": "bac5", "mode": "hybrid", "speaks": "en", "language": "fr", "employer": "atlas conseil",
    "source": "anapec",
}  # fmt: skip

SEARCH = (
    Parameter("q", {"type": "string", "maxLength": LONGEST}, "stage comptable"),
    Parameter("kind", {"enum": list(KINDS), "default": "all"}, "internship"),
    *(
        Parameter(name, {"type": "string", "maxLength": 80}, _EXAMPLES[name], several=True)
        for name in FIELDS
    ),
    Parameter("paid", {"enum": [1]}, 1),
    Parameter("within", {"enum": list(WITHIN)}, 7),
    Parameter("closing", {"enum": list(CLOSING)}, 14),
    Parameter("near", {"type": "string"}, "rabat"),
    Parameter("km", {"enum": list(AROUND), "default": AROUND[1]}, 25),
)
ORDER = Parameter("sort", {"enum": list(SORTS)}, "date")
LANG = Parameter("lang", {"enum": list(LANGUAGES)}, "fr")
AFTER = Parameter("after", _ID | {"default": 0}, 1)
LIMIT = Parameter(
    "limit", {"type": "integer", "minimum": 0, "maximum": MOST_OFFERS, "default": 20}, 5
)
IDS = Parameter("id", _ID, 1, several=True)
CURSOR = Parameter("cursor", {"type": "string"}, "OS4w")

LISTED = (*SEARCH, ORDER, IDS, AFTER, LIMIT, CURSOR, LANG)
COUNTED = (*SEARCH, LANG)
SINGLE = (LANG,)


@dataclass(frozen=True, kw_only=True)
class Question:
    """Hold what was asked of the list of offers, and what of it was IGNORED."""

    asked: Asked
    ids: tuple[int, ...] = ()
    after: int = 0
    limit: int = 20
    place: Place | None = None
    ignored: tuple[str, ...] = ()

    def params(self) -> list[tuple[str, Any]]:
        """Write the question as the parameters of an address, its place in the list left out."""
        pairs = [("after", self.after), ("limit", self.limit)]
        return [*self.asked.params(), *((name, value) for name, value in pairs if value)]


def read(args: Any) -> Question:
    """Read a question from the parameters of an address; raise Unclear where it cannot be meant."""
    asked, ids = read_search(args).but(), _ids(args)
    after, cursor = _whole(args, AFTER), args.get("cursor")
    place = read_place(cursor) if cursor else None
    if cursor and place is None:
        raise Unclear("api_unclear_cursor")
    used = {"id", "limit", "lang"} if ids else {parameter.name for parameter in LISTED}
    used -= {"sort"} if after else set()
    return Question(
        asked=asked,
        ids=ids,
        after=after,
        limit=_whole(args, LIMIT),
        place=place,
        ignored=ignored(args, asked, used),
    )


def ignored(args: Any, asked: Asked, used: set[str]) -> tuple[str, ...]:
    """Name the parameters given that are not USED, or whose value ASKED did not take."""
    unmeant = {name for name in used if name in args and not _meant(args, asked, name)}
    return tuple(sorted({name for name in args if name not in used} | unmeant))


def _meant(args: Any, asked: Asked, name: str) -> bool:
    """Tell whether every value given for NAME stands in ASKED; the list's own parameters always do."""
    if name not in Asked.__dataclass_fields__:
        return name != "lang" or args.get("lang") in LANGUAGES
    given = {squeeze(visible(value))[:LONGEST] for value in args.getlist(name)} - {""}
    return given <= set(_held(asked, name))


def _held(asked: Asked, name: str) -> Iterator[str]:
    value = getattr(asked, name)
    yield from (str(v) for v in (value if isinstance(value, tuple) else (value,)))


def _ids(args: Any) -> tuple[int, ...]:
    given = args.getlist("id")
    if len(given) > MOST_IDS:
        raise Unclear("api_unclear_many", most=MOST_IDS)
    return tuple(dict.fromkeys(_number(value, IDS) for value in given))


def _whole(args: Any, parameter: Parameter) -> int:
    text = args.get(parameter.name)
    return _number(text, parameter) if text else parameter.schema["default"]


def _number(text: str, parameter: Parameter) -> int:
    """Read TEXT as the whole number that PARAMETER takes."""
    most = parameter.schema["maximum"]
    if text.isascii() and text.isdigit() and len(text) < 20 and int(text) <= most:
        return int(text)
    raise Unclear("api_unclear_number", name=parameter.name, most=str(most))
