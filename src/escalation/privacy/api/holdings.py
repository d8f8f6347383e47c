"""Holdings: what is held about a person, for that person, who asks at an office."""

from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Response
from pydantic import Field

from escalation.kit.web.auth import DecidingOffice, Uses
from escalation.kit.web.fields import In, Line, Out, Text
from escalation.kit.web.request_context import RequestId
from escalation.kit.web.routes import strict_router
from escalation.kit.web.serialization import to_json
from escalation.messages.storage.settlement import MessageState
from escalation.privacy.usecases.holdings import Held, find_holdings
from escalation.tickets.domain.source import Source

router = strict_router(prefix="/v1/holdings", tags=["privacy"])


class HoldingsIn(In):
    """Whose: the telephone number or address that the person left, however it is written; and why it is asked."""

    contact: Line
    reason: Annotated[Text, Field(max_length=1000)]


class LookOut(Out):
    """That somebody was shown name and contact."""

    at: datetime
    principal: str
    reason: str | None


class ToldOut(Out):
    """A message to the contact: by which rule, and what became of it."""

    at: datetime
    rule: str
    state: MessageState


class HeldOut(Out):
    """An opinion of the person, what became of it, who looked at their contact before, and what was sent there."""

    opinion_id: UUID
    name: str | None
    contact: str | None
    place: str | None
    longitude: float | None
    latitude: float | None
    title: str
    content: str
    attributes: dict[str, Any] | None
    category: str | None
    source: Source
    confidential: bool
    unit_code: str
    unit_name: str
    status: Literal["inbox", "attached", "dismissed"]
    reason: str | None
    submitted_at: datetime | None
    received_at: datetime
    code_way: Literal["shown", "message", "paper"] | None
    code_given_at: datetime | None
    ticket_number: str | None
    ticket_state: str | None
    reply: str | None
    solved: bool | None
    satisfaction: int | None
    closed_at: datetime | None
    looks: list[LookOut]
    told: list[ToldOut]


class HoldingsOut(Out):
    """Everything that is held, newest first, at most 500."""

    items: list[HeldOut]


@router.post("", summary="What is held about a person", response_model=HoldingsOut)
async def read_holdings(body: HoldingsIn, caller: DecidingOffice, runtime: Uses, request_id: RequestId) -> Response:
    """Every opinion in the caller's subtree that was sent with this contact. Each counts as a look at it, on record."""
    found = await find_holdings(runtime, caller, body.contact, body.reason, request_id=request_id)
    return Response(to_json({"items": [serialize_held(each) for each in found]}), media_type="application/json")


def serialize_held(held: Held) -> dict[str, Any]:
    """The fields of `HeldOut`."""
    row = held.row
    named = {"opinion_id": row["id"], "ticket_number": row["number"], "ticket_state": row["state"]}
    own = {"name": held.contact.name, "contact": held.contact.contact}
    looks = [{name: look[name] for name in LookOut.model_fields} for look in held.looks]
    told = [{name: each[name] for name in ToldOut.model_fields} for each in held.told]
    same = (name for name in HeldOut.model_fields if name not in {*named, *own, "looks", "told"})
    return {name: row[name] for name in same} | named | own | {"looks": looks, "told": told}
