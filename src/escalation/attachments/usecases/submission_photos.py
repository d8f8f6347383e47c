"""How do photos come along with a submission? As files of clerks do, of its citizen alone, few, and so much a day."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.attachments.domain.refusals import PhotoQuotaSpent
from escalation.attachments.storage import attachments, photo_quotas
from escalation.attachments.storage.attachments import Attachment
from escalation.attachments.usecases import uploads
from escalation.attachments.usecases.attachments import existing
from escalation.attachments.usecases.uploads import Announced
from escalation.errors import LimitReached, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.opinions.domain.tracking_codes import citizen_of
from escalation.opinions.usecases.upload_tokens import opinion_of_token

MOST_PHOTOS: Final = 5
"""Of one opinion. One that is not taken does not count."""


@dataclass(frozen=True, slots=True)
class PhotoQuota:
    """Bytes that are taken on a day (UTC), as they come: announcing takes nothing from anybody.

    Many citizens may share the address of a network.
    """

    of_address: int = 200 << 20
    of_all: int = 4 << 30


QUOTA: Final = PhotoQuota()

Render = Callable[[Attachment], StoredResponse]


async def sender_of(runtime: Runtime, token: str) -> Actor:
    """The citizen who was given this upload token. Raises `NotFound`."""
    return citizen_of(await opinion_of_token(runtime, token))


async def begin_photo(
    runtime: Runtime,
    citizen: Actor,
    address: str,
    announced: Announced,
    *,
    render: Render,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Begin a photo of the citizen's opinion, sent from `address`. Of many begun at once, as many are as may be.

    Raises `NotFound` for an opinion that was erased, `LimitReached`, `PhotoQuotaSpent`.
    """
    opinion_id = citizen.opinion_id

    async def work(connection: Connection) -> StoredResponse:
        if opinion_id is None or not await photo_quotas.lock_opinion(connection, opinion_id):
            raise NotFound
        if await photo_quotas.count_photos(connection, opinion_id, citizen.principal) >= MOST_PHOTOS:
            raise LimitReached(limit=MOST_PHOTOS)
        now = await read_now(connection)
        used = await photo_quotas.find_used(connection, now.astimezone(UTC).date(), runtime.vault.index(address))
        _refuse_spent(now, *(each + announced.size for each in used))
        new = uploads.new_attachment(runtime, citizen, announced, now, opinion_id=opinion_id)
        await attachments.insert_attachment(connection, new)
        return render(await existing(connection, new.id))

    return await do_once(runtime, _of(citizen, once), work)


async def add_photo_part(
    runtime: Runtime, citizen: Actor, address: str, photo_id: UUID, start: int, content: bytes
) -> Attachment:
    """Keep the next bytes of a photo, sent from `address`: see `uploads.add_part`. Raises `PhotoQuotaSpent` as well."""

    async def charge(connection: Connection, size: int) -> None:
        now = await read_now(connection)
        today = now.astimezone(UTC).date()
        _refuse_spent(now, *await photo_quotas.charge(connection, today, runtime.vault.index(address), size))

    return await uploads.add_part(runtime, citizen, photo_id, start, content, charge=charge)


async def complete_photo(
    runtime: Runtime,
    citizen: Actor,
    photo_id: UUID,
    *,
    render: Render,
    request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Have a photo looked at that has come whole: see `uploads.complete`."""
    return await uploads.complete(
        runtime, citizen, photo_id, render=render, request_id=request_id, once=_of(citizen, once)
    )


def _refuse_spent(now: datetime, of_address: int, of_all: int) -> None:
    """What is refused is not counted: the transaction ends with it."""
    if of_address > QUOTA.of_address or of_all > QUOTA.of_all:
        tomorrow = datetime.combine(now.astimezone(UTC).date() + timedelta(days=1), datetime.min.time(), UTC)
        raise PhotoQuotaSpent(extra={"retry_after": int((tomorrow - now).total_seconds()) + 1})


def _of(citizen: Actor, once: IdempotentRequest | None) -> IdempotentRequest | None:
    """Keys are each citizen's own."""
    return replace(once, principal=citizen.principal) if once is not None else None
