"""What does somebody do with drafts? Keep what they have begun to write, find it again, throw it away."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple
from uuid import UUID

import orjson

from escalation.actors import Actor
from escalation.desk.domain.drafts import MOST_BYTES, MOST_DRAFTS, DraftKind
from escalation.desk.storage import drafts
from escalation.desk.storage.drafts import Draft
from escalation.desk.storage.saved_views import lock_desk
from escalation.errors import N_, Fault, LimitReached, NotFound, StaleVersion, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.opinions.storage.opinions import find_opinions
from escalation.tickets.usecases.ticket_queries import require_sight

Content = Mapping[str, Any]


class OpenDraft(NamedTuple):
    """A draft and what it says."""

    draft: Draft
    content: Content


RenderDraft = Callable[[Draft], StoredResponse]


async def list_drafts(runtime: Runtime, actor: Actor) -> list[Draft]:
    """The actor's own, changed last first, without what they say."""
    async with runtime.database.connection(changes=False) as connection:
        return await drafts.list_drafts(connection, actor.principal, MOST_DRAFTS)


async def get_draft(runtime: Runtime, actor: Actor, draft_id: UUID) -> OpenDraft:
    """One of the actor's own. Raises `NotFound`, also if they may not see any more what it is about."""
    async with runtime.database.connection(changes=False) as connection:
        found = await _existing(runtime, connection, actor, draft_id)
        await _require_target(connection, actor, found.draft.target_id)
        return found


async def create_draft(
    runtime: Runtime, kind: DraftKind, target_id: UUID | None, content: Content, *, by: Actor, render: RenderDraft,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Keep a draft. Raises `ValidationFailed` for one that is too long, `LimitReached`."""
    said = _said(content)

    async def work(connection: Connection) -> StoredResponse:
        await lock_desk(connection, by.principal)
        if await drafts.count_drafts(connection, by.principal) >= MOST_DRAFTS:
            raise LimitReached(limit=MOST_DRAFTS)
        draft_id, now = new_id(), await read_now(connection)
        await drafts.insert_draft(connection, runtime.vault, draft_id, by.principal, kind, target_id, said, now)
        return render((await _existing(runtime, connection, by, draft_id)).draft)

    return await do_once(runtime, once, work)


async def change_draft(
    runtime: Runtime, draft_id: UUID, content: Content, *, by: Actor, expected: frozenset[int] | None
) -> Draft:
    """Keep what it says now. Raises `NotFound`, `StaleVersion` if it was changed elsewhere, `ValidationFailed`."""
    said = _said(content)
    async with runtime.database.transaction() as connection:
        await lock_desk(connection, by.principal)
        found = await _existing(runtime, connection, by, draft_id)
        await _require_target(connection, by, found.draft.target_id)
        _expect(found, expected)
        await drafts.update_draft(connection, runtime.vault, draft_id, said, await read_now(connection))
        return (await _existing(runtime, connection, by, draft_id)).draft


async def delete_draft(runtime: Runtime, draft_id: UUID, *, by: Actor, expected: frozenset[int] | None) -> None:
    """Throw it away. Raises `NotFound`, `StaleVersion`."""
    async with runtime.database.transaction() as connection:
        await lock_desk(connection, by.principal)
        _expect(await _existing(runtime, connection, by, draft_id), expected)
        await drafts.delete_draft(connection, draft_id)


def _said(content: Content) -> str:
    said = orjson.dumps(content)
    if len(said) > MOST_BYTES:
        raise ValidationFailed(faults=[Fault("/content", "too_long", N_("This is too long."))])
    return said.decode()


async def _require_target(connection: Connection, actor: Actor, target_id: UUID | None) -> None:
    """Raise `NotFound` for a ticket or an opinion that the actor does not see: a draft may repeat what it says."""
    if target_id is None or await find_opinions(connection, actor, [target_id]):
        return
    await require_sight(connection, target_id, actor)


def _expect(found: OpenDraft, expected: frozenset[int] | None) -> None:
    if expected is not None and found.draft.version not in expected:
        raise StaleVersion


async def _existing(runtime: Runtime, connection: Connection, actor: Actor, draft_id: UUID) -> OpenDraft:
    found = await drafts.find_draft(connection, runtime.vault, actor.principal, draft_id)
    if found is None:
        raise NotFound
    draft, said = found
    return OpenDraft(draft, orjson.loads(said))
