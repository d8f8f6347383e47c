"""How do units come into the tree, and how are they found? A file of them, or one at a time; never is one deleted."""

import asyncio
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import N_, Conflict, Duplicate, Fault, ForbiddenAction, NotFound, StaleVersion, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.parsing.coordinates import Location
from escalation.kit.parsing.csv_files import Record
from escalation.kit.parsing.pinyin import pinyin_of
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.receipts import Progress, quietly
from escalation.organisation.domain.tree import KnownUnit, Placed, read_tree
from escalation.organisation.domain.units import Unit, UnitKind, UnitRow
from escalation.organisation.storage import unit_lists, units
from escalation.organisation.storage.unit_lists import UnitFilters, UnitPage
from escalation.organisation.storage.unit_search import search_units
from escalation.organisation.storage.units import NewUnit, UnitRecord
from escalation.organisation.usecases.policies import policy_in_force

CHUNK = 2_000
RenderUnit = Callable[[UnitRecord], StoredResponse]


@dataclass(frozen=True, slots=True)
class NamedUnits:
    """Units that a list is narrowed to, by their codes: those directly below one, within one, or above one."""

    parent: str | None = None
    within: str | None = None
    ancestors: str | None = None


async def list_units(
    runtime: Runtime,
    filters: UnitFilters,
    named: NamedUnits = NamedUnits(),
    *,
    best_first: bool = False,
    after: str | None = None,
    limit: int,
) -> UnitPage:
    """One page of the tree in the order of codes. The tree is no secret among those who have a key.

    Units above one come on one page, the topmost first. `best_first`: so do those that somebody means who types `q`.
    Raises `ValidationFailed` for a code that is not there.
    """
    async with runtime.database.connection(changes=False) as connection:
        if named.ancestors is not None:
            unit = await require_unit(connection, named.ancestors, pointer="?ancestors")
            return UnitPage(await units.find_records_above(connection, unit), None)
        if named.parent is not None:
            above = await require_unit(connection, named.parent, pointer="?parent")
            filters = replace(filters, parent_id=above.id)
        if named.within is not None:
            filters = replace(filters, within=(await require_unit(connection, named.within, pointer="?within")).path)
        if best_first and filters.q is not None:
            return UnitPage(await search_units(connection, filters, filters.q, limit=limit), None)
        return await unit_lists.list_units(connection, filters, after=after, limit=limit)


async def get_unit(runtime: Runtime, unit_id: UUID) -> UnitRecord:
    """One unit. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        return await existing(connection, unit_id)


async def unit_named(runtime: Runtime, code: str) -> Unit:
    """`require_unit` on a connection of its own. Raises `ValidationFailed` if there is none."""
    async with runtime.database.connection(changes=False) as connection:
        return await require_unit(connection, code)


@dataclass(frozen=True, slots=True)
class WantedUnit:
    """One unit to be made. `level` is a rank; `None` for that of the parent."""

    code: str
    name: str
    parent_id: UUID
    level: int | None
    kind: UnitKind
    designation: str | None
    location: Location | None = None


async def create_unit(
    runtime: Runtime, wanted: WantedUnit, *, by: Actor, render: RenderUnit, once: IdempotentRequest | None
) -> StoredResponse:
    """Make one unit below another one in the caller's scope.

    Raises `ValidationFailed`, `ForbiddenAction` outside the scope, `Duplicate` for a code that is taken.
    """

    async def work(connection: Connection) -> StoredResponse:
        await units.lock_tree(connection)
        parent = await units.find_unit_record(connection, wanted.parent_id)
        if parent is None:
            raise ValidationFailed(faults=[Fault("/parent_id", "unknown_unit", N_("There is no such unit."))])
        require_scope(by, parent)
        if await units.find_units_by_codes(connection, [wanted.code]):
            raise Duplicate(N_("A unit with this code exists already."))
        level = parent.level if wanted.level is None else wanted.level
        row = Record(1, {
            "code": wanted.code, "name": wanted.name, "kind": wanted.kind, "level": str(level),
            "designation": wanted.designation or "",
        })  # fmt: skip
        placed = place(row, parent, await level_ranks(runtime, connection), _PLACES)
        placed = replace(placed, unit=replace(placed.unit, location=wanted.location))
        planted = await insert_units(connection, [placed], {parent.code: parent})
        return render(await existing(connection, planted[0].id))

    return await do_once(runtime, once, work)


async def change_unit(
    runtime: Runtime, unit_id: UUID, changes: Mapping[str, object], *, by: Actor, expected: Collection[int] | None
) -> UnitRecord:
    """Change name, designation or place of a unit; where it hangs in the tree is changed by `move_unit`.

    Raises what `changeable_unit` does. What somebody named the unit by stays: its id and its code.
    """
    async with runtime.database.transaction() as connection:
        await units.lock_tree(connection)
        unit = await changeable_unit(connection, unit_id, by, expected)
        if changes:
            await units.change_unit(connection, unit.id, changes)
        if "name" in changes:
            await units.spell_anew(connection, unit.id, pinyin_of(str(changes["name"])))
        return await existing(connection, unit_id)


def place(record: Record[str], parent: UnitRecord, ranks: Mapping[str, int], places: Mapping[str, str]) -> Placed:
    """The unit of a record below a parent, by the rules of a file.

    Raises `ValidationFailed`; `places` has the pointer for the code of a fault, `/parent_id` for any other.
    """
    row = Record(record.line, {**record.values, "parent_code": parent.code})
    reading = read_tree([row], known={parent.code: known_unit(parent)}, ranks=ranks)
    if reading.faults:
        raise ValidationFailed(faults=[replace(f, pointer=places.get(f.code, "/parent_id")) for f in reading.faults])
    return reading.placed[0]


async def insert_units(
    connection: Connection, placed: Iterable[Placed], known: Mapping[str, UnitRecord], progress: Progress = quietly
) -> list[NewUnit]:
    """Write units, parents first, below each other and below those `known` by code. Wants the tree locked."""
    now, last = await read_now(connection), await units.last_serial(connection)
    # In a thread: a chunk of an import may have a thousand, which nobody else should wait for.
    new = await asyncio.to_thread(_numbered, placed, known, now, last)
    for start in range(0, len(new), CHUNK):
        chunk = new[start : start + CHUNK]
        typed = await asyncio.to_thread(lambda: [pinyin_of(unit.name) for unit in chunk])  # noqa: B023 - awaited here
        await units.insert_units(connection, chunk, typed)
        progress(min(start + CHUNK, len(new)), len(new))
    await units.refresh_offices(connection, {unit.parent_id for unit in new if unit.kind == UnitKind.OFFICE})
    return new


def known_unit(unit: UnitRecord) -> KnownUnit:
    """What a file has to know of a unit that is in the tree."""
    return KnownUnit(unit.level, UnitKind(unit.kind), unit.active)


async def level_ranks(runtime: Runtime, connection: Connection) -> dict[str, int]:
    """The levels by name, as the policy in force has them."""
    policy = await policy_in_force(runtime, connection)
    return {level.code: rank for rank, level in policy.levels.items()}


async def existing(connection: Connection, unit_id: UUID) -> UnitRecord:
    """One unit. Raises `NotFound`."""
    unit = await units.find_unit_record(connection, unit_id)
    if unit is None:
        raise NotFound(N_("There is no such unit."))
    return unit


async def changeable_unit(
    connection: Connection, unit_id: UUID, by: Actor, expected: Collection[int] | None
) -> UnitRecord:
    """A unit in the caller's scope that still is one, in one of the `expected` versions. Wants the tree locked.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `Conflict` for one that was dissolved.
    """
    unit = await existing(connection, unit_id)
    require_scope(by, unit)
    if expected is not None and unit.version not in expected:
        raise StaleVersion
    if not unit.active:
        raise Conflict(N_("This unit was dissolved already."))
    return unit


async def require_unit(connection: Connection, code: str, *, pointer: str = "?unit") -> Unit:
    """A unit given by its code in a query. Raises `ValidationFailed` if there is none."""
    unit = await units.find_unit_by_code(connection, code)
    if unit is None:
        raise ValidationFailed(faults=[Fault(pointer, "unknown_unit", N_("There is no such unit."))])
    return unit


async def hold_own_unit(connection: Connection, by: Actor) -> datetime:
    """Let the actor's unit stay what and where it is until the transaction ends, and say what time it is.

    Who somebody is, is remembered for some seconds: a unit that was dissolved meanwhile would keep for ever what is
    written now, and one that was moved stands elsewhere. Raises `Conflict` for both.
    """
    now = await units.hold_unit(connection, by.unit_id, by.unit_path) if by.unit_id else None
    if now is None:
        raise Conflict(N_("Your unit was moved or dissolved a moment ago. Try again in a few seconds."))
    return now


def require_scope(by: Actor | None, unit: UnitRecord) -> None:
    """Raise `ForbiddenAction` unless the unit lies in the caller's scope; the operator's scope is everything."""
    if by is not None and not by.reaches(unit.path):
        raise ForbiddenAction(N_("This unit is outside your scope."))


_PLACES = {
    "invalid_code": "/code",
    "invalid_name": "/name",
    "unknown_level": "/level",
    "level_of_parent": "/level",
    "level_above_parent": "/level",
    "unknown_kind": "/kind",
}


def _numbered(placed: Iterable[Placed], known: Mapping[str, UnitRecord], now: datetime, last: int) -> list[NewUnit]:
    """Each with its serial number, behind the `last` one, and its path; a path begins with that of the parent."""
    above = {code: (unit.id, unit.path) for code, unit in known.items()}
    new: list[NewUnit] = []
    for serial, each in enumerate(placed, start=last + 1):
        parent_id, path = _place_of(each.unit, above)
        location = each.unit.location
        unit = NewUnit(
            id=new_id(), serial=serial, code=each.unit.code, name=each.unit.name, kind=each.unit.kind,
            designation=each.unit.designation, level=each.rank, parent_id=parent_id, path=f"{path}{serial}/",
            longitude=location.longitude if location else None, latitude=location.latitude if location else None,
            created_at=now, updated_at=now,
        )  # fmt: skip
        above[unit.code] = unit.id, unit.path
        new.append(unit)
    return new


def _place_of(unit: UnitRow, above: Mapping[str, tuple[UUID, str]]) -> tuple[UUID | None, str]:
    return above[unit.parent_code] if unit.parent_code is not None else (None, "/")
