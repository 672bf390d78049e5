"""The API described by OpenAPI, from the same tables that answer."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from datasette_plugins.reading.api_facets import TOLD
from datasette_plugins.reading.api_offers import FIELDS, TEXT, list_of, thing
from datasette_plugins.reading.api_parameters import COUNTED, LISTED, SINGLE, Parameter
from datasette_plugins.reading.reader import Reader

INTEGER = {"type": "integer"}
BOOLEAN = {"type": "boolean"}


class Operation(NamedTuple):
    """Name what can be asked: its path, its parameters, what it answers with, how it may fail."""

    name: str
    path: str
    parameters: Sequence[Parameter]
    answers: str
    fails: Sequence[int]


OPERATIONS = (
    Operation("offers", "/api/offers.json", LISTED, "Offers", (400, 414, 429, 503)),
    Operation("offer", "/api/offers/{id}.json", SINGLE, "Offer", (404, 414, 429, 503)),
    Operation("facets", "/api/facets.json", COUNTED, "Facets", (414, 429, 503)),
)


def _ref(name: str) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{name}"}


def schemas(reader: Reader) -> dict[str, Any]:
    """Write the schemas of all answers; what is said in them is in the language of READER."""
    offer = {
        field.name: dict(field.schema) | {"description": reader.say(f"api_field_{field.name}")}
        for field in FIELDS
    }
    moved = {"type": "object", "additionalProperties": INTEGER}
    offers = thing(
        total=INTEGER,
        total_is_least=BOOLEAN,
        next={"type": ["string", "null"], "format": "uri"},
        offers=list_of(_ref("Offer")),
        ignored=list_of(TEXT),
        moved=moved,
    )
    value = thing(value=TEXT, label=TEXT, n=INTEGER)
    fields = thing(**{name: list_of(value) for name in TOLD})
    counts = thing(of_newest=BOOLEAN, fields=fields, ignored=list_of(TEXT))
    return {
        "Offer": thing(**offer),
        "Offers": _said(offers, reader, "api_list"),
        "Facets": _said(counts, reader, "api_list"),
        "Problem": thing(type=TEXT, title=TEXT, status=INTEGER, detail=TEXT),
    }


def _said(schema: dict[str, Any], reader: Reader, prefix: str) -> dict[str, Any]:
    """Describe each property of SCHEMA by the words whose key begins with PREFIX."""
    described = {
        name: dict(property) | {"description": reader.say(f"{prefix}_{name}")}
        for name, property in schema["properties"].items()
    }
    return schema | {"properties": described}


def _parameter(parameter: Parameter, reader: Reader) -> dict[str, Any]:
    schema = dict(parameter.schema)
    said = {
        "name": parameter.name,
        "in": "query",
        "description": reader.say(f"api_asks_{parameter.name}"),
        "schema": list_of(schema) if parameter.several else schema,
        "example": [parameter.example] if parameter.several else parameter.example,
    }
    return said | ({"style": "form", "explode": True} if parameter.several else {})


def _in_path(path: str, reader: Reader) -> list[dict[str, Any]]:
    if "{id}" not in path:
        return []
    said = reader.say("api_field_id")
    return [
        {"name": "id", "in": "path", "required": True, "description": said, "schema": INTEGER}
    ]  # fmt: skip


def _answers(operation: Operation, reader: Reader) -> dict[str, Any]:
    found = {"application/json": {"schema": _ref(operation.answers)}}
    answers: dict[str, Any] = {"200": {"description": reader.say("api_found"), "content": found}}
    if "{id}" in operation.path:
        answers["301"] = {"description": reader.say("api_merged")}
    problem = {"application/problem+json": {"schema": _ref("Problem")}}
    for status in operation.fails:
        said = reader.say(f"api_fails_{status}")
        answers[str(status)] = {"description": said, "content": problem}
    return answers


def _operation(operation: Operation, reader: Reader) -> dict[str, Any]:
    return {
        "operationId": operation.name,
        "summary": reader.say(f"api_does_{operation.name}"),
        "parameters": [
            *_in_path(operation.path, reader),
            *(_parameter(parameter, reader) for parameter in operation.parameters),
        ],
        "responses": _answers(operation, reader),
    }


def openapi(reader: Reader, server: str, title: str) -> Mapping[str, Any]:
    """Describe the API that answers at SERVER, in the language of READER."""
    return {
        "openapi": "3.1.0",
        "info": {"title": title, "version": "1", "description": reader.say("api_lead")},
        "servers": [{"url": server}],
        "paths": {
            operation.path: {"get": _operation(operation, reader)} for operation in OPERATIONS
        },
        "components": {"schemas": schemas(reader)},
    }
