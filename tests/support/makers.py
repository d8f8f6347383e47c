"""One maker per noun: `a_ticket()` makes an ordinary one, and a story overrides only what it is about."""

from uuid import UUID

from escalation.actors import Actor, Role
from escalation.identity.usecases.api_keys import create_key
from escalation.kit.database.clock import read_now
from escalation.kit.database.ids import new_id
from escalation.kit.documents.in_force import in_force
from escalation.kit.runtime.context import StoredResponse
from escalation.kit.runtime.encryption import new_tracking_code, tracking_hash
from escalation.opinions.domain.tracking_codes import CodeWay
from escalation.opinions.storage.tracking_codes import CodeHandOver, hand_over_code
from escalation.opinions.usecases.opinions import OpinionInput, register
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.decide import NewTicket, form_ticket
from escalation.tickets.storage.apply import apply
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.transition import transition
from tests.support.world import World


async def a_ticket(
    world: World,
    origin: str = "V1",
    *,
    urgency: str = "routine",
    difficulty: str = "simple",
    confidential: bool = False,
    accused: str | None = None,
    id_: UUID | None = None,
) -> UUID:
    """A freshly registered ticket of a unit."""
    ticket_id = id_ or new_id()
    async with world.runtime.database.connection() as connection:
        rules = await read_rules(world.runtime, connection, await in_force(connection))
        new = NewTicket(
            id=ticket_id, number=f"{origin}-2026-{ticket_id.hex[-12:]}", origin=world.units[origin], title="路灯不亮",
            content="村口的路灯坏了三天。", category=None, urgency=urgency, difficulty=difficulty, source="visit",
            key_task=False, confidential=confidential, accused=world.units[accused] if accused else None,
            source_system=None, external_ref=None, opinion_ids=(), above=world.above(origin),
        )  # fmt: skip
        actor = world.actor(origin, "leader")
        now = await read_now(connection)
        await apply(connection, [form_ticket(new, actor, rules, request_id="test", now=now)])
    return ticket_id


async def an_opinion(world: World) -> UUID:
    """An opinion in the inbox of V1."""
    reply = await register(
        world.runtime,
        world.actor("V1", "leader"),
        OpinionInput("路灯", "不亮", "visit"),
        render=lambda opinion: StoredResponse(200, str(opinion.id).encode()),
        request_id="test",
    )
    return UUID(reply.body.decode())


async def a_code(world: World, opinion_id: UUID, way: str = "shown", *, by: str | None = None) -> str:
    """A tracking code of an opinion, as its citizen has it; `by`: the unit that printed it."""
    code = new_tracking_code()
    async with world.runtime.database.connection() as connection:
        before = await connection.raw.fetchval("SELECT code_given_at FROM opinions WHERE id = $1", opinion_id)
        how = CodeHandOver(CodeWay(way), world.id(by) if by else None, None, before)
        now, somebody = await read_now(connection), world.actor("V1", "leader")
        assert await hand_over_code(
            connection, opinion_id, tracking_hash(code), how, now, by=somebody, request_id="test"
        )
    return code


async def move(world: World, ticket_id: UUID, actor: Actor, action: str, **fields: object) -> None:
    """Make a move as somebody, expecting that it succeeds."""
    command = Command(action, fields, "test")
    await transition(world.runtime, ticket_id, actor, command, render=lambda _: StoredResponse(200, b""))


async def a_person(
    world: World, code: str, role: str = "handler", *, name: str = "成员"
) -> tuple[UUID, dict[str, str]]:
    """A member with a role at a unit, and the headers of their own key."""
    member, pool = new_id(), world.runtime.database.pool
    await pool.execute(
        "INSERT INTO members (id, name, home_unit_id, created_at, updated_at) "
        "VALUES ($1, $3, $2, clock_timestamp(), clock_timestamp())", member, world.id(code), name
    )  # fmt: skip
    await pool.execute(
        "INSERT INTO memberships (member_id, unit_id, role, since) VALUES ($1, $2, $3, clock_timestamp())",
        member, world.id(code), role,
    )  # fmt: skip
    made = await create_key(world.runtime, unit_code=code, role=Role(role), name="own", days=90, by=None)
    await pool.execute("UPDATE api_keys SET member_id = $2 WHERE id = $1", made.id, member)
    return member, {"Authorization": f"Bearer {made.secret}"}
