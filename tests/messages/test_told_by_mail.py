"""People are told by mail: once, in words, at a decent hour, and only what they may see when the mail leaves."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest

from escalation.kit.database.clock import read_now
from escalation.messages.domain.templates import Wording
from escalation.messages.engine import digests
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.messages.storage import contents
from escalation.messages.storage.template_versions import TemplateVersion, insert_template
from escalation.messages.usecases import writing
from tests.feed.endpoints import an_event
from tests.messages.desk import a_channel, go_to, send, somebody, tell, told
from tests.messages.mailboxes import Mailbox, mailbox
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World


@pytest.fixture
async def post() -> AsyncIterator[Mailbox]:
    async with mailbox() as here:
        yield here


async def in_hand(world: World, member: UUID | None) -> UUID:
    """A ticket of V1 that a member has in hand."""
    ticket = await a_ticket(world)
    await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))
    await move(world, ticket, world.actor("V1"), "sign")
    await move(world, ticket, world.actor("V1", "leader"), "assign", member_id=member)
    return ticket


async def test_an_assignee_is_told_once_in_both_forms_with_a_way_to_unsubscribe(world: World, post: Mailbox) -> None:
    await go_to(world, "2026-12-08T09:00")
    bat = await somebody(world, "V1")
    await a_channel(world, bat, "bat@example.gov.cn")
    await a_channel(world, bat, "unread@example.gov.cn", state="unverified")
    ticket = await in_hand(world, bat.member_id)
    await tell(world)
    await tell(world)
    await world.runtime.database.pool.execute("UPDATE message_progress SET feed_pos = 0")
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


async def test_what_is_not_urgent_waits_for_the_morning_of_the_next_working_day(world: World, post: Mailbox) -> None:
    await go_to(world, "2026-12-11T20:30")  # A Friday.
    bat = await somebody(world, "V1")
    await a_channel(world, bat, "bat@example.gov.cn")
    ticket = await in_hand(world, bat.member_id)
    await an_event(world, ticket, "ticket.supervised")
    await tell(world)
    await send(world, "mail", MailOutlet(post.server))
    assert await told(world) == [("assigned", "waiting", None), ("supervised", "sent", None)]
    for moment, count in (("2026-12-13T12:00", 1), ("2026-12-14T07:59", 1), ("2026-12-14T08:01", 2)):
        await go_to(world, moment)
        await send(world, "mail", MailOutlet(post.server))
        assert len(post.received) == count


async def test_who_may_not_see_the_ticket_when_it_leaves_is_not_told(
    world: World, post: Mailbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    await go_to(world, "2026-12-08T09:00")
    bat, ana = await somebody(world, "V1"), await somebody(world, "V1", "leader", "安娜")
    for who, name in ((bat, "bat"), (ana, "ana")):
        await a_channel(world, who, f"{name}@example.gov.cn")
    ticket = await in_hand(world, bat.member_id)
    await an_event(world, ticket, "ticket.overdue")
    await tell(world)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("DELETE FROM memberships WHERE member_id = $1", bat.member_id)
    await send(world, "mail", MailOutlet(post.server))
    assert sorted(await told(world), key=str) == [
        ("assigned", "dropped", "not_visible"), ("overdue", "dropped", "not_visible"), ("overdue_below", "sent", None)
    ]  # fmt: skip
    assert [str(mail["To"]) for mail in post.received] == ["ana@example.gov.cn"]
    # Without the predicate they would be told.
    await world.runtime.database.pool.execute("UPDATE messages SET state = 'waiting' WHERE state = 'dropped'")

    async def blind(connection: object, ids: list[UUID]) -> contents.Contents:
        found = await contents.read_contents(connection, ids)  # type: ignore[arg-type]
        return contents.Contents(found.rows, frozenset(ids))

    monkeypatch.setattr(writing, "read_contents", blind)
    await send(world, "mail", MailOutlet(post.server))
    assert len(post.received) == 3


async def test_an_address_that_is_not_there_ends_the_channel_and_one_that_is_busy_is_tried_again(
    world: World, post: Mailbox
) -> None:
    await go_to(world, "2026-12-08T09:00")
    bat, ana = await somebody(world, "V1"), await somebody(world, "V1", "leader", "安娜")
    for who, name in ((bat, "bat"), (ana, "ana")):
        await a_channel(world, who, f"{name}@example.gov.cn")
    post.refuses = {"bat@example.gov.cn": "550 5.1.1 no such user", "ana@example.gov.cn": "451 4.7.1 later"}
    ticket = await in_hand(world, bat.member_id)
    await an_event(world, ticket, "ticket.overdue")
    await tell(world)
    await send(world, "mail", MailOutlet(post.server))
    assert set(await told(world)) == {
        ("assigned", "failed", "gone"), ("overdue", "failed", "gone"), ("overdue_below", "waiting", "http_error")
    }  # fmt: skip
    states = await world.runtime.database.pool.fetch("SELECT state, failed_because FROM message_channels")
    assert {tuple(row) for row in states} == {("failed", "gone"), ("active", None)}
    post.refuses = {}
    await world.advance(seconds=10)
    await send(world, "mail", MailOutlet(post.server))
    assert [str(mail["To"]) for mail in post.received] == ["ana@example.gov.cn"]


async def test_a_unit_has_its_own_words_and_numbers_of_people_are_taken_out(world: World, post: Mailbox) -> None:
    await go_to(world, "2026-12-08T09:00")
    bat = await somebody(world, "V1")
    await a_channel(world, bat, "bat@example.gov.cn")
    ticket = await in_hand(world, bat.member_id)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE tickets SET title = '张某 139 1234 5678 反映路灯' WHERE id = $1", ticket)
        own = Wording("镇里的话：{{ number }}", "{{ title }}", "{{ number }}")
        now = await read_now(connection)
        await insert_template(connection, TemplateVersion(world.id("T1"), "assigned", "zh", 1, own, now, "test"))
    await tell(world)
    await send(world, "mail", MailOutlet(post.server))
    (mail,) = post.received
    assert str(mail["Subject"]).startswith("镇里的话：V1-2026-")
    assert next(mail.iter_parts()).get_content().strip() == "张某 *** 反映路灯"


async def test_a_supervisor_has_one_digest_a_day_of_what_is_late_below(world: World, post: Mailbox) -> None:
    await go_to(world, "2026-12-08T09:00")
    boss, elsewhere = await somebody(world, "K1", "supervisor"), await somebody(world, "K2", "leader", "别处")
    for who, name in ((boss, "boss"), (elsewhere, "elsewhere")):
        await a_channel(world, who, f"{name}@example.gov.cn")
    for _ in range(7):
        await a_ticket(world)
    await go_to(world, "2027-03-07T09:00")  # A Sunday.
    await digests.step(world.runtime)
    assert await told(world) == []
    await go_to(world, "2027-03-08T07:00")
    await digests.step(world.runtime)
    assert await told(world) == []
    await go_to(world, "2027-03-08T08:30")
    for _ in range(2):
        await digests.step(world.runtime)
        await send(world, "mail", MailOutlet(post.server))
    assert sorted(await told(world)) == [("digest", "dropped", "nothing_to_tell"), ("digest", "sent", None)]
    (mail,) = post.received
    assert (str(mail["To"]), str(mail["Subject"])) == ("boss@example.gov.cn", "2027-03-08 督办日报：逾期 7 件")
    lines = [line for line in next(mail.iter_parts()).get_content().splitlines() if line.startswith("·")]
    assert len(lines) == 5
    await go_to(world, "2027-03-09T08:30")
    await digests.step(world.runtime)
    await send(world, "mail", MailOutlet(post.server))
    assert len(post.received) == 2
