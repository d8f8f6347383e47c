"""What do requests and answers look like? Examples in the OpenAPI document, from the files `openapi_examples.yaml`."""

from functools import cache
from importlib.resources import files
from typing import Any

import yaml

Json = dict[str, Any]

REQUESTS, ANSWERS = "openapi_examples.yaml", "openapi_examples_of_answers.yaml"


def add_examples(document: Json) -> None:
    """Show a body for every operation of which the files have one, and what is answered where they say it."""
    for item in document["paths"].values():
        for operation in item.values():
            name = operation["operationId"]
            if name in examples():
                operation["requestBody"]["content"]["application/json"]["example"] = examples()[name]
            if name in answers():
                success = next(answer for status, answer in operation["responses"].items() if status.startswith("2"))
                success["content"]["application/json"]["example"] = answers()[name]


def examples() -> Json:
    """Bodies of requests by the id of their operation."""
    return _read(REQUESTS)


def answers() -> Json:
    """What the application answered in a prepared world, by the id of the operation."""
    return _read(ANSWERS)


@cache
def _read(file: str) -> Json:
    found: Json = yaml.safe_load(files("escalation.application").joinpath(file).read_text(encoding="utf-8"))
    return found
