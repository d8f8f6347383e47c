"""How is one opinion erased (erasing)? Its own row, and of its ticket what repeats it, in the caller's transaction."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from escalation.actors import CLOCK
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.messages.storage.claims import forget_messages_of
from escalation.privacy.domain.erasure import ErasureExtent
from escalation.privacy.storage import erasing
from escalation.privacy.storage.erasing import LockedOpinion
from escalation.programme.diary.storage import erasing as diary_erasing
from escalation.programme.ledger.storage import erasing as ledger_erasing
from escalation.programme.supervision.storage import erasing as check_erasing
from escalation.programme.surveys.storage import erasing as survey_erasing
from escalation.programme.visits.storage import erasing as visit_erasing
from escalation.tickets.usecases.erasure import erase_same_words, erase_ticket


class ErasedOpinion(NamedTuple):
    """An opinion that was erased, the tickets of which nothing is left, and records that told of its citizen."""

    id: UUID
    ticket_ids: tuple[UUID, ...]
    record_ids: tuple[UUID, ...] = ()


async def erase_opinion(
    runtime: Runtime, connection: Connection, opinion_id: UUID, extent: ErasureExtent, now: datetime, request_id: str
) -> ErasedOpinion | None:
    """Erase it, and tell that it was; `None` if there was nothing left to erase.

    Its ticket keeps its words as long as another citizen's opinion belongs to it, unless they are the erased ones.
    """
    before = await erasing.lock_opinion(connection, opinion_id)
    if before is None or before.is_erased:
        return None
    # Nobody can be told any more, and that somebody was told goes along.
    await forget_messages_of(connection, [opinion_id])
    if extent is ErasureExtent.CONTACT:
        if not before.has_contact:
            return None
        await erasing.erase_contact(connection, opinion_id, now, by=CLOCK, request_id=request_id)
        return ErasedOpinion(opinion_id, (), await _erase_records(connection, opinion_id, now, words=False))
    await erasing.erase_words(connection, opinion_id, now, by=CLOCK, request_id=request_id)
    records = await _erase_records(connection, opinion_id, now, words=True)
    tickets = await _erase_tickets(runtime, connection, opinion_id, before, request_id)
    visits = await visit_erasing.visits_of_nobody_else(connection, opinion_id)
    checks = await check_erasing.erase_by_subjects(connection, (*tickets, *visits), now)
    return ErasedOpinion(opinion_id, tickets, (*records, *checks))


async def _erase_records(connection: Connection, opinion_id: UUID, now: datetime, *, words: bool) -> tuple[UUID, ...]:
    """What else tells of the citizen, as far as it is tied to the opinion: the entry, row or visit that it came of."""
    entries = await diary_erasing.erase_by_opinion(connection, opinion_id, now, words=words)
    rows = await ledger_erasing.erase_by_opinion(connection, opinion_id, now, words=words)
    visits = await visit_erasing.erase_by_opinion(connection, opinion_id, now)
    return (*entries, *rows, *visits, *await survey_erasing.erase_by_opinion(connection, opinion_id, now, words=words))


async def _erase_tickets(
    runtime: Runtime, connection: Connection, opinion_id: UUID, before: LockedOpinion, request_id: str
) -> tuple[UUID, ...]:
    """Those of which nothing is left: its own, and those that were merged on the way there."""
    if before.ticket_id is None:
        return ()
    if before.others:
        for ticket_id in (before.ticket_id, *before.merged):
            await erase_same_words(runtime, connection, ticket_id, opinion_id, before.title, before.content, request_id)
        return ()
    for ticket_id in (before.ticket_id, *before.merged):
        await erase_ticket(runtime, connection, ticket_id, opinion_id, request_id)
        await erasing.erase_beside_ticket(connection, ticket_id)
    return (before.ticket_id, *before.merged)
