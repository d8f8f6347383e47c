"""An endpoint is sent again what it missed: whenever somebody asks, never twice at once, only what it may see."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from escalation.actors import Actor, Role
from escalation.errors import EndpointDisabled, LimitReached, NotFound, OutcomeUnknown, ValidationFailed
from escalation.identity.usecases.api_keys import create_key
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Row
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime, StoredResponse
from escalation.organisation.usecases.operations import get_operation
from escalation.webhooks.engine.replays import step
from escalation.webhooks.storage import replays as storage
from escalation.webhooks.usecases import replays
from escalation.webhooks.usecases.replays import WantedReplay
from tests.support.endpoint_makers import an_endpoint, give_places
from tests.support.makers import a_ticket, move
from tests.support.world import World


@pytest.fixture
def integrator(world: World) -> Actor:
    return world.actor("K1", "integrator")


async def now_of(runtime: Runtime) -> datetime:
    async with runtime.database.connection() as connection:
        return await read_now(connection)


async def wanted(runtime: Runtime, **fields: Any) -> WantedReplay:
    """Of the last hour, unless it is said otherwise."""
    return WantedReplay(**{"since": await now_of(runtime) - timedelta(hours=1), **fields})


async def begun(runtime: Runtime, endpoint: UUID, by: Actor, **fields: Any) -> UUID:
    """The id of a replay."""
    reply = await replays.begin(
        runtime, endpoint, await wanted(runtime, **fields), by=by, once=None,
        render=lambda view: StoredResponse(200, view.operation.id.bytes),
    )  # fmt: skip
    return UUID(bytes=reply.body)


async def run(runtime: Runtime) -> None:
    while await step(runtime):
        pass


async def queue(runtime: Runtime, endpoint: UUID) -> list[Row]:
    return list(
        await runtime.database.pool.fetch(
            "SELECT q.*, e.type, e.ticket_id FROM webhook_queue q JOIN events e ON e.id = q.event_id "
            "WHERE q.endpoint_id = $1 ORDER BY q.id",
            endpoint,
        )
    )


async def sent(runtime: Runtime, endpoint: UUID) -> None:
    """Let all that is owed be forgotten, as if it had been taken."""
    await runtime.database.pool.execute("DELETE FROM webhook_queue WHERE endpoint_id = $1", endpoint)


async def tried(runtime: Runtime, endpoint: UUID, event: UUID, outcome: str) -> None:
    await runtime.database.pool.execute(
        "INSERT INTO webhook_attempts (endpoint_id, event_id, event_type, attempt, cause, started_at, duration_ms, "
        "outcome) VALUES ($1, $2, 'x', 1, 'live', clock_timestamp(), 1, $3)",
        endpoint, event, outcome,
    )  # fmt: skip


async def buried(runtime: Runtime, endpoint: UUID, event: UUID) -> None:
    await runtime.database.pool.execute(
        "WITH q AS (DELETE FROM webhook_queue WHERE endpoint_id = $1 AND event_id = $2 RETURNING *) "
        "INSERT INTO webhook_dead SELECT endpoint_id, event_id, subject_id, feed_pos, previous_sequence, 11, "
        "'exhausted', clock_timestamp() FROM q",
        endpoint, event,
    )  # fmt: skip


async def test_what_an_endpoint_missed_while_it_was_paused_is_sent_in_the_order_of_the_feed(
    runtime: Runtime, world: World, integrator: Actor
) -> None:
    endpoint = await an_endpoint(world, state="paused")
    tickets = [await a_ticket(world) for _ in range(3)]
    await move(world, tickets[0], world.actor("V1", "leader"), "dispatch", unit_id=str(world.id("V1")))
    await give_places(runtime)
    assert await queue(runtime, endpoint) == []

    await runtime.database.pool.execute("UPDATE webhook_endpoints SET state = 'active'")
    operation = await begun(runtime, endpoint, integrator)
    await run(runtime)

    rows = await queue(runtime, endpoint)
    assert [row["type"] for row in rows] == ["ticket.created"] * 3 + ["ticket.dispatched"]
    assert [row["feed_pos"] for row in rows] == sorted(row["feed_pos"] for row in rows)
    assert {(row["lane"], row["cause"], row["attempt"]) for row in rows} == {(2, "replay", 0)}
    assert [row["previous_sequence"] for row in rows] == [None, None, None, 1]
    view = await get_operation(runtime, operation, integrator)
    assert (view.operation.state, view.operation.done, view.operation.total) == ("done", 4, 4)


async def test_what_is_owed_anyway_is_not_owed_twice(runtime: Runtime, world: World, integrator: Actor) -> None:
    endpoint = await an_endpoint(world)
    await a_ticket(world)
    await give_places(runtime)
    operation = await begun(runtime, endpoint, integrator)
    await run(runtime)
    assert [row["cause"] for row in await queue(runtime, endpoint)] == ["live"]
    view = await get_operation(runtime, operation, integrator)
    assert (view.operation.accepted, view.operation.refused) == (0, 1)


async def test_only_what_failed_at_this_endpoint_is_sent_again_whatever_became_of_it_at_others(
    runtime: Runtime, world: World, integrator: Actor
) -> None:
    ours, other = await an_endpoint(world), await an_endpoint(world)
    for _ in range(4):
        await a_ticket(world)
    await give_places(runtime)
    ok, failed, healed, dead = [row["event_id"] for row in await queue(runtime, ours)]
    await tried(runtime, ours, ok, "ok")
    await tried(runtime, ours, failed, "timeout")
    await tried(runtime, other, failed, "ok")
    for outcome in ("timeout", "ok"):
        await tried(runtime, ours, healed, outcome)
    await tried(runtime, other, ok, "timeout")
    await buried(runtime, ours, dead)
    await sent(runtime, ours)

    await begun(runtime, ours, integrator, only_failed=True)
    await run(runtime)

    assert [row["event_id"] for row in await queue(runtime, ours)] == [failed, dead]
    assert await runtime.database.pool.fetchval("SELECT count(*) FROM webhook_dead") == 0


async def test_types_a_ticket_and_a_time_narrow_what_is_sent_again(
    runtime: Runtime, world: World, integrator: Actor
) -> None:
    endpoint = await an_endpoint(world)
    first, second = await a_ticket(world), await a_ticket(world)
    for ticket in (first, second):
        await move(world, ticket, world.actor("V1", "leader"), "dispatch", unit_id=str(world.id("V1")))
    await give_places(runtime)
    for criteria, count in (
        ({"types": ["ticket.dis*"]}, 2),
        ({"ticket_id": first}, 2),
        ({"ticket_id": first, "types": ["ticket.created"]}, 1),
        ({"ticket_id": new_id()}, 0),
        ({"until": await now_of(runtime) - timedelta(minutes=30)}, 0),
        ({"types": ["*"]}, 4),
    ):
        await sent(runtime, endpoint)
        await begun(runtime, endpoint, integrator, **criteria)
        await run(runtime)
        assert len(await queue(runtime, endpoint)) == count, criteria


async def test_an_endpoint_is_not_sent_again_what_its_unit_does_not_see_or_did_not_ask_for(
    runtime: Runtime, world: World
) -> None:
    elsewhere = await an_endpoint(world, "K2")
    picky = await an_endpoint(world, event_types=["ticket.dispatched"], filter={"urgency": ["critical"]})
    await a_ticket(world)
    await give_places(runtime)
    for endpoint, code in ((elsewhere, "K2"), (picky, "K1")):
        await begun(runtime, endpoint, world.actor(code, "integrator"))
        await run(runtime)
        assert await queue(runtime, endpoint) == []


async def test_what_was_given_before_is_sent_again_although_a_filter_would_not_let_it_pass_any_more(
    runtime: Runtime, world: World, integrator: Actor
) -> None:
    endpoint = await an_endpoint(world)
    await a_ticket(world)
    await give_places(runtime)
    (row,) = await queue(runtime, endpoint)
    await buried(runtime, endpoint, row["event_id"])
    await runtime.database.pool.execute("""UPDATE webhook_endpoints SET filter = '{"urgency": ["critical"]}'""")
    await begun(runtime, endpoint, integrator)
    await run(runtime)
    assert await queue(runtime, endpoint) == []
    await begun(runtime, endpoint, integrator, only_failed=True)
    await run(runtime)
    assert len(await queue(runtime, endpoint)) == 1


async def test_a_replay_goes_on_where_another_worker_left_it(
    runtime: Runtime, world: World, integrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "PAGE", 2)
    endpoint = await an_endpoint(world, state="paused")
    for _ in range(7):
        await a_ticket(world)
    await give_places(runtime)
    await runtime.database.pool.execute("UPDATE webhook_endpoints SET state = 'active'")
    operation = await begun(runtime, endpoint, integrator)

    counts = []
    while await replays.advance(runtime, operation):
        counts.append(len(await queue(runtime, endpoint)))

    assert counts == [2, 4, 6, 7]
    rows = await queue(runtime, endpoint)
    assert len({row["event_id"] for row in rows}) == 7
    assert [row["feed_pos"] for row in rows] == sorted(row["feed_pos"] for row in rows)


async def test_a_page_that_was_not_committed_is_done_again(
    runtime: Runtime, world: World, integrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    endpoint = await an_endpoint(world, state="paused")
    await a_ticket(world)
    await give_places(runtime)
    await runtime.database.pool.execute("UPDATE webhook_endpoints SET state = 'active'")
    operation = await begun(runtime, endpoint, integrator)

    async def broken(*_: object) -> None:
        raise ConnectionError

    with monkeypatch.context() as patch:
        patch.setattr("escalation.webhooks.storage.replay_operations.advance", broken)
        with pytest.raises(OutcomeUnknown):
            await replays.advance(runtime, operation)
    assert await queue(runtime, endpoint) == []
    await run(runtime)
    assert len(await queue(runtime, endpoint)) == 1


async def test_the_queue_is_not_flooded(
    runtime: Runtime, world: World, integrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "PAGE", 2)
    monkeypatch.setattr(replays, "MOST_WAITING", 3)
    endpoint = await an_endpoint(world, state="paused")
    for _ in range(7):
        await a_ticket(world)
    await give_places(runtime)
    await runtime.database.pool.execute("UPDATE webhook_endpoints SET state = 'active'")
    operation = await begun(runtime, endpoint, integrator)
    await run(runtime)
    assert len(await queue(runtime, endpoint)) == 4
    await sent(runtime, endpoint)
    await run(runtime)
    assert len(await queue(runtime, endpoint)) == 3
    assert (await get_operation(runtime, operation, integrator)).operation.state == "done"


async def test_a_replay_waits_while_its_endpoint_is_paused_and_ends_when_it_is_deleted(
    runtime: Runtime, world: World, integrator: Actor
) -> None:
    endpoint = await an_endpoint(world, state="paused")
    await a_ticket(world)
    await give_places(runtime)
    operation = await begun(runtime, endpoint, integrator)
    await run(runtime)
    assert (await get_operation(runtime, operation, integrator)).operation.state == "waiting"
    await runtime.database.pool.execute("DELETE FROM webhook_endpoints")
    await run(runtime)
    assert (await get_operation(runtime, operation, integrator)).operation.state == "cancelled"


async def test_a_cancelled_replay_sends_nothing_more(
    runtime: Runtime, world: World, integrator: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "PAGE", 2)
    endpoint = await an_endpoint(world, state="paused")
    for _ in range(5):
        await a_ticket(world)
    await give_places(runtime)
    await runtime.database.pool.execute("UPDATE webhook_endpoints SET state = 'active'")
    operation = await begun(runtime, endpoint, integrator)
    await replays.advance(runtime, operation)
    await a_ticket(world)
    await give_places(runtime)

    await replays.cancel(runtime, endpoint, operation, by=integrator)
    await run(runtime)

    assert [row["cause"] for row in await queue(runtime, endpoint)] == ["live"]
    assert (await get_operation(runtime, operation, integrator)).operation.state == "cancelled"
    with pytest.raises(NotFound):
        await replays.cancel(runtime, endpoint, operation, by=integrator)


async def test_a_replay_ends_once_whoever_began_it_has_lost_the_key_for_it(runtime: Runtime, world: World) -> None:
    endpoint = await an_endpoint(world, state="paused")
    for _ in range(3):
        await a_ticket(world)
    await give_places(runtime)
    await runtime.database.pool.execute("UPDATE webhook_endpoints SET state = 'active'")
    key = await create_key(runtime, unit_code="K1", role=Role.INTEGRATOR, name="x", days=1, by=None)
    by = replace(world.actor("K1", "integrator"), principal=f"key:{key.id}")
    operation = await begun(runtime, endpoint, by)
    await runtime.database.pool.execute("UPDATE api_keys SET revoked_at = clock_timestamp()")
    await run(runtime)

    assert await queue(runtime, endpoint) == []
    ended = (await get_operation(runtime, operation, by)).operation
    assert (ended.state, ended.error, ended.done) == ("cancelled", "AUTHORITY_LOST", 0)


async def test_one_replay_of_an_endpoint_goes_on_at_a_time(runtime: Runtime, world: World, integrator: Actor) -> None:
    endpoint = await an_endpoint(world, state="paused")
    await begun(runtime, endpoint, integrator)
    with pytest.raises(LimitReached):
        await begun(runtime, endpoint, integrator)
    await begun(runtime, await an_endpoint(world), integrator)


async def test_a_dry_run_counts_and_sends_nothing(runtime: Runtime, world: World, integrator: Actor) -> None:
    endpoint = await an_endpoint(world, state="paused")
    for _ in range(3):
        await a_ticket(world)
    await give_places(runtime)
    counted = await replays.count(
        runtime,
        endpoint,
        await wanted(runtime),
        by=integrator,
        render=lambda count: StoredResponse(200, str(count).encode()),
        once=None,
    )
    assert (counted.status, counted.body) == (200, b"3")
    assert await replays.unfinished(runtime) == []


async def test_what_is_not_kept_any_more_cannot_be_asked_for(runtime: Runtime, world: World, integrator: Actor) -> None:
    endpoint = await an_endpoint(world)
    now = await now_of(runtime)
    for fields, pointer in (
        ({"since": now - timedelta(days=31)}, "/since"),
        ({"since": now + timedelta(days=1)}, "/until"),
        ({"until": now - timedelta(hours=2)}, "/until"),
        ({"types": ["no.such.type"]}, "/types/0"),
    ):
        with pytest.raises(ValidationFailed) as refused:
            await begun(runtime, endpoint, integrator, **fields)
        assert refused.value.faults[0].pointer == pointer


async def test_a_disabled_endpoint_is_sent_nothing_again(runtime: Runtime, world: World, integrator: Actor) -> None:
    endpoint = await an_endpoint(world, state="disabled")
    await a_ticket(world)
    await give_places(runtime)
    event = await runtime.database.pool.fetchval("SELECT id FROM events")
    with pytest.raises(EndpointDisabled):
        await begun(runtime, endpoint, integrator)
    with pytest.raises(EndpointDisabled):
        await resent(runtime, endpoint, event, integrator)


# -- One event -------------------------------------------------------------------------------------------------------


async def resent(runtime: Runtime, endpoint: UUID, event: UUID, by: Actor) -> None:
    await replays.resend(runtime, endpoint, event, by=by, render=lambda _: StoredResponse(200, b""), once=None)


async def test_an_event_is_sent_again_whatever_became_of_it(runtime: Runtime, world: World, integrator: Actor) -> None:
    endpoint = await an_endpoint(world)
    await a_ticket(world)
    await give_places(runtime)
    (row,) = await queue(runtime, endpoint)
    event = row["event_id"]

    await buried(runtime, endpoint, event)
    await resent(runtime, endpoint, event, integrator)
    (after_death,) = await queue(runtime, endpoint)
    assert (after_death["cause"], after_death["lane"], after_death["attempt"]) == ("manual", 0, 0)
    assert await runtime.database.pool.fetchval("SELECT count(*) FROM webhook_dead") == 0

    await tried(runtime, endpoint, event, "ok")
    await sent(runtime, endpoint)
    await resent(runtime, endpoint, event, integrator)
    assert len(await queue(runtime, endpoint)) == 1


async def test_an_event_that_is_owed_is_due_sooner_and_never_twice(
    runtime: Runtime, world: World, integrator: Actor
) -> None:
    endpoint = await an_endpoint(world)
    await a_ticket(world)
    await give_places(runtime)
    await runtime.database.pool.execute(
        "UPDATE webhook_queue SET lane = 1, attempt = 3, due_at = due_at + interval '1 hour'"
    )
    (before,) = await queue(runtime, endpoint)
    await resent(runtime, endpoint, before["event_id"], integrator)
    (after,) = await queue(runtime, endpoint)
    assert (after["id"], after["attempt"], after["cause"], after["lane"]) == (before["id"], 3, "manual", 0)
    assert after["due_at"] < before["due_at"]


async def test_an_event_that_is_being_sent_stays_as_it_is(runtime: Runtime, world: World, integrator: Actor) -> None:
    endpoint = await an_endpoint(world)
    await a_ticket(world)
    await give_places(runtime)
    await runtime.database.pool.execute(
        "UPDATE webhook_queue SET state = 1, lease_id = gen_random_uuid(), leased_until = clock_timestamp()"
    )
    (before,) = await queue(runtime, endpoint)
    await resent(runtime, endpoint, before["event_id"], integrator)
    assert await queue(runtime, endpoint) == [before]


async def test_an_event_that_the_unit_does_not_see_cannot_be_sent_to_its_endpoint(
    runtime: Runtime, world: World
) -> None:
    endpoint = await an_endpoint(world, "K2")
    await a_ticket(world, "V1")
    await give_places(runtime)
    event = await runtime.database.pool.fetchval("SELECT id FROM events")
    for unknown in (event, new_id()):
        with pytest.raises(NotFound):
            await resent(runtime, endpoint, unknown, world.actor("K2", "integrator"))
    with pytest.raises(NotFound):
        await resent(runtime, endpoint, event, world.actor("K1", "integrator"))
