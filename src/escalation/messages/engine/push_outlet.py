"""How do browsers get a message (outlet)? Encrypted for each (RFC 8291), by the push service that the browser named."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Final

import orjson
from webpush import WebPush, WebPushSubscription

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.messages.engine.outlets import ONE_MESSAGE, in_lanes
from escalation.messages.storage.push_keys import find_push_keys, make_push_keys
from escalation.messages.usecases.writing import Outgoing

_KEPT: Final = 24 * 3600
"""Seconds for which a push service keeps a message for a browser that is off."""
_UNKNOWN: Final = 404


class PushOutlet:
    """Sends to push services by the guarded client: a subscription names a URL, and anybody can make one up."""

    def __init__(self, runtime: Runtime, sender: Sender, subscriber: str) -> None:
        """`subscriber`: a mail address by which a push service reaches the operator."""
        self._runtime = runtime
        self._sender = sender
        self._subscriber = subscriber

    async def deliver(self, batch: Sequence[Outgoing]) -> list[DeliveryOutcome | None]:
        """One request for each."""
        async with self._runtime.database.connection() as connection:
            await make_push_keys(connection, self._runtime.vault)
            keys = await find_push_keys(connection, self._runtime.vault)
        if keys is None:
            return [None] * len(batch)
        push = WebPush(keys.private, keys.public, subscriber=self._subscriber, ttl=_KEPT)
        return await in_lanes(batch, partial(self._send, push))

    async def _send(self, push: WebPush, outgoing: Outgoing) -> DeliveryOutcome:
        words = outgoing.words
        told = {"id": str(outgoing.id), "title": words.subject, "body": words.short, "url": outgoing.link}
        keys = dict(outgoing.to.keys)
        try:
            subscription = WebPushSubscription.model_validate({"endpoint": outgoing.to.address, "keys": keys})
            message = push.get(orjson.dumps(told), subscription)
        except ValueError:  # Keys that are none: nobody can be told by them, ever.
            return DeliveryOutcome(Kind.GONE, None, 0)
        # Of two with one topic a browser that was off gets the later one (RFC 8030 §5.4).
        headers = {**message.headers, "topic": outgoing.id.hex, "content-type": "application/octet-stream"}
        outcome = await self._sender.post(outgoing.to.address, headers, message.encrypted, timeout=ONE_MESSAGE)
        return replace(outcome, kind=Kind.GONE) if outcome.status == _UNKNOWN else outcome
