"""The API keeps to what its OpenAPI file says, whatever is asked of it.

More examples: SCHEMATHESIS=2000 pytest tests/test_schemathesis.py
"""

import os

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    allow_header_conformance,
    content_type_conformance,
    positive_data_acceptance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.asked import Door
from tests.catalogue import make_catalogue

#: negative_data_rejection is left out: what the API does not understand it ignores, and says so in `ignored`.
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance, response_headers_conformance,
    response_schema_conformance, allow_header_conformance, positive_data_acceptance,
]  # fmt: skip
EXAMPLES = int(os.environ.get("SCHEMATHESIS", "40"))


@pytest.fixture(scope="module")
def described(tmp_path_factory):
    """The OpenAPI file as it is served, and the door that answers."""
    door = Door(make_catalogue(tmp_path_factory.mktemp("api") / "aggregator.db"))
    return schemathesis.openapi.from_asgi("/api/openapi.json", door.app)


@pytest.mark.parametrize(
    "mode", [GenerationMode.POSITIVE, GenerationMode.NEGATIVE], ids=["right", "wrong"]
)
@pytest.mark.parametrize("path", ["/api/offers.json", "/api/offers/{id}.json", "/api/facets.json"])
def test_the_api_does_what_it_says(described, path, mode):
    @settings(
        max_examples=EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(described[path]["GET"].as_strategy(generation_mode=mode))
    def ask(case):
        if mode is GenerationMode.POSITIVE:
            case.query.pop("cursor", None)  # one of ours is what an answer gave
        case.call_and_validate(checks=CHECKS)

    ask()


def test_every_operation_is_tried(described):
    told = {
        (operation.ok().method, operation.ok().path) for operation in described.get_all_operations()
    }
    assert {path for _, path in told} == {
        "/api/offers.json",
        "/api/offers/{id}.json",
        "/api/facets.json",
    }
    assert {method for method, _ in told} == {"get"}
