"""What does a request look like? Examples in the OpenAPI document, from `openapi_examples.yaml`."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Json = dict[str, Any]


def add_examples(document: Json) -> None:
    """Show a body for every operation of which the file has one."""
    for item in document["paths"].values():
        for operation in item.values():
            if example := examples().get(operation["operationId"]):
                operation["requestBody"]["content"]["application/json"]["example"] = example


@cache
def examples() -> Json:
    """Bodies by the id of their operation."""
    text = files("escalation.application").joinpath("openapi_examples.yaml").read_text(encoding="utf-8")
    found: Json = yaml.safe_load(text)
    return found
