"""How is a site check kept (实地检查)? With what was found, and the order (督办) that follows from it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Fault, NotFound, Refusal, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.subtree import end_of, range_of
from escalation.organisation.domain.leading_groups import PersonInCharge
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.people_in_charge import people_in_charge_at
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import require_unit
from escalation.programme.supervision.domain.rules import SECTION
from escalation.programme.supervision.domain.samples import SubjectKind
from escalation.programme.supervision.domain.site_checks import CheckResults, SiteCheck, Verdict
from escalation.programme.supervision.storage import check_counts, samples, site_checks
from escalation.programme.supervision.storage.site_checks import CheckFilters, NewSiteCheck
from escalation.programme.supervision.usecases.samples import source_of
from escalation.publishing.usecases.programme_rules import rules_in_force
from escalation.tickets.domain.command import Command
from escalation.tickets.usecases.batch_transition import move_within
from escalation.tickets.usecases.local_days import local_days


@dataclass(frozen=True, slots=True)
class WantedCheck:
    """What was seen. `order`: the move that demands an answer because of it, of a ticket."""

    kind: SubjectKind
    subject_id: UUID
    sample_id: UUID | None
    checked_on: date
    place: str | None
    found: str
    verdict: Verdict
    order: Command | None


@dataclass(frozen=True, slots=True)
class WantedChecks:
    """What a list is narrowed to; `unit`: the code of one, with all below it."""

    unit: str | None = None
    kind: SubjectKind | None = None
    subject_id: UUID | None = None
    sample_id: UUID | None = None
    verdict: Verdict | None = None
    finding: bool | None = None


@dataclass(frozen=True, slots=True)
class AnsweredCheck:
    """A check, and who was in charge of the unit at the end of that day, or when it was recorded if that was before."""

    check: SiteCheck
    in_charge: PersonInCharge | None


RenderCheck = Callable[[AnsweredCheck], StoredResponse]


async def record_check(
    runtime: Runtime, wanted: WantedCheck, *, by: Actor, request_id: str, render: RenderCheck,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Keep what was found about something that the actor sees, and open the order, both or neither.

    Raises `NotFound` for the subject, `ValidationFailed` for a day to come or too long ago, for a sample that has it
    not and for an order without a fault or about a visit; and whatever stands against the order.
    """

    async def work(connection: Connection) -> StoredResponse:
        subject = await site_checks.find_subject(connection, by, source_of(runtime, wanted.kind), wanted.subject_id)
        if subject is None:
            raise NotFound
        await _require_sound(runtime, connection, wanted, by)
        order_id = None
        if wanted.order is not None:
            moved = await move_within(runtime, connection, wanted.subject_id, by, wanted.order)
            if isinstance(moved, Refusal):
                raise moved
            order_id = await site_checks.newest_order(connection, wanted.subject_id)
        new = NewSiteCheck(
            new_id(), wanted.kind, subject, wanted.sample_id, wanted.checked_on, wanted.place, wanted.found,
            wanted.verdict, order_id,
        )  # fmt: skip
        await site_checks.insert_check(connection, new, by, await read_now(connection), request_id)
        return render(await _told(runtime, connection, by, new.id))

    return await do_once(runtime, once, work)


async def list_checks(
    runtime: Runtime, actor: Actor, wanted: WantedChecks, *, after: UUID | None, limit: int
) -> Sequence[AnsweredCheck]:
    """One page of checks of units in the actor's scope and of what they see, newest first."""
    async with runtime.database.connection(changes=False) as connection:
        start, end = range_of(actor)
        if wanted.unit is not None:
            path = (await require_unit(connection, wanted.unit, pointer="?unit")).path
            start, end = max(start, path), min(end, end_of(path))
        filters = CheckFilters(
            (start, end), wanted.kind, wanted.subject_id, wanted.sample_id, wanted.verdict, wanted.finding
        )
        found = await site_checks.list_checks(connection, actor, runtime.subjects, filters, after=after, limit=limit)
        return await _answered(runtime, connection, found)


async def get_check(runtime: Runtime, actor: Actor, check_id: UUID) -> AnsweredCheck:
    """One of a unit in the actor's scope, of something that they see. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await _told(runtime, connection, actor, check_id)


async def count_results(
    runtime: Runtime, actor: Actor, unit: str | None, since: date | None, until: date | None
) -> Sequence[CheckResults]:
    """What was found at a unit, the actor's own if none is named, and at those directly below it. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        if unit is None:
            wanted = (await find_units(connection, [actor.unit_id])).get(actor.unit_id) if actor.unit_id else None
        else:
            wanted = await require_unit(connection, unit, pointer="?unit")
        if wanted is None or not _is_reached(actor, wanted):
            raise NotFound
        return await check_counts.count_checks(connection, wanted, since, until)


def _is_reached(actor: Actor, unit: Unit) -> bool:
    start, end = range_of(actor)
    return start <= unit.path < end


async def _require_sound(runtime: Runtime, connection: Connection, wanted: WantedCheck, by: Actor) -> None:
    today = (await local_days(runtime, connection)).day_of(await read_now(connection))
    longest = (await rules_in_force(runtime, connection, SECTION)).recorded_within_days
    if wanted.checked_on > today:
        raise _wrong("/checked_on", "in_the_future", N_("This lies in the future."))
    if wanted.checked_on < today - timedelta(days=longest):
        raise _wrong("/checked_on", "too_old", N_("This is too long ago."))
    if wanted.order is not None and wanted.verdict is Verdict.IN_ORDER:
        raise _wrong("/order", "nothing_wrong", N_("An order needs something that is not in order."))
    if wanted.order is not None and wanted.kind is not SubjectKind.TICKET:
        raise _wrong("/order", "does_not_fit", N_("An order is given about a ticket alone."))
    if wanted.sample_id is not None:
        sample = await samples.find_sample(connection, wanted.sample_id, range_of(by))
        if sample is None or not await samples.has_drawn(connection, wanted.sample_id, wanted.subject_id):
            raise _wrong("/sample_id", "not_drawn", N_("This was not drawn in that sample."))


def _wrong(pointer: str, code: str, detail: str) -> ValidationFailed:
    return ValidationFailed(faults=[Fault(pointer, code, detail)])


async def _told(runtime: Runtime, connection: Connection, actor: Actor, check_id: UUID) -> AnsweredCheck:
    found = await site_checks.find_check(connection, actor, runtime.subjects, check_id, range_of(actor))
    if found is None:
        raise NotFound
    (answered,) = await _answered(runtime, connection, [found])
    return answered


async def _answered(runtime: Runtime, connection: Connection, found: Sequence[SiteCheck]) -> list[AnsweredCheck]:
    days = await local_days(runtime, connection)
    asked = [(each.unit_id, min(days.end_of(each.checked_on), each.recorded_at)) for each in found]
    return [*map(AnsweredCheck, found, await people_in_charge_at(connection, asked))]
