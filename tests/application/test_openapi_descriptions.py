"""Does everything in the document say what it means, and only what is true of it?"""

from collections.abc import Iterable
from typing import Any

from escalation.application.openapi_descriptions import described_by_name, described_names, undescribed
from tests.support.route_inventory import document, leaves


def test_everything_in_the_document_says_what_it_means() -> None:
    assert list(undescribed(document())) == [], "say it in the model, or in application/openapi_descriptions.yaml"


def test_what_says_nothing_is_noticed() -> None:
    parts = {"TicketOut": {"properties": {"id": {"type": "string"}, "state": {"description": "Where it stands."}}}}
    paths = {"/v1/tickets": {"get": {"parameters": [{"name": "state"}, {"name": "limit", "description": "How many."}]}}}
    assert list(undescribed({"components": {"schemas": parts}, "paths": paths})) == ["TicketOut.id", "?state"]


def test_no_description_is_kept_of_what_is_not_there() -> None:
    words, schemas = described_names(), document()["components"]["schemas"]
    there = {field for schema in schemas.values() for field in schema.get("properties", {})}
    there |= {f"{name}.{field}" for name, schema in schemas.items() for field in schema.get("properties", {})}
    assert sorted(words - there) == []


def differing(described: Iterable[tuple[str, dict[str, Any]]]) -> dict[str, list[str]]:
    """Names that say the same of a text here and of an object, a list or a number there, with their places."""
    kinds: dict[str, dict[str, list[str]]] = {}
    for place, schema in described:
        leaf = next(
            (each for each in leaves(schema, document()["components"]["schemas"]) if each.get("type") != "null"), {}
        )
        kind = "list" if _is_list(schema) else leaf.get("type", "any")
        kinds.setdefault(place.partition(".")[2], {}).setdefault(kind, []).append(place)
    return {name: [min(places, key=len) for places in of.values()] for name, of in kinds.items() if len(of) > 1}


def _is_list(schema: dict[str, Any]) -> bool:
    return any(each.get("type") == "array" for each in (schema, *schema.get("anyOf", ())))


def test_a_name_that_stands_for_things_of_two_kinds_is_described_for_each() -> None:
    found = differing(described_by_name(document()))
    assert found == {}, "say what `Schema.field` means in application/openapi_descriptions.yaml"
    texts = [("TicketOut.problem", {"type": "boolean"}), ("BatchLineOut.problem", {"type": "object"})]
    assert differing(texts) == {"problem": ["TicketOut.problem", "BatchLineOut.problem"]}
