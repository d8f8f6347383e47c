"""What becomes of files that nobody finished, that were refused or removed (purging)? They leave the object store."""

from datetime import timedelta
from typing import Final

from escalation.attachments.storage import attachments
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime

PATIENCE: Final = timedelta(days=1)
"""So long a file may take to arrive."""

PAGE: Final = 50
"""Files in one step."""


async def step(runtime: Runtime) -> bool:
    """Give up what stopped coming, and delete what is to go; whether there may be more. Safe to run twice and beside.

    A file is marked once all of its objects are gone, so one that was interrupted is done again.
    """
    if runtime.files is None:
        return False
    async with runtime.database.connection() as connection:
        stale = await attachments.give_up_stale(connection, await read_now(connection), PATIENCE, PAGE)
        ids = await attachments.list_to_purge(connection, PAGE)
    for id_ in ids:
        await runtime.files.delete_below(f"parts/{id_}")
        await runtime.files.delete_below(f"files/{id_}")
    if ids:
        async with runtime.database.connection() as connection:
            await attachments.mark_purged(connection, ids)
    return max(stale, len(ids)) == PAGE
