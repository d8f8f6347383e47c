"""Who may see, fetch and remove attachments? Whoever sees the ticket or opinion they hang on; who made them, remove."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.attachments.domain.media_types import name_in_history
from escalation.attachments.storage import attachment_lists, attachments
from escalation.attachments.storage.attachments import Attachment
from escalation.errors import ForbiddenAction, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.file_encryption import decrypt_file
from escalation.kit.runtime.object_store import ObjectStore, ObjectStoreUnavailable
from escalation.opinions.storage.opinions import find_opinions
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.evidence import DETACH
from escalation.tickets.domain.ticket import Json
from escalation.tickets.usecases.evidence import record_evidence
from escalation.tickets.usecases.ticket_queries import require_sight

_ABOVE: Final = frozenset({Role.LEADER, Role.OFFICE})


@dataclass(frozen=True, slots=True)
class File:
    """What is sent to who fetches it."""

    name: str
    media_type: str
    content: bytes


async def get_attachment(runtime: Runtime, actor: Actor, attachment_id: UUID) -> Attachment:
    """What is known of a file. Raises `NotFound` for one that the actor may not see."""
    async with runtime.database.connection(changes=False) as connection:
        return await _visible(connection, actor, attachment_id)


async def list_of_ticket(
    runtime: Runtime, actor: Actor, ticket_id: UUID, *, after: UUID | None, limit: int
) -> Sequence[Attachment]:
    """A page of what is attached to a ticket and to its opinions, as far as the actor may see it. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await require_sight(connection, ticket_id, actor)
        return await attachment_lists.list_of_ticket(connection, actor, ticket_id, after=after, limit=limit)


async def list_of_opinion(
    runtime: Runtime, actor: Actor, opinion_id: UUID, *, after: UUID | None, limit: int
) -> Sequence[Attachment]:
    """A page of what is attached to an opinion. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        if not await find_opinions(connection, actor, [opinion_id]):
            raise NotFound
        return await attachment_lists.list_of_opinion(connection, opinion_id, after=after, limit=limit)


async def fetch(runtime: Runtime, actor: Actor, attachment_id: UUID, *, thumbnail: bool = False) -> File:
    """A file, or the small picture of one. Raises `NotFound` also for a thumbnail of what is no picture.

    Raises `ObjectStoreUnavailable`, and `ConfigurationInvalid` for a file that was tampered with.
    """
    found = await get_attachment(runtime, actor, attachment_id)
    if found.state != "ready" or (thumbnail and found.width is None):
        raise NotFound
    name = "thumbnail" if thumbnail else "content"
    sealed = await file_store(runtime).get(f"files/{found.id}/{name}")
    key = file_key(runtime, found)
    content = await asyncio.to_thread(partial(decrypt_file, key, sealed, owner=owner_of(found, name)))
    if thumbnail:
        return File(f"{found.name}.jpg", "image/jpeg", content)
    return File(found.name, found.media_type or "", content)


async def remove(
    runtime: Runtime,
    actor: Actor,
    attachment_id: UUID,
    reason: str,
    *,
    render: Callable[[Attachment], StoredResponse],
    request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Take a file away for good; that it was there, and why it went, stays in the history. Once more changes nothing.

    Raises `NotFound`, and `ForbiddenAction` for who neither attached it nor leads or coordinates where it belongs.
    """

    async def work(connection: Connection) -> StoredResponse:
        found = await _visible(connection, actor, attachment_id)
        if found.created_unit_id != actor.unit_id and not await _leads_there(connection, actor, found):
            raise ForbiddenAction
        now = await read_now(connection)
        is_first = await attachments.mark_removed(connection, found.id, reason, now, by=actor, request_id=request_id)
        if is_first and found.ticket_id is not None:
            command = Command(DETACH, {"reason": reason}, request_id)
            await record_evidence(runtime, connection, found.ticket_id, actor, command, told_of(found))
        return render(await existing(connection, attachment_id))

    return await do_once(runtime, once, work)


async def _leads_there(connection: Connection, actor: Actor, found: Attachment) -> bool:
    """Whether the actor leads or coordinates where a file belongs: of an opinion, over the unit that received it.

    Whoever handles the matter sees it as well, and would be rid of the citizen's own evidence. Of a ticket its history
    asks for more.
    """
    if actor.role not in _ABOVE or found.opinion_id is None:
        return actor.role in _ABOVE
    return any(actor.reaches(each.unit_path) for each in await find_opinions(connection, actor, [found.opinion_id]))


async def in_sight(connection: Connection, actor: Actor, found: Attachment) -> bool:
    """Whether the actor sees the ticket or opinion that a file hangs on; a citizen, their own opinion."""
    if actor.opinion_id is not None:
        return found.opinion_id == actor.opinion_id
    if found.ticket_id is not None:
        try:
            await require_sight(connection, found.ticket_id, actor)
        except NotFound:
            return False
        return True
    return found.opinion_id is not None and bool(await find_opinions(connection, actor, [found.opinion_id]))


async def existing(connection: Connection, attachment_id: UUID) -> Attachment:
    """A file, whoever may see it. Raises `NotFound`."""
    found = await attachments.find_attachment(connection, attachment_id)
    if found is None:
        raise NotFound
    return found


def file_store(runtime: Runtime) -> ObjectStore:
    """Where files are kept. Raises `ObjectStoreUnavailable` if nowhere."""
    if runtime.files is None:
        raise ObjectStoreUnavailable
    return runtime.files


def file_key(runtime: Runtime, found: Attachment) -> bytes:
    """The key of a file that was not removed. Raises `NotFound` without one."""
    if found.sealed_key is None:
        raise NotFound
    return runtime.vault.open(found.sealed_key, owner=found.id.bytes)


def owner_of(found: Attachment, part: str | int) -> bytes:
    """For what a piece of a file is encrypted, so that no other opens in its place."""
    return f"{found.id} {part}".encode()


def told_of(found: Attachment) -> Json:
    """What the history says of a file: enough to prove later which one it was."""
    return {
        "attachment_id": found.id, "name": name_in_history(found.name), "media_type": found.media_type,
        "size": found.size, "sha256": found.sha256.hex() if found.sha256 else None,
    }  # fmt: skip


async def _visible(connection: Connection, actor: Actor, attachment_id: UUID) -> Attachment:
    """A file that is whole, or was; one that is not is known to its maker alone."""
    found = await attachments.find_attachment(connection, attachment_id)
    is_own = found is not None and found.created_by == actor.principal
    if found is None or not (is_own or found.state in {"ready", "removed"}):
        raise NotFound
    if not await in_sight(connection, actor, found):
        raise NotFound
    return found
