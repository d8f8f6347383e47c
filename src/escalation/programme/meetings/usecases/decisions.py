"""What becomes of what a meeting decides? A move of the ticket, an order, or a task; done with the decider's standing.

A decision is kept together with the move that it makes. Where the move is refused, the decision
stays open and says why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import (
    N_,
    Fault,
    ForbiddenAction,
    LimitReached,
    NotFound,
    Refusal,
    StaleVersion,
    ValidationFailed,
)
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import require_unit
from escalation.programme.meetings.domain.refusals import MeetingDecisionEnded, MeetingOver
from escalation.programme.meetings.domain.rules import SECTION
from escalation.programme.meetings.storage import decisions
from escalation.programme.meetings.storage.decisions import MeetingDecision, NewMeetingDecision
from escalation.programme.meetings.storage.meetings import Meeting
from escalation.programme.meetings.usecases.agenda import own_item
from escalation.programme.meetings.usecases.meetings import Expected, require_own
from escalation.publishing.usecases.programme_moment import read_programme_moment
from escalation.tickets.domain.command import Command
from escalation.tickets.usecases.batch_transition import move_within
from escalation.tickets.usecases.local_days import LocalDays

RenderDecision = Callable[[MeetingDecision], StoredResponse]
MOST_DECISIONS: Final = 500
"""Of one meeting, without those that were withdrawn."""
SUPERVISE = "supervise"
"""The move that gives a supervision order."""


@dataclass(frozen=True, slots=True)
class WantedDecision:
    """What was decided. `unit_id`: who has to carry it out, the unit that met if it is not said. `move`: of the ticket.

    Without a move it is a task, which has a unit and a day.
    """

    text: str
    unit_id: UUID | None
    due_on: date | None
    move: Command | None


async def list_decisions(
    runtime: Runtime, actor: Actor, *, unit: str | None, progress: str | None, after: UUID | None, limit: int
) -> Sequence[MeetingDecision]:
    """One page of what units in the actor's scope have to carry out; `unit`: this one and those below it."""
    async with runtime.database.connection(changes=False) as connection:
        start, end = range_of(actor)
        if unit is not None:
            path = (await require_unit(connection, unit, pointer="?unit")).path
            start, end = max(start, path), min(end, end_of(path))
        return await decisions.list_decisions(connection, actor, (start, end), progress, after=after, limit=limit)


async def get_decision(runtime: Runtime, actor: Actor, decision_id: UUID) -> MeetingDecision:
    """One of a meeting in the actor's scope, or for a unit there. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await _told(connection, actor, decision_id)


async def decide_item(
    runtime: Runtime, item_id: UUID, wanted: WantedDecision, *, by: Actor, expected: Expected,
    render: RenderDecision, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Decide on an item of the agenda, and make the move if there is one.

    `expected`: versions of the item; of two who decided on the same one, the second is told so. Raises `NotFound`,
    `ForbiddenAction`, `StaleVersion`, `MeetingOver`, `LimitReached`, and `ValidationFailed`, also for a move that lacks
    something: nothing is decided then. A move that is refused for another reason is no refusal of the decision.
    """

    async def work(connection: Connection) -> StoredResponse:
        item, meeting = await own_item(connection, by, item_id, expected)
        if meeting.state == "cancelled" or item.removed_at is not None:
            raise MeetingOver(N_("This item is on no agenda any more."))
        if meeting.decisions.done + meeting.decisions.open >= MOST_DECISIONS:
            raise LimitReached(limit=MOST_DECISIONS)
        if wanted.move is not None and item.ticket is None:
            detail = N_("There is no ticket behind this item that could be moved.")
            raise ValidationFailed(faults=[Fault("/move", "no_ticket", detail)])
        new = await _new_decision(runtime, connection, meeting, item_id, wanted, by)
        await decisions.insert_decision(connection, new)
        if wanted.move is not None and item.ticket is not None:
            await _carry_out(runtime, connection, new.id, item.ticket.id, wanted.move, by, at="/move")
        return render(await _told(connection, by, new.id))

    return await do_once(runtime, once, work)


async def try_again(
    runtime: Runtime, decision_id: UUID, move: Command, *, by: Actor, render: RenderDecision,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Make the move of an open decision, that one or another, with the actor's own standing.

    Raises `NotFound`, `ValidationFailed` if there is no ticket or the move lacks something, `MeetingDecisionEnded`.
    """

    async def work(connection: Connection) -> StoredResponse:
        decision = await _open(connection, by, decision_id)
        if decision.ticket_id is None or decision.kind == "task":
            detail = N_("There is no ticket behind this item that could be moved.")
            raise ValidationFailed(faults=[Fault("/action", "no_ticket", detail)])
        await _carry_out(runtime, connection, decision_id, decision.ticket_id, move, by)
        return render(await _told(connection, by, decision_id))

    return await do_once(runtime, once, work, recheck=lambda connection: _told(connection, by, decision_id))


async def complete_decision(
    runtime: Runtime, decision_id: UUID, note: str | None, *, by: Actor, expected: Expected,
    render: RenderDecision, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Say that a decision is carried out: by the unit that had to, or by the one that met.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `MeetingDecisionEnded`.
    """

    async def work(connection: Connection) -> StoredResponse:
        decision = await _open(connection, by, decision_id, expected)
        if not (by.unit_id == decision.unit.id and by.role in _WORKS):
            require_own(by, decision.meeting_unit.id)
        await decisions.end_decision(connection, decision_id, "done", note, await read_now(connection), by.principal)
        return render(await _told(connection, by, decision_id))

    return await do_once(runtime, once, work, recheck=lambda connection: _told(connection, by, decision_id))


async def withdraw_decision(
    runtime: Runtime, decision_id: UUID, reason: str, *, by: Actor, expected: Expected,
    render: RenderDecision, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Say that a decision shall not be carried out: by the unit that met. Raises as `complete_decision` does."""

    async def work(connection: Connection) -> StoredResponse:
        decision = await _open(connection, by, decision_id, expected)
        require_own(by, decision.meeting_unit.id)
        now = await read_now(connection)
        await decisions.end_decision(connection, decision_id, "withdrawn", reason, now, by.principal)
        return render(await _told(connection, by, decision_id))

    return await do_once(runtime, once, work, recheck=lambda connection: _told(connection, by, decision_id))


_WORKS = frozenset({Role.HANDLER, Role.OFFICE, Role.LEADER})


async def _new_decision(
    runtime: Runtime, connection: Connection, meeting: Meeting, item_id: UUID, wanted: WantedDecision, by: Actor
) -> NewMeetingDecision:
    """Raises `ValidationFailed`, `ForbiddenAction` for a unit that is not below the one that meets."""
    present = await read_programme_moment(runtime, connection, SECTION)
    now, days = present.now, LocalDays(present.zone)
    if wanted.due_on is None and wanted.move is None:
        raise ValidationFailed(faults=[Fault("/due_on", "missing", N_("A task has a day until which it is done."))])
    if wanted.due_on is not None and wanted.due_on < days.day_of(now):
        raise ValidationFailed(faults=[Fault("/due_on", "in_the_past", N_("A due date lies in the future."))])
    unit = await _responsible(connection, meeting, wanted.unit_id)
    kind = "task" if wanted.move is None else "order" if wanted.move.action == SUPERVISE else "move"
    return NewMeetingDecision(
        id=new_id(), meeting_id=meeting.id, item_id=item_id, kind=kind, text=wanted.text,
        action=wanted.move.action if wanted.move else None, unit_id=unit.id, unit_path=unit.path,
        due_on=wanted.due_on, due_at=days.end_of(wanted.due_on) if wanted.due_on else None, decided_at=now,
        decided_by=by.principal,
    )  # fmt: skip


async def _responsible(connection: Connection, meeting: Meeting, unit_id: UUID | None) -> Unit:
    wanted = unit_id or meeting.unit.id
    unit = (await find_units(connection, [wanted])).get(wanted)
    if unit is None or not unit.active:
        raise ValidationFailed(faults=[Fault("/unit_id", "unknown_unit", N_("There is no such unit."))])
    if not unit.path.startswith(meeting.unit_path):
        raise ForbiddenAction(N_("A meeting gives tasks to its own unit and to those below it."))
    return unit


async def _carry_out(
    runtime: Runtime, connection: Connection, decision_id: UUID, ticket_id: UUID, move: Command, by: Actor, *,
    at: str = "",
) -> None:  # fmt: skip
    """Make the move, and note what came of it. Raises `ValidationFailed` for what it lacks, with places behind `at`."""
    moved = await move_within(runtime, connection, ticket_id, by, move)
    if isinstance(moved, ValidationFailed):
        raise ValidationFailed(faults=[replace(fault, pointer=at + fault.pointer) for fault in moved.faults])
    if isinstance(moved, Refusal):
        said = {"code": moved.code, "title": type(moved).title, "detail": moved.message, "params": moved.params}
        await decisions.keep_refusal(connection, decision_id, said, move.action)
        return
    await decisions.end_decision(connection, decision_id, "done", None, await read_now(connection), by.principal)


async def _open(connection: Connection, by: Actor, decision_id: UUID, expected: Expected = None) -> MeetingDecision:
    await decisions.lock_decision(connection, decision_id)
    decision = await _told(connection, by, decision_id)
    if expected is not None and decision.version not in expected:
        raise StaleVersion
    if decision.state != "open":
        raise MeetingDecisionEnded
    return decision


async def _told(connection: Connection, actor: Actor, decision_id: UUID) -> MeetingDecision:
    """A decision of a meeting in the actor's scope, or for a unit there. Raises `NotFound`."""
    decision = await decisions.find_decision(connection, actor, decision_id)
    if decision is None or not (actor.reaches(decision.unit_path) or actor.reaches(decision.meeting_path)):
        raise NotFound
    return decision
