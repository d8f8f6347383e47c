"""How do the bytes of a body become a value? Strictly.

Python's reader alone takes `NaN`, repeated names, UTF-16 and numbers of any size.
"""

import json
import re
from collections.abc import Iterator
from email.message import Message as MediaHeader
from math import isinf
from typing import Any, NoReturn

from starlette.requests import ClientDisconnect
from starlette.types import Message, Receive, Scope

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.web.errors import InvalidHeader, MalformedJson, PayloadTooLarge, UnsupportedMediaType
from escalation.kit.web.validation_errors import pointer

MOST_BYTES = 256 << 10
"""Of a body whose route says nothing else. The longest text of a field, every letter of it escaped, has 120 kB."""
MOST_OF_A_DOCUMENT = 1 << 20
"""Bytes of rules for everybody: a calendar may name every day of fifty years."""
DEEPEST = 64
JSON = "application/json"

_BROKEN_TEXT = N_("This text holds a NUL or half of a character.")


def decode(raw: bytes) -> Any:
    """The one JSON document in `raw` (RFC 8259), or a refusal.

    Raises `MalformedJson` for anything but UTF-8 without byte order mark, for repeated names, for numbers that are
    not finite or exceed 64 bits and for nesting deeper than `DEEPEST`; `ValidationFailed` for text that PostgreSQL
    cannot keep (NUL, half of a surrogate pair).
    """
    try:
        value = _DECODER.decode(raw.decode())
    except (ValueError, RecursionError):
        raise MalformedJson from None
    if raw.count(b"[") + raw.count(b"{") > DEEPEST and _is_deeper(value, DEEPEST):
        raise MalformedJson(N_("The body is nested too deeply."))
    if _SUSPICIOUS.search(raw) and (faults := list(_unstorable(value, ()))):
        raise ValidationFailed(faults=faults)
    return value


def refuse_by_headers(scope: Scope, media_types: frozenset[str], limit: int) -> bool:
    """Refuse a body that is announced as too long, compressed or of another type; say whether a type was given."""
    is_typed = False
    for name, value in scope["headers"]:
        if name == b"content-length" and _length(value) > limit:
            raise PayloadTooLarge(limit=limit)
        if name == b"content-encoding" and value.lower() != b"identity":
            raise unsupported(media_types)
        if name == b"content-type":
            is_typed = True
            if not (value in _PLAIN_JSON and JSON in media_types) and not _is_of(value, media_types):
                raise unsupported(media_types)
    return is_typed


def announces_more_than(scope: Scope, size: int) -> bool:
    """Whether a body is announced as longer, or without a length at all."""
    headers: dict[bytes, bytes] = dict(scope["headers"])
    return b"transfer-encoding" in headers or _length(headers.get(b"content-length", b"0")) > size


async def read_whole(receive: Receive, limit: int) -> bytes:
    """The body in one piece. Raises `PayloadTooLarge` as soon as it is, however long it was said to be."""
    chunks: list[bytes] = []
    counting = limited(receive, limit)
    while True:
        message = await counting()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        chunks.append(message.get("body", b""))
        if not message.get("more_body", False):
            return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def limited(receive: Receive, limit: int) -> Receive:
    """A `receive` that raises `PayloadTooLarge` once more than `limit` bytes have come."""
    left = limit

    async def counting() -> Message:
        nonlocal left
        message = await receive()
        left -= len(message.get("body", b""))
        if left < 0:
            raise PayloadTooLarge(limit=limit)
        return message

    return counting


def unsupported(media_types: frozenset[str]) -> UnsupportedMediaType:
    """The refusal that names what would have been taken."""
    return UnsupportedMediaType(expected=", ".join(sorted(media_types)))


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedJson(N_("A name occurs twice in one object of the body."))
    return members


def _integer(digits: str) -> int:
    if len(digits) <= _LONGEST_INTEGER and -(1 << 63) <= (number := int(digits)) < 1 << 63:
        return number
    return _refuse_number(digits)


def _fraction(digits: str) -> float:
    number = float(digits)
    return _refuse_number(digits) if isinf(number) else number


def _refuse_number(_: str) -> NoReturn:
    raise MalformedJson(N_("A number of the body is not finite or has more than 64 bits."))


_LONGEST_INTEGER = len(str(-(1 << 63)))
_DECODER = json.JSONDecoder(
    object_pairs_hook=_object, parse_int=_integer, parse_float=_fraction, parse_constant=_refuse_number
)


def _is_deeper(value: object, levels: int) -> bool:
    match value:
        case dict() | list() if levels == 0:
            return True
        case dict():
            return any(_is_deeper(member, levels - 1) for member in value.values())
        case list():
            return any(_is_deeper(member, levels - 1) for member in value)
        case _:
            return False


_SUSPICIOUS = re.compile(rb"\\u(?:0000|[dD][89a-fA-F])")
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")


def _unstorable(value: object, way: tuple[str | int, ...]) -> Iterator[Fault]:
    match value:
        case str() if _UNSTORABLE.search(value):
            yield Fault(pointer(way), "broken_text", _BROKEN_TEXT)
        case dict():
            for name, member in value.items():
                yield from _unstorable(name, way)
                yield from _unstorable(member, (*way, name))
        case list():
            for index, member in enumerate(value):
                yield from _unstorable(member, (*way, index))
        case _:
            return


def _length(digits: bytes) -> int:
    if not digits.isdigit() or len(digits) > _LONGEST_INTEGER:
        raise InvalidHeader(header="Content-Length")
    return int(digits)


_PLAIN_JSON = frozenset({b"application/json", b"application/json; charset=utf-8", b"application/json;charset=UTF-8"})


def _is_of(content_type: bytes, media_types: frozenset[str]) -> bool:
    header = MediaHeader()
    try:
        header["content-type"] = content_type.decode("ascii")
    except ValueError:
        return False
    charset = header.get_param("charset", "utf-8")
    is_utf8 = isinstance(charset, str) and charset.lower() in ("utf-8", "utf8")
    return is_utf8 and header.get_content_type() in media_types
