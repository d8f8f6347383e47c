"""Whose turn is it (import turns)? Each unit's files get a chunk done in its turn, and no unit has too many waiting.

A unit is that of whoever sent the file; for the operator at the terminal, that which receives it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.organisation.storage.operations import Operation

IMPORT_KINDS: Final = (
    "import_opinions", "import_units", "import_members", "import_teams", "import_history", "import_contact_points",
    "import_ledger",
)  # fmt: skip
"""The kinds of operations that are imports of files: those that count for a quota."""


@dataclass(frozen=True, slots=True)
class ImportUsage:
    """What one unit has waiting and sent since a moment; `oldest`: when the first of these files came."""

    files_waiting: int
    lines: int
    oldest: datetime | None


async def list_next(connection: Connection, kinds: Sequence[str]) -> list[tuple[UUID, str]]:
    """Unfinished operations with their kinds: of the unit whose last turn is oldest its oldest, and so on."""
    return [(row["id"], row["kind"]) for row in await connection.rows(_NEXT, kinds=list(kinds))]


async def take_turn(connection: Connection, operation: Operation) -> None:
    """Put the unit behind all others."""
    await connection.run(_TAKEN, unit_id=unit_of(operation))


async def usage(connection: Connection, operation: Operation, *, since: datetime) -> ImportUsage:
    """What the unit of a new operation has in use. Others of this unit who ask wait until the transaction ends."""
    unit_id = unit_of(operation)
    await connection.run(_LOCKED, unit_id=unit_id)
    row = await connection.row(_USED, unit_id=unit_id, since=since, kinds=list(IMPORT_KINDS))
    return ImportUsage(row["files"], row["lines"], row["oldest"]) if row else ImportUsage(0, 0, None)


def unit_of(operation: Operation) -> UUID:
    """Whose turn an operation takes."""
    sender = operation.options["by"]["unit_id"]
    return UUID(sender) if sender else operation.unit_id


_UNIT: Final = "coalesce((o.options -> 'by' ->> 'unit_id')::uuid, o.unit_id)"
_NEXT: Final = Compiled(
    f"""
    SELECT o.id, o.kind FROM operations o LEFT JOIN import_turns t ON t.unit_id = {_UNIT}
    WHERE o.kind = ANY ($1::text[]) AND o.state IN ('waiting', 'running')
    ORDER BY coalesce(t.last, 0), o.created_at, o.id LIMIT 10
    """,
    ("kinds",),
    {},
)
_TAKEN: Final = Compiled(
    """
    INSERT INTO import_turns (unit_id, last) SELECT $1::uuid, coalesce(max(last), 0) + 1 FROM import_turns
    ON CONFLICT (unit_id) DO UPDATE SET last = excluded.last
    """,
    ("unit_id",),
    {},
)
_LOCKED: Final = Compiled(
    "SELECT pg_advisory_xact_lock(hashtextextended('import quota ' || $1::uuid::text, 0))", ("unit_id",), {}
)
_USED: Final = Compiled(
    f"""
    SELECT waiting.files, sent.lines, sent.oldest
    FROM (
      SELECT count(*) AS files FROM operations o
      WHERE o.state IN ('waiting', 'running') AND o.kind = ANY ($3::text[]) AND {_UNIT} = $1::uuid
    ) waiting,
    (
      SELECT coalesce(sum(o.total), 0)::bigint AS lines, min(o.created_at) AS oldest FROM operations o
      WHERE o.kind = ANY ($3::text[]) AND o.created_at > $2::timestamptz AND {_UNIT} = $1::uuid
    ) sent
    """,
    ("unit_id", "since", "kinds"),
    {},
)
