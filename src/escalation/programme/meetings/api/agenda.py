"""The agenda of a meeting: drawn from what waits, items added and removed by hand."""

from typing import Annotated

from fastapi import Path, Response
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from escalation.errors import N_
from escalation.kit.web.auth import DecidingOffice, Uses
from escalation.kit.web.fields import Id, In, Line, Out, Text
from escalation.kit.web.headers import IfMatch, numbers
from escalation.kit.web.idempotency import Idempotent, answer, rendered, versioned
from escalation.kit.web.routes import strict_router
from escalation.programme.meetings.api.agenda_models import AgendaItemOut, item_out
from escalation.programme.meetings.api.meetings import MeetingId
from escalation.programme.meetings.storage.agenda import AgendaItem
from escalation.programme.meetings.usecases import agenda

router = strict_router(prefix="/v1/meetings/{meeting_id}", tags=["meetings"])
items_router = strict_router(prefix="/v1/agenda-items/{item_id}", tags=["meetings"])

ItemId = Annotated[Id, Path(description="The item's id.")]
Reason = Annotated[Text, Field(max_length=2_000)]


class AgendaOut(Out):
    """An agenda without its decisions, those items that were taken off among the others."""

    items: list[AgendaItemOut]


class AgendaItemIn(In):
    """A ticket that the caller sees, or a topic without one, and why it is to be talked about."""

    ticket_id: Id | None = None
    topic: Line | None = None
    reason: Reason

    @model_validator(mode="after")
    def _is_one_or_the_other(self) -> "AgendaItemIn":
        if (self.ticket_id is None) == (self.topic is None):
            raise PydanticCustomError("one_of", N_("Give ticket_id or topic, and not both."))
        return self


class ItemRemovalIn(In):
    """Why an item is taken off."""

    reason: Reason


@router.post("/draws", summary="Draw the agenda", response_model=AgendaOut)
async def draw_agenda(meeting_id: MeetingId, caller: DecidingOffice, runtime: Uses, once: Idempotent) -> Response:
    """Put on the agenda what waits in the unit and below it: stuck, problem, parked too long, climbed, late at the top.

    What was drawn before and waits no longer is taken off; what was added or removed by hand stays as it is.
    """
    return answer(await agenda.draw_agenda(runtime, meeting_id, by=caller, render=rendered(200, _agenda), once=once))


@router.post("/agenda", summary="Add to the agenda", status_code=201, response_model=AgendaItemOut)
async def add_agenda_item(
    meeting_id: MeetingId, body: AgendaItemIn, caller: DecidingOffice, runtime: Uses, once: Idempotent
) -> Response:
    """Add a ticket, or a topic without one. A ticket that was removed comes back."""
    matter = body.ticket_id, body.topic
    render = rendered(201, _item)
    return versioned(
        await agenda.add_item(runtime, meeting_id, matter, body.reason, by=caller, render=render, once=once)
    )


@items_router.post("/removal", summary="Take off the agenda", response_model=AgendaItemOut)
async def remove_agenda_item(
    item_id: ItemId, body: ItemRemovalIn, caller: DecidingOffice, runtime: Uses, once: Idempotent,
    expected: IfMatch = None,
) -> Response:  # fmt: skip
    """Take an item off; no later draw brings it back."""
    reply = await agenda.remove_item(
        runtime, item_id, body.reason, by=caller, expected=numbers(expected), render=rendered(200, _item), once=once
    )
    return versioned(reply)


def _item(item: AgendaItem) -> bytes:
    return item_out(item).model_dump_json().encode()


def _agenda(items: list[AgendaItem]) -> bytes:
    return AgendaOut(items=[item_out(each) for each in items]).model_dump_json().encode()
