"""Through which outlets do messages leave? One for each way, each bounded in time and in how much it does at once."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from time import monotonic
from typing import Final, Protocol

from escalation.kit.outbound.outcomes import DeliveryOutcome
from escalation.messages.domain.carrier_health import STOPPING
from escalation.messages.usecases.writing import Outgoing

LANES: Final = 4
"""Messages of one carrier that a process sends at the same time."""
ONE_MESSAGE: Final = 15.0
"""Seconds that one message may take."""
BUDGET: Final = 20.0
"""Seconds after which nothing of a piece, and no other piece, is begun: a lease is longer than both and one message."""


class Outlet(Protocol):
    """Sends a batch; what came of each message, in their order, `None` for what was not tried. Raises nothing."""

    async def deliver(self, batch: Sequence[Outgoing]) -> list[DeliveryOutcome | None]:
        """Send it."""
        ...


Send = Callable[[Outgoing], Awaitable[DeliveryOutcome]]


async def in_lanes(batch: Sequence[Outgoing], send: Send) -> list[DeliveryOutcome | None]:
    """Send with one function in a few lanes at once; a lane ends where the carrier fails, or the time is over."""
    began = monotonic()
    outcomes: list[DeliveryOutcome | None] = [None] * len(batch)

    async def lane(first: int) -> None:
        for at in range(first, len(batch), LANES):
            if monotonic() - began > BUDGET:
                return
            outcomes[at] = outcome = await send(batch[at])
            if outcome.kind in STOPPING:
                return

    await asyncio.gather(*(lane(first) for first in range(min(LANES, len(batch)))))
    return outcomes


def since(began: float) -> int:
    """Milliseconds."""
    return round((monotonic() - began) * 1000)
