"""How is a history made tamper-evident? Each event's hash covers its canonical bytes and the hash before it."""

from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from hashlib import sha256
from uuid import UUID

import orjson

from escalation.workflow.situation import Json


@dataclass(frozen=True, slots=True)
class SealedEvent:
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


def canonical(event: SealedEvent) -> bytes:
    """The bytes a hash is taken of: JSON with sorted names, times in UTC with microseconds, so that they are the same
    before the event is stored and after it was read back."""
    return orjson.dumps({name: _plain(getattr(event, name)) for name in _HASHED}, option=orjson.OPT_SORT_KEYS)


def breaks(ticket_id: UUID, history: Iterable[SealedEvent], head: bytes) -> str | None:
    """Where a whole history, oldest first, does not hold together; `None` if it does and ends in `head`."""
    previous, expected = genesis(ticket_id), 1
    for event in history:
        if event.sequence != expected:
            return f"event {expected} is missing"
        if link(previous, event) != event.hash:
            return f"event {expected} was changed"
        previous, expected = event.hash, expected + 1
    return None if previous == head else "the end of the history is missing"


_HASHED = tuple(field.name for field in fields(SealedEvent) if field.name != "hash")


def _plain(value: object) -> object:
    match value:
        case datetime():
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case UUID():
            return str(value)
        case _:
            return value
