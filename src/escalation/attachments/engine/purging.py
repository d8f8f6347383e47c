"""What becomes of files that nobody finished, that were refused or removed (purging)? They leave the object store."""

from datetime import timedelta
from typing import Final
from uuid import UUID

from escalation.attachments.storage import attachments, photo_quotas
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.object_store import ObjectStore
from escalation.kit.runtime.set_aside import set_aside, take_back

PATIENCE: Final = timedelta(days=1)
"""So long a file may take to arrive."""

PAGE: Final = 50
"""Files in one step."""


async def step(runtime: Runtime) -> bool:
    """Give up what stopped coming, and delete what is to go, pieces of whole files too; whether there may be more.

    A file is marked once all those objects are gone, so one that was interrupted is done again. Safe to run twice. One
    that the store does not delete is set aside, and the others wait for the next step: it may be all of the store.
    """
    if runtime.files is None:
        return False
    async with runtime.database.connection() as connection:
        now = await read_now(connection)
        stale = await attachments.give_up_stale(connection, now, PATIENCE, PAGE)
        listed = await attachments.list_to_purge(connection, PAGE)
        await photo_quotas.forget_before(connection, (now - PATIENCE).date())
    gone: list[tuple[UUID, bool]] = []
    kept: tuple[UUID, Exception] | None = None
    for id_, is_ready in listed:
        try:
            await _purge(runtime.files, id_, is_ready=is_ready)
        except Exception as error:  # noqa: BLE001 - a file that cannot be deleted must not hold up the others
            kept = id_, error
            break
        gone.append((id_, is_ready))
    if listed:
        async with runtime.database.connection() as connection:
            await attachments.mark_purged(connection, gone)
            await take_back(connection, attachments.PURGING, [id_ for id_, _ in gone])
            if kept is not None:
                await set_aside(connection, attachments.PURGING, *kept)
    return kept is None and max(stale, len(listed)) == PAGE


async def _purge(files: ObjectStore, attachment_id: UUID, *, is_ready: bool) -> None:
    await files.delete_below(f"parts/{attachment_id}")
    if is_ready:
        await files.delete_drafts_below(f"files/{attachment_id}")
    else:
        await files.delete_below(f"files/{attachment_id}")
