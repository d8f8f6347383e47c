"""What becomes of files that nobody finished, that were refused or removed (purging)? They leave the object store."""

from datetime import timedelta
from typing import Final

from escalation.attachments.storage import attachments, photo_quotas
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime

PATIENCE: Final = timedelta(days=1)
"""So long a file may take to arrive."""

PAGE: Final = 50
"""Files in one step."""


async def step(runtime: Runtime) -> bool:
    """Give up what stopped coming, and delete what is to go, pieces of whole files too; whether there may be more.

    A file is marked once all those objects are gone, so one that was interrupted is done again. Safe to run twice.
    """
    if runtime.files is None:
        return False
    async with runtime.database.connection() as connection:
        now = await read_now(connection)
        stale = await attachments.give_up_stale(connection, now, PATIENCE, PAGE)
        listed = await attachments.list_to_purge(connection, PAGE)
        await photo_quotas.forget_before(connection, (now - PATIENCE).date())
    for id_, is_ready in listed:
        await runtime.files.delete_below(f"parts/{id_}")
        if is_ready:
            await runtime.files.delete_drafts_below(f"files/{id_}")
        else:
            await runtime.files.delete_below(f"files/{id_}")
    if listed:
        async with runtime.database.connection() as connection:
            await attachments.mark_purged(connection, listed)
    return max(stale, len(listed)) == PAGE
