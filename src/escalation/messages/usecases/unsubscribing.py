"""How does unsubscribing work without signing in? By a link that only this server can make (RFC 8058)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.errors import InvalidCursor, NotFound
from escalation.kit.runtime.cursors import decode, encode

PAGE: Final = "/unsubscribe"
_BOUND: Final = b"unsubscribe"


@dataclass(frozen=True, slots=True)
class Unsubscription:
    """What is to be told no more, by which channel."""

    channel_id: UUID
    rule: str


def token_for(wish: Unsubscription, key: bytes) -> str:
    """What stands in the link: good for this channel and this rule, as long as the key is known."""
    return encode([wish.channel_id, wish.rule], bound_to=_BOUND, key=key)


def read_token(token: str, key: bytes, earlier: Sequence[bytes]) -> Unsubscription:
    """What a link asks for. Raises `NotFound` for one that was not made here."""
    try:
        channel_id, rule = decode(token, bound_to=_BOUND, key=key, earlier=earlier)
    except (InvalidCursor, ValueError):
        raise NotFound from None
    if not isinstance(channel_id, UUID) or not isinstance(rule, str):
        raise NotFound
    return Unsubscription(channel_id, rule)
