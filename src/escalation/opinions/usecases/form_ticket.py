"""How is a ticket (交办单) formed from opinions? Numbered, decided, and written together with what it takes in."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson

from escalation.actors import Actor
from escalation.errors import N_, Duplicate, Fault, ForbiddenAction, StaleVersion, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime import idempotency
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, replay, to_keep
from escalation.kit.runtime.idempotency import StoredAnswer
from escalation.opinions.storage.intake import NewOpinion, columns_of, count_free
from escalation.opinions.storage.intake_reading import (
    IntakeQuestion,
    IntakeReading,
    Serial,
    UnitNamed,
    read_intake,
)
from escalation.opinions.storage.opinions import Opinion
from escalation.opinions.usecases.opinions import (
    ATTEMPTS,
    FAST_CLOCK,
    OpinionInput,
    admit,
    as_read,
    is_confidential,
    named_unit,
    receiving,
    unpaired_reference,
)
from escalation.opinions.usecases.source_systems import send_under
from escalation.organisation.domain.staffing_warnings import nobody_there
from escalation.organisation.domain.units import Unit
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
    """A new ticket, and the opinions it has taken in."""

    view: TicketView
    opinion_ids: tuple[UUID, ...]


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
    """Form a ticket: it and the opinions' new state are written by one statement, or nothing is. Two round trips.

    Raises `ValidationFailed`, `ForbiddenAction` for a unit out of scope, `Duplicate` when the id is taken or some of
    the opinions are not free any more, `SourceSystemTaken`, `DuplicateExternalRef`.
    """
    asked = _question(actor, draft, once)
    async with runtime.database.connection() as connection:
        for _ in range(ATTEMPTS):
            reading = await read_intake(connection, actor, asked)
            if once is not None and reading.answer is not None:
                return await _told_before(runtime, connection, actor, once, reading.answer)
            plan = await _plan(runtime, connection, actor, draft, asked, reading)
            await send_under(connection, actor, reading.owners, asked.systems, reading.now)
            number = await _number(connection, plan, reading.serial)
            ticket = _new_ticket(draft, plan, number)
            decision = form_ticket(ticket, actor, plan.rules, request_id=request_id, now=plan.now)
            warnings = (nobody_there(plan.origin.code, plan.origin.name),) if reading.receiver_unstaffed else ()
            view = TicketView(decision.ticket, {plan.origin.id: plan.origin}, plan.now, warnings)
            reply = render(Formed(view, ticket.opinion_ids))
            kept = to_keep(runtime, once, reply, plan.now)
            arriving = columns_of(plan.arriving) if plan.arriving else None
            if await apply(connection, [decision], answer=kept, arriving=arriving):
                return reply
            if once is not None and (stored := await idempotency.find(connection, once.principal, once.key)):
                return await _told_before(runtime, connection, actor, once, stored)
            await _require_free(connection, draft.opinion_ids)
    raise StaleVersion


def _question(actor: Actor, draft: TicketDraft, once: IdempotentRequest | None) -> IntakeQuestion:
    """What is to be read. Raises `ValidationFailed` for what can be told from the request alone."""
    if faults := list(unpaired_reference(draft.source_system, draft.external_ref)):
        raise ValidationFailed(faults=faults)
    given, also = draft.opinion, None
    if given is None:
        receiver = UnitNamed(draft.unit_id)
    elif draft.unit_id is None:
        receiver = named_unit(actor, given.unit_id, given.unit_code, at=_OPINION)
    else:
        receiver = UnitNamed(draft.unit_id)
        also = named_unit(actor, given.unit_id, given.unit_code, at=_OPINION) if _is_placed(given) else None
    return IntakeQuestion(
        receiver, also, draft.accused_unit_id, draft.opinion_ids, given.submitted_at if given else None, FAST_CLOCK,
        once.key if once else None, numbered=True, systems=_systems(draft),
    )  # fmt: skip


def _systems(draft: TicketDraft) -> tuple[str, ...]:
    named = draft.source_system, draft.opinion.source_system if draft.opinion else None
    return tuple({name for name in named if name is not None})


async def _told_before(
    runtime: Runtime, connection: Connection, actor: Actor, once: IdempotentRequest, stored: StoredAnswer
) -> StoredResponse:
    """The kept answer. Raises `NotFound` if the ticket is out of the caller's sight by now."""
    reply = replay(runtime, once, stored)
    await require_sight(connection, UUID(orjson.loads(reply.body)["id"]), actor)
    return reply


@dataclass(frozen=True, slots=True)
class _Plan:
    """What was found out before anything is written. `arriving`: the opinion that comes with the ticket, its only one.

    `above`: the units above the origin, nearest first.
    """

    origin: Unit
    above: tuple[Unit, ...]
    accused: Unit | None
    opinions: tuple[Opinion, ...]
    arriving: NewOpinion | None
    confidential: bool
    rules: Rules
    now: datetime


async def _plan(
    runtime: Runtime,
    connection: Connection,
    actor: Actor,
    draft: TicketDraft,
    asked: IntakeQuestion,
    reading: IntakeReading,
) -> _Plan:
    found = _opinions(actor, draft.opinion_ids, reading.opinions)
    receiver = asked.receiver if asked.receiver != UnitNamed() else UnitNamed(found[0].unit_id if found else None)
    by_opinion = draft.unit_id is None and draft.opinion is not None
    code = draft.opinion.unit_code if by_opinion and draft.opinion else None
    origin = receiving(reading.unit(receiver), actor, code, at=_OPINION if by_opinion else "")
    category = draft.category or (found[0].category if found else None)
    by_category = await is_confidential(runtime, connection, category, is_new=draft.category is not None)
    accused = _accused(reading, draft.accused_unit_id, origin)
    arriving = None
    if draft.opinion is not None:
        unit = origin
        if asked.also is not None:
            unit = receiving(reading.unit(asked.also), actor, draft.opinion.unit_code, at=_OPINION)
        arriving = await admit(runtime, connection, actor, draft.opinion, unit, reading.now, _OPINION)
        found = (as_read(arriving, unit, reading.caller_name),)
    return _Plan(
        origin=origin,
        above=reading.above(origin),
        accused=accused,
        opinions=found,
        arriving=arriving,
        confidential=by_category or any(opinion.confidential for opinion in found),
        rules=await read_rules(runtime, connection, reading.versions),
        now=reading.now,
    )


def _opinions(actor: Actor, ids: Sequence[UUID], readable: Sequence[Opinion]) -> tuple[Opinion, ...]:
    """In the order they were named. Raises `ValidationFailed` for those the actor may not see."""
    found = {opinion.id: opinion for opinion in readable}
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


def _accused(reading: IntakeReading, unit_id: UUID | None, origin: Unit) -> Unit | None:
    """A unit the matter is about never handles it, and neither does anybody below it."""
    if unit_id is None:
        return None
    unit = reading.unit(UnitNamed(unit_id))
    if unit is None:
        raise _wrong_accused("unknown_unit", N_("There is no such unit."))
    if not unit.active:
        raise _wrong_accused("dissolved_unit", N_("This unit was dissolved. Name its successor."))
    if unit.covers(origin):
        raise _wrong_accused("accused_unit", N_("The matter is about this unit, so it may not handle it."))
    return unit


def _wrong_accused(code: str, detail: str) -> ValidationFailed:
    return ValidationFailed(faults=[Fault("/accused_unit_id", code, detail)])


async def _number(connection: Connection, plan: _Plan, given: Serial | None) -> str:
    """编号: unit-year-serial, by the year it is at the place. Elsewhere it may be another one for a few hours."""
    place = (plan.origin.code, *(unit.code for unit in plan.above))
    year = plan.rules.calendars.of(place).local_day(plan.now).year
    is_right = given is not None and given.year == year
    serial = given.last if given and is_right else await reserve_serial(connection, plan.origin.id, year)
    return f"{plan.origin.code}-{year}-{serial:06d}"


def _is_placed(given: OpinionInput) -> bool:
    """Whether an opinion names its unit; one that names none arrives where its ticket does."""
    return given.unit_id is not None or given.unit_code is not None


def _new_ticket(draft: TicketDraft, plan: _Plan, number: str) -> NewTicket:
    first = plan.opinions[0]
    return NewTicket(
        id=draft.id or new_id(), number=number, origin=plan.origin, title=draft.title or first.title,
        content=draft.content or first.content, category=draft.category or first.category, urgency=draft.urgency,
        difficulty=draft.difficulty, source=draft.source or first.source, key_task=draft.key_task,
        confidential=plan.confidential, accused=plan.accused,
        source_system=draft.source_system, external_ref=draft.external_ref,
        opinion_ids=tuple(opinion.id for opinion in plan.opinions), above=plan.above,
    )  # fmt: skip


async def _require_free(connection: Connection, ids: Sequence[UUID]) -> None:
    """Raise `Duplicate` if some of the opinions are not in the inbox any more, or erased."""
    if taken := len(ids) - await count_free(connection, ids):
        raise Duplicate(
            N_("{count} of these opinions belong to a ticket already, were dismissed or erased."), count=taken
        )


_OPINION: Final = "/opinion"
"""Where the opinion stands in the body of a ticket that it comes with."""
