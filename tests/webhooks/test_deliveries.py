"""A delivery reaches its receiver signed, in order, and once when nothing fails."""

from standardwebhooks import Webhook

from tests.support.receivers import receiver
from tests.support.world import World
from tests.webhooks.desk import SECRET, at, at_work, some_events, until_nothing_is_owed


async def test_events_arrive_signed_in_order_and_once(world: World) -> None:
    async with receiver() as here:
        endpoint = await at(world, here)
        ticket, events = await some_events(world, 5)
        async with at_work(world):
            await until_nothing_is_owed(world)
    assert [each.headers["webhook-id"] for each in here.received] == [str(id_) for id_ in events]
    bodies = [Webhook(SECRET).verify(each.body, dict(each.headers)) for each in here.received]
    assert [(body["ticket_id"], body["type"]) for body in bodies] == [(str(ticket), "ticket.commented")] * 5
    assert [body["previous_sequence"] for body in bodies] == [None, 2, 3, 4, 5]
    assert {each.headers["webhook-endpoint-id"] for each in here.received} == {str(endpoint)}
    log = await world.runtime.database.pool.fetch("SELECT outcome, status, attempt FROM webhook_attempts")
    assert [tuple(row) for row in log] == [("ok", 200, 1)] * 5
