"""Citizens are told by the contact they left, of their own matter alone, and no more once that was erased."""

from dataclasses import replace
from uuid import UUID

from escalation.actors import Role
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import StoredResponse
from escalation.messages.engine.gateway_outlet import GatewayOutlet
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.opinions.usecases.opinions import OpinionInput, register
from escalation.opinions.usecases.tracking import track
from escalation.privacy.domain.erasure import ErasureExtent
from escalation.privacy.usecases.erasing import erase_opinion
from escalation.privacy.usecases.holdings import find_holdings
from escalation.webhooks.domain.signing import parse_v1
from tests.feed.endpoints import an_event
from tests.messages.desk import go_to, send, tell, told
from tests.messages.mailboxes import mailbox
from tests.support.makers import a_ticket
from tests.support.receivers import local_sender, receiver
from tests.support.roles import as_owner
from tests.support.world import World

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
STEPS = ("ticket.dispatched", "ticket.audit_passed", "ticket.confirmed")


async def sent_by(world: World, contact: str) -> UUID:
    """An opinion that a clerk has typed in for somebody with this contact."""
    reply = await register(
        replace(world.runtime, tells_citizens=True), world.actor("V1", "leader"),
        OpinionInput("路灯", "不亮", "visit", citizen_name="巴图", contact=contact),
        render=lambda opinion: StoredResponse(200, str(opinion.id).encode()), request_id="test",
    )  # fmt: skip
    return UUID(reply.body.decode())


async def test_citizens_are_told_of_their_own_matter_with_a_code_that_opens_it(world: World) -> None:
    await go_to(world, "2026-12-08T09:00")
    _, by_phone = await sent_by(world, "batu@example.org"), await sent_by(world, "139 1234 5678")
    ticket = await a_ticket(world)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE tickets SET title = '巴图 13912345678' WHERE id = $1", ticket)
        await connection.raw.execute("UPDATE opinions SET ticket_id = $1, status = 'attached'", ticket)
    for type_ in STEPS:
        await an_event(world, ticket, type_)
    await tell(world)
    async with mailbox() as post, receiver() as gateway, local_sender() as sender:
        await send(world, "mail", MailOutlet(post.server))
        await send(world, "gateway", GatewayOutlet(sender, gateway.url, parse_v1(SECRET)))
    assert {state for _, state, _ in await told(world)} <= {"sent", "dropped"}
    mails = {str(mail["Subject"]): next(mail.iter_parts()).get_content() for mail in post.received}
    texts = [each.json() for each in gateway.received]
    assert {str(mail["To"]) for mail in post.received} == {"batu@example.org"}
    assert {each["to"] for each in texts} == {"13912345678"}
    assert not [words for words in (*mails.values(), *(each["text"] for each in texts)) if "巴图" in words]
    assert any("单位V1" in words for words in mails.values()) or any("单位V1" in each["text"] for each in texts)
    code = next(words for subject, words in mails.items() if subject == "您的查询码").split("是 ")[1].split("。")[0]
    assert (await track(world.runtime, code)).unit_name == "单位V1"
    office = world.actor("K1", Role.OFFICE)
    (held,) = await find_holdings(world.runtime, office, "13912345678", "本人查询", request_id="test")
    assert {each["rule"] for each in held.told} == {each["rule"] for each in texts}
    async with as_owner(world.runtime.database).connection() as connection, connection.transaction():
        now = await read_now(connection)
        await erase_opinion(world.runtime, connection, by_phone, ErasureExtent.CONTACT, now, "test")
        assert await connection.raw.fetchval("SELECT count(*) FROM messages WHERE opinion_id = $1", by_phone) == 0
    await an_event(world, ticket, "ticket.confirmed")
    before = len(await told(world))
    await tell(world)
    assert len(await told(world)) == before + 1
