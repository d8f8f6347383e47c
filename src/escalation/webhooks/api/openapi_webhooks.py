"""What does this server send, and what may a receiver answer? The `webhooks` section of the OpenAPI document."""

from typing import Any, Final

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.envelope import CONTENT_TYPES, Format
from escalation.events.domain.event_type import CloudEvent, EventType
from escalation.events.domain.schemas import example_of, schemas_of_all

Json = dict[str, Any]

_SCHEMAS, _PARAMETERS, _RESPONSES = (f"#/components/{kind}/" for kind in ("schemas", "parameters", "responses"))


def add_webhooks(document: Json) -> None:
    """Describe every type of event in an OpenAPI 3.1 document that has components."""
    components = document["components"]
    components["schemas"] |= schemas_of_all(f"{_SCHEMAS}{{model}}")
    components.setdefault("parameters", {}).update(HEADERS)
    components.setdefault("responses", {}).update(_ANSWERS)
    document["webhooks"] = {name: {"post": _operation(type_)} for name, type_ in EVENT_TYPES.items()}


def _operation(type_: EventType) -> Json:
    body = {"$ref": f"{_SCHEMAS}{type_.body.__name__}"}
    wrapped = {"allOf": [{"$ref": f"{_SCHEMAS}{CloudEvent.__name__}"}, {"properties": {"data": body}}]}
    return {
        "operationId": f"webhook_{type_.name.replace('.', '_')}",
        "summary": type_.title,
        "description": type_.description,
        "tags": ["webhooks"],
        "security": [],
        "parameters": [{"$ref": f"{_PARAMETERS}{name}"} for name in HEADERS],
        "requestBody": {
            "required": True,
            "content": {
                CONTENT_TYPES[Format.STANDARD]: {"schema": body, "example": example_of(type_)},
                CONTENT_TYPES[Format.CLOUDEVENTS]: {"schema": wrapped},
            },
        },
        "responses": {status: {"$ref": f"{_RESPONSES}{name}"} for status, name in _STATUSES.items()},
    }


def _header(name: str, description: str, schema: Json) -> Json:
    return {"name": name, "in": "header", "required": True, "description": description, "schema": schema}


HEADERS: Final[Json] = {
    each["name"]: each
    for each in (
        _header("webhook-id", "The event's id, the same in every attempt.", {"type": "string"}),
        _header("webhook-timestamp", "When this attempt was made, in seconds since 1970.", {"type": "integer"}),
        _header(
            "webhook-signature",
            "One signature for each secret that is good, divided by blanks: `v1,…` HMAC-SHA256, `v1a,…` Ed25519, over "
            "`{webhook-id}.{webhook-timestamp}.{body}`.",
            {"type": "string"},
        ),
        _header("webhook-attempt", "Which attempt this is, from 1.", {"type": "integer", "minimum": 1}),
        _header("webhook-event-type", "The type, as in the body.", {"type": "string"}),
        _header("webhook-endpoint-id", "To which endpoint this is sent.", {"type": "string", "format": "uuid"}),
        _header("user-agent", "This program and its version.", {"type": "string"}),
    )
}
"""What comes with every webhook, by name."""
_LATER: Final[Json] = {
    "Retry-After": {"description": "Seconds, or an HTTP date: not before then.", "schema": {"type": "string"}}
}
_ORDER: Final[Json] = {
    "webhook-delivery": {
        "description": "`abort-message` gives up this event; `disable` disables the endpoint.",
        "schema": {"type": "string", "enum": ["abort-message", "disable"]},
    }
}
_ANSWERS: Final[Json] = {
    "WebhookReceived": {"description": "Received. What else is in the answer is not looked at."},
    "WebhookGone": {"description": "There is no such receiver any more: the endpoint is disabled."},
    "WebhookLater": {"description": "Too much just now: sent again later.", "headers": {**_LATER, **_ORDER}},
    "WebhookFailed": {"description": "Failed, redirects too: sent again by the timetable.", "headers": _ORDER},
}
_STATUSES: Final = {
    "2XX": "WebhookReceived",
    "410": "WebhookGone",
    "429": "WebhookLater",
    "503": "WebhookLater",
    "default": "WebhookFailed",
}
