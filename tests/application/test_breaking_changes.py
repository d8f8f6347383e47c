"""Which changes of the document break clients: one of each rule is noticed, and nothing that is only added."""

import json
from collections.abc import Callable
from copy import deepcopy
from typing import Any

import pytest

from escalation.application.breaking_changes import RULES, breaking_changes, contract_of
from tests.support.route_inventory import document

Json = dict[str, Any]
Edit = Callable[[Json], object]

TICKET: Json = {
    "type": "object",
    "additionalProperties": False,
    "required": ["id", "state", "holder"],
    "properties": {
        "id": {"type": "string", "format": "uuid"},
        "state": {"type": "string", "enum": ["open", "closed"]},
        "colour": {"type": "string", "x-extensible-enum": ["red"]},
        "holder": {"anyOf": [{"$ref": "#/components/schemas/UnitOut"}, {"type": "null"}]},
        "counts": {"type": "object", "additionalProperties": {"type": "integer"}},
    },
}
MOVE: Json = {
    "type": "object",
    "additionalProperties": False,
    "required": ["action"],
    "properties": {
        "action": {"type": "string", "const": "dispatch"},
        "days": {"type": "integer", "minimum": 1, "maximum": 30},
        "text": {"anyOf": [{"type": "string", "minLength": 1, "maxLength": 200}, {"type": "null"}]},
        "units": {"type": "array", "items": {"type": "string"}, "maxItems": 5},
    },
}
COMMENT: Json = {**MOVE, "required": ["action"], "properties": {"action": {"type": "string", "const": "comment"}}}
UNIT: Json = {"type": "object", "required": ["name"], "properties": {"name": {"type": "string"}}}
BEFORE: Json = {
    "paths": {
        "/v1/tickets": {
            "post": {
                "operationId": "createTicket",
                "security": [{"key": []}, {"session": [], "csrf": []}],
                "parameters": [
                    {"name": "dry", "in": "query", "schema": {"type": "boolean"}},
                    {"$ref": "#/components/parameters/Limit"},
                ],
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "oneOf": [
                                    {"$ref": "#/components/schemas/Move"},
                                    {"$ref": "#/components/schemas/Comment"},
                                ]
                            }
                        },
                        "text/csv": {},
                    }
                },
                "responses": {
                    "201": {
                        "headers": {"ETag": {"schema": {"type": "string"}}},
                        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/TicketOut"}}},
                    },
                    "409": {"$ref": "#/components/responses/Conflict"},
                },
            }
        }
    },
    "webhooks": {
        "ticket.created": {
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "required": ["id"],
                                "properties": {"api_version": {"const": 1}, "id": {"type": "string"}},
                            }
                        }
                    }
                }
            }
        }
    },
    "components": {
        "schemas": {"TicketOut": TICKET, "UnitOut": UNIT, "Move": MOVE, "Comment": COMMENT},
        "parameters": {"Limit": {"name": "limit", "in": "query", "schema": {"type": "integer", "maximum": 200}}},
        "responses": {
            "Conflict": {
                "content": {
                    "application/problem+json": {
                        "schema": {
                            "allOf": [
                                {"type": "object"},
                                {"properties": {"code": {"type": "string", "x-extensible-enum": ["GONE", "BUSY"]}}},
                            ]
                        }
                    }
                }
            }
        },
    },
}


def operation(document: Json) -> Json:
    found: Json = document["paths"]["/v1/tickets"]["post"]
    return found


def fields(document: Json, schema: str) -> Json:
    found: Json = document["components"]["schemas"][schema]["properties"]
    return found


def success(document: Json) -> Json:
    found: Json = operation(document)["responses"]["201"]
    return found


def codes(document: Json) -> list[str]:
    schema = document["components"]["responses"]["Conflict"]["content"]["application/problem+json"]["schema"]
    found: list[str] = schema["allOf"][1]["properties"]["code"]["x-extensible-enum"]
    return found


def sent(document: Json) -> Json:
    content = document["webhooks"]["ticket.created"]["post"]["requestBody"]["content"]
    found: Json = content["application/json"]["schema"]["properties"]
    return found


HERE = "POST /v1/tickets"
BREAKING: list[tuple[str, Edit]] = [
    (f"operation-removed {HERE}", lambda d: d["paths"].clear()),
    (
        f"operation-removed {HERE}",
        lambda d: d["paths"]["/v1/tickets"].update(put=d["paths"]["/v1/tickets"].pop("post")),
    ),
    (f"operation-renamed {HERE}: createTicket is makeTicket", lambda d: operation(d).update(operationId="makeTicket")),
    (f"access-narrowed {HERE}: key", lambda d: operation(d)["security"].pop(0)),
    (f"access-narrowed {HERE}: csrf and session", lambda d: operation(d)["security"][1].update(proof=[])),
    (f"parameter-removed {HERE}: dry in query", lambda d: operation(d)["parameters"].pop(0)),
    (f"parameter-narrowed {HERE}: dry in query, needed", lambda d: operation(d)["parameters"][0].update(required=True)),
    (
        f"parameter-narrowed {HERE}: lot in query, needed",
        lambda d: operation(d)["parameters"].append({"name": "lot", "in": "query", "required": True, "schema": {}}),
    ),
    (
        f"parameter-narrowed {HERE}: limit in query, maximum",
        lambda d: d["components"]["parameters"]["Limit"]["schema"].update(maximum=100),
    ),
    (f"body-needed {HERE}", lambda d: operation(d)["requestBody"].update(required=True)),
    (
        f"media-type-removed {HERE}: text/csv of the request",
        lambda d: operation(d)["requestBody"]["content"].pop("text/csv"),
    ),
    (f"media-type-removed {HERE}: application/json of 201", lambda d: success(d)["content"].clear()),
    (f"request-narrowed {HERE}/days: not taken any more", lambda d: fields(d, "Move").pop("days")),
    (f"request-narrowed {HERE}/days: needed", lambda d: d["components"]["schemas"]["Move"]["required"].append("days")),
    (f"request-narrowed {HERE}/days: type", lambda d: fields(d, "Move")["days"].update(type="string")),
    (f"request-narrowed {HERE}/days: maximum", lambda d: fields(d, "Move")["days"].update(maximum=20)),
    (f"request-narrowed {HERE}/days: minimum", lambda d: fields(d, "Move")["days"].update(minimum=2)),
    (f"request-narrowed {HERE}/text: maxLength", lambda d: fields(d, "Move")["text"]["anyOf"][0].update(maxLength=9)),
    (f"request-narrowed {HERE}/text: pattern", lambda d: fields(d, "Move")["text"]["anyOf"][0].update(pattern="a")),
    (f"request-narrowed {HERE}/text: type", lambda d: fields(d, "Move")["text"]["anyOf"].pop()),
    (f"request-narrowed {HERE}/units/*: format", lambda d: fields(d, "Move")["units"]["items"].update(format="uuid")),
    (f"request-narrowed {HERE}/action: value 'comment'", lambda d: fields(d, "Comment")["action"].update(const="say")),
    (f"status-changed {HERE}: 200", lambda d: operation(d)["responses"].update({"200": {}})),
    (f"status-changed {HERE}: 201", lambda d: operation(d)["responses"].pop("201")),
    (f"header-removed {HERE}: ETag of 201", lambda d: success(d)["headers"].clear()),
    (f"answer-changed {HERE}/colour of 201: gone", lambda d: fields(d, "TicketOut").pop("colour")),
    (f"answer-changed {HERE}/holder/name of 201: gone", lambda d: fields(d, "UnitOut").clear()),
    (
        f"answer-changed {HERE}/id of 201: not always there",
        lambda d: d["components"]["schemas"]["TicketOut"]["required"].remove("id"),
    ),
    (f"answer-changed {HERE}/id of 201: format", lambda d: fields(d, "TicketOut")["id"].pop("format")),
    (f"answer-changed {HERE}/id of 201: type", lambda d: fields(d, "TicketOut")["id"].update(type=["string", "null"])),
    (
        f"answer-changed {HERE}/state of 201: value 'lost'",
        lambda d: fields(d, "TicketOut")["state"]["enum"].append("lost"),
    ),
    (f"answer-changed {HERE}/state of 201: any value", lambda d: fields(d, "TicketOut")["state"].pop("enum")),
    (
        f"answer-changed {HERE}/counts/* of 201: type",
        lambda d: fields(d, "TicketOut")["counts"]["additionalProperties"].update(type="number"),
    ),
    ("code-removed Conflict: BUSY", lambda d: codes(d).remove("BUSY")),
    ("event-changed ticket.created", lambda d: d["webhooks"].clear()),
    ("event-changed ticket.created/id", lambda d: sent(d)["id"].update(type="integer")),
]
HARMLESS: list[Edit] = [
    lambda d: d["paths"]["/v1/tickets"].update(get={"operationId": "listTickets", "responses": {}}),
    lambda d: operation(d)["parameters"].append({"name": "more", "in": "query", "schema": {}}),
    lambda d: operation(d).update(security=[{"key": []}, {"session": []}, {"token": []}]),
    lambda d: operation(d)["requestBody"]["content"].update({"text/plain": {}}),
    lambda d: operation(d)["responses"].update({"404": {}}),
    lambda d: fields(d, "Move").update(note={"type": "string"}),
    lambda d: fields(d, "Move")["days"].update(maximum=60, minimum=0),
    lambda d: fields(d, "Move")["action"].pop("const"),
    lambda d: fields(d, "TicketOut").update(more={"type": "string"}),
    lambda d: fields(d, "TicketOut")["colour"]["x-extensible-enum"].append("blue"),
    lambda d: fields(d, "TicketOut")["state"]["enum"].remove("closed"),
    lambda d: fields(d, "TicketOut").update(holder={"$ref": "#/components/schemas/UnitOut"}),
    lambda d: d["components"]["schemas"]["TicketOut"]["required"].append("colour"),
    lambda d: codes(d).append("NEW"),
    lambda d: d["webhooks"].update({"ticket.closed": {}}),
]


@pytest.mark.parametrize(("line", "edit"), BREAKING, ids=[line for line, _ in BREAKING])
def test_what_breaks_clients_is_named(line: str, edit: Edit) -> None:
    after = deepcopy(BEFORE)
    edit(after)

    assert list(breaking_changes(BEFORE, after)) == [line]


def test_every_rule_is_tried() -> None:
    assert {line.partition(" ")[0] for line, _ in BREAKING} == set(RULES)


@pytest.mark.parametrize("edit", HARMLESS)
def test_what_is_added_breaks_nobody(edit: Edit) -> None:
    after = deepcopy(BEFORE)
    edit(after)

    assert after != BEFORE
    assert list(breaking_changes(BEFORE, after)) == []


def test_our_own_document_breaks_nothing_of_itself_nor_do_its_texts() -> None:
    now = document()
    bare: Json = json.loads(json.dumps(contract_of(now)))

    assert list(breaking_changes(bare, now)) == []
    assert list(breaking_changes(now, bare)) == []
    assert "title" in bare["components"]["schemas"]["SubmissionIn"]["properties"]
    assert "title" not in bare["components"]["schemas"]["SubmissionIn"]
