"""Who looks what is new in the feed, and for whom (telling)? Any process, one at a time, batch by batch."""

from collections.abc import Callable
from typing import Final

from prometheus_client import Counter

from escalation.kit.runtime.context import Runtime
from escalation.messages.domain.channels import GATEWAY, MAIL
from escalation.messages.storage.fan_out import tell

BATCH: Final = 500
_OWED = Counter("escalation_messages_owed_total", "Messages that people are owed for events.")


class MessageTeller:
    """One worker's share in finding out who is to be told."""

    def __init__(self, carriers: frozenset[str], wake: Callable[[], None] = lambda: None) -> None:
        """`carriers`: by what citizens can be reached. `wake` is called when messages have fallen due."""
        self._mail, self._gateway = MAIL in carriers, GATEWAY in carriers
        self._wake = wake

    async def step(self, runtime: Runtime) -> bool:
        """Look at the next events of the feed; whether there may be more."""
        async with runtime.database.connection() as connection:
            told = await tell(connection, BATCH, mail=self._mail, gateway=self._gateway)
        _OWED.inc(told.messages)
        if told.messages:
            self._wake()
        return told.events == BATCH
