"""A receiver that was down for thirty hours gets everything when it is back, each ticket's events in their order."""

from collections import defaultdict
from datetime import timedelta
from typing import Final
from uuid import UUID

import pytest

from tests.feed.endpoints import an_event
from tests.feed.feeds import number_events
from tests.support.makers import a_ticket
from tests.support.receivers import Receiver, receiver
from tests.support.waiting import until
from tests.support.world import World
from tests.webhooks.desk import at, at_work, owed, turn, turn_until_nothing_is_owed
from tests.webhooks.test_trouble import column

TICKETS: Final = 5


class Broken(Receiver):
    """Refuses everything until it is mended, and keeps in which order it took what it took."""

    def __init__(self) -> None:
        super().__init__()
        self.status = 503

    def taken(self, after: int) -> dict[str, list[int]]:
        """The events of each ticket that came after so many requests, each only the first time."""
        found: dict[str, list[int]] = defaultdict(list)
        for each in self.received[after:]:
            body = each.json()
            found[body["ticket_id"]] += [body["sequence"]] * (body["sequence"] not in found[body["ticket_id"]])
        return found


async def one_event_more(world: World, tickets: list[UUID]) -> None:
    for ticket in tickets:
        await an_event(world, ticket)
    await number_events(world.runtime)


@pytest.mark.slow
async def test_after_thirty_hours_everything_arrives_in_order(world: World) -> None:
    broken = Broken()
    async with receiver(broken) as here:
        await at(world, here, ordering_hold=timedelta(days=3))
        tickets = [await a_ticket(world, "V1") for _ in range(TICKETS)]
        async with at_work(world):
            for _ in range(6):
                before = len(broken.received)

                async def was_tried_again(before: int = before) -> bool:
                    return len(broken.received) > before

                await one_event_more(world, tickets)
                await turn(world, hours=5)
                await until(was_tried_again)
            assert await owed(world) == 6 * TICKETS

            async def is_left_alone() -> bool:
                return await column(world, "SELECT breaker FROM webhook_health") == ["open"]

            await until(is_left_alone)
            down = len(broken.received)
            broken.status = 200

            # The table's longest rests are ahead of some; all of them are over before anything expires.
            await turn_until_nothing_is_owed(world, hours=7, most=5)
    assert broken.taken(down) == {str(ticket): [2, 3, 4, 5, 6, 7] for ticket in tickets}
    assert await column(world, "SELECT reason FROM webhook_dead") == []
    assert await column(world, "SELECT breaker FROM webhook_health") == ["closed"]
