"""Are the examples in the document what it says itself?"""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from jsonschema import Draft202012Validator

from escalation.application.openapi_examples import examples
from escalation.events.domain.catalogue import EVENT_TYPES
from tests.support.good_requests import ROUTES
from tests.support.route_inventory import DESCRIBED, document

Json = dict[str, Any]


def shown(document: Json) -> Iterator[tuple[str, Json]]:
    """Every body that has an example, by what sends it."""
    for item in (*document["paths"].values(), *document["webhooks"].values()):
        for operation in item.values():
            for content in operation.get("requestBody", {}).get("content", {}).values():
                if "example" in content:
                    yield operation["operationId"], content


def faults(document: Json) -> list[str]:
    """Examples that their schemas do not allow."""
    found = []
    for name, content in shown(document):
        validator = Draft202012Validator({"allOf": [content["schema"]], "components": document["components"]})
        found += [f"{name}: {error.json_path}" for error in validator.iter_errors(content["example"])]
    return found


def test_every_example_is_allowed_and_every_type_of_event_has_one() -> None:
    assert faults(document()) == []
    assert {name for name, _ in shown(document())} >= {f"webhook_{each.replace('.', '_')}" for each in EVENT_TYPES}


def test_every_example_has_an_operation_whose_good_request_is_tried() -> None:
    tried = {each.described["operationId"] for each in DESCRIBED if str(each) in ROUTES}
    assert examples().keys() <= tried


def test_an_example_that_is_not_allowed_is_noticed() -> None:
    spoilt = deepcopy(document())
    schema = spoilt["paths"]["/v1/opinions"]["post"]["requestBody"]["content"]["application/json"]
    schema["example"]["source"] = "rumour"

    assert faults(spoilt) == ["registerOpinion: $.source"]
