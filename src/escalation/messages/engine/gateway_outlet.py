"""How do text messages leave (outlet)? By the operator's gateway: one signed POST for each (Standard Webhooks 1.0)."""

from collections.abc import Sequence

import orjson

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind
from escalation.kit.outbound.sender import Sender
from escalation.messages.domain.channels import is_phone_number
from escalation.messages.engine.outlets import ONE_MESSAGE, in_lanes
from escalation.messages.usecases.writing import Outgoing
from escalation.webhooks.domain.signing import Key, sign


class GatewayOutlet:
    """Sends what a text message says, and to which number, to whoever sends text messages."""

    def __init__(self, sender: Sender, url: str, secret: bytes) -> None:
        """`secret`: raw, as of a webhook."""
        self._sender, self._url, self._keys = sender, url, (Key("v1", secret),)

    async def deliver(self, batch: Sequence[Outgoing]) -> list[DeliveryOutcome | None]:
        """One request for each."""
        return await in_lanes(batch, self._send)

    async def _send(self, outgoing: Outgoing) -> DeliveryOutcome:
        """`webhook-id` is the same in every attempt, so that the gateway can tell a double."""
        if not is_phone_number(outgoing.to.address):  # What a citizen left may have words beside its digits.
            return DeliveryOutcome(Kind.GONE, None, 0)
        id_, at = str(outgoing.id), int(outgoing.at.timestamp())
        text = {"id": id_, "to": outgoing.to.address, "text": outgoing.words.short, "language": outgoing.language,
                "rule": outgoing.rule}  # fmt: skip
        body = orjson.dumps(text)
        headers = {
            "content-type": "application/json", "webhook-id": id_, "webhook-timestamp": str(at),
            "webhook-signature": sign(self._keys, id_, at, body),
        }  # fmt: skip
        return await self._sender.post(self._url, headers, body, timeout=ONE_MESSAGE)
