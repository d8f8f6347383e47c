"""How is a place in a list written down for somebody who comes back to it? In a cursor only this server can make.

    cursor = base64url( AES-SIV(key, bound_to, JSON [version, value, …]) )     RFC 5297

A cursor says where, never what one may see: the list is narrowed to the caller's scope on every page anew. It is sealed
because the place where a page ends may be something that the caller does not see: its id, its moment, how far it is.
The same place has the same cursor.
"""

import hashlib
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

import orjson
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV

from escalation.errors import InvalidCursor

Value = str | int | datetime | UUID | None

LONGEST = 2_000

_VERSION = 1
_TAG_BYTES = 16
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def fingerprint(route: str, *, sort: str, filters: Mapping[str, object]) -> bytes:
    """What a cursor is bound to. Filters that are None count as not given; their order does not matter."""
    given = {name: value for name, value in filters.items() if value is not None}
    return hashlib.sha256(orjson.dumps([route, sort, given], default=str, option=orjson.OPT_SORT_KEYS)).digest()


def encode(values: Sequence[Value], *, bound_to: bytes, key: bytes) -> str:
    """The cursor behind an item with these sort values. Raises `ValueError` when they are too long for one."""
    payload = orjson.dumps([_VERSION, *map(_plain, values)])
    cursor = urlsafe_b64encode(AESSIV(key).encrypt(payload, [bound_to])).decode().rstrip("=")
    if len(cursor) > LONGEST:
        raise ValueError("These sort values are too long for a cursor.")
    return cursor


def decode(cursor: str, *, bound_to: bytes, key: bytes, earlier: Sequence[bytes] = ()) -> list[Value]:
    """The values given to `encode`, with this key or an earlier one.

    Raises `InvalidCursor` unless this server made it for this very list.
    """
    payload = _opened(_bytes_of(cursor), bound_to, (key, *earlier))
    version, *values = orjson.loads(payload)
    if version != _VERSION:
        raise InvalidCursor
    return [_value(plain) for plain in values]


def _opened(sealed: bytes, bound_to: bytes, keys: Sequence[bytes]) -> bytes:
    for key in keys:
        try:
            return AESSIV(key).decrypt(sealed, [bound_to])
        except InvalidTag:
            continue
    raise InvalidCursor


def _bytes_of(cursor: str) -> bytes:
    if len(cursor) > LONGEST:
        raise InvalidCursor
    try:
        sealed = b64decode(cursor + "=" * (-len(cursor) % 4), altchars="-_", validate=True)
    except (NotBase64, ValueError):
        raise InvalidCursor from None
    if len(sealed) <= _TAG_BYTES or urlsafe_b64encode(sealed).decode().rstrip("=") != cursor:
        raise InvalidCursor
    return sealed


def _plain(value: Value) -> object:
    match value:
        case datetime():
            return {"at": (value - _EPOCH) // _MICROSECOND}
        case UUID():
            return {"id": value.hex}
        case _:
            return value


def _value(plain: object) -> Value:
    match plain:
        case {"at": int(microseconds)}:
            return _EPOCH + microseconds * _MICROSECOND
        case {"id": str(digits)}:
            return UUID(hex=digits)
        case None | str() | int():
            return plain
        case _:
            raise InvalidCursor
