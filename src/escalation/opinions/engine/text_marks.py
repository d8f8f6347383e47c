"""Who computes the text marks of opinions that were there before marks were? Some hundred at a time, newest first."""

import asyncio
from typing import Final

from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.similarity import fingerprint_of
from escalation.opinions.storage import text_marks

AT_ONCE: Final = 500


async def step(runtime: Runtime) -> bool:
    """Mark some opinions; whether there may be more. Two processes mark different ones."""
    async with runtime.database.transaction() as connection:
        rows = await text_marks.take_unmarked(connection, AT_ONCE)
        if not rows:
            return False
        # Half a millisecond a text: in a thread, so that deadlines are not kept waiting.
        marks = await asyncio.to_thread(
            lambda: {row["id"]: fingerprint_of(row["title"], row["content"]) for row in rows}
        )
        await text_marks.mark(connection, marks)
    return len(rows) == AT_ONCE
