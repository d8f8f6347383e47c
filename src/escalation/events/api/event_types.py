"""The types of event that webhooks and the feed tell of."""

from typing import Annotated, Any

from fastapi import Path, Response
from pydantic import Field

from escalation.events.usecases import event_types
from escalation.kit.web.auth import Caller
from escalation.kit.web.fields import Code, Out
from escalation.kit.web.language import TAGS, CallerLanguage
from escalation.kit.web.pages import Page
from escalation.kit.web.routes import strict_router

router = strict_router(prefix="/v1/event-types", tags=["webhooks"])

EventTypeName = Annotated[Code, Path(description="The type's name, such as `ticket.escalated`.")]


class EventTypeOut(Out):
    """A type, in the language of the caller."""

    name: str
    title: str
    description: str
    api_version: int


class DescribedOut(EventTypeOut):
    """A type, with the JSON Schema of the body that tells of such an event, and an example."""

    schema_: Annotated[dict[str, Any], Field(alias="schema")]
    example: dict[str, Any]


@router.get("", summary="The types of event")
async def list_event_types(response: Response, _: Caller, language: CallerLanguage) -> Page[EventTypeOut]:
    """All of them, in the order of a ticket's life."""
    response.headers["Content-Language"] = TAGS[language]
    found = event_types.every_type(language)
    return Page(items=[EventTypeOut.model_validate(each) for each in found], next_cursor=None)


@router.get("/{event_type}", summary="One type of event")
async def read_event_type(
    response: Response, event_type: EventTypeName, _: Caller, language: CallerLanguage
) -> DescribedOut:
    """What it is called, what it tells, and an example. The same schemas are in the OpenAPI document."""
    response.headers["Content-Language"] = TAGS[language]
    found = event_types.one_type(event_type, language)
    return DescribedOut.model_validate(found)
