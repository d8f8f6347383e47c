"""What stands around a body when it is sent? The headers of Standard Webhooks, and what helps a receiver besides."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from escalation.events.domain.envelope import CONTENT_TYPES
from escalation.webhooks.domain.signing import Key, sign


def headers_of(
    body: bytes, *, keys: Sequence[Key], event_id: UUID, type_: str, endpoint_id: UUID, attempt: int, timestamp: int,
    format_: str, own: Mapping[str, str],
) -> dict[str, str]:  # fmt: skip
    """The headers of one attempt. `timestamp`: seconds since 1970 by the wall; `own`: those the endpoint adds."""
    message_id = str(event_id)
    return {
        **own,
        "content-type": CONTENT_TYPES[format_],
        "webhook-id": message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(keys, message_id, timestamp, body),
        "webhook-attempt": str(attempt),
        "webhook-event-type": type_,
        "webhook-endpoint-id": str(endpoint_id),
    }
