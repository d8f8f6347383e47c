"""How does an agenda come about? It is drawn from the tickets that wait; items are added and removed by hand."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Duplicate, Fault, LimitReached, NotFound, StaleVersion, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.programme.meetings.domain.agenda import Why, drawn
from escalation.programme.meetings.domain.rules import SECTION, MeetingRules
from escalation.programme.meetings.storage import agenda
from escalation.programme.meetings.storage.agenda import AgendaItem
from escalation.programme.meetings.storage.meetings import Meeting, lock_meeting_of
from escalation.programme.meetings.usecases.meetings import Expected, own_meeting, require_own_meeting, seen_meeting
from escalation.publishing.usecases.programme_moment import read_programme_moment
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import Listed, list_tickets
from escalation.tickets.usecases.ticket_queries import require_sight

RenderItem = Callable[[AgendaItem], StoredResponse]
RenderAgenda = Callable[[list[AgendaItem]], StoredResponse]

MOST_ITEMS: Final = 500
"""On one agenda; whoever looks at the meeting gets all of them."""
_PARKED_READ: Final = 1_000
"""Parked tickets that are looked through for those parked too long, due first."""


async def draw_agenda(
    runtime: Runtime, meeting_id: UUID, *, by: Actor, render: RenderAgenda, once: IdempotentRequest | None
) -> StoredResponse:
    """Put on the agenda what waits by now, and take off what was drawn and waits no longer.

    A few pages of lists, however many tickets there are; drawn twice, it is the same. Raises `NotFound`,
    `ForbiddenAction`, `MeetingOver`.
    """

    async def work(connection: Connection) -> StoredResponse:
        meeting = await own_meeting(connection, by, meeting_id, None, is_planned=True)
        present = await read_programme_moment(runtime, connection, SECTION)
        found = await _waiting(connection, by, meeting, present.rules, present.now)
        tickets = drawn(found, present.rules.most_drawn)
        await agenda.put_drawn(connection, meeting_id, tickets, present.now, by.principal)
        return render(await agenda.list_agenda(connection, by, meeting_id))

    return await do_once(runtime, once, work)


async def add_item(
    runtime: Runtime, meeting_id: UUID, matter: tuple[UUID | None, str | None], reason: str, *, by: Actor,
    render: RenderItem, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Add a ticket that the actor sees, or a topic.

    Raises as `draw_agenda`, and `ValidationFailed`, `Duplicate`, `LimitReached`.
    """

    async def work(connection: Connection) -> StoredResponse:
        meeting = await own_meeting(connection, by, meeting_id, None, is_planned=True)
        if meeting.items >= MOST_ITEMS:
            raise LimitReached(limit=MOST_ITEMS)
        if matter[0] is not None:
            await _require_ticket(connection, matter[0], by)
        now = await read_now(connection)
        item_id = await agenda.add_item(connection, new_id(), meeting_id, matter, reason, now, by.principal)
        if item_id is None:
            raise Duplicate(N_("This ticket stands on the agenda already."))
        return render(await _require_item(connection, by, item_id))

    return await do_once(runtime, once, work)


async def remove_item(
    runtime: Runtime, item_id: UUID, reason: str, *, by: Actor, expected: Expected, render: RenderItem,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Take an item off the agenda; no later draw brings it back. Raises as `draw_agenda`, and `StaleVersion`."""

    async def work(connection: Connection) -> StoredResponse:
        item, _ = await own_item(connection, by, item_id, expected, is_planned=True)
        if item.removed_at is not None:
            raise NotFound
        await agenda.remove_item(connection, item_id, reason, await read_now(connection), by.principal)
        return render(await _require_item(connection, by, item_id))

    return await do_once(runtime, once, work)


async def own_item(
    connection: Connection, by: Actor, item_id: UUID, expected: Expected, *, is_planned: bool = False
) -> tuple[AgendaItem, Meeting]:
    """An item of which the actor may see the ticket, and its meeting, of their own unit; both locked until the end.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion` of the item, `MeetingOver` if the meeting has to be planned.
    """
    await lock_meeting_of(connection, item_id)
    item = await _require_item(connection, by, item_id)
    meeting = require_own_meeting(await seen_meeting(connection, by, item.meeting_id), by, None, is_planned=is_planned)
    if expected is not None and item.version not in expected:
        raise StaleVersion
    return item, meeting


async def _require_item(connection: Connection, actor: Actor, item_id: UUID) -> AgendaItem:
    item = await agenda.find_item(connection, actor, item_id)
    if item is None:
        raise NotFound
    return item


async def _require_ticket(connection: Connection, ticket_id: UUID, by: Actor) -> None:
    try:
        await require_sight(connection, ticket_id, by)
    except NotFound:
        detail = N_("There is no such ticket that you may see.")
        raise ValidationFailed(faults=[Fault("/ticket_id", "unknown_ticket", detail)]) from None


async def _waiting(
    connection: Connection, by: Actor, meeting: Meeting, rules: MeetingRules, now: datetime
) -> Mapping[Why, list[tuple[UUID, datetime]]]:
    """What waits in the unit and below it, by why. At the top is what is late where nobody is above."""
    below, most = Filters(held_path=meeting.unit_path, open=True), rules.most_drawn
    asked = {
        Why.STUCK: replace(below, stuck=True),
        Why.PROBLEM: replace(below, problem=True),
        Why.CLIMBED: Filters(holder_unit_id=meeting.unit.id, open=True, escalations_min=1),
    }
    found = {why: await _first(connection, by, filters, most) for why, filters in asked.items()}
    parked = await _first(connection, by, replace(below, stages=("park",)), _PARKED_READ)
    long_ago = now - timedelta(days=rules.parked_days)
    found[Why.PARKED_LONG] = [line for line in parked if line.ticket.stage_started_at <= long_ago][:most]
    if meeting.unit_path.count("/") == _AT_THE_TOP:
        at_top = Filters(holder_unit_id=meeting.unit.id, open=True, overdue=True)
        found[Why.AT_TOP] = await _first(connection, by, at_top, most)
    return {why: [(line.ticket.id, _due(line)) for line in lines] for why, lines in found.items()}


async def _first(connection: Connection, by: Actor, filters: Filters, most: int) -> list[Listed]:
    """The first of a list, due first. A page may be shorter than it was asked for, and go on."""
    lines: list[Listed] = []
    after = None
    while len(lines) < most:
        page = await list_tickets(
            connection, by, filters, sort=Sort.DUE, after=after, limit=min(most - len(lines), _PAGE)
        )
        lines += page.lines
        after = page.goes_on_behind
        if after is None:
            break
    return lines


def _due(line: Listed) -> datetime:
    return line.ticket.stage_due_at or line.ticket.due_at


_PAGE: Final = 200
_AT_THE_TOP: Final = 2
"""Slashes in the path of a unit that has nobody above it: `/1/`."""
