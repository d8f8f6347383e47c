"""A receiver that was down for thirty hours gets everything when it is back, each ticket's events in their order."""

from collections import defaultdict
from datetime import timedelta
from typing import Final
from uuid import UUID

from tests.delivery.desk import at, at_work, owed, turn
from tests.delivery.test_trouble import column
from tests.faults.workers import happens
from tests.feed.endpoints import an_event
from tests.feed.feeds import number_events
from tests.makers import a_ticket
from tests.receivers import Receiver, receiver
from tests.world import World

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
    await number_events(world.session)


async def test_after_thirty_hours_everything_arrives_in_order(world: World) -> None:
    broken = Broken()
    async with receiver(broken) as here:
        await at(world, here, ordering_hold=timedelta(days=3))
        tickets = [await a_ticket(world, "V1") for _ in range(TICKETS)]
        async with at_work(world):

            async def nothing_is_owed() -> bool:
                return await owed(world) == 0

            for _ in range(6):
                before = len(broken.received)

                async def was_tried_again(before: int = before) -> bool:
                    return len(broken.received) > before

                await one_event_more(world, tickets)
                await turn(world, hours=5)
                assert await happens(was_tried_again)
            assert await owed(world) == 6 * TICKETS

            async def is_left_alone() -> bool:
                return await column(world, "SELECT breaker FROM webhook_health") == ["open"]

            assert await happens(is_left_alone)
            down = len(broken.received)
            broken.status = 200

            async def all_came_hours_later() -> bool:
                await turn(world, hours=7)
                return await happens(nothing_is_owed, within=2)

            # The table's longest rests are ahead of some; all of them are over before anything expires.
            assert [await all_came_hours_later() for _ in range(5)][-1]
    assert broken.taken(down) == {str(ticket): [2, 3, 4, 5, 6, 7] for ticket in tickets}
    assert await column(world, "SELECT reason FROM webhook_dead") == []
    assert await column(world, "SELECT breaker FROM webhook_health") == ["closed"]
