"""What do fields and parameters of the OpenAPI document mean, where their own models do not say it?

By name, from `openapi_descriptions.yaml`: most names mean the same wherever they stand, and are said once.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import Any, Final

import yaml

Json = dict[str, Any]

_PAGE: Final = "A page of a list, and where to go on."
_DATA: Final = "What an event of this type tells."
_ANY: Final = "Any JSON."


def add_descriptions(document: Json) -> None:
    """Say what every schema, field and parameter means that does not say it itself."""
    words = _words()
    for name, schema in document["components"]["schemas"].items():
        if "description" not in schema:
            schema["description"] = _PAGE if name.endswith("Page") else _DATA if name.endswith("Data") else _ANY
        for field, described in schema.get("properties", {}).items():
            text = words["fields"].get(f"{name}.{field}") or words["fields"].get(field)
            if text:
                described.setdefault("description", text)
    for parameter in _parameters(document):
        if parameter["name"] in words["parameters"]:
            parameter.setdefault("description", words["parameters"][parameter["name"]])


def undescribed(document: Json) -> Iterator[str]:
    """Fields and parameters of which nobody says what they mean."""
    for name, schema in document["components"]["schemas"].items():
        yield from (f"{name}.{field}" for field, said in schema.get("properties", {}).items() if not _is_said(said))
    yield from sorted({f"?{each['name']}" for each in _parameters(document) if not _is_said(each)})


def described_by_name(document: Json) -> Iterator[tuple[str, Json]]:
    """Fields whose name alone says what they mean, `Schema.field`, with their schemas."""
    words = _words()["fields"]
    for name, schema in document["components"]["schemas"].items():
        for field, said in schema.get("properties", {}).items():
            if f"{name}.{field}" not in words and said.get("description") == words.get(field, ...):
                yield f"{name}.{field}", said


def described_names() -> frozenset[str]:
    """The fields that the file describes, by name or by schema and name."""
    return frozenset(_words()["fields"])


def _is_said(described: Json) -> bool:
    return bool(described.get("description"))


def _parameters(document: Json) -> Iterator[Json]:
    for item in document["paths"].values():
        for operation in item.values():
            yield from (each for each in operation.get("parameters", ()) if "$ref" not in each)


@cache
def _words() -> Mapping[str, Mapping[str, str]]:
    text = files("escalation.application").joinpath("openapi_descriptions.yaml").read_text(encoding="utf-8")
    words: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return words
