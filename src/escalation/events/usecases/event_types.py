"""Which types of event can somebody hear of? The catalogue, in the caller's language."""

from dataclasses import dataclass
from typing import Any

from escalation.errors import NotFound
from escalation.events.domain.catalogue import EVENT_TYPES
from escalation.events.domain.envelope import API_VERSION
from escalation.events.domain.event_type import EventType
from escalation.events.domain.schemas import example_of, schema_of
from escalation.texts import Language, translate


@dataclass(frozen=True, slots=True)
class ListedEventType:
    """A type as it is listed."""

    name: str
    title: str
    description: str
    api_version: int


@dataclass(frozen=True, slots=True)
class Described(ListedEventType):
    """A type with the JSON Schema of its body, and an example."""

    schema: dict[str, Any]
    example: dict[str, Any]


def every_type(language: Language) -> list[ListedEventType]:
    """All of them, in the order of the catalogue."""
    return [ListedEventType(**_words(each, language), api_version=API_VERSION) for each in EVENT_TYPES.values()]


def one_type(name: str, language: Language) -> Described:
    """One of them. Raises `NotFound`."""
    type_ = EVENT_TYPES.get(name)
    if type_ is None:
        raise NotFound
    return Described(
        **_words(type_, language), api_version=API_VERSION, schema=schema_of(type_), example=example_of(type_)
    )


def _words(type_: EventType, language: Language) -> dict[str, str]:
    return {
        "name": type_.name,
        "title": translate(type_.title, language),
        "description": translate(type_.description, language),
    }
