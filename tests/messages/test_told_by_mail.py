"""Whoever has a ticket in hand is told by mail: once, in words, at a decent hour, and only what they may see."""

from collections.abc import AsyncIterator

import pytest

from escalation.messages.engine.mail_outlet import MailOutlet
from tests.messages.desk import a_channel, go_to, send, somebody, tell, told
from tests.messages.mailboxes import Mailbox, mailbox
from tests.support.makers import a_ticket, move
from tests.support.world import World


@pytest.fixture
async def post() -> AsyncIterator[Mailbox]:
    async with mailbox() as here:
        yield here


async def test_an_assignee_is_told_once_in_both_forms_with_a_way_to_unsubscribe(world: World, post: Mailbox) -> None:
    await go_to(world, "2026-12-08T09:00")
    bat = await somebody(world, "V1")
    await a_channel(world, bat, "bat@example.gov.cn")
    ticket = await a_ticket(world)
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    await move(world, ticket, world.actor("V1", "leader"), "assign", member_id=bat.member_id)
    await tell(world)
    await tell(world)
    await send(world, "mail", MailOutlet(post.server))
    assert await told(world) == [("assigned", "sent", None)]
    (mail,) = post.received
    assert mail["To"] == "bat@example.gov.cn"
    assert str(mail["Subject"]).startswith("交给您办理：")
    text, html = (part.get_content() for part in mail.iter_parts())
    assert "路灯不亮" in text
    assert f"https://tickets.example.gov.cn/v1/tickets/{ticket}/form" in html
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert str(mail["List-Unsubscribe"]).startswith("<https://tickets.example.gov.cn/unsubscribe/")
