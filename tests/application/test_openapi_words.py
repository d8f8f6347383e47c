"""Where requests have a closed set of words, answers and events name theirs as well."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from tests.support.route_inventory import document, leaves

Json = dict[str, Any]

ANOTHER_THING = frozenset({
    "CloudEvent.source",  # an address, as CloudEvents has it
    "RuleOut.source",  # the statute that a rule comes from, in words
    "LimitRuleOut.source",  # the same
    "PassedOverOut.source",  # the same
    "OperationOut.kind",  # what goes on: of its own for every kind of long work
    "SubjectOut.state",  # of a ticket in its life cycle, or of a visit
    "WordsOut.kind",  # what there are words of
})  # fmt: skip
"""Fields that share their name alone with one that takes a closed set."""


def told_without_words(document: Json) -> Iterator[str]:
    """Fields of answers and events that are plain text, and have the name of one that requests take words for."""
    schemas = document["components"]["schemas"]
    operations = [each for item in document["paths"].values() for each in item.values()]
    asked = named([each.get("requestBody", {}) for each in operations], schemas)
    told = named([each["responses"] for each in operations], schemas)
    told |= named(document["webhooks"], schemas)
    fields = [(name, field) for schema in asked for name, field in schemas[schema].get("properties", {}).items()]
    fields += [
        (each["name"], each["schema"]) for one in operations for each in one.get("parameters", ()) if "name" in each
    ]
    closed = {name for name, field in fields if any("enum" in leaf for leaf in leaves(field, schemas))}
    for schema in sorted(told - asked):
        for name, field in schemas[schema].get("properties", {}).items():
            if name in closed and any(is_plain(leaf) for leaf in leaves(field, schemas)):
                yield f"{schema}.{name}"


def named(part: Any, schemas: Json) -> set[str]:
    """The schemas that a part of the document refers to, and those that they refer to."""
    found: set[str] = set()
    waiting = [part]
    while waiting:
        each = waiting.pop()
        if isinstance(each, dict):
            kind, _, name = str(each.get("$ref", "")).rpartition("/")
            if kind.endswith("schemas") and name not in found:
                found.add(name)
                waiting.append(schemas[name])
            waiting += each.values()
        elif isinstance(each, list):
            waiting += each
    return found


def is_plain(schema: Json) -> bool:
    return schema.get("type") == "string" and not {"enum", "const", "x-extensible-enum"} & schema.keys()


def test_no_answer_is_plain_text_where_a_request_has_a_closed_set() -> None:
    found = set(told_without_words(document()))

    assert found - ANOTHER_THING == set(), "give the field an enumeration, or say x-extensible-enum if it may grow"
    assert ANOTHER_THING - found == set(), "not needed any more"


def test_a_field_that_lost_its_words_is_noticed() -> None:
    spoilt = deepcopy(document())
    spoilt["components"]["schemas"]["TicketOut"]["properties"]["urgency"] = {"type": "string"}
    del spoilt["components"]["schemas"]["TicketOut"]["properties"]["state"]["x-extensible-enum"]

    assert set(told_without_words(spoilt)) - ANOTHER_THING == {"TicketOut.state", "TicketOut.urgency"}
