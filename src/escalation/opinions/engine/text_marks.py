"""Who computes the text marks of opinions that were there before marks were? Some hundred at a time, newest first."""

import asyncio
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.opinions.domain.similarity import fingerprint_of
from escalation.opinions.storage import text_marks

AT_ONCE: Final = 500


async def step(runtime: Runtime) -> bool:
    """Mark some opinions; whether there may be more. Two processes mark different ones."""
    async with runtime.database.transaction() as connection:
        rows = {row["id"]: row for row in await text_marks.take_unmarked(connection, AT_ONCE)}

        async def mark(ids: Sequence[UUID]) -> None:
            # Half a millisecond a text: in a thread, so that deadlines are not kept waiting.
            marks = await asyncio.to_thread(
                lambda: {id_: fingerprint_of(rows[id_]["title"], rows[id_]["content"]) for id_ in ids}
            )
            await text_marks.mark(connection, marks)

        await in_parts(connection, text_marks.TASK, [*rows], mark)
    return len(rows) == AT_ONCE
