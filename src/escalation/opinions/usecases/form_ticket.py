"""How is a ticket (交办单) formed from opinions? Numbered, decided, and written together with what it takes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson

from escalation.actors import Actor
from escalation.errors import N_, Conflict, Duplicate, Fault, ForbiddenAction, IdempotencyKeyInUse, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime import idempotency
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, replay, to_keep
from escalation.kit.runtime.idempotency import StoredAnswer
from escalation.opinions.storage.intake import count_free
from escalation.opinions.storage.opinions import Opinion, find_opinions
from escalation.opinions.usecases.opinions import (
    OpinionInput,
    admit,
    as_read,
    is_confidential,
    receiving_unit,
    unpaired_reference,
)
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units, find_units_above
from escalation.tickets.domain.decide import NewTicket, form_ticket
from escalation.tickets.domain.draft import Rules
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.numbers import reserve_serial
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.ticket_queries import require_sight
from escalation.tickets.usecases.ticket_view import TicketView

MOST_OPINIONS: Final = 200


@dataclass(frozen=True, slots=True)
class TicketDraft:
    """What a ticket shall be formed of: opinions from the inbox, or one that arrives with it.

    What is `None` is taken from the first opinion: its text, category, source and unit.
    """

    opinion_ids: tuple[UUID, ...]
    opinion: OpinionInput | None
    urgency: str
    difficulty: str
    id: UUID | None = None
    title: str | None = None
    content: str | None = None
    category: str | None = None
    source: str | None = None
    unit_id: UUID | None = None
    key_task: bool = False
    accused_unit_id: UUID | None = None
    source_system: str | None = None
    external_ref: str | None = None


@dataclass(frozen=True, slots=True)
class Formed:
    """A new ticket, the opinions it has taken in, and the tracking code of one that arrived with it."""

    view: TicketView
    opinion_ids: tuple[UUID, ...]
    tracking_code: str | None


Render = Callable[[Formed], StoredResponse]


async def form(
    runtime: Runtime,
    actor: Actor,
    draft: TicketDraft,
    *,
    render: Render,
    request_id: str,
    once: IdempotentRequest | None = None,
) -> StoredResponse:
    """Form a ticket: it and the opinions' new state are written by one statement, or nothing is.

    Raises `ValidationFailed`, `ForbiddenAction` for a unit out of scope, `Duplicate` when the id is taken or some of
    the opinions are not free any more, `DuplicateExternalRef`.
    """
    async with runtime.database.connection() as connection:
        if once is not None and (stored := await idempotency.find(connection, once.principal, once.key)):
            return await _told_before(runtime, connection, actor, once, stored)
        plan = await _plan(runtime, connection, actor, draft)
        number = await _reserve_number(connection, plan)
        async with connection.transaction():
            if once is not None and (stored := await idempotency.begin(connection, once.principal, once.key)):
                return await _told_before(runtime, connection, actor, once, stored)
            return await _write(runtime, connection, actor, draft, plan, number, render, request_id, once)


async def _told_before(
    runtime: Runtime, connection: Connection, actor: Actor, once: IdempotentRequest, stored: StoredAnswer
) -> StoredResponse:
    """The kept answer. Raises `NotFound` if the ticket is out of the caller's sight by now."""
    reply = replay(runtime, once, stored)
    await require_sight(connection, UUID(orjson.loads(reply.body)["id"]), actor)
    return reply


@dataclass(frozen=True, slots=True)
class _Plan:
    """What was found out before anything is written. `opinions` is empty when the opinion arrives with the ticket.

    `above`: the units above the origin, nearest first.
    """

    origin: Unit
    above: tuple[Unit, ...]
    accused: Unit | None
    opinions: tuple[Opinion, ...]
    confidential: bool
    rules: Rules
    now: datetime


async def _plan(runtime: Runtime, connection: Connection, actor: Actor, draft: TicketDraft) -> _Plan:
    if faults := list(unpaired_reference(draft.source_system, draft.external_ref)):
        raise ValidationFailed(faults=faults)
    found = await _opinions(connection, actor, draft.opinion_ids)
    if draft.unit_id is None and draft.opinion is not None:
        origin = await receiving_unit(connection, actor, draft.opinion.unit_id, draft.opinion.unit_code, at="/opinion")
    else:
        origin = await receiving_unit(connection, actor, draft.unit_id or (found[0].unit_id if found else None), None)
    category = draft.category or (found[0].category if found else None)
    by_category = await is_confidential(runtime, connection, category, is_new=draft.category is not None)
    return _Plan(
        origin=origin,
        above=await find_units_above(connection, origin),
        accused=await _accused(connection, draft.accused_unit_id, origin),
        opinions=found,
        confidential=by_category or any(opinion.confidential for opinion in found),
        rules=await read_rules(runtime, connection, await in_force(connection)),
        now=await read_now(connection),
    )


async def _opinions(connection: Connection, actor: Actor, ids: Sequence[UUID]) -> tuple[Opinion, ...]:
    """In the order they were named. Raises `ValidationFailed` for those the actor may not see."""
    if not ids:
        return ()
    found = {opinion.id: opinion for opinion in await find_opinions(connection, actor, ids)}
    detail = N_("There is no such opinion that you may see, or it is named twice.")
    faults = [
        Fault(f"/opinion_ids/{place}", "unknown_opinion", detail)
        for place, id_ in enumerate(ids)
        if id_ not in found or id_ in ids[:place]
    ]
    if faults:
        raise ValidationFailed(faults=faults)
    if beyond := [opinion for opinion in found.values() if not actor.reaches(opinion.unit_path)]:
        raise ForbiddenAction(N_("{count} of these opinions are outside your scope."), count=len(beyond))
    return tuple(found[id_] for id_ in ids)


async def _accused(connection: Connection, unit_id: UUID | None, origin: Unit) -> Unit | None:
    """A unit the matter is about never handles it, and neither does anybody below it."""
    if unit_id is None:
        return None
    unit = (await find_units(connection, [unit_id])).get(unit_id)
    if unit is None:
        raise _wrong_accused("unknown_unit", N_("There is no such unit."))
    if unit.covers(origin):
        raise _wrong_accused("accused_unit", N_("The matter is about this unit, so it may not handle it."))
    return unit


def _wrong_accused(code: str, detail: str) -> ValidationFailed:
    return ValidationFailed(faults=[Fault("/accused_unit_id", code, detail)])


async def _reserve_number(connection: Connection, plan: _Plan) -> str:
    """编号: unit-year-serial, by the year it is at the place."""
    place = (plan.origin.code, *(unit.code for unit in plan.above))
    year = plan.rules.calendars.of(place).local_day(plan.now).year
    return f"{plan.origin.code}-{year}-{await reserve_serial(connection, plan.origin.id, year):06d}"


async def _write(
    runtime: Runtime,
    connection: Connection,
    actor: Actor,
    draft: TicketDraft,
    plan: _Plan,
    number: str,
    render: Render,
    request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:
    opinions, code = plan.opinions, None
    if draft.opinion is not None:
        given = _placed(draft.opinion, plan.origin)
        new, unit = await admit(runtime, connection, actor, given, request_id=request_id, at="/opinion")
        opinions, code = (as_read(new, unit),), runtime.vault.tracking_code(new.id)
    ticket = _new_ticket(draft, plan, number, opinions)
    decision = form_ticket(ticket, actor, plan.rules, request_id=request_id, now=plan.now)
    view = TicketView(decision.ticket, {plan.origin.id: plan.origin}, plan.now)
    reply = render(Formed(view, ticket.opinion_ids, code))
    if not await apply(connection, [decision], answer=to_keep(runtime, once, reply, plan.now)):
        raise await _not_free(connection, ticket.opinion_ids)
    return reply


def _placed(given: OpinionInput, origin: Unit) -> OpinionInput:
    """An opinion that names no unit arrives where its ticket does."""
    return given if given.unit_id or given.unit_code else replace(given, unit_id=origin.id)


def _new_ticket(draft: TicketDraft, plan: _Plan, number: str, opinions: Sequence[Opinion]) -> NewTicket:
    first = opinions[0]
    return NewTicket(
        id=draft.id or new_id(), number=number, origin=plan.origin, title=draft.title or first.title,
        content=draft.content or first.content, category=draft.category or first.category, urgency=draft.urgency,
        difficulty=draft.difficulty, source=draft.source or first.source, key_task=draft.key_task,
        confidential=plan.confidential or any(opinion.confidential for opinion in opinions), accused=plan.accused,
        source_system=draft.source_system, external_ref=draft.external_ref,
        opinion_ids=tuple(opinion.id for opinion in opinions), above=plan.above,
    )  # fmt: skip


async def _not_free(connection: Connection, ids: Sequence[UUID]) -> Conflict:
    taken = len(ids) - await count_free(connection, ids)
    detail = N_("{count} of these opinions belong to a ticket already or were dismissed.")
    # Nothing was written although every opinion is free: a move made with the same key was faster.
    return Duplicate(detail, count=taken) if taken else IdempotencyKeyInUse()
