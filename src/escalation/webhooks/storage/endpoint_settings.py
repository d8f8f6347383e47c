"""How is an endpoint set up? Its settings, found by those whose subtree covers its unit, changed by version."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ColumnElement, Text, bindparam, delete, func, insert, select, update

from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.organisation.storage.tables import units
from escalation.organisation.storage.units import UnitName
from escalation.webhooks.domain.health import MOST_SLOTS
from escalation.webhooks.storage.tables import webhook_endpoints, webhook_health


@dataclass(frozen=True, slots=True)
class NewEndpoint:
    """An endpoint to be written: field names are column names. `headers` is sealed."""

    id: UUID
    unit_id: UUID
    unit_path: str
    url: str
    description: str
    state: str
    state_at: datetime
    event_types: list[str]
    type_patterns: list[str]
    filter: Mapping[str, Any]
    format: str
    payload: str
    ordering: str
    ordering_hold: timedelta
    max_in_flight: int
    rate_per_second: float | None
    timeout_ms: int
    headers: bytes | None
    created_at: datetime
    created_by: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class EndpointRecord:
    """An endpoint as it is set up, with its unit, and how often its receiver led elsewhere. `headers` is sealed."""

    id: UUID
    unit_path: str
    url: str
    description: str
    state: str
    state_reason: str | None
    state_at: datetime
    event_types: list[str]
    filter: Mapping[str, Any]
    format: str
    payload: str
    ordering: str
    ordering_hold: timedelta
    max_in_flight: int
    rate_per_second: float | None
    timeout_ms: int
    headers: bytes | None
    version: int
    created_at: datetime
    created_by: str
    updated_at: datetime
    unit: UnitName
    redirects_in_a_row: int


@dataclass(frozen=True, slots=True)
class Reach:
    """Endpoints of units in a range of paths (see `subtree.end_of`)."""

    path: str
    end: str

    def params(self) -> dict[str, object]:
        """The values of the condition's parameters."""
        return {"reach_path": self.path, "reach_end": self.end}


async def insert_endpoint(connection: Connection, new: NewEndpoint) -> None:
    """Write a new endpoint that has not failed yet."""
    await connection.run(_INSERTED, **{name: getattr(new, name) for name in _NEW})
    await connection.run(_HEALTHY, endpoint=new.id)


async def count_of_unit(connection: Connection, unit_id: UUID) -> int:
    """How many endpoints a unit has. Nobody else adds one to it until the transaction ends."""
    await connection.run(_ONE_AT_A_TIME, name=f"webhook endpoints of {unit_id}")
    count = await connection.value(_COUNTED, unit=unit_id)
    return count if isinstance(count, int) else 0


async def find_endpoint(
    connection: Connection, endpoint_id: UUID, reach: Reach, *, lock: bool = False
) -> EndpointRecord | None:
    """One endpoint within reach; `lock` keeps it as it is until the transaction ends."""
    row = await connection.row(_LOCKED if lock else _FOUND, endpoint=endpoint_id, **reach.params())
    return _record(row) if row else None


async def list_endpoints(
    connection: Connection, reach: Reach, *, unit: str | None, state: str | None, after: UUID | None, limit: int
) -> list[EndpointRecord]:
    """At most `limit` endpoints within reach by id, behind the id `after`."""
    statement = _page(of_unit=unit is not None, in_state=state is not None, goes_on=after is not None)
    rows = await connection.rows(statement, **reach.params(), unit=unit, state=state, after=after, limit=limit)
    return [_record(row) for row in rows]


async def change_endpoint(connection: Connection, endpoint_id: UUID, values: Mapping[str, object]) -> None:
    """Write changed columns of an endpoint that is locked; nothing for none."""
    if not values:
        return
    if "state" in values:
        values = {"state_reason": None, **values}
    await connection.run(_changed(tuple(values)), **values, endpoint=endpoint_id)


async def delete_endpoint(connection: Connection, endpoint_id: UUID) -> None:
    """Remove an endpoint with its secrets. What it is owed is never sent, and cleared away by `backlogs`."""
    await connection.run(_DELETED, endpoint=endpoint_id)


_NEW: Final = tuple(f.name for f in fields(NewEndpoint))
_OWN: Final = tuple(f.name for f in fields(EndpointRecord) if f.name not in {"unit", "redirects_in_a_row"})
_ID: Final = bindparam("endpoint", type_=webhook_endpoints.c.id.type)
_IN_REACH: Final = (
    webhook_endpoints.c.unit_path >= bindparam("reach_path", type_=Path),
    webhook_endpoints.c.unit_path < bindparam("reach_end", type_=Path),
)
_RECORDS: Final = select(
    *(webhook_endpoints.c[name] for name in _OWN),
    units.c.id.label("of_id"),
    units.c.code.label("of_code"),
    units.c.name.label("of_name"),
    webhook_health.c.redirects_in_a_row,
).select_from(
    webhook_endpoints.join(units, units.c.id == webhook_endpoints.c.unit_id).join(
        webhook_health, webhook_health.c.endpoint_id == webhook_endpoints.c.id
    )
)
_ONE: Final = _RECORDS.where(webhook_endpoints.c.id == _ID, *_IN_REACH)
_FOUND: Final = compile_statement(_ONE)
_LOCKED: Final = compile_statement(_ONE.with_for_update(of=webhook_endpoints))
_INSERTED: Final = compile_statement(insert(webhook_endpoints).values({name: bindparam(name) for name in _NEW}))
_HEALTHY: Final = compile_statement(insert(webhook_health).values(endpoint_id=_ID, slots=MOST_SLOTS))
_COUNTED: Final = compile_statement(
    select(func.count()).where(webhook_endpoints.c.unit_id == bindparam("unit", type_=webhook_endpoints.c.unit_id.type))
)
_ONE_AT_A_TIME: Final = compile_statement(
    select(func.pg_advisory_xact_lock(func.hashtextextended(bindparam("name", type_=Text), 0)))
)
_DELETED: Final = compile_statement(delete(webhook_endpoints).where(webhook_endpoints.c.id == _ID))


@cache
def _page(*, of_unit: bool, in_state: bool, goes_on: bool) -> Compiled:
    """A page of endpoints by id."""
    statement = _RECORDS.where(*_IN_REACH).order_by(webhook_endpoints.c.id).limit(bindparam("limit"))
    if of_unit:
        statement = statement.where(units.c.code == bindparam("unit"))
    if in_state:
        statement = statement.where(webhook_endpoints.c.state == bindparam("state"))
    if goes_on:
        statement = statement.where(webhook_endpoints.c.id > bindparam("after"))
    return compile_statement(statement)


@cache
def _changed(names: tuple[str, ...]) -> Compiled:
    """The change of these columns, with the version; the time goes along with another state."""
    own = webhook_endpoints.c
    values: dict[str, ColumnElement[Any]] = {name: bindparam(name, type_=own[name].type) for name in names}
    if "state" in names:
        values.setdefault("state_at", NOW)
    changed = update(webhook_endpoints).where(own.id == _ID)
    return compile_statement(changed.values(**values, updated_at=NOW, version=own.version + 1))


def _record(row: Row) -> EndpointRecord:
    unit = UnitName(row["of_id"], row["of_code"], row["of_name"])
    return EndpointRecord(**{name: row[name] for name in _OWN}, unit=unit, redirects_in_a_row=row["redirects_in_a_row"])
