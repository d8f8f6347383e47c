"""Whom or what may a field of an action name? Its candidates: what the move itself would accept, a page at a time."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, NotFound, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.unit_ranges import directly_below
from escalation.organisation.storage.units import find_unit_by_code, find_units
from escalation.tickets.domain.actions import Choices
from escalation.tickets.domain.candidates import AT_HAND, UNIT_FIELDS
from escalation.tickets.domain.fields import FIELDS, FieldKind
from escalation.tickets.domain.ticket import JointTask, Order, Request
from escalation.tickets.storage.member_candidates import find_member_candidates
from escalation.tickets.storage.unit_candidates import find_unit_candidates
from escalation.tickets.usecases.actions import read_choices
from escalation.tickets.usecases.merge_candidates import find_merge_candidates

Named = JointTask | Request | Order


@dataclass(frozen=True, slots=True)
class Candidate:
    """What may be named: `code` of a unit, number of a ticket or kind of a request; `within`: where it belongs."""

    id: UUID
    name: str
    code: str | None = None
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Candidates:
    """A page, and behind which place the list goes on; `None` at its end. A short page may go on."""

    items: list[Candidate]
    goes_on_behind: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CandidateQuery:
    """Of what field, found by which words, of units below which, and which page: behind a place, at most `limit`."""

    action: str
    field: str
    q: str | None
    parent: str | None
    after: tuple[str, str] | None
    limit: int


async def list_candidates(runtime: Runtime, ticket_id: UUID, actor: Actor, asked: CandidateQuery) -> Candidates:
    """A page of what a field may name.

    Raises `NotFound` for a ticket that the actor may not see and an action that is not theirs now, `ValidationFailed`
    for a field that names nothing.
    """
    async with runtime.database.connection(changes=False) as connection:
        choices = await read_choices(runtime, connection, ticket_id, actor)
        if not choices.knows(asked.action):
            raise NotFound
        if not choices.entries(asked.action, asked.field):
            raise _names_nothing()
        kind = FIELDS[asked.field].kind
        if kind in UNIT_FIELDS:
            return await _units(connection, choices, asked)
        if asked.parent is not None:
            raise ValidationFailed(faults=[Fault("?parent", "unknown", N_("There is no such parameter here."))])
        if kind in AT_HAND:
            return await _at_hand(connection, choices, asked)
        if kind is FieldKind.MEMBER:
            return await _members(connection, choices, asked)
        if kind is FieldKind.TICKET:
            return await _tickets(runtime, connection, choices, actor, asked)
    raise _names_nothing()


def _names_nothing() -> ValidationFailed:
    return ValidationFailed(
        faults=[Fault("?field", "unknown_field", N_("This action has no such field to choose for."))]
    )


async def _units(connection: Connection, choices: Choices, asked: CandidateQuery) -> Candidates:
    ranges = choices.target(asked.action, asked.field).ranges
    if asked.parent is not None:
        parent = await find_unit_by_code(connection, asked.parent)
        ranges = directly_below(parent.id, ranges) if parent else ()
    after = asked.after[0] if asked.after else None
    page = await find_unit_candidates(connection, ranges, q=asked.q, after=after, limit=asked.limit)
    items = [Candidate(unit.id, unit.name, unit.code, unit.within) for unit in page.units]
    return Candidates(items, (page.goes_on_behind, "") if page.goes_on_behind is not None else None)


async def _members(connection: Connection, choices: Choices, asked: CandidateQuery) -> Candidates:
    """Those who serve at the holding unit, by name."""
    holder = choices.case.situation.holder
    found = await find_member_candidates(connection, holder.id, q=asked.q, after=asked.after, limit=asked.limit + 1)
    items = [Candidate(member.id, member.name, within=holder.name) for member in found[: asked.limit]]
    last = items[-1] if len(found) > asked.limit else None
    return Candidates(items, (last.name, str(last.id)) if last else None)


async def _tickets(
    runtime: Runtime, connection: Connection, choices: Choices, actor: Actor, asked: CandidateQuery
) -> Candidates:
    target = choices.target(asked.action, asked.field)
    after = (datetime.fromisoformat(asked.after[0]), UUID(asked.after[1])) if asked.after else None
    page = await find_merge_candidates(
        runtime, connection, choices, target, actor, q=asked.q, after=after, limit=asked.limit
    )
    items = [Candidate(line.ticket.id, line.ticket.title, line.ticket.number, line.holder.name) for line in page.lines]
    place = page.goes_on_behind
    return Candidates(items, (place[0].isoformat(), str(place[1])) if place else None)


async def _at_hand(connection: Connection, choices: Choices, asked: CandidateQuery) -> Candidates:
    """All that the ticket has; few, so there is one page."""
    case, entries = choices.case, choices.entries(asked.action, asked.field)
    things: Mapping[UUID, Named] = {**case.joint_tasks, **case.requests, **case.orders}
    named = [things[id_] for id_ in choices.at_hand(entries, asked.field)]
    units = await find_units(connection, {_unit_of(thing) for thing in named})
    found = [_shown(thing, units[_unit_of(thing)].name) for thing in named]
    return Candidates([each for each in found if asked.q is None or asked.q in each.name])


def _unit_of(thing: Named) -> UUID:
    match thing:
        case JointTask():
            return thing.unit_id
        case Request():
            return thing.asked_unit_id
        case Order():
            return thing.issued_unit_id


def _shown(thing: Named, unit: str) -> Candidate:
    match thing:
        case JointTask():
            return Candidate(thing.id, thing.task, within=unit)
        case Request():
            return Candidate(thing.id, thing.reason or thing.kind, thing.kind, unit)
        case Order():
            return Candidate(thing.id, thing.text, thing.colour, unit)
