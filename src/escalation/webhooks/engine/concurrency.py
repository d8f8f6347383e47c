"""How much concurrency has each endpoint? So many slots, and no more at a time.

What holds for all workers together is asked in the claim (`webhooks.storage.claims`); this is about the room of one
worker.
"""

from collections import Counter
from collections.abc import Sequence
from typing import Final
from uuid import UUID

from prometheus_client import Gauge

from escalation.kit.outbound.outcomes import Kind
from escalation.webhooks.storage.claims import ClaimRequest, Lane
from escalation.webhooks.storage.endpoints import DeliveryTarget

MOST_UNDER_WAY: Final = 400
"""Attempts of one worker at a time."""
MOST_SLOW: Final = MOST_UNDER_WAY // 4
"""Of those, to endpoints that did not answer in time when last asked: they would soon have all of them."""
MOST_AT_ONCE: Final = 150
"""Deliveries that are claimed in one statement: more would be sent in one breath, and their results wait for it."""

_UNDER_WAY = Gauge("escalation_webhook_attempts_under_way", "Attempts that this process is making.")


class Slots:
    """The room of one worker, and what is in it."""

    def __init__(self) -> None:
        """Nothing is under way, and nobody is known to hang."""
        self._under_way: Counter[UUID] = Counter()
        self._taken = 0
        self._slow: set[UUID] = set()
        self._round = 0

    def begin(self, endpoint_id: UUID) -> None:
        """An attempt begins."""
        self._under_way[endpoint_id] += 1
        self._taken += 1

    def end(self, endpoint_id: UUID) -> None:
        """An attempt has ended."""
        self._under_way[endpoint_id] -= 1
        if not self._under_way[endpoint_id]:
            del self._under_way[endpoint_id]
        self._taken -= 1

    def remember(self, endpoint_id: UUID, kind: Kind) -> None:
        """What came of the last attempt."""
        if kind is Kind.TIMEOUT:
            self._slow.add(endpoint_id)
        else:
            self._slow.discard(endpoint_id)

    def room(self, unwritten: int) -> int:
        """How many deliveries may be claimed now; what was sent and is not written down yet counts along."""
        _UNDER_WAY.set(self._taken)
        return max(0, min(MOST_AT_ONCE, MOST_UNDER_WAY - self._taken - unwritten))

    def requests(self, due: Sequence[DeliveryTarget], room: int) -> list[ClaimRequest]:
        """What this worker could take of those for whom something is due, beginning with another one each time."""
        self._round += 1
        first = self._round % len(due) if due else 0
        slow_room = MOST_SLOW - sum(self._under_way[id_] for id_ in self._slow)
        requests = []
        for target in (*due[first:], *due[:first]):
            most = min(target.max_in_flight - self._under_way[target.id], room)
            if target.id in self._slow:
                most = min(most, slow_room)
                slow_room -= max(most, 0)
            if most > 0:
                requests.append(ClaimRequest(target.id, most, target.ordering == "ticket"))
        return requests

    def share(self, free: int, lane: Lane, lanes: set[Lane]) -> int:
        """How much of what is free at an endpoint goes to a lane, if something is due in these `lanes`.

        What is new goes first, but a quarter is kept for the others; a single slot is theirs every fourth time.
        """
        if lane not in lanes:
            return 0
        if not any(other > lane for other in lanes):
            return free
        return free - max(free // 4, int(self._round % 4 == 0))
