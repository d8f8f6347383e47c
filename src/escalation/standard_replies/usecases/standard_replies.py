"""What is done with standard replies? Leaders and offices write those of their units; all below are offered them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, ForbiddenAction, LimitReached, NotFound, StaleVersion, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.database.named_locks import take_lock
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.calendars import CALENDAR
from escalation.standard_replies.domain.placeholders import faults_of, filled, values_for
from escalation.standard_replies.storage import standard_replies
from escalation.standard_replies.storage.standard_replies import StandardReply
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.situations import read_situations
from escalation.tickets.usecases.ticket_filters import WantedFilters, check_filters

MOST_REPLIES: Final = 200
"""In use of one unit, and shown at once."""

RenderReply = Callable[[StandardReply], StoredResponse]


@dataclass(frozen=True, slots=True)
class WantedReply:
    """What a reply is to say. `category`: the matters that it fits, with their parts; `None` for all."""

    category: str | None
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class OfferedReply:
    """A reply; for a ticket, whether it is made for its category, and the text with what placeholders stand for."""

    reply: StandardReply
    fits: bool | None
    rendered: str | None


async def list_replies(runtime: Runtime, actor: Actor, ticket_id: UUID | None) -> Sequence[OfferedReply]:
    """Those of the actor's unit and of all above it, the nearest first; for a ticket those that fit it before others.

    Raises `NotFound` for a ticket that the actor does not see.
    """
    async with runtime.database.connection(changes=False) as connection:
        replies = await standard_replies.list_replies(connection, actor.unit_path, MOST_REPLIES)
        if ticket_id is None:
            return [OfferedReply(reply, None, None) for reply in replies]
        readings = await read_situations(connection, [ticket_id], actor)
        if not readings:
            raise NotFound
        ticket, now = readings[0].situation.ticket, await read_now(connection)
        zone = (await runtime.documents.get(connection, CALENDAR, readings[0].versions.calendar)).base.zone
        unit = (await find_units(connection, [ticket.holder_unit_id]))[ticket.holder_unit_id]
    values = values_for(ticket.number, unit.name, ticket.due_at, now, zone)
    ranks = {reply.id: _rank(reply.category, ticket.category) for reply in replies}
    return [
        OfferedReply(reply, ranks[reply.id] < _OTHER, filled(reply.text, values))
        for reply in sorted(replies, key=lambda reply: ranks[reply.id])
    ]


async def create_reply(
    runtime: Runtime, unit_id: UUID, wanted: WantedReply, *, by: Actor, render: RenderReply,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Offer a reply. Raises `ValidationFailed`, `ForbiddenAction` outside the actor's scope, `LimitReached`."""

    async def work(connection: Connection) -> StoredResponse:
        unit = (await find_units(connection, [unit_id])).get(unit_id)
        if unit is None or not unit.active:
            raise ValidationFailed(faults=[Fault("/unit_id", "unknown_unit", N_("There is no such unit."))])
        if not by.reaches(unit.path):
            raise ForbiddenAction(N_("This unit is outside your scope."))
        await _check(connection, by, wanted)
        await take_lock(connection, "standard replies", unit_id)
        if await standard_replies.count_replies(connection, unit_id) >= MOST_REPLIES:
            raise LimitReached(limit=MOST_REPLIES)
        reply_id = new_id()
        await _write(connection, reply_id, unit_id, wanted, 1, by)
        return render(await _existing(connection, by, reply_id))

    return await do_once(runtime, once, work)


async def change_reply(
    runtime: Runtime, reply_id: UUID, wanted: WantedReply, *, by: Actor, expected: frozenset[int] | None
) -> StandardReply:
    """Offer the next version. Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `ValidationFailed`."""
    async with runtime.database.transaction() as connection:
        reply = await _own(connection, by, reply_id, expected)
        await _check(connection, by, wanted)
        await _write(connection, reply_id, reply.unit.id, wanted, reply.version + 1, by)
        return await _existing(connection, by, reply_id)


async def retire_reply(runtime: Runtime, reply_id: UUID, *, by: Actor, expected: frozenset[int] | None) -> None:
    """Offer it no longer; its versions stay. Raises `NotFound`, `ForbiddenAction`, `StaleVersion`."""
    async with runtime.database.transaction() as connection:
        await _own(connection, by, reply_id, expected)
        await standard_replies.retire(connection, reply_id, await read_now(connection))


async def _check(connection: Connection, by: Actor, wanted: WantedReply) -> None:
    if faults := faults_of(wanted.text):
        raise ValidationFailed(faults=faults)
    if wanted.category is not None:
        await check_filters(connection, by, WantedFilters(Filters(category=wanted.category)))


async def _write(
    connection: Connection, reply_id: UUID, unit_id: UUID, wanted: WantedReply, version: int, by: Actor
) -> None:
    said = (wanted.category, wanted.name, wanted.text)
    now = await read_now(connection)
    if not await standard_replies.write_version(connection, reply_id, unit_id, said, version, now, by.principal):
        raise StaleVersion


async def _own(connection: Connection, by: Actor, reply_id: UUID, expected: frozenset[int] | None) -> StandardReply:
    reply = await _existing(connection, by, reply_id)
    if not by.reaches(reply.unit_path):
        raise ForbiddenAction(N_("This unit is outside your scope."))
    if expected is not None and reply.version not in expected:
        raise StaleVersion
    return reply


async def _existing(connection: Connection, actor: Actor, reply_id: UUID) -> StandardReply:
    """One that is offered to the actor, or whose unit is in their scope."""
    reply = await standard_replies.find_reply(connection, reply_id)
    if reply is None or not (actor.reaches(reply.unit_path) or actor.unit_path.startswith(reply.unit_path)):
        raise NotFound
    return reply


_OTHER: Final = 3


def _rank(category: str | None, wanted: str | None) -> int:
    """This category before the one that it is part of, before all, before others."""
    if category is None:
        return 2
    if wanted is None:
        return _OTHER
    return 0 if category == wanted else 1 if wanted.startswith(f"{category}.") else _OTHER
