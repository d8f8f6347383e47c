"""The types of event that webhooks and the feed tell of."""

from typing import Annotated, Any

from fastapi import Path, Request, Response
from pydantic import Field

from escalation.api import exchange
from escalation.api.auth import Caller
from escalation.api.fields import Code, Out
from escalation.api.pages import Page
from escalation.api.routes import strict_router
from escalation.texts import Language, pick_language
from escalation.usecases import event_types

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
async def list_(request: Request, response: Response, _: Caller) -> Page[EventTypeOut]:
    """All of them, in the order of a ticket's life."""
    found = event_types.every_type(_language(request, response))
    return Page(items=[EventTypeOut.model_validate(each) for each in found], next_cursor=None)


@router.get("/{event_type}", summary="One type of event")
async def read(request: Request, response: Response, event_type: EventTypeName, _: Caller) -> DescribedOut:
    """What it is called, what it tells, and an example. The same schemas are in the OpenAPI document."""
    found = event_types.one_type(event_type, _language(request, response))
    return DescribedOut.model_validate(found)


def _language(request: Request, response: Response) -> Language:
    """By `Accept-Language`; the answer says which it is."""
    language = pick_language(request.headers.get("accept-language"), exchange.of(request.scope).default_language)
    response.headers["Content-Language"] = "zh-Hans" if language == "zh" else "en"
    return language
