"""Which response came? The head within bounds, the beginning of the body, and what the two ask of us."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from time import monotonic
from typing import Final

from aiohttp import ClientError, ClientResponse, StreamReader

from escalation.kit.outbound.outcomes import MOST_OF_BODY, DeliveryOutcome, Kind, Trouble, kind_of, order_of
from escalation.kit.outbound.retry_after import retry_after

BODY_SECONDS: Final = 2.0
"""What the body may take after the head: the status decides, and a slow rest should not hold up anybody."""

_MOST_HEADERS, _LONGEST_NAME, _LONGEST_VALUE = 40, 64, 512


async def read_answer(
    response: ClientResponse, *, began: float, sent_at: str | None, peer: str | None
) -> DeliveryOutcome:
    """What came of an attempt that was answered.

    `began`: by the monotonic clock; `sent_at`: in seconds since 1970, as the attempt's headers say it.
    """
    body, is_whole = await _read(response.content)
    headers = _headers(response.raw_headers)
    wait = _wait(response.headers, sent_at)
    kind = kind_of(response.status, wait)
    return DeliveryOutcome(
        kind=kind,
        status=response.status,
        duration_ms=round((monotonic() - began) * 1000),
        remote_ip=peer,
        error=_trouble(kind, is_whole=is_whole),
        headers=headers,
        body=body,
        retry_after=wait,
        order=order_of(response.headers.get("webhook-delivery")),
    )


async def _read(content: StreamReader) -> tuple[bytes, bool]:
    """The beginning of the body; and whether it came to an end, or to as much as is wanted."""
    heard = bytearray()
    try:
        if content.is_eof():
            return content.read_nowait(MOST_OF_BODY), True
        async with asyncio.timeout(BODY_SECONDS):
            while len(heard) < MOST_OF_BODY and (piece := await content.readany()):
                heard += piece
    except (ClientError, OSError):  # a TimeoutError is one of the latter
        return bytes(heard[:MOST_OF_BODY]), False
    return bytes(heard[:MOST_OF_BODY]), True


def _headers(raw: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    """The first headers, as text that can be stored: what is no UTF-8, and NUL, is replaced."""
    headers: dict[str, str] = {}
    for name, value in raw[:_MOST_HEADERS]:
        key, text = _name(name[:_LONGEST_NAME]), _text(value[:_LONGEST_VALUE])
        headers[key] = f"{headers[key]}, {text}"[:_LONGEST_VALUE] if key in headers else text
    # A receiver's session is nobody else's business.
    headers.pop("set-cookie", None)
    return headers


@lru_cache(maxsize=1024)
def _name(raw: bytes) -> str:
    return _text(raw).lower()


def _text(raw: bytes) -> str:
    return raw.decode("utf-8", "replace").replace("\0", "\ufffd")


def _wait(headers: Mapping[str, str], sent_at: str | None) -> timedelta | None:
    said = headers.get("retry-after")
    if said is None:
        return None
    now = datetime.fromtimestamp(int(sent_at), UTC) if sent_at and sent_at.isdecimal() else None
    return retry_after(said, date=headers.get("date"), now=now)


def _trouble(kind: Kind, *, is_whole: bool) -> Trouble | None:
    if kind is Kind.REDIRECT:
        return Trouble.MOVED
    return None if is_whole else Trouble.CUT
