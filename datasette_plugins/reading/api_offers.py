"""An offer as the API gives it: one table of fields, each with its schema and where it is read."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

from datasette_plugins.reading.amounts import pay
from datasette_plugins.reading.reader import Reader
from datasette_plugins.reading.shown import LONGEST, cut, web_address

Row = Mapping[str, Any]
Schema = Mapping[str, Any]

POSTINGS = """
select p.offer, p.source, s.title, p.url, p.apply_url, p.closed_on
from json_each(:ids) chosen
join postings p on p.offer = chosen.value
join sources s on s.name = p.source
order by p.closed_on is not null, p.first_seen, p.id
"""
ALIASES = """
select a.id, a.offer from json_each(:ids) asked join offer_aliases a on a.id = asked.value
"""

TEXT = {"type": "string"}
MAYBE: Schema = {"type": ["string", "null"]}
NUMBER: Schema = {"type": ["number", "null"]}
DAY: Schema = {"type": ["string", "null"], "format": "date"}
TIME: Schema = {"type": "string"}


def thing(may_lack: bool = False, /, **properties: Schema) -> dict[str, Any]:
    """Write the schema of an object that has these PROPERTIES, all of them and no other."""
    kind = ["object", "null"] if may_lack else "object"
    return {
        "type": kind,
        "properties": properties,
        "required": list(properties),
        "additionalProperties": False,
    }


def list_of(items: Schema) -> dict[str, Any]:
    """Write the schema of a list of ITEMS."""
    return {"type": "array", "items": items}


class Told(NamedTuple):
    """Hold what is told of one offer beside its row: to whom, its address, who shows it."""

    reader: Reader
    address: str
    postings: Sequence[Row]


class Field(NamedTuple):
    """Name a field of an offer: its schema, and how it is read."""

    name: str
    schema: Schema
    read: Callable[[Row, Told], Any]


def _column(name: str, schema: Schema, column: str) -> Field:
    return Field(name, schema, lambda offer, told: offer[column])


def _coded(name: str, vocabulary: str, column: str) -> Field:
    """Make a field of the code in COLUMN, with its label in the language of the reader."""

    def read(offer: Row, told: Told) -> dict[str, str] | None:
        code = offer[column]
        return {"code": code, "label": told.reader.label(vocabulary, code)} if code else None

    return Field(name, thing(True, code=TEXT, label=TEXT), read)


def _place(offer: Row, told: Told) -> str | None:
    label = told.reader.label
    return label("cities", offer["city_code"]) or label("regions", offer["region_code"]) or None


def _towns(offer: Row, told: Told) -> list[str]:
    return json.loads(offer["city_codes"]) or [code for code in [offer["city_code"]] if code]


def _pay(offer: Row, told: Told) -> dict[str, Any] | None:
    text = pay(offer, told.reader) or cut(offer["salary"], 60)
    if not text:
        return None
    names = ("min", "max", "currency", "period", "tax")
    return {name: offer[f"salary_{name}"] for name in names} | {"text": text}


def _experience(offer: Row, told: Told) -> dict[str, Any] | None:
    least, most = offer["experience_min"], offer["experience_max"]
    return None if least is None and most is None else {"min": least, "max": most}


def _agency(offer: Row, told: Told) -> bool | None:
    return None if offer["is_agency"] is None else bool(offer["is_agency"])


def _postings(offer: Row, told: Told) -> list[dict[str, Any]]:
    """List one posting a source: an open one where there is one."""
    found: dict[str, dict[str, Any]] = {}
    for posting in told.postings:
        url = web_address(posting["url"]) or web_address(posting["apply_url"])
        closed = posting["closed_on"] is not None
        shown = {"source": posting["source"], "title": posting["title"], "url": url}
        found.setdefault(posting["source"], shown | {"closed": closed})
    return list(found.values())


_POSTING = thing(source=TEXT, title=TEXT, url={"type": ["string", "null"]}, closed={"type": "boolean"})  # fmt: skip
_PAY = thing(True, min=NUMBER, max=NUMBER, currency=MAYBE, period=MAYBE, tax=MAYBE, text=TEXT)
_SAID = {"type": "object", "additionalProperties": {"type": ["string", "null"]}}

FIELDS = (
    _column("id", {"type": "integer"}, "id"),
    Field("url", {"type": "string", "format": "uri"}, lambda offer, told: told.address),
    Field("title", TEXT, lambda offer, told: cut(offer["title_shown"] or offer["title"])),
    Field("employer", MAYBE, lambda o, told: cut(o["employer"] or o["company"], 120) or None),
    Field("agency", {"type": ["boolean", "null"]}, _agency),
    Field("place", MAYBE, _place),
    Field("towns", list_of(TEXT), _towns),
    _coded("region", "regions", "region_code"),
    _coded("contract", "contracts", "contract_code"),
    _coded("mode", "work_modes", "remote_code"),
    _coded("sector", "sectors", "sector_code"),
    Field("experience", thing(True, min=NUMBER, max=NUMBER), _experience),
    _coded("diploma", "diplomas", "diploma_code"),
    Field("languages", _SAID, lambda offer, told: json.loads(offer["languages_asked"] or "{}")),
    Field("pay", _PAY, _pay),
    _column("published", DAY, "published_on"),
    _column("closes", DAY, "deadline_on"),
    Field("closed", {"type": "boolean"}, lambda offer, told: offer["closed_on"] is not None),
    _column("closed_on", MAYBE, "closed_on"),
    _column("sources", {"type": "integer"}, "sources"),
    Field("postings", list_of(_POSTING), _postings),
    _column("lang", MAYBE, "language"),
    Field(
        "excerpt",
        {"type": "string", "maxLength": LONGEST},
        lambda offer, told: cut(offer["excerpt"]),
    ),
    _column("first_seen", TIME, "first_seen"),
    _column("updated", TIME, "updated_at"),
)


async def told_offers(
    db: Any, reader: Reader, offers: Sequence[Row], address: Callable[[str], str]
) -> list[dict[str, Any]]:
    """Tell OFFERS as the API does; ADDRESS makes a path absolute."""
    ids = json.dumps([offer["id"] for offer in offers])
    shown: dict[int, list[Row]] = {}
    for row in (await db.execute(POSTINGS, {"ids": ids})).rows:
        shown.setdefault(row["offer"], []).append(row)
    told = [
        Told(reader, address(f"{reader.base}/offer/{offer['id']}"), shown.get(offer["id"], ()))
        for offer in offers
    ]
    return [
        {field.name: field.read(offer, known) for field in FIELDS}
        for offer, known in zip(offers, told, strict=True)
    ]


async def living(db: Any, ids: Sequence[int]) -> dict[int, int]:
    """Say which of IDS were merged away, and into which offer each."""
    return {row[0]: row[1] for row in (await db.execute(ALIASES, {"ids": json.dumps(ids)})).rows}
