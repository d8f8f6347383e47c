"""How does a hash chain make a history tamper-evident? Each hash covers the event and the hash before it."""

from collections.abc import Iterable
from datetime import UTC, datetime
from hashlib import sha256
from typing import NamedTuple
from uuid import UUID

import orjson

from escalation.errors import N_
from escalation.tickets.domain.ticket import Json


class SealedEvent(NamedTuple):
    """One row of a ticket's history: field names are column names. `data` holds JSON values only."""

    id: UUID
    ticket_id: UUID
    sequence: int
    type: str
    occurred_at: datetime
    trigger: str
    action: str
    principal: str
    actor_unit_id: UUID | None
    actor_role: str | None
    actor_person_id: UUID | None
    actor_member_id: UUID | None
    actor_means: str | None
    reason: str | None
    from_state: str | None
    to_state: str
    ticket_version: int
    workflow_version: int
    request_id: str
    data: Json
    hash: bytes


def genesis(ticket_id: UUID) -> bytes:
    """The hash before a ticket's first event: it binds the chain to the ticket."""
    return sha256(ticket_id.bytes).digest()


def link(previous: bytes, event: SealedEvent) -> bytes:
    """The hash of an event, 32 bytes: sha256(previous ‖ canonical bytes of every other field)."""
    return sha256(previous + canonical(event)).digest()


def seal(previous: bytes, event: SealedEvent) -> SealedEvent:
    """The event with its hash."""
    return SealedEvent._make((*event[:-1], link(previous, event)))


def canonical(event: SealedEvent) -> bytes:
    """The bytes a hash is taken of: all fields but the last one, in their order, as a JSON list; its time in UTC.

    Names in `data` are sorted, so that the bytes are the same before the event is stored and after it was read back.
    Events from before the person was recorded were sealed without it: as long as nothing is said of one, nothing is
    there. Since every event says its means, what is taken away or added later does not pass for one of them.
    """
    values: list[object] = list(event[:-1])
    values[_OCCURRED_AT] = event.occurred_at.astimezone(UTC)
    if not any(values[_PERSON]):
        del values[_PERSON]
    return orjson.dumps(values, default=str, option=orjson.OPT_SORT_KEYS)


class Break(NamedTuple):
    """Where a history does not hold together: what is wrong, as a message id, with the event of this number."""

    fault: str
    sequence: int


def breaks(ticket_id: UUID, history: Iterable[SealedEvent], head: bytes) -> Break | None:
    """The first place where a whole history, oldest first, does not hold; `None` if it does and ends in `head`."""
    previous, expected = genesis(ticket_id), 1
    for event in history:
        if event.sequence != expected:
            return Break(N_("Event {sequence} of its history is missing."), expected)
        if link(previous, event) != event.hash:
            return Break(N_("Event {sequence} of its history was changed."), expected)
        previous, expected = event.hash, expected + 1
    cut_short = Break(N_("The end of its history is missing, from event {sequence} on."), expected)
    return None if previous == head else cut_short


_OCCURRED_AT = SealedEvent._fields.index("occurred_at")
_PERSON = slice(SealedEvent._fields.index("actor_person_id"), SealedEvent._fields.index("actor_means") + 1)
