"""What is done with meetings? Offices and leaders plan and hold those of their unit; whoever is above reads them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import N_, Fault, ForbiddenAction, NotFound, StaleVersion, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.database.named_locks import take_lock
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import hold_own_unit, require_unit
from escalation.programme.meetings.domain.refusals import MeetingOver
from escalation.programme.meetings.domain.rules import SECTION
from escalation.programme.meetings.storage import decisions, meetings, rounds
from escalation.programme.meetings.storage.agenda import AgendaItem, list_agenda
from escalation.programme.meetings.storage.decisions import MeetingDecision
from escalation.programme.meetings.storage.meetings import Meeting, MeetingsWanted
from escalation.programme.meetings.storage.rounds import Round
from escalation.publishing.usecases.programme_moment import read_programme_moment
from escalation.tickets.usecases.local_days import LocalDays

RenderMeeting = Callable[[Meeting], StoredResponse]
Expected = frozenset[int] | None
"""The versions that a change is decided on; `None` for any."""


@dataclass(frozen=True, slots=True)
class WholeMeeting:
    """A meeting with its agenda and its decisions, as far as whoever reads it may see the tickets."""

    meeting: Meeting
    agenda: Sequence[AgendaItem]
    decisions: Sequence[MeetingDecision]


async def list_meetings(
    runtime: Runtime, actor: Actor, *, unit: str | None, state: str | None, after: tuple[datetime, UUID] | None,
    limit: int,
) -> Sequence[Meeting]:  # fmt: skip
    """One page of those in the actor's scope; `unit`: of this one alone. Raises `ValidationFailed`."""
    async with runtime.database.connection(changes=False) as connection:
        start, end = range_of(actor)
        if unit is not None:
            path = (await require_unit(connection, unit, pointer="?unit")).path
            start, end = (path, f"{path}!") if actor.reaches(path) else ("", "")
        wanted = MeetingsWanted(start, end, state)
        return await meetings.list_meetings(connection, wanted, after=after, limit=limit)


async def list_rounds(
    runtime: Runtime, actor: Actor, *, unit: str | None, state: str | None, after: str | None, limit: int
) -> Sequence[Round]:
    """By when units in the actor's scope have to meet, in the order of the tree; `unit`: within this one."""
    async with runtime.database.connection(changes=False) as connection:
        start, end = range_of(actor)
        if unit is not None:
            path = (await require_unit(connection, unit, pointer="?unit")).path
            start, end = (max(start, path), min(end, end_of(path)))
        return await rounds.list_rounds(connection, start, end, state, after=after, limit=limit)


async def get_round(runtime: Runtime, actor: Actor, unit_id: UUID) -> Round:
    """By when one unit in the actor's scope has to meet. Raises `NotFound`, also for a unit that has not to."""
    async with runtime.database.connection(changes=False) as connection:
        found = await rounds.find_round(connection, unit_id)
    if found is None or not actor.reaches(found.unit_path):
        raise NotFound
    return found


async def get_meeting(runtime: Runtime, actor: Actor, meeting_id: UUID) -> WholeMeeting:
    """One in the actor's scope, with all that belongs to it. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        meeting = await seen_meeting(connection, actor, meeting_id)
        agenda = await list_agenda(connection, actor, meeting_id)
        made = await decisions.decisions_of(connection, actor, meeting_id)
    shown = {item.id for item in agenda}
    # What was decided of a ticket is not told without it.
    return WholeMeeting(meeting, agenda, [each for each in made if each.item_id in shown])


async def plan_meeting(
    runtime: Runtime, unit_id: UUID, planned: tuple[datetime, str | None], *, by: Actor, render: RenderMeeting,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Plan a meeting of the actor's own unit, at a time and a place. Raises `ValidationFailed`, `ForbiddenAction`."""

    async def work(connection: Connection) -> StoredResponse:
        unit = (await find_units(connection, [unit_id])).get(unit_id)
        if unit is None or not unit.active:
            raise ValidationFailed(faults=[Fault("/unit_id", "unknown_unit", N_("There is no such unit."))])
        require_own(by, unit.id)
        meeting_id, now = new_id(), await hold_own_unit(connection, by)
        await meetings.insert_meeting(connection, meeting_id, (unit.id, unit.path), planned, now, by.principal)
        return render(await seen_meeting(connection, by, meeting_id))

    return await do_once(runtime, once, work)


async def change_plan(
    runtime: Runtime, meeting_id: UUID, changes: Mapping[str, object], *, by: Actor, expected: Expected
) -> Meeting:
    """Let a planned meeting be at another time or place.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `MeetingOver`.
    """
    async with runtime.database.transaction() as connection:
        meeting = await own_meeting(connection, by, meeting_id, expected, is_planned=True)
        planned_at, place = changes.get("planned_at", meeting.planned_at), changes.get("place", meeting.place)
        at = planned_at if isinstance(planned_at, datetime) else meeting.planned_at
        where = str(place) if place is not None else None
        await meetings.change_plan(connection, meeting_id, (at, where), await read_now(connection))
        return await seen_meeting(connection, by, meeting_id)


async def cancel_meeting(
    runtime: Runtime, meeting_id: UUID, reason: str, *, by: Actor, expected: Expected, render: RenderMeeting,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Let a planned meeting not be; the round goes on. Raises as `change_plan` does."""

    async def work(connection: Connection) -> StoredResponse:
        await own_meeting(connection, by, meeting_id, expected, is_planned=True)
        await meetings.cancel_meeting(connection, meeting_id, reason, await read_now(connection))
        return render(await seen_meeting(connection, by, meeting_id))

    return await do_once(runtime, once, work)


async def hold_meeting(
    runtime: Runtime, meeting_id: UUID, held_at: datetime | None, words: Mapping[str, str | None], *, by: Actor,
    expected: Expected, render: RenderMeeting, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Say that a meeting was held, now or at a time that is over; it gets its number, and the next interval begins.

    Raises as `change_plan` does, `ValidationFailed` for a time to come.
    """

    async def work(connection: Connection) -> StoredResponse:
        meeting = await own_meeting(connection, by, meeting_id, expected, is_planned=True)
        present = await read_programme_moment(runtime, connection, SECTION)
        now, days = present.now, LocalDays(present.zone)
        at = held_at or now
        if at > now:
            raise ValidationFailed(faults=[Fault("/held_at", "in_future", N_("This moment has not come yet."))])
        # Two meetings of a unit that are held at once get two numbers.
        await take_lock(connection, "meetings", meeting.unit.id)
        await meetings.hold_meeting(connection, meeting_id, at, days.day_of(at).year, words, now)
        await rounds.begin_round(connection, meeting.unit.id, at, days.zone.key)
        return render(await seen_meeting(connection, by, meeting_id))

    return await do_once(runtime, once, work)


async def write_minutes(
    runtime: Runtime, meeting_id: UUID, words: Mapping[str, str | None], *, by: Actor, expected: Expected
) -> Meeting:
    """Say anew what the minutes of a meeting that was held say. Raises as `change_plan` does."""
    async with runtime.database.transaction() as connection:
        meeting = await own_meeting(connection, by, meeting_id, expected)
        if meeting.state != "held":
            raise MeetingOver(N_("Only a meeting that was held has minutes."))
        await meetings.write_minutes(connection, meeting_id, words, await read_now(connection))
        return await seen_meeting(connection, by, meeting_id)


async def own_meeting(
    connection: Connection, by: Actor, meeting_id: UUID, expected: Expected, *, is_planned: bool = False
) -> Meeting:
    """A meeting of the actor's own unit, locked until the transaction ends.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `MeetingOver` if it has to be planned and is not.
    """
    meeting = await seen_meeting(connection, by, meeting_id, locked=True)
    return require_own_meeting(meeting, by, expected, is_planned=is_planned)


def require_own_meeting(meeting: Meeting, by: Actor, expected: Expected, *, is_planned: bool) -> Meeting:
    """The meeting, if it is of the actor's own unit. Raises as `own_meeting` does, for a meeting that was read."""
    require_own(by, meeting.unit.id)
    if expected is not None and meeting.version not in expected:
        raise StaleVersion
    if is_planned and meeting.state != "planned":
        raise MeetingOver
    return meeting


async def seen_meeting(connection: Connection, actor: Actor, meeting_id: UUID, *, locked: bool = False) -> Meeting:
    """A meeting in the actor's scope. Raises `NotFound`."""
    meeting = await meetings.find_meeting(connection, meeting_id, locked=locked)
    if meeting is None or not actor.reaches(meeting.unit_path):
        raise NotFound
    return meeting


def require_own(by: Actor, unit_id: UUID) -> None:
    """Raise `ForbiddenAction` unless the actor is of the office or leads at this very unit."""
    if by.unit_id != unit_id or by.role not in {Role.OFFICE, Role.LEADER}:
        raise ForbiddenAction(N_("Only the office and the leaders of the unit itself do this."))
