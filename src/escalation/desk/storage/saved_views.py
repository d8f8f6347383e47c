"""Which saved views are there? Somebody's own, and those that are shared with the unit where they act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.named_locks import take_lock
from escalation.organisation.storage.units import UnitName


@dataclass(frozen=True, slots=True)
class SavedView:
    """A view of a list: the parameters of its address, and the columns that are shown."""

    id: UUID
    list_kind: str
    name: str
    query: str
    columns: Sequence[str]
    shared_with: UnitName | None
    version: int
    created_at: datetime
    updated_at: datetime
    is_own: bool


async def lock_desk(connection: Connection, owner: str) -> None:
    """Be the only one who adds to what somebody keeps until the transaction ends, so that it can be counted."""
    await take_lock(connection, "desk", owner)


async def count_views(connection: Connection, actor: Actor) -> int:
    """How many somebody has."""
    return int(str(await connection.value(_COUNTED, owner=actor.principal)))


async def list_views(connection: Connection, actor: Actor, limit: int) -> list[SavedView]:
    """Those of the actor and those shared with them, by list and name, their own first."""
    rows = await connection.rows(_LISTED, owner=actor.principal, unit=actor.unit_id, limit=limit)
    return [_view(row) for row in rows]


async def find_view(connection: Connection, actor: Actor, view_id: UUID) -> SavedView | None:
    """One that the actor may read."""
    row = await connection.row(_FOUND, owner=actor.principal, unit=actor.unit_id, id=view_id)
    return _view(row) if row else None


async def insert_view(
    connection: Connection, view_id: UUID, owner: str, list_: str, name: str, query: str, columns: Sequence[str],
    shared_unit_id: UUID | None, now: datetime,
) -> bool:  # fmt: skip
    """Keep a view; false if the owner has one of this name for the list."""
    return bool(await connection.run(
        _INSERTED, id=view_id, owner=owner, list_kind=list_, name=name, query=query, columns=list(columns),
        unit=shared_unit_id, now=now,
    ))  # fmt: skip


async def update_view(
    connection: Connection, view_id: UUID, name: str, query: str, columns: Sequence[str],
    shared_unit_id: UUID | None, now: datetime,
) -> bool:  # fmt: skip
    """Change a view; false if its owner has another one of this name for the list."""
    return bool(await connection.run(
        _UPDATED, id=view_id, name=name, query=query, columns=list(columns), unit=shared_unit_id, now=now
    ))  # fmt: skip


async def delete_view(connection: Connection, view_id: UUID) -> None:
    """Keep it no longer."""
    await connection.run(_DELETED, id=view_id)


def _view(row: Row) -> SavedView:
    shared = UnitName(row["unit_id"], row["unit_code"], row["unit_name"]) if row["unit_id"] else None
    return SavedView(
        row["id"], row["list_kind"], row["name"], row["query"], row["columns"], shared, row["version"],
        row["created_at"], row["updated_at"], row["is_own"],
    )  # fmt: skip


_SEEN: Final = """
SELECT v.id, v.list_kind, v.name, v.query, v.columns, v.version, v.created_at, v.updated_at,
       v.owner = $1 AS is_own,
       u.id AS unit_id, u.code AS unit_code, u.name AS unit_name
FROM saved_views v LEFT JOIN units u ON u.id = v.shared_unit_id
WHERE (v.owner = $1 OR v.shared_unit_id = $2)"""
_COUNTED: Final = Compiled("SELECT count(*) FROM saved_views WHERE owner = $1", ("owner",), {})
_LISTED: Final = Compiled(
    f"{_SEEN} ORDER BY v.owner <> $1, v.list_kind, v.name, v.id LIMIT $3", ("owner", "unit", "limit"), {}
)
_FOUND: Final = Compiled(f"{_SEEN} AND v.id = $3", ("owner", "unit", "id"), {})
_INSERTED: Final = Compiled(
    """
    INSERT INTO saved_views (
      id, owner, list_kind, name, query, columns, shared_unit_id, version, created_at, updated_at
    )
    VALUES ($1, $2, $3, $4, $5, $6, $7, 1, $8, $8) ON CONFLICT (owner, list_kind, name) DO NOTHING
    """,
    ("id", "owner", "list_kind", "name", "query", "columns", "unit", "now"),
    {},
)
_UPDATED: Final = Compiled(
    """
    UPDATE saved_views v
    SET name = $2, query = $3, columns = $4, shared_unit_id = $5, version = version + 1, updated_at = $6
    WHERE id = $1 AND NOT EXISTS (
      SELECT FROM saved_views o WHERE o.owner = v.owner AND o.list_kind = v.list_kind AND o.name = $2 AND o.id <> v.id
    )
    """,
    ("id", "name", "query", "columns", "unit", "now"),
    {},
)
_DELETED: Final = Compiled("DELETE FROM saved_views WHERE id = $1", ("id",), {})
