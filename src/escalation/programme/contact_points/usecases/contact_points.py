"""What is done with contact points? They are assigned and ended by those who answer for the cadre; nothing is lost."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import (
    N_,
    Conflict,
    Duplicate,
    Fault,
    ForbiddenAction,
    LimitReached,
    NotFound,
    StaleVersion,
    ValidationFailed,
)
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.database.named_locks import take_lock
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.organisation.domain.units import ATTACHED_KINDS
from escalation.organisation.storage.members import find_member
from escalation.organisation.usecases.line_subjects import NOT_SERVING
from escalation.organisation.usecases.members import usable_unit
from escalation.organisation.usecases.units import require_unit
from escalation.programme.contact_points.domain.checks import ContactFinding, contact_findings
from escalation.programme.contact_points.domain.places import ContactPlace
from escalation.programme.contact_points.domain.rules import SECTION
from escalation.programme.contact_points.storage import contact_points
from escalation.programme.contact_points.storage.cadres import CadreRecord, find_cadre
from escalation.programme.contact_points.storage.contact_points import ContactFilters, ContactPoint, NewContactPoint
from escalation.programme.contact_points.storage.coverage import list_contacted
from escalation.publishing.usecases.programme_rules import rules_in_force

MOST_POINTS: Final = 200
"""That one cadre has at a time."""
LOCK: Final = "contact points"
"""Whoever counts those of a cadre takes this lock, with the cadre's id."""
NOT_ANSWERABLE: Final = N_("Whoever answers for the unit where this cadre works assigns and ends contact points.")


@dataclass(frozen=True, slots=True)
class WantedContactPoint:
    """With what somebody shall keep in touch. `label`: which place within the unit, for all but the unit itself."""

    member_id: UUID
    unit_id: UUID
    place: ContactPlace
    label: str | None


@dataclass(frozen=True, slots=True)
class AssignedContactPoint:
    """What was assigned, and what somebody should look at now: `crowd` cadres keep in touch with this unit."""

    point: ContactPoint
    findings: Sequence[ContactFinding]
    crowd: int


RenderAssigned = Callable[[AssignedContactPoint], StoredResponse]
RenderEnded = Callable[[ContactPoint], StoredResponse]


async def list_contact_points(
    runtime: Runtime, actor: Actor, filters: ContactFilters, *, unit: str | None, within: str | None,
    after: UUID | None, limit: int,
) -> Sequence[ContactPoint]:  # fmt: skip
    """One page of those that the actor sees. `unit`, `within`: codes. Raises `ValidationFailed` for unknown ones."""
    async with runtime.database.connection(changes=False) as connection:
        if unit is not None:
            filters = replace(filters, unit_id=(await require_unit(connection, unit)).id)
        if within is not None:
            filters = replace(filters, within=(await require_unit(connection, within, pointer="?within")).path)
        return await contact_points.list_contact_points(
            connection, runtime.vault, actor, filters, after=after, limit=limit
        )


async def get_contact_point(runtime: Runtime, actor: Actor, point_id: UUID) -> ContactPoint:
    """One that the actor sees. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await _existing(runtime, connection, actor, point_id)


async def assign_contact_point(
    runtime: Runtime, wanted: WantedContactPoint, *, by: Actor, request_id: str, render: RenderAssigned,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Let a cadre keep in touch with something. What the rule of their rank says against it is told, not refused.

    Raises `ValidationFailed`, `ForbiddenAction` for a cadre or a unit outside the actor's scope, `Duplicate`,
    `LimitReached`.
    """

    async def work(connection: Connection) -> StoredResponse:
        cadre = await _answered_for(connection, by, wanted.member_id)
        unit = await usable_unit(connection, wanted.unit_id, by, "/unit_id")
        if faults := place_faults(wanted, unit.kind):
            raise ValidationFailed(faults=faults)
        await take_lock(connection, LOCK, wanted.member_id)
        held = (await _cadre(connection, cadre.id)).cadre.points
        if wanted.place is ContactPlace.UNIT and any(
            point.place is ContactPlace.UNIT and point.unit_id == wanted.unit_id for point in held
        ):
            raise Duplicate(N_("This cadre keeps in touch with this unit already."))
        if len(held) >= MOST_POINTS:
            raise LimitReached(limit=MOST_POINTS)
        point_id, now = new_id(), await read_now(connection)
        new = NewContactPoint(point_id, wanted.member_id, wanted.unit_id, wanted.place, wanted.label)
        await contact_points.insert_contact_points(connection, runtime.vault, [new], now, by, request_id)
        return render(await _assigned(runtime, connection, by, point_id))

    return await do_once(runtime, once, work)


async def end_contact_point(
    runtime: Runtime, point_id: UUID, reason: str, *, by: Actor, request_id: str, expected: frozenset[int] | None,
    render: RenderEnded, once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """End it; that it was there stays on record, which household it was does not.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `Conflict` for one that has ended.
    """

    async def work(connection: Connection) -> StoredResponse:
        point = await _existing(runtime, connection, by, point_id)
        if not by.reaches(point.home_path):
            raise ForbiddenAction(NOT_ANSWERABLE)
        if expected is not None and point.version not in expected:
            raise StaleVersion
        now = await read_now(connection)
        if not await contact_points.end_contact_point(connection, point_id, reason, now, by, request_id):
            raise Conflict(N_("This contact point has ended already."))
        return render(await _existing(runtime, connection, by, point_id))

    return await do_once(runtime, once, work, recheck=lambda connection: _existing(runtime, connection, by, point_id))


def place_faults(wanted: WantedContactPoint, kind: str) -> list[Fault]:
    """What is wrong with a place in a unit of some kind."""
    if kind in ATTACHED_KINDS:
        return [Fault("/unit_id", "no_place", N_("A department or an office is no place to keep in touch with."))]
    if wanted.place is not ContactPlace.UNIT and wanted.label is None:
        return [Fault("/label", "required", N_("Say which place it is."))]
    if wanted.place is ContactPlace.UNIT and wanted.label is not None:
        return [Fault("/label", "not_taken", N_("A unit as a whole has a name already."))]
    return []


async def _assigned(runtime: Runtime, connection: Connection, by: Actor, point_id: UUID) -> AssignedContactPoint:
    point = await _existing(runtime, connection, by, point_id)
    rules = await rules_in_force(runtime, connection, SECTION)
    cadre = (await _cadre(connection, point.member_id)).cadre
    # That others are missing is nothing that this one is to blame for.
    findings = [each for each in contact_findings(rules, cadre) if each.code != "missing"]
    crowd = 0
    if point.place is ContactPlace.UNIT:
        path, least = point.unit_path, rules.most_at_one_unit + 1
        here = (await list_contacted(connection, path, f"{path}0", None, least, None, after=None, limit=1)).items
        crowd = here[0].cadres if here else 0
    return AssignedContactPoint(point, findings, crowd)


async def _answered_for(connection: Connection, by: Actor, member_id: UUID) -> CadreRecord:
    """A cadre in service whose home is in the actor's scope."""
    found = await find_cadre(connection, member_id) if await find_member(connection, by, member_id) else None
    if found is None:
        raise ValidationFailed(faults=[Fault("/member_id", "unknown_member", N_("There is no such member."))])
    if not by.reaches(found.home.path):
        raise ForbiddenAction(NOT_ANSWERABLE)
    if not found.cadre.serves:
        raise ValidationFailed(faults=[Fault("/member_id", "not_serving", NOT_SERVING)])
    return found


async def _cadre(connection: Connection, member_id: UUID) -> CadreRecord:
    found = await find_cadre(connection, member_id)
    if found is None:
        raise NotFound
    return found


async def _existing(runtime: Runtime, connection: Connection, actor: Actor, point_id: UUID) -> ContactPoint:
    point = await contact_points.find_contact_point(connection, runtime.vault, actor, point_id)
    if point is None:
        raise NotFound
    return point
