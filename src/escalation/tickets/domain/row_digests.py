"""Row digests: what is a row of a ticket from an event on that was written with it? As SHA-256 over canonical bytes.

The last event of a decision has the digests of all rows that were written with it, and is covered by the hash chain. So
whoever changes, drops or adds a row by hand leaves it other than the last event about it says.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from hashlib import sha256
from typing import Final, NamedTuple
from uuid import UUID

import orjson

from escalation.tickets.domain.ticket import HandOver, JointTask, Order, Request, Ticket

Sealed = Ticket | HandOver | JointTask | Request | Order


class RowKind(IntEnum):
    """Of which table a row is."""

    TICKET = 1
    HAND_OVER = 2
    JOINT_TASK = 3
    REQUEST = 4
    ORDER = 5


class RowKey(NamedTuple):
    """Which row: its table and its id."""

    kind: RowKind
    id: UUID


KINDS: Final[Mapping[type[Sealed], RowKind]] = {
    Ticket: RowKind.TICKET,
    HandOver: RowKind.HAND_OVER,
    JointTask: RowKind.JOINT_TASK,
    Request: RowKind.REQUEST,
    Order: RowKind.ORDER,
}
UNSEALED: Final = frozenset({
    "salt",  # What a digest begins with.
    "event_count", "event_hash",  # The head of the chain that the digests are in.
    "holder_path", "origin_path", "accused_path",  # Whatever the tree says, which may be changed under them.
    "failed_decisions",  # Counted while a decision raises, of which an incident tells.
})  # fmt: skip
"""Columns of a ticket that its digest does not cover. Each is held against something else."""


def pack(salt: bytes | None, rows: Iterable[Sealed]) -> bytes:
    """The digests of rows as an event has them: for each one byte for its table, 16 for its id, 32 for the digest."""
    return b"".join(bytes([KINDS[type(row)]]) + row.id.bytes + digest_of(salt, row) for row in rows)


def unpack(digests: bytes) -> Iterator[tuple[RowKey, bytes]]:
    """The digests of an event. Whatever is no digest is left out: it may have been tampered with."""
    for start in range(0, len(digests) - _SIZE + 1, _SIZE):
        kind, id_, digest = digests[start], digests[start + 1 : start + 17], digests[start + 17 : start + _SIZE]
        if kind in _KNOWN:
            yield RowKey(RowKind(kind), UUID(bytes=id_)), digest


def digest_of(salt: bytes | None, row: Sealed) -> bytes:
    """32 bytes: sha256(salt ‖ the columns that hold something, by name, as JSON with sorted names).

    A column that is added later, and holds nothing, leaves the digest as it was.
    """
    told = {name: value for name, value in zip(row._fields, row, strict=True) if value and name not in UNSEALED}
    return sha256((salt or b"") + orjson.dumps(told, default=_plain, option=_OPTIONS)).digest()


def _plain(value: object) -> object:
    """Moments in UTC, spans in microseconds: the same before a row is stored and after it was read back."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat()
    return value // _MICROSECOND if isinstance(value, timedelta) else str(value)


_SIZE: Final = 1 + 16 + 32
_KNOWN: Final = frozenset(RowKind)
_MICROSECOND: Final = timedelta(microseconds=1)
_OPTIONS: Final = orjson.OPT_SORT_KEYS | orjson.OPT_PASSTHROUGH_DATETIME
