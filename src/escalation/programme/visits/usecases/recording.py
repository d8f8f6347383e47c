"""How are visits recorded (recording)? Once, whatever a phone repeats; many at a time, with a result for each.

All that has to be known is read for all of them, then each is decided on, and what is to be written is written at once:
fifty visits cost as many statements as one.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Duplicate, Fault, NotFound, Refusal, TransitionNotAllowed, ValidationFailed
from escalation.kit.database.connection import Connection, Row
from escalation.kit.database.named_locks import take_lock
from escalation.kit.parsing.coordinates import Location
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import Vault, tracking_hash
from escalation.kit.runtime.subtree import range_of
from escalation.organisation.domain.units import Unit
from escalation.organisation.usecases.units import hold_own_unit
from escalation.programme.visits.domain.confirmations import ConfirmationWay
from escalation.programme.visits.domain.signatures import Stroke, fault_of
from escalation.programme.visits.storage import plans, recording_reads, visits
from escalation.programme.visits.storage.plans import VisitPlan
from escalation.programme.visits.storage.recording_reads import UnplannedVisit, VisitedPlace
from escalation.programme.visits.storage.repeated_visits import OtherVisits
from escalation.programme.visits.storage.sealed_visited import open_visited, seal_visited
from escalation.programme.visits.storage.visits import CODE_TAKEN, Visit, VisitToWrite
from escalation.programme.visits.usecases.duties import lies_near, unit_of
from escalation.programme.visits.usecases.repeated_visits import NOTHING, others_there
from escalation.programme.visits.usecases.tallies import count_anew
from escalation.programme.visits.usecases.visible_ranges import only, require_own
from escalation.programme.visits.usecases.visit_rules import Present, read_present

FAST_CLOCK: Final = timedelta(minutes=5)
"""By how much the clock of a phone may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit as a phone has it. `id`: the phone's own, or that of a planned visit.

    `labels`: what some of the `households` are called. `code`: with what the visited can confirm it; `signature`: with
    what they have confirmed it.
    """

    id: UUID
    made_at: datetime
    target_unit_id: UUID | None
    plan_id: UUID | None
    team_id: UUID | None
    households: int
    labels: Sequence[str]
    location: Location | None
    code: str | None
    signature: Sequence[Stroke] | None = None


class Recorded(NamedTuple):
    """A visit that was recorded, now or (`known`) before, and who else is there."""

    visit: Visit
    known: bool
    others: OtherVisits


Outcome = Recorded | Refusal
RenderRecords = Callable[[Sequence[tuple[UUID, Outcome]]], StoredResponse]


async def record_all(
    runtime: Runtime, records: Sequence[VisitRecord], *, by: Actor, render: RenderRecords,
    request_id: str, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Record visits of the actor's unit, each with an id of its own; one that is refused stops no other.

    Those of one unit are recorded one request after the other, so that whoever repeats a visit finds it. Raises
    `ForbiddenAction` for who works for no unit, and `Duplicate` if somebody else takes the same code at this moment.
    """

    async def work(connection: Connection) -> StoredResponse:
        unit = await unit_of(connection, by)
        await hold_own_unit(connection, by)
        await take_lock(connection, "visits", unit.id)
        known = await _known(connection, by, unit, await read_present(runtime, connection), records)
        decided: dict[UUID, VisitToWrite | Refusal | None] = {
            record.id: _decided(runtime.vault, known, record, f"/items/{n}") for n, record in enumerate(records)
        }
        to_write = await _with_plans(connection, known, decided)
        written = await visits.write_visits(connection, to_write, by, request_id)
        await count_anew(connection, [each.plan_id for each in to_write if each.plan_id and each.id in written])
        others = await others_there(connection, by, list(written), known.present)
        wanted = [id_ for id_, what in decided.items() if not isinstance(what, Refusal)]
        found = await visits.find_visits(connection, wanted, only(unit.path))

        def outcome(id_: UUID) -> Outcome:
            what = decided[id_]
            if isinstance(what, Refusal):
                return what
            if id_ not in found or (what is not None and id_ not in written):
                return Duplicate()
            return Recorded(found[id_], what is None, others.get(id_, NOTHING))

        return render([(record.id, outcome(record.id)) for record in records])

    return await do_once(runtime, once, work)


@dataclass(frozen=True, slots=True)
class _Known:
    """What decides on some records: visits by id, plans by id, places by what they are called, teams and codes."""

    by: Actor
    unit: Unit
    present: Present
    visits: Mapping[UUID, Row]
    plans: Mapping[UUID, VisitPlan]
    places: Mapping[UUID, VisitedPlace]
    teams: frozenset[UUID]
    codes: frozenset[bytes]


async def _known(
    connection: Connection, by: Actor, unit: Unit, present: Present, records: Sequence[VisitRecord]
) -> _Known:
    found = await recording_reads.lock_visits(connection, [record.id for record in records])
    named = {record.plan_id for record in records if record.plan_id}
    owed = await plans.find_plans(connection, named, *range_of(by)) if named else {}
    places = {
        *(record.target_unit_id for record in records if record.target_unit_id),
        *(row["target_unit_id"] for row in found.values()),
        *(plan.target.id for plan in owed.values()),
    }
    teams = {
        *(record.team_id for record in records if record.team_id),
        *(row["team_id"] for row in found.values() if row["team_id"]),
    }
    hashes = Counter(tracking_hash(record.code) for record in records if record.code)
    twice = frozenset(each for each, count in hashes.items() if count > 1)
    return _Known(
        by, unit, present, found, owed, await recording_reads.find_places(connection, unit.id, places),
        await recording_reads.teams_among(connection, unit.id, teams),
        twice | await recording_reads.codes_among(connection, hashes),
    )  # fmt: skip


def _decided(vault: Vault, known: _Known, record: VisitRecord, at: str) -> VisitToWrite | Refusal | None:
    """What is to be written of a record, `None` if it is there already, or why it is refused."""
    found = known.visits.get(record.id)
    try:
        if found is not None and found["unit_id"] != known.unit.id:
            raise Duplicate
        if found is not None and found["state"] != "planned":
            _require_same(vault, known, record, found)
            return None
        return _to_write(vault, known, record, found, at)
    except Refusal as refusal:
        return refusal


def _require_same(vault: Vault, known: _Known, record: VisitRecord, found: Row) -> None:
    """What was recorded before is so once more, if it is the same. Raises `TransitionNotAllowed`, `Duplicate`."""
    if found["state"] == "cancelled":
        raise TransitionNotAllowed(N_("This visit was cancelled. Record another one."))
    wanted, target = record.target_unit_id, found["target_unit_id"]
    now_called = known.places.get(wanted) if wanted else None
    is_there = wanted in {None, target} or (now_called is not None and now_called.id == target)
    is_theirs = record.team_id in {None, found["team_id"]}
    if not (is_there and is_theirs and _said(record) == _kept(found) and _is_to_the_same(vault, record, found)):
        raise Duplicate(_RECORDED_OTHERWISE)


_RECORDED_OTHERWISE: Final = N_(
    "A visit of this id was recorded already, and not as it is sent now. Read it, or record this one under another id."
)


def _said(record: VisitRecord) -> tuple[object, ...]:
    """What a phone says of a visit, in the clear."""
    place, code = record.location, record.code
    where = (place.longitude, place.latitude, place.accuracy) if place else (None, None, None)
    return record.made_at, record.households, *where, tracking_hash(code) if code else None


def _kept(found: Row) -> tuple[object, ...]:
    """The same of one that is there."""
    return tuple(found[name] for name in ("made_at", "households", "longitude", "latitude", "accuracy", "code_hash"))


def _is_to_the_same(vault: Vault, record: VisitRecord, found: Row) -> bool:
    """Whether it names the same households and has the same signature, as far as these are not erased."""
    was_signed: bool = found["confirmation"] == ConfirmationWay.SIGNATURE
    if found["is_erased"] or (was_signed and found["signature"] is None):
        return (record.signature is not None) == was_signed
    kept = open_visited(vault, found)
    return (tuple(record.labels), record.signature) == (tuple(kept.labels), kept.signature)


def _to_write(vault: Vault, known: _Known, record: VisitRecord, found: Row | None, at: str) -> VisitToWrite:
    """A visit without its plan, unless one is named. Raises what is wrong with the record."""
    now, made_at = known.present.now, _made_at(known.present, record.made_at, at)
    _require_signed(record, at)
    code_hash = tracking_hash(record.code) if record.code else None
    if code_hash in known.codes:
        raise Duplicate(CODE_TAKEN)
    team_id = record.team_id or (found["team_id"] if found else None)
    if team_id is not None and team_id not in known.teams:
        raise _wrong(f"{at}/team_id", "unknown_team", N_("The unit has no such team."))
    target_id = _target(known, record, found, at)
    day = known.present.day_of(made_at)
    if record.plan_id is not None:
        _require_fitting(known, record.plan_id, target_id, day, at)
    sealed, place = seal_visited(vault, record.id, target_id, record.labels, record.signature), record.location
    return VisitToWrite(
        id=record.id, unit_id=known.unit.id, unit_path=known.unit.path, team_id=team_id,
        member_id=found["member_id"] if found and found["member_id"] else known.by.member_id,
        target_unit_id=target_id, plan_id=record.plan_id, state="made", day=day, made_at=made_at, recorded_at=now,
        households=record.households, data_key=sealed.data_key, household_labels=sealed.household_labels,
        household_marks=sealed.household_marks, signature=sealed.signature,
        longitude=place.longitude if place else None, latitude=place.latitude if place else None,
        accuracy=place.accuracy if place else None, code_hash=code_hash,
        confirmed_at=now if record.signature else None,
        confirmation=ConfirmationWay.SIGNATURE if record.signature else None,
        created_at=found["created_at"] if found else now,
        created_by=found["created_by"] if found else known.by.principal,
    )  # fmt: skip


def _made_at(present: Present, made_at: datetime, at: str) -> datetime:
    if made_at > present.now + FAST_CLOCK:
        raise _wrong(f"{at}/made_at", "in_the_future", N_("This lies in the future."))
    days = present.rules.recorded_within_days
    if made_at < present.now - timedelta(days=days):
        raise _wrong(f"{at}/made_at", "too_old", N_("A visit is recorded within {days} days."), days=days)
    return made_at


def _require_signed(record: VisitRecord, at: str) -> None:
    fault = fault_of(record.signature, f"{at}/signature/strokes") if record.signature is not None else None
    if fault is not None:
        raise ValidationFailed(faults=[fault])


def _target(known: _Known, record: VisitRecord, found: Row | None, at: str) -> UUID:
    """The unit that was visited, or its successor: a phone knows nothing of what happened since."""
    pointer, planned = f"{at}/target_unit_id", found["target_unit_id"] if found else None
    if planned is None and record.target_unit_id is None and record.plan_id is not None:
        planned = _visible_plan(known, record.plan_id).target.id
    wanted = record.target_unit_id or planned
    if wanted is None:
        raise _wrong(pointer, "required", N_("Name the unit that was visited."))
    if planned not in {None, wanted}:
        raise _wrong(pointer, "required", N_("The plan is for another unit."))
    place = known.places.get(wanted)
    if place is None:
        raise _wrong(pointer, "unknown_unit", N_("There is no such unit."))
    if not place.is_given and not lies_near(known.unit, place.path):
        raise _wrong(pointer, "out_of_reach", N_("This unit is not yours to visit."))
    return place.id


def _require_fitting(known: _Known, plan_id: UUID, target_id: UUID, day: date, at: str) -> None:
    """A plan that is named may be late, but not void, another unit's, or of days to come."""
    plan = _visible_plan(known, plan_id)
    require_own(known.by, plan.unit_path)
    if plan.target.id != target_id or plan.starts_on > day or plan.void_at is not None:
        detail = N_("A visit counts for a plan of the same unit that had begun by then.")
        raise _wrong(f"{at}/plan_id", "does_not_fit", detail)


def _visible_plan(known: _Known, plan_id: UUID) -> VisitPlan:
    if plan_id not in known.plans:
        raise NotFound
    return known.plans[plan_id]


def _wrong(pointer: str, code: str, detail: str, **params: int) -> ValidationFailed:
    return ValidationFailed(faults=[Fault(pointer, code, detail, {**params})])


async def _with_plans(
    connection: Connection, known: _Known, decided: Mapping[UUID, VisitToWrite | Refusal | None]
) -> list[VisitToWrite]:
    """What is to be written, each with the plan for which it was planned, or else that of its day."""
    to_write = [each for each in decided.values() if isinstance(each, VisitToWrite)]
    unplanned = [
        UnplannedVisit(
            each.id, each.target_unit_id, each.team_id, each.member_id, each.day,
            known.visits[each.id]["plan_id"] if each.id in known.visits else None,
        )
        for each in to_write
        if each.plan_id is None
    ]  # fmt: skip
    found = await recording_reads.plans_for(connection, known.unit.id, unplanned)
    return [replace(each, plan_id=each.plan_id or found.get(each.id)) for each in to_write]
