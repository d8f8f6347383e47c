"""Standard replies: offered to a unit by itself and by those above it, filled in for a ticket."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import Field

from escalation.kit.web.auth import Caller, DecidingOffice, Uses
from escalation.kit.web.fields import Code, Id, In, Line, Out, Text
from escalation.kit.web.headers import IfMatch, numbers
from escalation.kit.web.idempotency import Idempotent, rendered, versioned
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.standard_replies.storage.standard_replies import StandardReply
from escalation.standard_replies.usecases import standard_replies
from escalation.standard_replies.usecases.standard_replies import OfferedReply, WantedReply

router = strict_router(prefix="/v1/standard-replies", tags=["standard-replies"])
ReplyId = Annotated[Id, Path(description="The reply's id.")]
OfTicket = Annotated[Id | None, Query(description="A ticket: those that fit it come first, filled in for it.")]
ReplyText = Annotated[
    Text,
    Field(max_length=2_000, description="May have {ticket_number}, {unit_name}, {due_date} and {today} in it."),
]


class ReplyIn(In):
    """What a reply is to say."""

    category: Code | None = Field(default=None, description="The matters that it fits, with their parts; null for all.")
    name: Annotated[Line, Field(max_length=60, description="By what people find it.")]
    text: ReplyText


class NewReplyIn(ReplyIn):
    """A reply to be offered to a unit and to all below it."""

    unit_id: Id


class ReplyOut(Out):
    """A reply with the unit that offers it."""

    id: UUID
    unit: UnitRef
    category: str | None = Field(description="The matters that it fits, with their parts; null for all.")
    name: str
    text: str = Field(description="With its placeholders in braces.")
    version: int
    created_at: datetime
    updated_at: datetime


class OfferedReplyOut(ReplyOut):
    """A reply; for a ticket also what it says there."""

    fits: bool | None = Field(description="Whether it is made for the category of the ticket; null without one.")
    rendered: str | None = Field(description="The text filled in for the ticket; null without one.")


class RepliesOut(Out):
    """At most two hundred: those that fit first, then by unit, the nearest first, and by name."""

    items: list[OfferedReplyOut]


@router.get("", summary="Standard replies")
async def list_standard_replies(caller: Caller, runtime: Uses, ticket_id: OfTicket = None) -> RepliesOut:
    """What the caller's unit and those above it offer. A placeholder that a ticket has nothing for stays open."""
    found = await standard_replies.list_replies(runtime, caller, ticket_id)
    return RepliesOut(items=[_offered(each) for each in found])


@router.post("", summary="Offer a standard reply", status_code=201, response_model=ReplyOut)
async def create_standard_reply(body: NewReplyIn, caller: DecidingOffice, runtime: Uses, once: Idempotent) -> Response:
    """Offer a reply to a unit in the caller's scope and to all below it."""
    render = rendered(201, _rendered)
    return versioned(
        await standard_replies.create_reply(runtime, body.unit_id, _wanted(body), by=caller, render=render, once=once)
    )


@router.put("/{reply_id}", summary="Change a standard reply", response_model=ReplyOut)
async def put_standard_reply(
    reply_id: ReplyId, body: ReplyIn, caller: DecidingOffice, runtime: Uses, expected: IfMatch = None
) -> ReplyOut:
    """Offer the next version of a reply; what was said before stays on record."""
    reply = await standard_replies.change_reply(runtime, reply_id, _wanted(body), by=caller, expected=numbers(expected))
    return ReplyOut.model_validate(reply)


@router.delete("/{reply_id}", summary="Retire a standard reply", status_code=204)
async def remove_standard_reply(
    reply_id: ReplyId, caller: DecidingOffice, runtime: Uses, expected: IfMatch = None
) -> None:
    """Offer a reply no longer. Its versions are kept."""
    await standard_replies.retire_reply(runtime, reply_id, by=caller, expected=numbers(expected))


def _wanted(body: ReplyIn) -> WantedReply:
    return WantedReply(body.category, body.name, body.text)


def _rendered(reply: StandardReply) -> bytes:
    return ReplyOut.model_validate(reply).model_dump_json().encode()


def _offered(offered: OfferedReply) -> OfferedReplyOut:
    own = ReplyOut.model_validate(offered.reply).model_dump()
    return OfferedReplyOut(**own, fits=offered.fits, rendered=offered.rendered)
