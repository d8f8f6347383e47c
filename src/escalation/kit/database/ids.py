"""What are ids of new rows? UUIDs of version 7 (RFC 9562 §5.7), so that rows of one time lie together; and salts."""

from os import register_at_fork, urandom
from struct import pack, unpack
from time import time_ns
from typing import Final
from uuid import UUID

from asyncpg.pgproto import pgproto

_VERSION: Final = 7 << 12
_VARIANT: Final = 0b10 << 62
_RANDOM: Final = (1 << 62) - 1
_DRAWN_AT_ONCE: Final = 64
_drawn: list[int] = []
_last = 0


def new_id() -> UUID:
    """A fresh id, greater than any that this process made before: the time to 1/4096 ms (RFC 9562 §6.2, method 3).

    It is of the kind that the driver makes of ids it has read: made, compared and written out in a fraction of the time
    that others take.
    """
    global _last  # noqa: PLW0603 - the one thing that all ids of a process have in common
    _last = max((time_ns() << 12) // 1_000_000, _last + 1)
    time = (_last >> 12) << 16 | _VERSION | _last & 0xFFF
    return pgproto.UUID(pack(">QQ", time, _VARIANT | _draw() & _RANDOM))


def new_salt() -> bytes:
    """16 random bytes that a digest of personal words begins with: without them the words cannot be guessed from it."""
    return pack(">QQ", _draw(), _draw())


def _draw() -> int:
    """64 random bits. They are drawn many at once, as asking the system takes longer than all the rest."""
    if not _drawn:
        _drawn.extend(unpack(f"{_DRAWN_AT_ONCE}Q", urandom(8 * _DRAWN_AT_ONCE)))
    return _drawn.pop()


# Two processes must not draw from the same stock.
register_at_fork(after_in_child=_drawn.clear)
