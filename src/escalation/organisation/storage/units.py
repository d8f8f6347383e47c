"""Which units are there? Named queries over the tree, and how a unit joins it."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Text,
    bindparam,
    func,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.expression import any_

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.parsing.coordinates import Location
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.parsing.pinyin import Pinyin
from escalation.organisation.domain.leading_groups import PersonInCharge
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.people_in_charge import IN_CHARGE
from escalation.organisation.storage.tables import unit_pinyin, units

UNIT_COLUMNS = tuple(units.c[field.name] for field in fields(Unit))
_BY_CODE = compile_statement(select(*UNIT_COLUMNS).where(units.c.code == bindparam("code")))
_NAMED = compile_statement(
    select(*UNIT_COLUMNS).where(units.c.code == any_(bindparam("codes", type_=ARRAY(Text))), units.c.active)
)
_BY_IDS = compile_statement(
    select(*UNIT_COLUMNS).where(units.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))))
)
_BY_SERIALS = compile_statement(
    select(*UNIT_COLUMNS)
    .where(units.c.serial == any_(bindparam("serials", type_=ARRAY(BigInteger))))
    .order_by(units.c.path.desc())
)
_TREE_LOCK: Final = 0x74726565  # "tree"


async def find_unit_by_code(connection: Connection, code: str) -> Unit | None:
    """The unit with this code, as somebody typed it, dissolved ones included."""
    row = await connection.row(_BY_CODE, code=nfkc(code))
    return Unit(*row) if row else None


async def find_units(connection: Connection, ids: Iterable[UUID]) -> Mapping[UUID, Unit]:
    """The units with these ids, dissolved ones included; those that do not exist are left out."""
    rows = await connection.rows(_BY_IDS, ids=list(ids))
    return {row["id"]: Unit(*row) for row in rows}


async def find_units_named(connection: Connection, codes: Collection[str]) -> Mapping[str, Unit]:
    """The units with these codes, by code, as far as they are there and not dissolved."""
    return {row["code"]: Unit(*row) for row in await connection.rows(_NAMED, codes=list(codes))}


async def find_units_above(connection: Connection, unit: Unit) -> tuple[Unit, ...]:
    """The units above a unit, nearest first."""
    serials = [int(part) for part in unit.path.strip("/").split("/")[:-1]]
    return tuple(Unit(*row) for row in await connection.rows(_BY_SERIALS, serials=serials))


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as others name it."""

    id: UUID
    code: str
    name: str


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit with its place in the tree. `children` counts the active units directly below."""

    id: UUID
    code: str
    name: str
    kind: str
    designation: str | None
    level: int
    path: str
    has_office: bool
    active: bool
    successor_id: UUID | None
    version: int
    created_at: datetime
    updated_at: datetime
    location: Location | None
    parent: UnitName | None
    children: int
    in_charge: PersonInCharge | None


async def find_unit_record(connection: Connection, unit_id: UUID) -> UnitRecord | None:
    """One unit, dissolved or not."""
    row = await connection.row(_RECORD, id=unit_id)
    return record(row) if row else None


async def find_units_by_codes(connection: Connection, codes: Iterable[str]) -> Mapping[str, UnitRecord]:
    """The units with these codes, dissolved ones included; those that do not exist are left out."""
    rows = await connection.rows(_RECORDS_BY_CODES, codes=list(codes))
    return {row["code"]: record(row) for row in rows}


async def find_records_above(connection: Connection, unit: Unit) -> list[UnitRecord]:
    """The units above a unit, the topmost first."""
    serials = [int(part) for part in unit.path.strip("/").split("/")[:-1]]
    return [record(row) for row in await connection.rows(_RECORDS_BY_SERIALS, serials=serials)]


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit to be written: field names are column names."""

    id: UUID
    serial: int
    code: str
    name: str
    kind: str
    designation: str | None
    level: int
    parent_id: UUID | None
    path: str
    longitude: float | None
    latitude: float | None
    created_at: datetime
    updated_at: datetime


async def hold_unit(connection: Connection, unit_id: UUID, path: str) -> datetime | None:
    """The time, if a unit is there and stands at this path; it neither moves nor is dissolved until the end."""
    row = await connection.row(_HELD, id=unit_id, path=path)
    return row["now"] if row else None


async def lock_tree(connection: Connection) -> None:
    """Be the only one who changes the tree until the transaction ends."""
    await connection.row(_LOCK)


async def last_serial(connection: Connection) -> int:
    """The highest serial number given. Units are never deleted, so with the tree locked the next one is free."""
    serial = await connection.value(_LAST_SERIAL)
    return serial if isinstance(serial, int) else 0


async def insert_units(connection: Connection, new: Sequence[NewUnit], typed: Sequence[Pinyin]) -> None:
    """Write units, every parent before its children, and how the name of each is typed."""
    records = [_values(unit) for unit in new]
    await connection.raw.copy_records_to_table("units", records=records, columns=_NEW, timeout=60)
    spelled = [(unit.id, *pinyin) for unit, pinyin in zip(new, typed, strict=True)]
    # A name has a dozen pieces, each of which is encoded in the loop: others have their turn in between.
    for start in range(0, len(spelled), _AT_A_TURN):
        some = spelled[start : start + _AT_A_TURN]
        await connection.raw.copy_records_to_table("unit_pinyin", records=some, columns=_TYPED, timeout=60)


async def change_unit(connection: Connection, unit_id: UUID, changes: Mapping[str, object]) -> None:
    """Write columns of a unit anew; `changes` names at least one."""
    await connection.run(_changed(tuple(changes)), unit=unit_id, **changes)


async def spell_anew(connection: Connection, unit_id: UUID, typed: Pinyin) -> None:
    """Keep how another name of a unit is typed."""
    await connection.run(_SPELLED, unit_id=unit_id, **typed._asdict())


async def refresh_offices(connection: Connection, ids: Iterable[UUID | None]) -> None:
    """Say anew of these units whether they have an active coordination office."""
    await connection.run(_REFRESHED, ids=[id_ for id_ in ids if id_ is not None])


async def levels_in_use(connection: Connection) -> frozenset[int]:
    """The ranks that active units have."""
    return frozenset(row["level"] for row in await connection.rows(_LEVELS))


_NEW: Final = tuple(field.name for field in fields(NewUnit))
_TYPED: Final = ("unit_id", *Pinyin._fields)
_AT_A_TURN: Final = 200
"""Units whose names are written between two turns of the loop."""
_values: Final[Callable[[NewUnit], tuple[object, ...]]] = attrgetter(*_NEW)
_PARENT: Final = units.alias("parent")
_CHILD: Final = units.alias("child")
_JOINED: Final = {"location", "parent", "children", "in_charge"}
_OWN: Final = tuple(field.name for field in fields(UnitRecord) if field.name not in _JOINED)
_COUNT: Final = (
    select(func.count()).where(_CHILD.c.parent_id == units.c.id, _CHILD.c.active).scalar_subquery().label("children")
)
RECORDS: Final = select(
    *(units.c[name] for name in _OWN),
    units.c.longitude,
    units.c.latitude,
    _PARENT.c.id.label("parent_id"),
    _PARENT.c.code.label("parent_code"),
    _PARENT.c.name.label("parent_name"),
    _COUNT,
    *(IN_CHARGE.c[name].label(f"in_charge_{name}") for name in ("member_id", "name", "since")),
).select_from(
    units.outerjoin(_PARENT, _PARENT.c.id == units.c.parent_id).outerjoin(IN_CHARGE, IN_CHARGE.c.unit_id == units.c.id)
)
_RECORD: Final = compile_statement(RECORDS.where(units.c.id == bindparam("id")))
_RECORDS_BY_CODES: Final = compile_statement(RECORDS.where(units.c.code == any_(bindparam("codes", type_=ARRAY(Text)))))
_RECORDS_BY_SERIALS: Final = compile_statement(
    RECORDS.where(units.c.serial == any_(bindparam("serials", type_=ARRAY(BigInteger)))).order_by(units.c.path)
)
_WRITTEN: Final = insert(unit_pinyin).values({name: bindparam(name) for name in _TYPED})
_SPELLED: Final = compile_statement(
    _WRITTEN.on_conflict_do_update(
        index_elements=[unit_pinyin.c.unit_id], set_={name: _WRITTEN.excluded[name] for name in Pinyin._fields}
    )
)
_HELD: Final = compile_statement(
    select(NOW.label("now"))
    .select_from(units)
    .where(units.c.id == bindparam("id"), units.c.path == bindparam("path"), units.c.active)
    .with_for_update(read=True, of=units)
)
_LOCK: Final = compile_statement(select(func.pg_advisory_xact_lock(_TREE_LOCK)))
_LAST_SERIAL: Final = compile_statement(select(func.max(units.c.serial)))
_LEVELS: Final = compile_statement(select(units.c.level).distinct().where(units.c.active))
_HAS_OFFICE: Final = (
    select(_CHILD.c.id)
    .where(_CHILD.c.parent_id == units.c.id, _CHILD.c.active, _CHILD.c.kind == "office")
    .correlate(units)
    .exists()
)
_REFRESHED: Final = compile_statement(
    update(units)
    .where(units.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))), units.c.has_office != _HAS_OFFICE)
    .values(has_office=_HAS_OFFICE, updated_at=NOW)
)


@cache
def _changed(names: tuple[str, ...]) -> Compiled:
    """The change of these columns."""
    values = {name: bindparam(name, type_=units.c[name].type) for name in names}
    changed = update(units).where(units.c.id == bindparam("unit"))
    return compile_statement(changed.values({**values, "version": units.c.version + 1, "updated_at": NOW}))


def record(row: Row) -> UnitRecord:
    """A row of `RECORDS`."""
    parent = UnitName(row["parent_id"], row["parent_code"], row["parent_name"]) if row["parent_id"] else None
    own = {name: row[name] for name in _OWN}
    location = None if row["longitude"] is None else Location(row["longitude"], row["latitude"])
    answering = (row[f"in_charge_{name}"] for name in ("member_id", "name", "since"))
    in_charge = PersonInCharge(*answering) if row["in_charge_member_id"] else None
    return UnitRecord(**own, location=location, parent=parent, children=row["children"], in_charge=in_charge)
