"""People are told of records of the programme: of its unit, its assignee, those above; with a link to it."""

from collections.abc import Mapping
from typing import Final
from uuid import UUID

from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.messages.domain.rules import Audience, MessageRule
from escalation.messages.engine.mail_outlet import MailOutlet
from escalation.messages.storage import fan_out
from tests.messages.desk import a_channel, go_to, send, somebody, tell, told
from tests.messages.mailboxes import mailbox
from tests.support.endpoint_makers import give_places
from tests.support.roles import as_owner
from tests.support.world import World

EVENT: Final = """
INSERT INTO events (id, record_id, unit_id, type, occurred_at, trigger, action, principal, request_id, data)
VALUES ($1, $1, $2, $3, $4, 'person', 'record', 'key:test', 'test', $5)
"""


async def recorded(world: World, unit: str, type_: str = "site_check.recorded", **data: object) -> UUID:
    """An event of a record of a unit."""
    id_, known = new_id(), {"number": "V1-2026-000007", "unit_id": str(world.id(unit)), **data}
    async with as_owner(world.runtime.database).connection() as connection:
        now = await read_now(connection)
        await connection.raw.execute(EVENT, id_, world.id(unit), type_, now, known)
    return id_


async def a_staff(world: World) -> Mapping[str, UUID]:
    """Somebody with a mailbox for each post of V1 and above; their ids as members."""
    staff = {}
    for code, role in (("V1", "handler"), ("V1", "leader"), ("T1", "leader"), ("T1", "supervisor"), ("V2", "handler")):
        who = await somebody(world, code, role)
        await a_channel(world, who, f"{code}.{role}@example.gov.cn".lower())
        assert who.member_id is not None
        staff[f"{code} {role}"] = who.member_id
    return staff


async def test_the_unit_is_told_of_a_check_with_the_page_and_whoever_lost_it_is_not(world: World) -> None:
    await go_to(world, "2026-12-08T09:00")
    staff = await a_staff(world)
    record = await recorded(world, "V1")
    await tell(world)
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("DELETE FROM memberships WHERE member_id = $1", staff["V1 leader"])
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    assert sorted(await told(world)) == [
        ("site_checked", "dropped", "not_visible"), ("site_checked", "sent", None)
    ]  # fmt: skip
    (mail,) = post.received
    assert mail["To"] == "v1.handler@example.gov.cn"
    assert mail["Subject"] == "实地检查：单位V1"
    text = next(iter(mail.iter_parts())).get_content()
    assert "对单位V1的办理或走访情况作了实地检查" in text
    assert f"https://tickets.example.gov.cn/console/programme/supervision/checks/{record}" in text


RULES: Final = (
    MessageRule("due_soon", "x", ("sample.drawn",), Audience.HANDS),
    MessageRule("overdue_below", "x", ("sample.overdue",), Audience.ABOVE),
)


async def test_an_assignee_and_those_above_are_told_as_a_rule_says(world: World) -> None:
    staff = await a_staff(world)
    named = await recorded(world, "V1", "sample.drawn", member_id=str(staff["V1 leader"]))
    nobody = await recorded(world, "V1", "sample.drawn", member_id="nobody")
    late = await recorded(world, "V1", "sample.overdue")
    await give_places(world.runtime)
    async with world.runtime.database.connection() as connection:
        await fan_out.tell(connection, 100, mail=True, gateway=False, rules=RULES)
    rows = await world.runtime.database.pool.fetch(
        "SELECT m.event_id, l.member_id FROM messages m JOIN person_members l ON l.person_id = m.person_id"
    )
    posts = {member: post for post, member in staff.items()}
    assert {(row["event_id"], posts[row["member_id"]]) for row in rows} == {
        (named, "V1 leader"), (nobody, "V1 handler"),
        (late, "V1 leader"), (late, "T1 leader"), (late, "T1 supervisor"),
    }  # fmt: skip


async def test_whoever_is_named_is_told_without_a_post(world: World) -> None:
    await go_to(world, "2026-12-08T09:00")
    staff = await a_staff(world)
    named = staff["V2 handler"]
    await take_posts(world, named)
    await recorded(world, "V1", "supervision_group.formed", member_ids=[str(named)], unit_ids=[])
    await tell(world)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    assert await told(world) == [("supervising", "sent", None)]
    assert [mail["To"] for mail in post.received] == ["v2.handler@example.gov.cn"]


async def test_where_nobody_who_is_named_serves_any_more_who_leads_the_unit_is_told(world: World) -> None:
    await go_to(world, "2026-12-08T09:00")
    staff = await a_staff(world)
    office = await somebody(world, "V1", "office")
    await a_channel(world, office, "v1.office@example.gov.cn")
    gone, stays = staff["V2 handler"], staff["V1 handler"]
    await end_service(world, gone)
    await recorded(world, "V1", "supervision_group.changed", member_ids=[str(gone), str(stays)], unit_ids=[])
    await recorded(world, "V1", "contact_point.ended", member_id=str(gone))
    await tell(world)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    assert sorted(await told(world)) == [*[("named_gone", "sent", None)] * 2, ("supervising", "sent", None)]
    assert {(mail["To"], mail["Subject"]) for mail in post.received} == {
        ("v1.handler@example.gov.cn", "您参加的督导组有变动"),
        ("v1.leader@example.gov.cn", "有关责任人已不在岗：单位V1"),
        ("v1.office@example.gov.cn", "有关责任人已不在岗：单位V1"),
    }  # fmt: skip


async def test_whoever_is_in_charge_of_a_unit_is_told_what_it_owes_with_a_post_or_without(world: World) -> None:
    await go_to(world, "2026-12-08T09:00")
    staff = await a_staff(world)
    in_charge = staff["V2 handler"]
    await put_in_charge(world, "V1", in_charge)
    await take_posts(world, in_charge)
    await recorded(world, "V1", "meeting.overdue", due_on="2026-12-07")
    await recorded(world, "V2", "meeting.overdue", due_on="2026-12-07")  # of which somebody else is in charge
    await tell(world)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    told_whom = sorted(mail["To"] for mail in post.received)
    assert told_whom == ["v1.handler@example.gov.cn", "v1.leader@example.gov.cn", "v2.handler@example.gov.cn"]

    await end_service(world, in_charge)
    await recorded(world, "V1", "meeting.overdue", due_on="2026-12-07")
    await tell(world)
    async with mailbox() as post:
        await send(world, "mail", MailOutlet(post.server))
    assert sorted(mail["To"] for mail in post.received) == ["v1.handler@example.gov.cn", "v1.leader@example.gov.cn"]


async def take_posts(world: World, member: UUID) -> None:
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("DELETE FROM memberships WHERE member_id = $1", member)


async def end_service(world: World, member: UUID) -> None:
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute("UPDATE members SET active = false WHERE id = $1", member)


async def put_in_charge(world: World, unit: str, member: UUID) -> None:
    group, path = new_id(), await world.runtime.database.pool.fetchval(
        "SELECT path FROM units WHERE id = $1", world.id(unit)
    )  # fmt: skip
    async with as_owner(world.runtime.database).connection() as connection:
        await connection.raw.execute(
            "INSERT INTO leading_groups (id, unit_id, unit_path, formed_at, formed_by) VALUES ($1, $2, $3, now(), 'x')",
            group, world.id(unit), path,
        )  # fmt: skip
        await connection.raw.execute(
            "INSERT INTO leading_group_terms (id, group_id, position, member_id, since, begun_by, reason) "
            "VALUES ($1, $1, 'in_charge', $2, now(), 'x', 'x')",
            group, member,
        )  # fmt: skip
