"""A mail server that hangs holds up nobody who is told by something else."""

import asyncio

from escalation.messages.engine.gateway_outlet import GatewayOutlet
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.messages.engine.message_worker import MessageWorker
from escalation.messages.engine.outlets import Outlet
from escalation.webhooks.domain.signing import parse_v1
from tests.feed.endpoints import an_event
from tests.messages.desk import SITE, a_channel, somebody, tell
from tests.messages.mailboxes import mailbox
from tests.support.makers import a_ticket
from tests.support.receivers import local_sender, receiver
from tests.support.waiting import until
from tests.support.world import World

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
EVENTS = 60


async def test_text_messages_leave_while_mail_hangs(world: World) -> None:
    bat = await somebody(world, "V1")
    await a_channel(world, bat, "bat@example.gov.cn")
    await a_channel(world, bat, "13912345678", "sms")
    ticket = await a_ticket(world)
    for _ in range(EVENTS):
        await an_event(world, ticket, "ticket.urged")
    await tell(world)
    async with mailbox() as post, receiver() as gateway, local_sender() as sender:
        post.hangs = True
        outlets: dict[str, Outlet] = {
            "mail": MailOutlet(post.server),
            "gateway": GatewayOutlet(sender, gateway.url, parse_v1(SECRET)),
        }
        worker, stop = MessageWorker(world.runtime, SITE, outlets), asyncio.Event()
        running = asyncio.create_task(worker.run(stop))

        async def all_texts_have_come() -> bool:
            return len(gateway.received) == EVENTS

        await until(all_texts_have_come)
        assert (len({each.headers["webhook-id"] for each in gateway.received}), post.received) == (EVENTS, [])
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        for task in worker._running.values():
            task.cancel()
        await asyncio.gather(*worker._running.values(), return_exceptions=True)
