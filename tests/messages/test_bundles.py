"""Whoever is owed many messages of one kind at once gets one that says how many, and what is more a while later."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from random import Random
from typing import Final

import pytest

from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.messages.domain.carrier_health import NEW
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.messages.engine.retention import reap
from escalation.messages.storage import claims, told_lately
from escalation.messages.storage.claims import claim_alike, claim_messages
from escalation.messages.storage.digests import FIRST_LINES
from escalation.messages.usecases import bundling
from escalation.messages.usecases.bundling import FEW, PAUSE
from escalation.messages.usecases.site import MessageSite
from escalation.webhooks.domain.backoff import MOST_ATTEMPTS
from escalation.webhooks.domain.health import Breaker
from tests.feed.endpoints import an_event
from tests.messages.desk import a_channel, go_to, send, somebody, tell, told
from tests.messages.mailboxes import Mailbox, mailbox
from tests.messages.test_claim_plans import pages
from tests.support.makers import a_ticket
from tests.support.roles import as_owner
from tests.support.world import World

MINUTES: Final = 60
_OF_ANOTHER_UNIT: Final = """
WITH n AS (SELECT id, row_number() OVER () AS nth FROM messages),
e AS (SELECT id, row_number() OVER () AS nth FROM events WHERE unit_id = $1)
UPDATE messages m SET event_id = e.id FROM n, e WHERE m.id = n.id AND n.nth = e.nth
"""
"""As many messages as a unit has events are of these."""
_OVERDUE: Final = """
INSERT INTO events (id, record_id, unit_id, type, occurred_at, trigger, action, principal, request_id, data)
SELECT gen_random_uuid(), gen_random_uuid(), $1, 'visit_plan.overdue', $2, 'clock', 'expire', 'clock', 'clock', '{}'
FROM generate_series(1, $3)
"""


async def overdue(world: World, count: int, unit: str = "V1") -> None:
    """So many plans of visits are overdue, and whoever is to be told of it is owed messages."""
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(_OVERDUE, world.id(unit), await read_now(connection), count)
    await tell(world)


async def a_clerk(world: World, language: str = "zh") -> None:
    await go_to(world, "2026-12-08T09:00")
    await a_channel(world, await somebody(world, "V1"), "v1@example.gov.cn", language=language)


def sizes(post: Mailbox) -> list[int]:
    """Of how many plans each mail tells, by its subject."""
    return [int(found[1]) if (found := re.search("共 ([0-9]+) 项", mail["Subject"])) else 1 for mail in post.received]


def lines(mail: EmailMessage) -> list[str]:
    """Of its text."""
    return str(next(iter(mail.iter_parts())).get_content()).splitlines()


async def test_two_thousand_overdue_plans_are_one_mail_that_says_so_and_where_they_are(world: World) -> None:
    await a_clerk(world)
    await overdue(world, 2_000)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    (mail,) = post.received
    assert mail["Subject"] == "本单位有待完成的走访：共 2000 项"
    assert "https://tickets.example.gov.cn/console/programme/visits/plans" in lines(mail)
    assert await told(world) == 2_000 * [("visits_due", "sent", None)]


async def test_what_is_late_of_tickets_is_told_with_the_first_numbers(world: World) -> None:
    await a_clerk(world, language="en")
    for _ in range(FEW + 1):
        await an_event(world, await a_ticket(world, "V1"), "ticket.warned")
    await tell(world)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    (mail,) = post.received
    assert mail["Subject"] == f"Due soon: {FEW + 1}"
    numbered = [line for line in lines(mail) if line.startswith("- ")]
    assert len(numbered) == FIRST_LINES
    assert all(line.endswith(" 路灯不亮") for line in numbered)
    assert "https://tickets.example.gov.cn/console/tickets" in lines(mail)


@pytest.mark.parametrize(
    ("types", "page"),
    [
        ({None}, "/tickets"),
        ({"contact_point.ended"}, "/programme/contact-points"),
        ({"leading_group.formed", "leading_group.left"}, "/programme/groups"),
        ({"supervision_group.ended"}, "/programme/groups?view=supervision"),
        ({"supervision_group.ended", "contact_point.ended"}, "/programme"),
    ],
)
def test_a_bundle_leads_to_where_all_that_it_tells_of_are(types: set[str | None], page: str) -> None:
    assert MessageSite("https://a.example").list_link(types) == f"https://a.example/console{page}"


async def test_a_few_are_told_one_by_one_and_what_is_more_in_one_when_the_pause_is_over(world: World) -> None:
    await a_clerk(world)
    async with mailbox() as post:
        await overdue(world, FEW)
        await send(world, "mail", MailOutlet(post.server))
        await overdue(world, 30)
        await send(world, "mail", MailOutlet(post.server))
        assert sizes(post) == FEW * [1]
        await world.advance(seconds=(PAUSE / timedelta(seconds=1)) - 60)
        await overdue(world, 4)
        await send(world, "mail", MailOutlet(post.server))
        assert sizes(post) == FEW * [1]
        await world.advance(minutes=2)
        await send(world, "mail", MailOutlet(post.server))
    assert sizes(post) == [*(FEW * [1]), 34]


async def test_other_kinds_and_other_people_are_told_meanwhile(world: World) -> None:
    await a_clerk(world)
    await a_channel(world, await somebody(world, "V2"), "v2@example.gov.cn")
    async with mailbox() as post:
        await overdue(world, 50)
        await send(world, "mail", MailOutlet(post.server))
        await overdue(world, 1)
        await overdue(world, 1, "V2")
        await an_event(world, await a_ticket(world, "V1"), "ticket.warned")
        await tell(world)
        await send(world, "mail", MailOutlet(post.server))
    assert sizes(post) == [50, 1, 1]
    assert {mail["To"] for mail in post.received[1:]} == {"v1@example.gov.cn", "v2@example.gov.cn"}


async def test_what_is_urgent_is_told_one_by_one_at_once(world: World) -> None:
    await a_clerk(world)
    ticket = await a_ticket(world, "V1")
    for _ in range(2 * FEW):
        await an_event(world, ticket, "ticket.urged")
    await tell(world)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    assert len(post.received) == 2 * FEW


async def test_what_waits_holds_up_no_trial_of_the_carrier(world: World) -> None:
    await a_clerk(world)
    ticket = await a_ticket(world, "V1")
    async with mailbox() as post:
        await overdue(world, FEW)
        worker = await send(world, "mail", MailOutlet(post.server))
        await overdue(world, 20)
        await an_event(world, ticket, "ticket.urged")
        await tell(world)
        worker._health["mail"] = replace(NEW, breaker=Breaker.OPEN)
        await worker._carry("mail")
    assert sizes(post) == (FEW + 1) * [1]
    assert ("supervised", "sent", None) in await told(world)


async def test_who_may_not_see_them_any_more_is_not_told_how_many(world: World) -> None:
    await a_clerk(world)
    await overdue(world, 20)
    await overdue(world, 8, "V2")
    await world.runtime.database.pool.execute(_OF_ANOTHER_UNIT, world.id("V2"))
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    assert sizes(post) == [12]
    states = await told(world)
    assert (states.count(("visits_due", "sent", None)), states.count(("visits_due", "dropped", "not_visible"))) == (
        12,
        8,
    )


async def test_one_of_which_it_is_not_known_whether_it_went_goes_again_under_the_same_id(world: World) -> None:
    await a_clerk(world)
    await overdue(world, 300)
    async with mailbox() as post:
        post.drops = 1
        await send(world, "mail", MailOutlet(post.server))
        assert {row[1] for row in await told(world)} == {"waiting"}
        await world.advance(minutes=5)
        await send(world, "mail", MailOutlet(post.server))
    assert sizes(post) == [300, 300]
    assert len(set(post.ids())) == 1
    rows = await world.runtime.database.pool.fetch("SELECT DISTINCT state, attempt FROM messages")
    assert [tuple(row) for row in rows] == [("sent", 2)]


async def test_what_joins_one_that_may_have_gone_is_not_taken_for_a_double_of_it(world: World) -> None:
    await a_clerk(world)
    async with mailbox() as post:
        await overdue(world, 1)
        post.drops = 1
        await send(world, "mail", MailOutlet(post.server))
        await overdue(world, 20)
        post.drops = 1
        await send(world, "mail", MailOutlet(post.server))
        await world.advance(minutes=5)
        await overdue(world, 30)
        await send(world, "mail", MailOutlet(post.server))
    assert sizes(post) == [1, 20, 51]
    assert len(set(post.ids())) == 3


async def test_what_was_tried_often_takes_nothing_new_with_it_when_it_is_given_up(world: World) -> None:
    await a_clerk(world)
    async with mailbox() as post:
        await overdue(world, 1)
        await world.runtime.database.pool.execute("UPDATE messages SET attempt = $1", MOST_ATTEMPTS - 1)
        await overdue(world, 20)
        post.rejects = "451 4.3.0 later"
        await send(world, "mail", MailOutlet(post.server))
        assert {row[1] for row in await told(world)} == {"waiting"}
        post.rejects = None
        await world.advance(minutes=5)
        await send(world, "mail", MailOutlet(post.server))
    assert sizes(post) == [21]


async def test_a_worker_that_dies_leaves_all_of_a_bundle_to_the_next_one(world: World) -> None:
    await a_clerk(world)
    await overdue(world, 700)
    async with world.runtime.database.transaction() as connection:
        ids, _ = await claim_messages(connection, "mail", 200, new_id())
        ids += await claim_alike(connection, ids, 2_000)
    assert len(set(ids)) == 700
    await world.runtime.database.pool.execute("UPDATE messages SET leased_until = 'epoch'")
    await reap(world.runtime)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    assert sizes(post) == [700]


async def test_what_another_process_sends_just_now_was_told(world: World) -> None:
    await a_clerk(world)
    await overdue(world, 30)
    async with world.runtime.database.transaction() as connection:
        ids, _ = await claim_messages(connection, "mail", 10, new_id())
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
        assert (len(ids), post.received) == (10, [])
        waiting = await world.runtime.database.pool.fetchval("SELECT count(*) FROM messages WHERE state = 'waiting'")
        assert waiting == 20


def expected(arrivals: Mapping[int, int]) -> list[int]:
    """A naive model: minute by minute, of how many each mail tells. A message is when it came, and when it is due."""
    pause, sent, mails = int(PAUSE / timedelta(minutes=1)), list[int](), list[int]()
    waiting: list[tuple[int, int]] = []
    for minute in range(MINUTES):
        waiting += arrivals.get(minute, 0) * [(minute, minute)]
        due = [each for each in waiting if each[1] <= minute]
        waiting = [each for each in waiting if each[1] > minute]
        lately = [each for each in sent if each > minute - pause]
        if not due:
            continue
        until = min([*lately[-1:], *(came for came, _ in due)]) + pause
        if len(due) + len(lately) <= FEW:
            mails += len(due) * [1]
        elif not lately or until <= minute:
            mails.append(len(due))
        else:
            waiting += [(came, until) for came, _ in due]
            continue
        sent += len(due) * [minute]
    return mails


@pytest.mark.parametrize("seed", range(3))
async def test_mails_are_those_of_a_naive_model(world: World, seed: int) -> None:
    await a_clerk(world)
    chance = Random(seed)
    often = chance.choice([0.15, 0.4, 0.8])
    arrivals = {minute: chance.choice([1, 1, 2, 3, 7, 40]) for minute in range(40) if chance.random() < often}
    async with mailbox() as post:
        for minute in range(MINUTES):
            if minute in arrivals:
                await overdue(world, arrivals[minute])
            await send(world, "mail", MailOutlet(post.server))
            await world.advance(minutes=1)
    assert sizes(post) == expected(arrivals)


async def test_without_bundles_everybody_would_be_flooded(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    await a_clerk(world)
    await overdue(world, 30)
    monkeypatch.setattr(bundling, "FEW", 1_000)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    assert len(post.received) == 30


async def test_what_is_claimed_besides_reads_nothing_of_what_others_are_owed(world: World) -> None:
    await a_clerk(world)
    await a_channel(world, await somebody(world, "V2"), "v2@example.gov.cn")

    async def cost() -> int:
        async with world.runtime.database.connection() as connection:
            claimed = await connection.raw.fetch("SELECT id, channel_id FROM messages WHERE state = 'sending'")
            ids, channel = ",".join(str(row["id"]) for row in claimed), claimed[0]["channel_id"]
            asked = {"rules": "{visits_due}", "own": f"{{{ids}}}", "since": "epoch", "now": "now", "most": FEW}
            alike, found = await pages(connection, claims._ALIKE, ids=f"{{{ids}}}", rules="{visits_due}", limit=2_000)
            assert found == 90
            lately, _ = await pages(connection, told_lately._TOLD, channels=f"{{{channel}}}", **asked)
        return alike + lately

    await overdue(world, 100)
    async with world.runtime.database.transaction() as connection:
        await claim_messages(connection, "mail", 10, new_id())
    before = await cost()
    await overdue(world, 10_000, "V2")
    assert await cost() < 2 * before
