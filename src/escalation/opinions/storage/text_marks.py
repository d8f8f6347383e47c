"""Which opinions have no text marks yet, by which similar ones are found? Those that were there before marks were."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

import orjson

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.opinions.domain.similarity import TextFingerprint

TASK: Final = "text_marks"
"""As the engine calls it."""


async def take_unmarked(connection: Connection, limit: int) -> list[Row]:
    """`id, title, content` of some opinions without marks, which nobody else takes until the transaction ends."""
    return await connection.rows(_UNMARKED, limit=limit)


async def mark(connection: Connection, marks: Mapping[UUID, TextFingerprint]) -> None:
    """Write the marks of opinions, all in one statement."""
    rows = [
        {"id": id_, "text_hash": each.text_hash, "sketch": each.sketch, "bands": each.bands}
        for id_, each in marks.items()
    ]
    await connection.run(_MARKED, rows=orjson.dumps(rows, default=str))


_UNMARKED: Final = Compiled(
    f"""
    SELECT id, title, content FROM opinions
    WHERE text_hash IS NULL AND {not_set_aside(TASK, "opinions.id")}
    ORDER BY id DESC
    LIMIT $1
    FOR NO KEY UPDATE OF opinions SKIP LOCKED
    """,
    ("limit",),
    {},
)
_MARKED: Final = Compiled(
    """
    UPDATE opinions o SET text_hash = r.text_hash, sketch = r.sketch, bands = r.bands
    FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, text_hash bigint, sketch integer[], bands integer[])
    WHERE o.id = r.id
    """,
    ("rows",),
    {},
)
