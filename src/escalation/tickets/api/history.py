"""What has happened to a ticket: events, hand-overs with their receipts, and joint tasks."""

from collections.abc import Mapping
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field, JsonValue

from escalation.actors import Means, Role
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.fields import Id, In, Out, Text
from escalation.kit.web.pages import Page
from escalation.kit.web.queries import Limit, Number
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef, ref_of
from escalation.organisation.domain.units import Unit
from escalation.tickets.api.tickets import MovedOut, TicketId
from escalation.tickets.api.transition_call import Call, TransitionCall
from escalation.tickets.domain.event_references import references_in
from escalation.tickets.domain.hash_chain import SealedEvent
from escalation.tickets.domain.ticket import Direction, HandOver, JointState, JointTask
from escalation.tickets.usecases import ticket_queries

router = strict_router(prefix="/v1/tickets/{ticket_id}", tags=["tickets"])
joint_router = strict_router(prefix="/v1/joint-tasks/{joint_task_id}", tags=["tickets"])
JointTaskId = Annotated[Id, Path(description="The joint task's id.")]


class NamedOut(Out):
    """Somebody, and what they are called."""

    id: UUID
    name: str


class EventActorOut(Out):
    """Who did it: the person, as which member, at which unit and in which role; `means`: by what they were known.

    A machine is no person, and neither is the clock. What events from before it was recorded do not say is null.
    """

    person: NamedOut | None
    member: NamedOut | None
    unit: UnitRef | None
    role: Role | None
    means: Means | None


class ReferenceOut(Out):
    """A unit, which has a `code`, or a member, who has none."""

    id: UUID
    code: str | None
    name: str


class EventOut(Out):
    """One fact. `sequence` counts from 1 without gaps; `hash` covers the event and the one before it.

    `refers_to`: the units and members whose ids stand in `data`, by name.
    """

    id: UUID
    sequence: int
    type: str
    occurred_at: datetime
    trigger: Literal["person", "clock"]
    action: str
    principal: str
    actor_unit_id: UUID | None
    actor_role: Role | None
    actor: EventActorOut
    reason: str | None
    from_state: str | None
    to_state: str
    ticket_version: int
    data: dict[str, JsonValue]
    refers_to: list[ReferenceOut]
    hash: str


class EventQuery(BaseModel):
    """Where to begin."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    after: Number = Field(default=0, description="The `sequence` of the last event already known.")
    limit: Limit = 50


class HandOverOut(Out):
    """One hop: which way, between whom, why, and whether it was signed for or withdrawn."""

    id: UUID
    direction: Direction
    trigger: Literal["person", "clock"]
    action: str
    reason: str | None
    from_unit: UnitRef
    to_unit: UnitRef
    sent_at: datetime
    sent_by: str
    sent_by_name: str | None
    signed_at: datetime | None
    signed_by: str | None
    signed_by_name: str | None
    withdrawn_at: datetime | None


class JointTaskOut(Out):
    """What one unit was asked to do; `state` is open, reported, waived or superseded."""

    id: UUID
    unit: UnitRef
    task: str
    due_at: datetime
    state: JointState
    result: str | None
    reason: str | None
    created_at: datetime
    ended_at: datetime | None
    ended_by: str | None
    ended_by_name: str | None


class ReportIn(In):
    """What came of a joint task."""

    result: Annotated[Text, Field(max_length=4000)]


class WaiveIn(In):
    """Why the lead goes on without it."""

    reason: Annotated[Text, Field(max_length=2000)]


@router.get("/events", summary="The history of a ticket")
async def list_ticket_events(
    ticket_id: TicketId, query: Annotated[EventQuery, Query()], caller: Caller, runtime: Uses
) -> Page[EventOut]:
    """Its events, oldest first. `next_cursor` is the `after` of the next page."""
    found = await ticket_queries.history_of(runtime, ticket_id, caller, after=query.after, limit=query.limit + 1)
    page = found.events[: query.limit]
    items = [event_out(event, found.units, found.names) for event in page]
    return Page(items=items, next_cursor=str(page[-1].sequence) if len(found.events) > query.limit else None)


@router.get("/hand-overs", summary="The hand-overs of a ticket")
async def list_hand_overs(ticket_id: TicketId, caller: Caller, runtime: Uses) -> Page[HandOverOut]:
    """Every hop, oldest first."""
    found = await ticket_queries.hand_overs_of(runtime, ticket_id, caller)
    return Page(items=[hand_over_out(row, found.units, found.names) for row in found.rows], next_cursor=None)


@router.get("/joint-tasks", summary="The joint tasks of a ticket")
async def list_joint_tasks(ticket_id: TicketId, caller: Caller, runtime: Uses) -> Page[JointTaskOut]:
    """Every joint task, oldest first."""
    found = await ticket_queries.joint_tasks_of(runtime, ticket_id, caller)
    return Page(items=[joint_task_out(row, found.units, found.names) for row in found.rows], next_cursor=None)


@joint_router.post("/report", summary="Report a joint task", response_model=MovedOut)
async def report_joint_task(joint_task_id: JointTaskId, body: ReportIn, call: Call) -> Response:
    """The joint unit is done. With the last one, the ticket goes back to its lead."""
    return await _move(call, "report", joint_task_id, result=body.result)


@joint_router.post("/waive", summary="Waive a joint task", response_model=MovedOut)
async def waive_joint_task(joint_task_id: JointTaskId, body: WaiveIn, call: Call) -> Response:
    """The lead goes on without it, and says why."""
    return await _move(call, "waive", joint_task_id, reason=body.reason)


async def _move(call: TransitionCall, action: str, task: UUID, **fields: str) -> Response:
    ticket_id = await ticket_queries.ticket_of_joint_task(call.asked.runtime, task)
    return await call.move(ticket_id, action, {"joint_task_id": task, **fields})


def fields_of(row: Any, model: type[Out]) -> dict[str, Any]:
    """What a row has of a model's fields."""
    return {name: getattr(row, name) for name in model.model_fields if hasattr(row, name)}


def names_in(row: Any, names: Mapping[str, str], *fields: str) -> dict[str, Any]:
    """For each field with a principal, one with the name of whoever stood behind it."""
    return {f"{field}_name": names.get(getattr(row, field) or "") for field in fields}


def event_out(event: SealedEvent, units: Mapping[UUID, Unit], names: Mapping[UUID, str]) -> EventOut:
    """An event as it is shown. `names`: of people and members, by their ids."""
    unit = units.get(event.actor_unit_id) if event.actor_unit_id else None
    actor = EventActorOut(
        person=_named(event.actor_person_id, names),
        member=_named(event.actor_member_id, names),
        unit=ref_of(unit) if unit else None,
        role=Role(event.actor_role) if event.actor_role else None,
        means=Means(event.actor_means) if event.actor_means else None,
    )
    told = {"hash": event.hash.hex(), "actor": actor, "refers_to": _references(event, units, names)}
    return EventOut(**{**fields_of(event, EventOut), **told})


def hand_over_out(row: HandOver, units: Mapping[UUID, Unit], names: Mapping[str, str]) -> HandOverOut:
    """A hop as it is shown. `names`: of those behind principals."""
    return HandOverOut(
        **fields_of(row, HandOverOut),
        **names_in(row, names, "sent_by", "signed_by"),
        from_unit=ref_of(units[row.from_unit_id]),
        to_unit=ref_of(units[row.to_unit_id]),
    )


def joint_task_out(row: JointTask, units: Mapping[UUID, Unit], names: Mapping[str, str]) -> JointTaskOut:
    """A joint task as it is shown. `names`: of those behind principals."""
    return JointTaskOut(
        **fields_of(row, JointTaskOut), **names_in(row, names, "ended_by"), unit=ref_of(units[row.unit_id])
    )


def _references(event: SealedEvent, units: Mapping[UUID, Unit], names: Mapping[UUID, str]) -> list[ReferenceOut]:
    found = references_in(event.data)
    named = [ReferenceOut(id=id_, code=units[id_].code, name=units[id_].name) for id_ in found.units if id_ in units]
    return named + [ReferenceOut(id=id_, code=None, name=names[id_]) for id_ in found.members if id_ in names]


def _named(id_: UUID | None, names: Mapping[UUID, str]) -> NamedOut | None:
    return NamedOut(id=id_, name=names[id_]) if id_ is not None and id_ in names else None
