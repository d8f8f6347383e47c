"""Which events does this server send, and by which ways? An AsyncAPI 3 document of webhooks and of the feed."""

from collections.abc import Iterable
from functools import cache
from typing import Any, Final

import orjson
from fastapi import Response
from pydantic.json_schema import models_json_schema

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.envelope import CONTENT_TYPES, Format
from escalation.events.domain.event_type import CloudEvent, EventType, NoData
from escalation.events.domain.schemas import CURSOR, example_of, schemas_of_all
from escalation.feed.api.feed import FeedEvent, FeedPage
from escalation.kit.web.auth import Anybody
from escalation.kit.web.routes import strict_router
from escalation.webhooks.api.openapi_webhooks import HEADERS

Json = dict[str, Any]

router = strict_router(tags=["webhooks"])

_SCHEMAS: Final = "#/components/schemas/"
_JSON: Final = CONTENT_TYPES[Format.STANDARD]
_ONLY_TOLD: Final = ("unit_id", "previous_sequence")
"""What webhooks have besides the feed: to whose endpoint they go, and what it was sent before."""


@router.get(
    "/asyncapi.json",
    summary="What is told, as AsyncAPI",
    response_class=Response,
    responses={200: {"content": {_JSON: {"schema": {"type": "object"}}}}},
)
async def read_asyncapi(_: Anybody) -> Response:
    """The AsyncAPI 3 document of webhooks and feed: every type of event, as it arrives by each way."""
    return Response(_bytes(), media_type=_JSON)


def document() -> Json:
    """The document, made anew."""
    schemas = schemas_of_all(f"{_SCHEMAS}{{model}}")
    _, found = models_json_schema([(FeedPage, "serialization")], by_alias=True, ref_template=f"{_SCHEMAS}{{model}}")
    schemas |= {**found["$defs"], "WebhookHeaders": _HEADERS}
    told = {_name(type_): _message(type_, {"$ref": f"{_SCHEMAS}{type_.body.__name__}"}) for type_ in _ALL}
    read = {f"Feed{_name(type_)}": _read_message(type_) for type_ in _ALL}
    return {
        "asyncapi": "3.1.0",
        "info": _INFO,
        "defaultContentType": _JSON,
        "servers": _SERVERS,
        "channels": {
            "webhooks": _channel("webhooks", "receiver", None, told),
            "cloudEvents": _channel("cloudEvents", "receiver", None, ["CloudEvent"]),
            "feed": _channel("feed", "office", "/v1/events", ["FeedPage"]),
            "stream": _channel("stream", "office", "/v1/events/stream", read),
        },
        "operations": {
            "sendWebhook": _sends("webhooks", "Send an event to an endpoint", "POST", "signature"),
            "sendCloudEvent": _sends("cloudEvents", "Send an event as a CloudEvent", "POST", "signature"),
            "listEvents": _sends("feed", "Give a page of events to whoever asks", "GET", "key"),
            "streamEvents": _sends("stream", "Send events to whoever keeps a stream open", "GET", "key"),
        },
        "components": {
            "schemas": schemas,
            "messages": {**told, "CloudEvent": _WRAPPED, "FeedPage": _PAGE, **read},
            "securitySchemes": _SHOWN,
        },
    }


@cache
def _bytes() -> bytes:
    return orjson.dumps(document())


def _name(type_: EventType) -> str:
    return type_.body.__name__.removesuffix("Event")


def _message(type_: EventType, payload: Json) -> Json:
    return {
        "name": type_.name,
        "title": type_.title,
        "summary": type_.description,
        "contentType": _JSON,
        "headers": {"$ref": f"{_SCHEMAS}WebhookHeaders"},
        "payload": payload,
        "examples": [{"name": type_.name.replace(".", "_"), "payload": example_of(type_)}],
    }


def _read_message(type_: EventType) -> Json:
    """An event as the feed has it: the envelope of the feed, the data of the type."""
    data = [{"$ref": f"{_SCHEMAS}{_name(type_)}Data"}, {"$ref": f"{_SCHEMAS}{NoData.__name__}"}]
    its_own = {"type": "object", "properties": {"type": {"const": type_.name}, "data": {"anyOf": data}}}
    message = _message(type_, {"allOf": [{"$ref": f"{_SCHEMAS}{FeedEvent.__name__}"}, its_own]})
    example = {name: value for name, value in example_of(type_).items() if name not in _ONLY_TOLD}
    del message["headers"]
    return message | {"examples": [{"name": type_.name.replace(".", "_"), "payload": example}]}


def _channel(name: str, server: str, address: str | None, messages: Iterable[str]) -> Json:
    return ({"address": address} if address else {}) | {
        "description": _CHANNELS[name],
        "servers": [{"$ref": f"#/servers/{server}"}],
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
    }


def _sends(channel: str, summary: str, method: str, shown: str) -> Json:
    return {
        "action": "send",
        "channel": {"$ref": f"#/channels/{channel}"},
        "title": summary,
        "summary": f"{summary}.",
        "description": _CHANNELS[channel],
        "security": [{"$ref": f"#/components/securitySchemes/{shown}"}],
        "bindings": {"http": {"method": method, "bindingVersion": "0.3.0"}},
    }


_ALL: Final = tuple(EVENT_TYPES.values())
_HEADERS: Final[Json] = {
    "type": "object",
    "description": "What comes with every webhook.",
    "properties": {name: {**each["schema"], "description": each["description"]} for name, each in HEADERS.items()},
    "required": list(HEADERS),
}
_INFO: Final[Json] = {
    "title": "escalation",
    "version": "1",
    "description": (
        "What happens to tickets, opinions and endpoints, sent to your endpoints or read from the feed. An event has"
        " the same id, type and data by every way, and may come more than once. Types, fields and words may be added:"
        " whoever meets one that they do not know goes on. Requests are described in `/openapi.json`."
    ),
    "license": {"name": "Apache License 2.0", "url": "https://www.apache.org/licenses/LICENSE-2.0"},
    "tags": [{"name": "webhooks", "description": "Sent to endpoints."}, {"name": "feed", "description": "Read."}],
}
_SERVERS: Final[Json] = {
    "office": {
        "host": "{host}",
        "protocol": "https",
        "description": "The server of an office. Who asks shows a key: `Authorization: Bearer esk_…`.",
        "variables": {"host": {"description": "Each office runs its own."}},
    },
    "receiver": {
        "host": "{host}",
        "protocol": "https",
        "description": "A receiver of yours: the `url` of an endpoint (`POST /v1/webhook-endpoints`).",
        "variables": {"host": {"description": "As the `url` says."}},
    },
}
_SHOWN: Final[Json] = {
    "key": {"type": "http", "scheme": "bearer", "description": "A key, or the access token of a phone or provider."},
    "signature": {
        "type": "httpApiKey",
        "name": "webhook-signature",
        "in": "header",
        "description": "By which the receiver knows that it was this server, as Standard Webhooks has it.",
    },
}
_CHANNELS: Final = {
    "webhooks": (
        "Sent by POST to the `url` of every endpoint that wants the type, signed, at least once, until the receiver"
        " answers with any 2xx. Which answers mean what: the `webhooks` of the OpenAPI document."
    ),
    "cloudEvents": (
        "The same for endpoints with `format: cloudevents`: a structured CloudEvent 1.0 whose `data` is the webhook."
    ),
    "feed": (
        "Asked for by GET: a page of what the caller may see, oldest first, in one order and without gaps. `next`"
        " goes on as `after`; with `wait` the answer waits until there is something."
    ),
    "stream": (
        "Server-Sent Events: each part has the event as JSON in `data`, and in `id` the cursor behind it, with which"
        " a reader goes on (`Last-Event-ID`). A comment every 15 seconds shows that the connection lives."
    ),
}
_WRAPPED: Final[Json] = {
    "name": "CloudEvent",
    "title": "An event as a CloudEvent",
    "summary": "`type` and `data` are those of the webhook.",
    "contentType": CONTENT_TYPES[Format.CLOUDEVENTS],
    "headers": {"$ref": f"{_SCHEMAS}WebhookHeaders"},
    "payload": {"$ref": f"{_SCHEMAS}{CloudEvent.__name__}"},
}
_PAGE: Final[Json] = {
    "name": "FeedPage",
    "title": "A page of the feed",
    "summary": "Events, and where to go on.",
    "contentType": _JSON,
    "payload": {"$ref": f"{_SCHEMAS}{FeedPage.__name__}"},
    "examples": [{"name": "nothing_new", "payload": {"items": [], "next": CURSOR, "has_more": False}}],
}
