"""What do the bodies look like, as JSON Schema and as examples?"""

from typing import Any, Final, get_args
from uuid import UUID

import orjson
from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaMode, models_json_schema

from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.envelope import Format, Payload, render
from escalation.events.domain.event_type import (
    EVENT,
    EXAMPLE_AT,
    UNIT,
    CloudEvent,
    EventBody,
    EventData,
    EventType,
    TicketEventData,
)

Json = dict[str, Any]

CURSOR: Final = "WzEsMTIwXQ"
"""Stands in examples for a cursor."""

_MODE: Final[JsonSchemaMode] = "validation"


def schema_of(type_: EventType) -> Json:
    """The schema of the body of one type, with everything that it refers to."""
    return type_.body.model_json_schema(schema_generator=_Untitled, mode=_MODE)


def schemas_of_all(ref_template: str) -> Json:
    """The schemas of all bodies and of what they refer to, by name. What they have in common is said once."""
    models: list[type[BaseModel]] = [
        EventBody,
        EventData,
        TicketEventData,
        CloudEvent,
        *(each.body for each in EVENT_TYPES.values()),
    ]
    _, found = models_json_schema(
        [(each, _MODE) for each in models], ref_template=ref_template, schema_generator=_Untitled
    )
    schemas: Json = found["$defs"]
    for type_ in EVENT_TYPES.values():
        data = type_.body.model_fields["data"].annotation
        for model in (type_.body, *get_args(data)[:1]):
            base = model.__base__.__name__
            schemas[model.__name__] = _beyond(schemas[base], schemas[model.__name__], ref_template.format(model=base))
    return schemas


def example_of(type_: EventType) -> Json:
    """A body of this type."""
    fact = type_.sample(id=UUID(EVENT), now=EXAMPLE_AT)
    body: Json = orjson.loads(
        render(fact, unit_id=UUID(UNIT), format=Format.STANDARD, payload=Payload.FULL, cursor=CURSOR)
    )
    return body


class _Untitled(GenerateJsonSchema):
    """Fields have names; titles made of them say nothing more."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False


def _beyond(base: Json, schema: Json, reference: str) -> Json:
    """What a schema says beyond that of its base."""
    described = {} if schema["description"] == base["description"] else {"description": schema["description"]}
    own = {name: each for name, each in schema["properties"].items() if base["properties"].get(name) != each}
    required = [name for name in schema["required"] if name in own]
    return {
        **described,
        "allOf": [{"$ref": reference}],
        "type": "object",
        "properties": own,
        "required": required,
    }
