"""Which standard replies does a unit have? Its own, and those of the units above it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.organisation.storage.units import UnitName


@dataclass(frozen=True, slots=True)
class StandardReply:
    """A reply that a unit offers to itself and to all below it. No `category`: it fits everything."""

    id: UUID
    unit: UnitName
    unit_path: str
    category: str | None
    name: str
    text: str
    version: int
    created_at: datetime
    updated_at: datetime


async def list_replies(connection: Connection, path: str, limit: int) -> list[StandardReply]:
    """Those in use of a unit and of all above it, the nearest unit first, by name."""
    serials = [int(part) for part in path.strip("/").split("/") if part]
    return [_reply(row) for row in await connection.rows(_LISTED, serials=serials, limit=limit)]


async def count_replies(connection: Connection, unit_id: UUID) -> int:
    """How many a unit has in use."""
    return int(str(await connection.value(_COUNTED, unit=unit_id)))


async def find_reply(connection: Connection, reply_id: UUID) -> StandardReply | None:
    """One that is in use."""
    row = await connection.row(_FOUND, id=reply_id)
    return _reply(row) if row else None


async def write_version(
    connection: Connection, reply_id: UUID, unit_id: UUID, said: tuple[str | None, str, str], version: int,
    now: datetime, by: str,
) -> bool:  # fmt: skip
    """Write the category, name and text of a version, the first one or the next; false if another one is next."""
    category, name, text = said
    return bool(await connection.run(
        _WRITTEN, id=reply_id, unit=unit_id, category=category, name=name, text=text, version=version, now=now, by=by
    ))  # fmt: skip


async def retire(connection: Connection, reply_id: UUID, now: datetime) -> None:
    """Offer it no longer."""
    await connection.run(_RETIRED, id=reply_id, now=now)


def _reply(row: Row) -> StandardReply:
    unit = UnitName(row["unit_id"], row["unit_code"], row["unit_name"])
    said: Sequence[str] = ("unit_path", "category", "name", "text", "version", "created_at", "updated_at")
    return StandardReply(row["id"], unit, *(row[name] for name in said))


_IN_USE: Final = """
SELECT r.id, u.id AS unit_id, u.code AS unit_code, u.name AS unit_name, u.path AS unit_path, r.category, r.name,
       r.text, r.version, r.created_at, r.updated_at
FROM units u JOIN standard_replies r ON r.unit_id = u.id AND r.retired_at IS NULL
"""
_LISTED: Final = Compiled(
    f"{_IN_USE} WHERE u.serial = ANY ($1::bigint[]) ORDER BY u.path DESC, r.name, r.id LIMIT $2",
    ("serials", "limit"),
    {},
)
_COUNTED: Final = Compiled(
    "SELECT count(*) FROM standard_replies WHERE unit_id = $1 AND retired_at IS NULL", ("unit",), {}
)
_FOUND: Final = Compiled(f"{_IN_USE} WHERE r.id = $1", ("id",), {})
_WRITTEN: Final = Compiled(
    """
    WITH written AS (
      INSERT INTO standard_replies (id, unit_id, category, name, text, version, created_at, updated_at)
      VALUES ($1, $2, $3, $4, $5, $6, $7, $7)
      ON CONFLICT (id) DO UPDATE SET category = $3, name = $4, text = $5, version = $6, updated_at = $7
      WHERE standard_replies.version = $6 - 1 AND standard_replies.retired_at IS NULL
      RETURNING id
    )
    INSERT INTO standard_reply_versions (reply_id, version, category, name, text, at, by)
    SELECT id, $6, $3, $4, $5, $7, $8 FROM written
    """,
    ("id", "unit", "category", "name", "text", "version", "now", "by"),
    {},
)
_RETIRED: Final = Compiled("UPDATE standard_replies SET retired_at = $2 WHERE id = $1", ("id", "now"), {})
