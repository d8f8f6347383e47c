"""How does a file get in (upload)? It is begun, comes in pieces as the network allows, and is looked at when whole.

A piece that was acknowledged is kept, whatever dies; whoever lost the answer asks how far it is and goes on there.
"""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.attachments.domain.media_types import MediaType, fitting_name, is_heic, media_type_of
from escalation.attachments.domain.pictures import Picture, UnreadablePicture, written_anew
from escalation.attachments.domain.refusals import NotUploading, UploadElsewhere, UploadIncomplete
from escalation.attachments.storage import attachments
from escalation.attachments.storage.attachments import Attachment, Finished, NewAttachment
from escalation.attachments.usecases.attachments import existing, file_key, file_store, in_sight, owner_of, told_of
from escalation.errors import N_, Fault, ForbiddenAction, LimitReached, NotFound, TooManyRequests, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.file_encryption import decrypt_file, encrypt_file, new_file_key
from escalation.opinions.storage.opinions import find_opinions
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.evidence import ATTACH
from escalation.tickets.usecases.evidence import record_evidence, require_work_on

MOST_OF_ONE: Final = 50
"""Files of one ticket or opinion."""

MOST_AT_ONCE: Final = 20
"""Files that one caller may have begun and not completed."""

_LOOKING: Final = asyncio.Semaphore(2)
"""Files are whole in memory, and pictures take a processor and four bytes a pixel: few at a time in one process."""


@dataclass(frozen=True, slots=True)
class Announced:
    """A file that is to come: its name, its size in bytes, and its digest if the sender knows it."""

    name: str
    size: int
    sha256: bytes | None = None


Render = Callable[[Attachment], StoredResponse]


async def begin_upload(
    runtime: Runtime,
    actor: Actor,
    announced: Announced,
    *,
    ticket_id: UUID | None = None,
    opinion_id: UUID | None = None,
    render: Render,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Begin a file of a ticket or of an opinion.

    Raises `NotFound`, `ForbiddenAction` or `TransitionNotAllowed` for who may not add to it now, `LimitReached`.
    """

    async def work(connection: Connection) -> StoredResponse:
        await _require_right(runtime, connection, actor, ticket_id, opinion_id)
        now = await read_now(connection)
        new = new_attachment(runtime, actor, announced, now, ticket_id=ticket_id, opinion_id=opinion_id)
        of_thing, of_maker = await attachments.count_before(connection, new)
        for count, limit in ((of_thing, MOST_OF_ONE), (of_maker, MOST_AT_ONCE)):
            if count >= limit:
                raise LimitReached(limit=limit)
        await attachments.insert_attachment(connection, new)
        return render(await existing(connection, new.id))

    return await do_once(runtime, once, work)


def new_attachment(
    runtime: Runtime,
    actor: Actor,
    announced: Announced,
    now: datetime,
    *,
    ticket_id: UUID | None = None,
    opinion_id: UUID | None = None,
) -> NewAttachment:
    """A file that is to come, with a key of its own."""
    id_ = new_id()
    return NewAttachment(
        id_, ticket_id, opinion_id, announced.name, announced.size, announced.sha256,
        runtime.vault.seal(new_file_key(), owner=id_.bytes), now, actor.principal, actor.unit_id,
    )  # fmt: skip


Charge = Callable[[Connection, int], Awaitable[None]]
"""Counts bytes that have come, in the transaction that keeps them; raises `TooManyRequests` if they are too many."""


async def add_part(
    runtime: Runtime, actor: Actor, attachment_id: UUID, start: int, content: bytes, *, charge: Charge | None = None
) -> Attachment:
    """Keep the next piece of a file; the same piece once more changes nothing, and is not charged again.

    Raises `NotFound` for a file that the caller did not begin, `NotUploading`, `UploadElsewhere`, and
    `TooManyRequests` if `charge` does.
    """
    async with runtime.database.connection(changes=False) as connection:
        found = await _begun_by(connection, actor, attachment_id)
    if start + len(content) <= found.received:
        return found  # It is here already, and its answer was lost.
    if start != found.received or start + len(content) > found.size or not content:
        raise UploadElsewhere(extra={"received": found.received})
    name = f"parts/{attachment_id}/{new_id()}"
    await file_store(runtime).put(name, encrypt_file(file_key(runtime, found), content, owner=owner_of(found, start)))
    try:
        async with runtime.database.transaction() as connection:
            is_counted = await attachments.add_part(
                connection, attachment_id, start=start, size=len(content), object_name=name
            )
            if is_counted and charge is not None:
                await charge(connection, len(content))
    except TooManyRequests:
        await file_store(runtime).delete(name)
        raise
    if not is_counted:
        # Of two pieces at once, one is counted. By now the file may have ended, and what belonged to it be gone.
        await file_store(runtime).delete(name)
    async with runtime.database.connection(changes=False) as connection:
        return await _begun_by(connection, actor, attachment_id)


async def complete(
    runtime: Runtime,
    actor: Actor,
    attachment_id: UUID,
    *,
    render: Render,
    request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Look at a file that has come whole, and let it be read. Once more, it changes nothing.

    Raises `NotFound` for a file that the caller did not begin, `UploadIncomplete`, `NotUploading`; `ValidationFailed`
    for one that is not taken, each time that it is asked: it is gone then.
    """
    found = await _come_whole(runtime, actor, attachment_id)
    kept = None if found.state == "ready" else await _take(runtime, attachment_id, by=actor)

    async def work(connection: Connection) -> StoredResponse:
        is_first = kept is not None and await attachments.mark_ready(
            connection, attachment_id, kept, await read_now(connection), by=actor, request_id=request_id
        )
        done = await existing(connection, attachment_id)
        if done.state != "ready":
            raise NotUploading
        if is_first and done.ticket_id is not None:
            command = Command(ATTACH, {}, request_id)
            await record_evidence(runtime, connection, done.ticket_id, actor, command, told_of(done))
        return render(done)

    try:
        return await do_once(runtime, once, work)
    except NotUploading:
        # It ended while it was looked at. By now what belonged to it may be gone, and this came too late for that.
        await file_store(runtime).delete_below(f"files/{attachment_id}")
        raise


async def _come_whole(runtime: Runtime, actor: Actor, attachment_id: UUID) -> Attachment:
    """A file that is to be looked at, or was found good already. Raises what `complete` does."""
    async with runtime.database.connection(changes=False) as connection:
        found = await _begun_by(connection, actor, attachment_id, finished=("ready", "refused"))
    if found.state == "refused":
        raise _refused(found.reason) if found.reason in _NOT_TAKEN else NotUploading
    if found.received < found.size:
        raise UploadIncomplete(extra={"received": found.received})
    return found


async def _take(runtime: Runtime, attachment_id: UUID, *, by: Actor) -> Finished | None:
    """Look at the whole file and store what is kept of it; `None` if that was done while this one waited.

    Whoever waits holds nothing: somebody may ask for the same file many times at once. Raises `ValidationFailed`; it is
    refused for good then.
    """
    async with _LOOKING:
        found = await _come_whole(runtime, by, attachment_id)
        if found.state == "ready":
            return None
        async with runtime.database.connection(changes=False) as connection:
            parts = await attachments.list_parts(connection, attachment_id)
        if not parts and (await _come_whole(runtime, by, attachment_id)).state == "ready":
            return None  # The first one let go of its turn before it had said so; its parts went with that.
        content = await _put_together(runtime, found, parts)
        try:
            kept, picture = await _looked_at(runtime, found, content, pictures_only=by.opinion_id is not None)
        except ValidationFailed as refusal:
            async with runtime.database.transaction() as connection:
                now = await read_now(connection)
                await attachments.mark_refused(connection, found.id, refusal.faults[0].code, now)
            raise
        await _store(runtime, found, picture.content if picture else content, picture)
    return kept


async def _require_right(
    runtime: Runtime, connection: Connection, actor: Actor, ticket_id: UUID | None, opinion_id: UUID | None
) -> None:
    if ticket_id is not None:
        await require_work_on(runtime, connection, ticket_id, actor)
    if opinion_id is not None:
        opinions = await find_opinions(connection, actor, [opinion_id])
        if not opinions:
            raise NotFound
        if not actor.reaches(opinions[0].unit_path):
            raise ForbiddenAction(N_("This unit is outside your scope."))


async def _begun_by(
    connection: Connection, actor: Actor, attachment_id: UUID, *, finished: Collection[str] = ()
) -> Attachment:
    """A file that the caller is uploading and may still see the thing of, or one in a state of `finished`."""
    found = await attachments.find_attachment(connection, attachment_id)
    if found is None or found.created_by != actor.principal or not await in_sight(connection, actor, found):
        raise NotFound
    if found.state not in {"uploading", *finished}:
        raise NotUploading
    return found


async def _put_together(runtime: Runtime, found: Attachment, parts: list[tuple[int, str]]) -> bytes:
    key, store = file_key(runtime, found), file_store(runtime)
    return b"".join([
        decrypt_file(key, await store.get(name), owner=owner_of(found, start)) for start, name in parts
    ])  # fmt: skip


async def _looked_at(
    runtime: Runtime, found: Attachment, content: bytes, *, pictures_only: bool
) -> tuple[Finished, Picture | None]:
    """What the file is. Raises `ValidationFailed` for one that is not taken. Of citizens pictures are, alone."""
    digest = await asyncio.to_thread(lambda: sha256(content).digest())
    if found.expected_sha256 not in {None, digest}:
        raise _refused("wrong_digest")
    media_type = await asyncio.to_thread(media_type_of, content)
    if media_type is None:
        raise _refused("heic" if is_heic(content) else "no_picture" if pictures_only else "wrong_kind")
    if pictures_only and not media_type.is_picture:
        raise _refused("no_picture")
    if runtime.scanner is not None and not await runtime.scanner.finds_nothing(content):
        raise _refused("unsafe")
    picture = await _picture(content, media_type) if media_type.is_picture else None
    name = fitting_name(found.name, media_type)
    if picture is None:
        return Finished(name, len(content), media_type, digest, None, None), None
    kept = sha256(picture.content).digest()
    return Finished(name, len(picture.content), media_type, kept, picture.width, picture.height), picture


async def _picture(content: bytes, media_type: MediaType) -> Picture:
    try:
        return await asyncio.to_thread(written_anew, content, media_type)
    except UnreadablePicture:
        raise _refused("unreadable") from None


_NOT_TAKEN: Final = {
    "wrong_digest": N_("Other bytes have arrived than were announced. Send the file once more."),
    "wrong_kind": N_("Only pictures (JPEG, PNG, WebP), PDF, and DOCX and XLSX without macros are taken."),
    "no_picture": N_("Only pictures (JPEG, PNG, WebP) are taken."),
    "heic": N_(
        "HEIC photos are not taken. Let the phone send it as JPEG, or set its camera to the most compatible format."
    ),
    "unsafe": N_("The scanner found something in this file. It was not kept."),
    "unreadable": N_("The picture is broken or too large. Take it anew, or make it smaller."),
}
"""Why a file is refused that has come whole."""


def _refused(code: str) -> ValidationFailed:
    return ValidationFailed(faults=[Fault("", code, _NOT_TAKEN[code])])


async def _store(runtime: Runtime, found: Attachment, content: bytes, picture: Picture | None) -> None:
    key, store = file_key(runtime, found), file_store(runtime)
    named = {"content": content} | ({"thumbnail": picture.thumbnail} if picture else {})
    for name, plain in named.items():
        sealed = await asyncio.to_thread(partial(encrypt_file, key, plain, owner=owner_of(found, name)))
        await store.put(f"files/{found.id}/{name}", sealed)
