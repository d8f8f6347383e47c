"""How does a hash chain make a history tamper-evident? Each hash covers the event and the hash before it.

Words that people wrote are in it by their digest alone, which begins with the salt of their ticket. They can be erased,
together with the salt: the digest stays, the chain holds, and nobody can find out what they were by guessing.

Tickets that are older than digests have no salt: there the hash covers the words themselves, and cannot be computed any
more once they are erased. The event that tells of the erasure says instead what is left of each such event, with the
hash that it had: what stands between the two hashes around it can be changed as little as before.
"""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, NamedTuple
from uuid import UUID

import orjson

from escalation.errors import N_
from escalation.tickets.domain.ticket import Json


class SealedEvent(NamedTuple):
    """One row of a ticket's history: field names are column names. `data` holds JSON values only.

    `digests`: what the rows became that were written with it, if it is the last event of a decision. `words_digest`:
    what its words were before they were erased.
    """

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
    words_digest: bytes | None
    digests: bytes | None
    hash: bytes


WORDS: Final = frozenset({"instructions", "note", "reply", "result", "steps", "task", "text"})
"""What of `data` somebody wrote in words of their own, as they did `reason`."""

ERASURE: Final = "erase"
"""The action of the event that tells of an erasure. Before it, events of its ticket may have lost their words."""

TOLD_BY_ERASURE: Final = bytes(32)
"""Stands as the digest of words that the hash of their event covers themselves: the erasure tells what is left."""


def genesis(ticket_id: UUID) -> bytes:
    """The hash before a ticket's first event: it binds the chain to the ticket."""
    return sha256(ticket_id.bytes).digest()


def link(previous: bytes, event: SealedEvent, salt: bytes | None) -> bytes:
    """The hash of an event, 32 bytes: sha256(previous ‖ canonical bytes of every other field)."""
    return sha256(previous + canonical(event, salt)).digest()


def seal(previous: bytes, event: SealedEvent, salt: bytes | None) -> SealedEvent:
    """The event with its hash."""
    return SealedEvent._make((*event[:-1], link(previous, event, salt)))


def canonical(event: SealedEvent, salt: bytes | None) -> bytes:
    """The bytes a hash is taken of: all fields but the last ones, in their order, as a JSON list; its time in UTC.

    In place of the reason stands the digest of the words, and `data` is without them; at the end stand the digests of
    rows. Names in `data` are sorted, so that the bytes are the same before the event is stored and after it was read
    back. Without a salt, which tickets lack that are older than digests, the words stand where they are; one that was
    erased with its words is not needed any more.

    Events from before the person was recorded were sealed without it: as long as nothing is said of one, nothing is
    there. Since every event says its means, what is taken away or added later does not pass for one of them.
    """
    values: list[object] = list(event[:_WORDS_DIGEST])
    values[_OCCURRED_AT] = event.occurred_at.astimezone(UTC)
    if salt is not None or event.words_digest is not None:
        digest = event.words_digest or digest_of_words(event, salt or b"")
        values[_REASON], values[_DATA] = digest and digest.hex(), _without(event.data)
    if not any(values[_PERSON]):
        del values[_PERSON]
    if event.digests is not None:
        values.append(event.digests.hex())
    return orjson.dumps(values, default=str, option=orjson.OPT_SORT_KEYS)


def digest_of_words(event: SealedEvent, salt: bytes) -> bytes | None:
    """What somebody wrote in this event, as 32 bytes: sha256(salt ‖ its words as JSON); `None` if there is nothing."""
    words = {name: event.data[name] for name in WORDS.intersection(event.data)}
    if event.reason is not None:
        words["reason"] = event.reason
    return sha256(salt + orjson.dumps(words, default=str, option=orjson.OPT_SORT_KEYS)).digest() if words else None


def is_wordy(event: SealedEvent) -> bool:
    """Whether somebody wrote something in it that was not erased."""
    return event.reason is not None or bool(WORDS.intersection(event.data))


def what_is_left(event: SealedEvent) -> str:
    """What an erasure tells of an event whose hash covers its words: sha256(hash ‖ all but the words), in hex."""
    left = event._replace(words_digest=None, reason=None, data=_without(event.data))
    return sha256(event.hash + canonical(left, None)).hexdigest()


def without_words(event: SealedEvent, salt: bytes) -> SealedEvent:
    """The event with its words erased and their digest kept: its hash is the same as before."""
    digest = event.words_digest or digest_of_words(event, salt)
    return event._replace(words_digest=digest, reason=None, data=_without(event.data))


def _without(data: Json) -> Json:
    return {name: value for name, value in data.items() if name not in WORDS} if WORDS.intersection(data) else data


class Break(NamedTuple):
    """Where a history does not hold together: what is wrong, as a message id, with the event of this number."""

    fault: str
    sequence: int


def breaks(ticket_id: UUID, history: Sequence[SealedEvent], head: bytes, salt: bytes | None) -> Break | None:
    """The first place where a whole history, oldest first, does not hold; `None` if it does and ends in `head`."""
    left = _left_by_erasures(history)
    previous, expected, erased = genesis(ticket_id), 1, 0
    for event in history:
        if event.sequence != expected:
            return Break(N_("Event {sequence} of its history is missing."), expected)
        if _is_changed(previous, event, salt, left):
            return Break(N_("Event {sequence} of its history was changed."), expected)
        if event.words_digest is not None:
            erased = erased or expected
        elif event.action == ERASURE:
            erased = 0
        previous, expected = event.hash, expected + 1
    if previous != head:
        return Break(N_("The end of its history is missing, from event {sequence} on."), expected)
    return Break(N_("The words of event {sequence} are gone, and no erasure is told of."), erased) if erased else None


def _left_by_erasures(history: Sequence[SealedEvent]) -> Mapping[str, object]:
    """What the erasures of a history tell of events before them, by their numbers."""
    told = [event.data.get("left") for event in history if event.action == ERASURE and isinstance(event.data, dict)]
    return {number: left for each in told if isinstance(each, dict) for number, left in each.items()}


def _is_changed(previous: bytes, event: SealedEvent, salt: bytes | None, left: Mapping[str, object]) -> bool:
    """Whether it has another hash, is no event at all, or says something in place of words that were erased."""
    data: object = event.data
    if not isinstance(data, dict):
        return True
    is_put_back = event.words_digest is not None and (event.reason is not None or bool(WORDS.intersection(data)))
    if event.words_digest == TOLD_BY_ERASURE:
        return is_put_back or left.get(str(event.sequence)) != what_is_left(event)
    return is_put_back or link(previous, event, salt) != event.hash


_OCCURRED_AT = SealedEvent._fields.index("occurred_at")
_PERSON = slice(SealedEvent._fields.index("actor_person_id"), SealedEvent._fields.index("actor_means") + 1)
_REASON = SealedEvent._fields.index("reason")
_DATA = SealedEvent._fields.index("data")
_WORDS_DIGEST = SealedEvent._fields.index("words_digest")
