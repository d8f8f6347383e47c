"""What was tried? One row for each attempt to send something, in the log that is partitioned by day."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson

from escalation.storage.database import Compiled, Connection


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt: field names are column names. `started_at` is the wall's time, `next_at` goes by the due dates."""

    endpoint_id: UUID
    event_id: UUID
    event_type: str
    attempt: int
    cause: str
    started_at: datetime
    duration_ms: int
    outcome: str
    status: int | None = None
    remote_ip: str | None = None
    error: str | None = None
    response_headers: Mapping[str, str] | None = None
    response_body: bytes | None = None
    next_at: datetime | None = None


async def insert_attempts(connection: Connection, rows: Sequence[Attempt]) -> None:
    """Write attempts down."""
    await connection.run(_INSERTED, rows=orjson.dumps([_row(each) for each in rows], default=str))


_COLUMNS: Final = tuple(f.name for f in fields(Attempt))
_INSERTED: Final = Compiled(
    f"""
    INSERT INTO webhook_attempts ({", ".join(_COLUMNS)})
    SELECT {", ".join(_COLUMNS)} FROM jsonb_populate_recordset(NULL::webhook_attempts, $1::jsonb)
    """,
    ("rows",),
    {},
)


def _row(attempt: Attempt) -> dict[str, object]:
    row = {name: getattr(attempt, name) for name in _COLUMNS}
    body = attempt.response_body
    return {**row, "response_body": "\\x" + body.hex() if body is not None else None}
