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
