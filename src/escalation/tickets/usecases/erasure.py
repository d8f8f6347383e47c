"""How is a ticket rid of what citizens said (erasure)? By a decision that says so, then word for word."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from escalation.actors import CLOCK
from escalation.errors import StaleVersion
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.draft import Decision
from escalation.tickets.domain.erasure import ERASED, TicketRows, decide_erasure, decide_partial_erasure
from escalation.tickets.domain.hash_chain import TOLD_BY_ERASURE, SealedEvent, digest_of_words, is_wordy, what_is_left
from escalation.tickets.domain.ticket import Json
from escalation.tickets.storage import erasure, history
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.situations import read_situations
from escalation.tickets.usecases.rules import read_rules

_ALL_EVENTS: Final = 1_000_000


async def erase_ticket(
    runtime: Runtime, connection: Connection, ticket_id: UUID, opinion_id: UUID, request_id: str
) -> None:
    """Erase all words of a ticket that this transaction has locked, those of its history included."""
    (reading,) = await read_situations(connection, [ticket_id], CLOCK)
    rules = await read_rules(runtime, connection, reading.versions)
    rows = TicketRows(
        tuple(await history.list_hand_overs(connection, ticket_id)),
        tuple(await history.list_joint_tasks(connection, ticket_id)),
        tuple(await history.list_requests(connection, ticket_id)),
        tuple(await history.list_orders(connection, ticket_id)),
    )
    events = await history.list_events(connection, ticket_id, after=0, limit=_ALL_EVENTS)
    gone = _GoneWords(events, reading.situation.ticket.salt)
    facts: Json = {"opinion_id": opinion_id, "extent": "all"} | gone.told
    await _written(connection, decide_erasure(reading.situation, rows, rules, facts, request_id))
    await erasure.erase_words_of_events(connection, gone.digests)
    await erasure.erase_rows(connection, ticket_id)


async def erase_same_words(
    runtime: Runtime, connection: Connection, ticket_id: UUID, opinion_id: UUID, title: str, content: str,
    request_id: str,
) -> None:  # fmt: skip
    """Of a ticket with other citizens' opinions erase what are the words of this one, and what its citizen answered."""
    (reading,) = await read_situations(connection, [ticket_id], CLOCK)
    rules = await read_rules(runtime, connection, reading.versions)
    ticket = reading.situation.ticket
    same = {"title": ticket.title == title, "content": ticket.content == content}
    columns: Json = {name: ERASED for name, is_same in same.items() if is_same}
    events = await history.list_events(connection, ticket_id, after=0, limit=_ALL_EVENTS)
    own = [event for event in events if event.principal == f"citizen:{opinion_id}"]
    if not columns and not own:
        return
    gone = _GoneWords(own, ticket.salt)
    facts: Json = {"opinion_id": opinion_id, "extent": "part"} | gone.told
    await _written(connection, decide_partial_erasure(reading.situation, columns, rules, facts, request_id))
    await erasure.erase_words_of_events(connection, gone.digests)
    if columns:
        await erasure.erase_columns(connection, ticket_id, list(columns))


class _GoneWords:
    """What stays of the words of some events: digests that begin with the salt of their ticket.

    Of a ticket without one the event that tells of the erasure says what is left of each, as its hash covers the words.
    """

    def __init__(self, events: Sequence[SealedEvent], salt: bytes | None) -> None:
        wordy = [event for event in events if event.words_digest is None and is_wordy(event)]
        self.digests = {event.id: digest_of_words(event, salt) if salt else TOLD_BY_ERASURE for event in wordy}
        self.told: Json = {"left": {str(event.sequence): what_is_left(event) for event in wordy}}
        if salt or not wordy:
            self.told = {}


async def _written(connection: Connection, decision: Decision) -> None:
    if not await apply(connection, [decision], held=True):
        raise StaleVersion
