"""How does what a diary entry tells of become an opinion (diary opinions)? As any other, and the entry knows of it."""

from dataclasses import replace
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import ForbiddenAction, LimitReached
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.opinions.usecases.joined_intake import take_in
from escalation.opinions.usecases.opinions import OpinionInput, Render
from escalation.programme.diary.domain.entries import WRITING
from escalation.programme.diary.storage.diary_opinions import MOST, count_diary_opinions, link_opinion
from escalation.programme.diary.usecases.entries import require_readable
from escalation.tickets.domain.source import Source


async def register_diary_opinion(
    runtime: Runtime, entry_id: UUID, given: OpinionInput, *, by: Actor, render: Render, request_id: str,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Take what was said into the inbox of the entry's unit; both are written, or neither.

    For the author and those who may review. Raises `NotFound`, `ForbiddenAction`, `LimitReached`, and what
    `opinions.register` raises.
    """

    async def work(connection: Connection) -> StoredResponse:
        entry, _ = await require_readable(connection, by, entry_id, lock=True)
        if by.role not in WRITING:
            raise ForbiddenAction
        if await count_diary_opinions(connection, entry_id) >= MOST:
            raise LimitReached(limit=MOST)
        said = replace(given, source=Source.DIARY, unit_id=entry.unit_id, unit_code=None)
        opinion = await take_in(runtime, connection, by, said, request_id=request_id)
        await link_opinion(connection, entry_id, opinion.id, await read_now(connection))
        return render(opinion)

    return await do_once(runtime, once, work, recheck=lambda connection: require_readable(connection, by, entry_id))
