"""Who looks what is new in the feed, and for whom (telling)? Any process, one at a time, batch by batch."""

from collections.abc import Callable, Sequence
from typing import Final
from uuid import UUID

from prometheus_client import Counter

from escalation.errors import Unavailable
from escalation.kit.database.connection import PASSING
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.messages.domain.channels import GATEWAY, MAIL
from escalation.messages.storage.fan_out import OwedForEvents, lock_next, pass_over, tell

BATCH: Final = 500
TASK: Final = "telling"
_OWED = Counter("escalation_messages_owed_total", "Messages that people are owed for events.")


class MessageTeller:
    """One worker's share in finding out who is to be told.

    After a batch that could not be done its events are told one by one; the one that cannot be told is passed over, on
    record.
    """

    def __init__(self, carriers: frozenset[str], wake: Callable[[], None] = lambda: None) -> None:
        """`carriers`: by what citizens can be reached. `wake` is called when messages have fallen due."""
        self._mail, self._gateway = MAIL in carriers, GATEWAY in carriers
        self._wake = wake
        self._one_by_one = 0

    async def step(self, runtime: Runtime) -> bool:
        """Look at the next events of the feed; whether there may be more."""
        if self._one_by_one:
            return await self._tell_next(runtime)
        try:
            async with runtime.database.connection() as connection:
                told = await tell(connection, BATCH, mail=self._mail, gateway=self._gateway)
        except (Unavailable, *PASSING):
            raise
        except Exception:  # noqa: BLE001 - which event it is, and why, is told once it is known
            self._one_by_one = BATCH
            return True
        self._count(told)
        return told.events == BATCH

    async def _tell_next(self, runtime: Runtime) -> bool:
        async with runtime.database.transaction() as connection:
            event_id = await lock_next(connection)
            if event_id is None:
                self._one_by_one = 0
                return False

            async def tell_it(_: Sequence[UUID]) -> None:
                self._count(await tell(connection, 1, mail=self._mail, gateway=self._gateway))

            if not await in_parts(connection, TASK, [event_id], tell_it):
                await pass_over(connection, event_id)
        self._one_by_one -= 1
        return True

    def _count(self, told: OwedForEvents) -> None:
        _OWED.inc(told.messages)
        if told.messages:
            self._wake()
