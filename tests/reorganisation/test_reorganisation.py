"""Stories of a tree that changes while tickets are open."""

import asyncio
from contextlib import suppress
from uuid import UUID

import pytest

from escalation.actors import Role
from escalation.errors import (
    Conflict,
    ForbiddenAction,
    NotFound,
    StaleVersion,
    StillInUse,
    Unauthenticated,
    ValidationFailed,
)
from escalation.identity.usecases.api_keys import KeyAuthenticator, create_key
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Compiled
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import StoredResponse
from escalation.organisation.storage.members import Membership, give_role
from escalation.organisation.usecases.member_import import import_members
from escalation.organisation.usecases.units import get_unit
from escalation.reorganisation.storage import tree_changes
from escalation.reorganisation.usecases.reorganisation import dissolve_unit, hand_on_what_is_left, move_unit
from escalation.tickets.domain.command import Command, JointUnit
from escalation.tickets.domain.decide import decide
from escalation.tickets.domain.hash_chain import breaks
from escalation.tickets.domain.ticket import Ticket
from escalation.tickets.storage.apply import apply
from escalation.tickets.storage.history import list_events, list_hand_overs
from escalation.tickets.storage.situations import read_situations
from escalation.tickets.usecases.rules import read_rules
from escalation.tickets.usecases.transition import get_ticket
from tests.support.endpoint_makers import an_endpoint, give_places
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World
from tests.tickets.mergers import an_inbox_opinion

WRONG_PATHS = """
SELECT count(*) FROM tickets t JOIN units h ON h.id = t.holder_unit_id JOIN units o ON o.id = t.origin_unit_id
WHERE t.holder_path <> h.path OR t.origin_path <> o.path
"""


async def hang(world: World, code: str, below: str, *, by: str = "C") -> None:
    await move_unit(
        world.runtime,
        world.id(code),
        world.id(below),
        by=world.actor(by, "admin"),
        render=lambda _: StoredResponse(200, b""),
    )


async def dissolve(world: World, code: str, successor: str, *, by: str = "C") -> None:
    await dissolve_unit(
        world.runtime, world.id(code), world.id(successor), reason="机构改革", by=world.actor(by, "admin"),
        request_id="test", render=lambda _: StoredResponse(200, b""),
    )  # fmt: skip


async def path_of(world: World, code: str) -> str:
    return (await get_unit(world.runtime, world.id(code))).path


async def ticket(world: World, ticket_id: UUID) -> Ticket:
    return (await get_ticket(world.runtime, ticket_id, world.actor("C", "leader"))).ticket


async def value(world: World, query: str, *arguments: object) -> object:
    async with world.runtime.database.connection() as connection:
        return await connection.raw.fetchval(query, *arguments)


async def a_dispatched_ticket(world: World, to: str, *, origin: str = "K1", signed: bool = False) -> UUID:
    ticket_id = await a_ticket(world, origin)
    await move(world, ticket_id, world.actor(origin, "office"), "dispatch", unit_id=world.id(to))
    for _ in range(signed):
        await move(world, ticket_id, world.actor(to), "sign")
    return ticket_id


async def test_a_moved_unit_takes_its_tickets_and_those_below_along(world: World) -> None:
    in_village, in_township = await a_ticket(world, "V1"), await a_ticket(world, "T1")

    await hang(world, "T1", "K2")

    assert await path_of(world, "V1") == f"{await path_of(world, 'T1')}10/"
    assert (await path_of(world, "T1")).startswith(world.units["K2"].path)
    assert (await ticket(world, in_village)).holder_path == await path_of(world, "V1")
    assert (await ticket(world, in_township)).origin_path == await path_of(world, "T1")


async def test_who_is_above_now_sees_the_tickets_and_who_was_above_does_not(world: World) -> None:
    ticket_id = await a_ticket(world, "V1")

    await hang(world, "T1", "K2")

    assert (await get_ticket(world.runtime, ticket_id, world.actor("K2", "office"))).ticket.id == ticket_id
    with pytest.raises(NotFound):
        await get_ticket(world.runtime, ticket_id, world.actor("K1", "office"))


async def test_an_open_ticket_goes_on_in_the_new_place(world: World) -> None:
    ticket_id = await a_ticket(world, "V1")
    await move(world, ticket_id, world.actor("V1", "leader"), "dispatch", unit_id=world.id("V1"))

    await hang(world, "T1", "K2")
    await move(world, ticket_id, world.actor("V1"), "sign")
    await move(world, ticket_id, world.actor("V1"), "escalate", reason="解决不了")
    await move(world, ticket_id, world.actor("T1"), "sign")
    await move(world, ticket_id, world.actor("T1"), "escalate", reason="解决不了")

    assert (await ticket(world, ticket_id)).holder_unit_id == world.id("K2")


async def test_a_unit_cannot_hang_below_itself(world: World) -> None:
    for below in ("K1", "V1"):
        with pytest.raises(ValidationFailed) as refused:
            await hang(world, "K1", below)
        assert [(fault.pointer, fault.code) for fault in refused.value.faults] == [("/parent_id", "cycle")]


async def test_a_county_cannot_hang_below_a_township(world: World) -> None:
    with pytest.raises(ValidationFailed) as refused:
        await hang(world, "K2", "T1")

    assert refused.value.faults[0].code == "level_above_parent"


async def test_an_administrator_takes_nothing_from_a_neighbour(world: World) -> None:
    with pytest.raises(ForbiddenAction):
        await hang(world, "T1", "K2", by="K2")
    with pytest.raises(ForbiddenAction):
        await hang(world, "T1", "K2", by="K1")


async def test_a_move_decided_on_an_old_version_is_refused(world: World) -> None:
    await hang(world, "V1", "T2")

    with pytest.raises(StaleVersion):
        await move_unit(
            world.runtime, world.id("V1"), world.id("T1"), by=world.actor("C", "admin"),
            render=lambda _: StoredResponse(200, b""), expected=[1],
        )  # fmt: skip


async def test_a_decision_made_before_the_move_does_not_bring_the_old_path_back(world: World) -> None:
    ticket_id = await a_dispatched_ticket(world, "V1", origin="T1")
    async with world.runtime.database.connection() as connection:
        [reading] = await read_situations(connection, [ticket_id], world.actor("V1"))
        rules = await read_rules(world.runtime, connection, reading.versions)
        escalate = Command("escalate", {"reason": "超出本级职权。"}, "test")
        decision = decide(reading.situation, world.actor("V1"), escalate, rules)

        await hang(world, "T1", "K2")
        with suppress(NotFound):
            assert not await apply(connection, [decision])

    assert await value(world, WRONG_PATHS) == 0
    assert (await ticket(world, ticket_id)).state == "dispatched"


async def test_decisions_and_moves_at_once_leave_every_path_right(world: World) -> None:
    ids = [await a_dispatched_ticket(world, "V1", origin="T1") for _ in range(20)]

    async def sign(ticket_id: UUID) -> None:
        with suppress(NotFound, StaleVersion):
            await move(world, ticket_id, world.actor("V1"), "sign")

    async def wander() -> None:
        for below in ("K2", "K1", "K2", "K1", "K2"):
            await hang(world, "T1", below)

    await asyncio.gather(wander(), *(sign(ticket_id) for ticket_id in ids))

    assert await value(world, WRONG_PATHS) == 0
    assert (await path_of(world, "V1")).startswith(world.units["K2"].path)


async def test_the_duty_follows_the_successor_with_a_hand_over_and_an_event(world: World) -> None:
    ticket_id = await a_dispatched_ticket(world, "K1-ZJ", signed=True)
    before = await ticket(world, ticket_id)

    await dissolve(world, "K1-ZJ", "K1-JT")

    after = await ticket(world, ticket_id)
    async with world.runtime.database.connection() as connection:
        history = await list_events(connection, ticket_id, after=0, limit=100)
        last = (await list_hand_overs(connection, ticket_id))[-1]
    assert (after.holder_unit_id, after.handler_unit_id) == (world.id("K1-JT"), world.id("K1-JT"))
    assert (after.state, after.stage_due_at, after.due_at) == (before.state, before.stage_due_at, before.due_at)
    assert (last.direction, last.trigger, last.reason) == ("sideways", "person", "机构改革")
    assert last.signed_at is not None
    succeeded, left = history[-2:]
    assert (succeeded.type, succeeded.data["duties"]) == ("ticket.succeeded", ["holder", "handler"])
    assert (left.type, left.data["units"]) == ("ticket.scope_left", [str(world.id("K1-ZJ"))])
    assert breaks(ticket_id, history, after.event_hash, after.salt) is None


async def test_the_successor_works_on_where_the_other_stopped(world: World) -> None:
    ticket_id = await a_dispatched_ticket(world, "K1-ZJ")

    await dissolve(world, "K1-ZJ", "K1-JT")
    await move(world, ticket_id, world.actor("K1-JT"), "sign")
    await move(world, ticket_id, world.actor("K1-JT"), "resolve", outcome="solved", reply="已办。")

    assert (await ticket(world, ticket_id)).state == "result_submitted"


async def test_who_owes_the_citizen_the_reply_and_who_audits_are_succeeded_too(world: World) -> None:
    ticket_id = await a_dispatched_ticket(world, "T1", origin="T1", signed=True)
    await move(world, ticket_id, world.actor("T1"), "escalate", reason="解决不了")
    await hang(world, "V1", "T2")
    await hang(world, "V2", "T2")

    await dissolve(world, "T1", "T2")

    after = await ticket(world, ticket_id)
    assert (after.origin_unit_id, after.origin_path) == (world.id("T2"), world.units["T2"].path)
    assert after.holder_unit_id == world.id("K1")
    assert after.level == 3


async def test_a_joint_task_is_asked_of_the_successor_until_the_same_moment(world: World) -> None:
    ticket_id = await a_dispatched_ticket(world, "K1-ZJ", signed=True)
    joint = (JointUnit(world.id("K1-JT"), "修路"),)
    await move(world, ticket_id, world.actor("K1-ZJ"), "coordinate", joint_units=joint)
    due = await value(world, "SELECT due_at FROM joint_tasks")

    await dissolve(world, "K1-JT", "K1-SL")

    [task] = [
        dict(row) for row in await world.runtime.database.pool.fetch("SELECT * FROM joint_tasks WHERE state = 'open'")
    ]
    assert (task["unit_id"], task["task"], task["due_at"]) == (world.id("K1-SL"), "修路", due)
    assert (await ticket(world, ticket_id)).joint_open == 1
    await move(world, ticket_id, world.actor("K1-SL"), "report", joint_task_id=task["id"], result="好了")
    assert (await ticket(world, ticket_id)).state == "in_progress"


async def test_a_matter_about_the_successor_goes_to_who_is_above_it(world: World) -> None:
    ticket_id = await a_ticket(world, "K1", accused="K1-JT")
    await move(world, ticket_id, world.actor("K1", "office"), "dispatch", unit_id=world.id("K1-ZJ"))

    await dissolve(world, "K1-ZJ", "K1-JT")

    assert (await ticket(world, ticket_id)).holder_unit_id == world.id("K1")


async def test_people_and_the_inbox_follow_and_keys_end(world: World) -> None:
    runtime = world.runtime
    await import_members(runtime, "name,home_unit_code,role,unit_code\n甲,K1-ZJ,handler,K1-ZJ\n".encode(), by=None)
    key = await create_key(runtime, unit_code="K1-ZJ", role=Role.HANDLER, name="x", days=1, by=None)
    async with as_owner(runtime.database).connection() as connection:
        await connection.raw.execute(
            "INSERT INTO opinions (id, unit_id, unit_path, status, title, content, source, tracking_hash, received_at, "
            "received_by, updated_at) VALUES ($1, $2, $3, 'inbox', '灯', '灯坏了', 'web', '\\x01', $4, 'x', $4)",
            new_id(), world.id("K1-ZJ"), world.units["K1-ZJ"].path, await read_now(connection),
        )  # fmt: skip

    await dissolve(world, "K1-ZJ", "K1-JT")

    heir = world.units["K1-JT"]
    assert await value(world, "SELECT unit_id FROM memberships") == heir.id
    assert await value(world, "SELECT home_unit_id FROM members") == heir.id
    assert await value(world, "SELECT unit_path FROM opinions") == heir.path
    with pytest.raises(Unauthenticated):
        await KeyAuthenticator(runtime).identify(key.secret)


async def test_endpoints_end_with_their_unit_and_those_above_are_told(world: World) -> None:
    ends = [await an_endpoint(world, "K1-ZJ", state=state) for state in ("active", "paused", "disabled")]
    above, beside = await an_endpoint(world, "K1", event_types=["endpoint.*"]), await an_endpoint(world, "K1-JT")

    await dissolve(world, "K1-ZJ", "K1-JT")
    await give_places(world.runtime)

    endpoints = await world.runtime.database.pool.fetch("SELECT id, state, state_reason FROM webhook_endpoints")
    found = {row["id"]: (row["state"], row["state_reason"]) for row in endpoints}
    assert found == dict.fromkeys(ends, ("disabled", "unit_dissolved")) | dict.fromkeys(
        (above, beside), ("active", None)
    )
    told = await world.runtime.database.pool.fetch(
        "SELECT e.type, e.endpoint_id, e.principal, q.endpoint_id AS at FROM events e "
        "JOIN webhook_queue q ON q.event_id = e.id"
    )
    principal = world.actor("C", "admin").principal
    assert {tuple(row) for row in told} == {("endpoint.disabled", id_, principal, above) for id_ in ends}


async def test_an_endpoint_made_in_the_last_moment_of_a_unit_is_disabled_by_the_clock(world: World) -> None:
    await dissolve(world, "V2", "V1")
    late = await an_endpoint(world, "V2")

    for _ in range(2):
        assert not await hand_on_what_is_left(world.runtime)

    assert await value(world, "SELECT state_reason FROM webhook_endpoints WHERE id = $1", late) == "unit_dissolved"
    assert await value(world, "SELECT array_agg(principal) FROM events WHERE type = 'endpoint.disabled'") == ["clock"]


async def test_a_unit_with_others_below_it_is_not_dissolved(world: World) -> None:
    with pytest.raises(StillInUse):
        await dissolve(world, "T1", "T2")


async def test_a_successor_is_active_and_not_below(world: World) -> None:
    await dissolve(world, "V2", "V1")

    for successor in ("V2", "V3"):
        with pytest.raises(ValidationFailed):
            await dissolve(world, "V3", successor)
    with pytest.raises(Conflict):
        await dissolve(world, "V2", "V3")


async def test_dissolving_again_for_the_same_successor_goes_on_where_it_stopped(world: World) -> None:
    ticket_id = await a_ticket(world, "V2")
    async with world.runtime.database.connection() as connection:
        now = await read_now(connection)
        await tree_changes.mark_dissolved(connection, world.id("V2"), world.id("V1"), now)

    await dissolve(world, "V2", "V1")

    assert (await ticket(world, ticket_id)).holder_unit_id == world.id("V1")


async def test_what_a_dissolved_unit_got_in_the_last_moment_is_handed_on_by_the_clock(world: World) -> None:
    ticket_id = await a_ticket(world, "V2")
    async with world.runtime.database.connection() as connection:
        now = await read_now(connection)
        await tree_changes.mark_dissolved(connection, world.id("V2"), world.id("V1"), now)
        await tree_changes.mark_dissolved(connection, world.id("V1"), world.id("V3"), now)

    found = [await hand_on_what_is_left(world.runtime) for _ in range(2)]

    after = await ticket(world, ticket_id)
    assert found == [True, False]
    assert (after.holder_unit_id, after.origin_unit_id) == (world.id("V3"), world.id("V3"))


async def test_what_came_to_a_unit_in_its_last_moment_follows_or_ends_at_the_clocks_word(world: World) -> None:
    """An opinion, a role and a key whose transactions had seen the unit active, and end after its own."""
    runtime, heir = world.runtime, world.units["V3"]
    await import_members(runtime, "name,home_unit_code,role,unit_code\n甲,V2,handler,V2\n".encode(), by=None)
    key = await create_key(runtime, unit_code="V2", role=Role.HANDLER, name="x", days=1, by=None)
    opinion = await an_inbox_opinion(world, "V2")
    async with runtime.database.connection() as connection:
        now = await read_now(connection)
        await tree_changes.mark_dissolved(connection, world.id("V2"), world.id("V1"), now)
        await tree_changes.mark_dissolved(connection, world.id("V1"), world.id("V3"), now)

    found = [await hand_on_what_is_left(runtime) for _ in range(2)]

    assert found == [True, False]
    assert await value(world, "SELECT unit_path FROM opinions WHERE id = $1", opinion) == heir.path
    assert await value(world, "SELECT unit_id FROM memberships") == heir.id
    with pytest.raises(Unauthenticated):
        await KeyAuthenticator(runtime).identify(key.secret)


async def test_what_nobody_looks_for_stays_at_the_dissolved_unit(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control of the story above."""

    async def nobody(*_: object) -> list[UUID]:
        return []

    opinion = await an_inbox_opinion(world, "V2")
    async with world.runtime.database.connection() as connection:
        await tree_changes.mark_dissolved(connection, world.id("V2"), world.id("V1"), await read_now(connection))
    monkeypatch.setattr(tree_changes, "dissolved_with_people", nobody)

    assert not await hand_on_what_is_left(world.runtime)

    assert await value(world, "SELECT unit_id FROM opinions WHERE id = $1", opinion) == world.id("V2")


async def roles_lost(world: World, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many of the roles are gone that were given at a unit behind every statement by which its people go."""
    lines = [f"{name},V1,handler,V1\n" for name in "甲乙丙丁戊己庚辛"]
    await import_members(world.runtime, "".join(["name,home_unit_code,role,unit_code\n", *lines]).encode(), by=None)
    members = [row["id"] for row in await world.runtime.database.pool.fetch("SELECT id FROM members")]
    given: list[UUID] = []
    async with world.runtime.database.transaction() as connection:
        now, run = await read_now(connection), connection.run

        async def run_and_give(statement: Compiled, **params: object) -> int:
            done = await run(statement, **params)
            given.append(members.pop())
            async with world.runtime.database.connection() as other:
                await give_role(other, Membership(given[-1], world.id("V2"), Role.LEADER, now))
            return done

        monkeypatch.setattr(connection, "run", run_and_give)
        await tree_changes.mark_dissolved(connection, world.id("V2"), world.id("V3"), now)
        await tree_changes.hand_over_people(connection, world.id("V2"), world.id("V3"), now)
    await hand_on_what_is_left(world.runtime)
    held = await world.runtime.database.pool.fetch("SELECT member_id, unit_id FROM memberships WHERE role = 'leader'")
    return len({(member, world.id("V3")) for member in given} - {tuple(row) for row in held})


async def test_a_role_given_at_any_moment_of_a_succession_is_not_lost(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await roles_lost(world, monkeypatch) == 0


async def test_roles_that_one_statement_copies_and_another_ends_are_lost_between(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The negative control of the story above."""
    copied = """
    INSERT INTO memberships (member_id, unit_id, role, since)
    SELECT member_id, $2, role, since FROM memberships WHERE unit_id = $1
    """
    monkeypatch.setattr(tree_changes, "_MOVE_ROLES", Compiled(copied, ("unit", "successor"), {}))
    ended = Compiled("DELETE FROM memberships WHERE unit_id = $1", ("unit",), {})
    monkeypatch.setattr(tree_changes, "_MOVE_MEMBERS", ended)
    assert await roles_lost(world, monkeypatch) == 1


async def test_without_the_foreign_key_an_old_path_would_stay_unnoticed(world: World) -> None:
    """The negative control of the two stories above, undone at the end."""
    await a_ticket(world, "V1")
    async with as_owner(world.runtime.database).connection() as connection:
        transaction = connection.raw.transaction()
        await transaction.start()
        await connection.raw.execute("ALTER TABLE tickets DROP CONSTRAINT fk_tickets_holder_unit_id")
        await connection.raw.execute("UPDATE tickets SET holder_path = '/1/'")
        found = await connection.raw.fetchval(WRONG_PATHS)
        await transaction.rollback()

    assert found == 1
