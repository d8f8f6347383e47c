"""How is a visit recorded (recording)? Once, whatever its phone repeats; many at a time, with a result for each."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Duplicate, Fault, Refusal, TransitionNotAllowed, ValidationFailed
from escalation.kit.database.connection import Connection, Row
from escalation.kit.database.named_locks import take_lock
from escalation.kit.parsing.coordinates import Location
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import tracking_hash
from escalation.organisation.domain.units import Unit
from escalation.programme.visits.storage import plans, visits
from escalation.programme.visits.storage.household_labels import seal_labels
from escalation.programme.visits.storage.repeated_visits import OtherVisits
from escalation.programme.visits.storage.visits import Visit, VisitToWrite
from escalation.programme.visits.usecases.duties import require_visitors, unit_of, visited_unit
from escalation.programme.visits.usecases.plans import visible_plan
from escalation.programme.visits.usecases.repeated_visits import NOTHING, others_there
from escalation.programme.visits.usecases.tallies import count_anew
from escalation.programme.visits.usecases.visible_ranges import only, require_own
from escalation.programme.visits.usecases.visit_rules import Present, read_present
from escalation.reorganisation.storage.tree_changes import successor_of

FAST_CLOCK: Final = timedelta(minutes=5)
"""By how much the clock of a phone may be ahead of ours."""


@dataclass(frozen=True, slots=True)
class VisitRecord:
    """A visit as a phone has it. `id`: the phone's own, or that of a planned visit.

    `labels`: what some of the `households` are called. `code`: with what the visited can confirm it.
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
    """Record visits of the actor's unit; one that is refused stops no other.

    Those of one unit are recorded one after the other, so that whoever repeats a visit finds it. Raises
    `ForbiddenAction` for who works for no unit.
    """

    async def work(connection: Connection) -> StoredResponse:
        unit = await unit_of(connection, by)
        await take_lock(connection, "visits", unit.id)
        present = await read_present(runtime, connection)
        recorder = _Recorder(runtime, connection, by, request_id, unit, present)
        return render([(record.id, await recorder.outcome(n, record)) for n, record in enumerate(records)])

    return await do_once(runtime, once, work)


@dataclass(frozen=True, slots=True)
class _Recorder:
    """Records visits of one unit in one transaction."""

    runtime: Runtime
    connection: Connection
    by: Actor
    request_id: str
    unit: Unit
    present: Present

    async def outcome(self, n: int, record: VisitRecord) -> Outcome:
        try:
            async with self.connection.transaction():
                return await self._record(record, f"/items/{n}")
        except Refusal as refusal:
            return refusal

    async def _record(self, record: VisitRecord, at: str) -> Recorded:
        found = await visits.lock_visit(self.connection, record.id)
        if found is not None and found["unit_id"] != self.unit.id:
            raise Duplicate
        if found is not None and found["state"] != "planned":
            return await self._known(record, found)
        visit = await self._visit(record, found, at)
        if not await visits.write_visit(self.connection, visit, self.by, self.request_id):
            raise Duplicate
        if visit.plan_id is not None:
            await count_anew(self.connection, visit.plan_id)
        others = await others_there(self.connection, self.by, visit, self.present)
        return Recorded(await self._written(record.id), known=False, others=others)

    async def _known(self, record: VisitRecord, found: Row) -> Recorded:
        """What was recorded before is so once more, if it is the same."""
        if found["state"] == "cancelled":
            raise TransitionNotAllowed(N_("This visit was cancelled. Record another one."))
        is_same = (found["made_at"], found["households"]) == (record.made_at, record.households)
        wanted, target = record.target_unit_id, found["target_unit_id"]
        if not is_same or not (wanted in {None, target} or await self._now_called(wanted) == target):
            raise Duplicate
        return Recorded(await self._written(record.id), known=True, others=NOTHING)

    async def _visit(self, record: VisitRecord, found: Row | None, at: str) -> VisitToWrite:
        now, made_at = self.present.now, self._made_at(record.made_at, at)
        day = self.present.day_of(made_at)
        team_id = record.team_id or (found["team_id"] if found else None)
        member_id = found["member_id"] if found and found["member_id"] else self.by.member_id
        await require_visitors(self.connection, self.unit, team_id, None, at)
        target_id = await self._target(record, found, at)
        plan_id = await self._plan(record, found, target_id, (team_id, member_id), day, at)
        sealed = seal_labels(self.runtime.vault, record.id, target_id, record.labels)
        place = record.location
        return VisitToWrite(
            id=record.id, unit_id=self.unit.id, unit_path=self.unit.path, team_id=team_id, member_id=member_id,
            target_unit_id=target_id, plan_id=plan_id, state="made", day=day, made_at=made_at, recorded_at=now,
            households=record.households, data_key=sealed.data_key, household_labels=sealed.household_labels,
            household_marks=sealed.household_marks, longitude=place.longitude if place else None,
            latitude=place.latitude if place else None, accuracy=place.accuracy if place else None,
            code_hash=tracking_hash(record.code) if record.code else None,
            created_at=found["created_at"] if found else now,
            created_by=found["created_by"] if found else self.by.principal,
        )  # fmt: skip

    def _made_at(self, made_at: datetime, at: str) -> datetime:
        if made_at > self.present.now + FAST_CLOCK:
            raise ValidationFailed(faults=[Fault(f"{at}/made_at", "in_the_future", N_("This lies in the future."))])
        days = self.present.rules.recorded_within_days
        if made_at < self.present.now - timedelta(days=days):
            detail = N_("A visit is recorded within {days} days.")
            raise ValidationFailed(faults=[Fault(f"{at}/made_at", "too_old", detail, {"days": days})])
        return made_at

    async def _target(self, record: VisitRecord, found: Row | None, at: str) -> UUID:
        known: UUID | None = found["target_unit_id"] if found else None
        if known is None and record.target_unit_id is None and record.plan_id is not None:
            known = (await visible_plan(self.connection, self.by, record.plan_id)).target.id
        wanted = record.target_unit_id or known
        if wanted is None or known not in {None, wanted}:
            detail = N_("Name the unit that was visited.") if wanted is None else N_("The plan is for another unit.")
            raise ValidationFailed(faults=[Fault(f"{at}/target_unit_id", "required", detail)])
        now_called = await self._now_called(wanted)
        return (await visited_unit(self.connection, self.unit, now_called, f"{at}/target_unit_id")).id

    async def _now_called(self, unit_id: UUID) -> UUID:
        """The successor of a unit that was dissolved between the visit and its record: a phone knows nothing of it."""
        successor = await successor_of(self.connection, unit_id)
        return successor.id if successor else unit_id

    async def _plan(
        self, record: VisitRecord, found: Row | None, target_id: UUID, who: tuple[UUID | None, UUID | None], day: date,
        at: str,
    ) -> UUID | None:  # fmt: skip
        """The plan that is named, also a late one, or for which the visit was planned; or else that of the day."""
        named = record.plan_id
        if named is None:
            before: UUID | None = found["plan_id"] if found else None
            if before and await plans.still_counts(self.connection, before, self.unit.id, target_id, day):
                return before
            return await plans.plan_for(self.connection, self.unit.id, target_id, *who, day)
        plan = await visible_plan(self.connection, self.by, named)
        require_own(self.by, plan.unit_path)
        if plan.target.id != target_id or plan.starts_on > day or plan.void_at is not None:
            detail = N_("A visit counts for a plan of the same unit that had begun by then.")
            raise ValidationFailed(faults=[Fault(f"{at}/plan_id", "does_not_fit", detail)])
        return named

    async def _written(self, visit_id: UUID) -> Visit:
        paths = only(self.unit.path)
        written = await visits.find_visit(self.connection, visit_id, paths.start, paths.end)
        if written is None:
            raise Duplicate
        return written
