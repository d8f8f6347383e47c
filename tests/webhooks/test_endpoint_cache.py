"""What a worker knows of endpoints is asked for every second, and read again only when something has changed."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from escalation.actors import CLOCK
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection, Database
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.webhooks.domain.health import Health, Reason
from escalation.webhooks.engine import abandoned_deliveries
from escalation.webhooks.storage import endpoints, secrets
from escalation.webhooks.storage.abandoned_deliveries import forget_orphans
from escalation.webhooks.storage.endpoint_settings import change_endpoint, delete_endpoint
from escalation.webhooks.storage.endpoints import Targets, disable, lock_health, recover, save_health, targets
from tests.support.endpoint_makers import an_endpoint, give_places
from tests.support.makers import a_ticket
from tests.support.world import World


async def told(database: Database) -> list[tuple[str, object]]:
    """Types of events about endpoints, and the reasons that they give."""
    rows = await database.pool.fetch("SELECT type, data FROM events WHERE endpoint_id IS NOT NULL ORDER BY n")
    return [(row["type"], row["data"].get("reason")) for row in rows]


async def test_active_endpoints_are_read_with_their_secrets_and_their_health(runtime: Runtime, world: World) -> None:
    one = await an_endpoint(world, headers={"X-Token": "a"}, rate_per_second=5.0)
    for state in ("paused", "disabled"):
        await an_endpoint(world, state=state)
    async with runtime.database.connection() as connection:
        (target,) = (await targets(connection)).by_id.values()
    assert (target.id, target.url, target.rate_per_second) == (one, "https://example.org/hooks", 5.0)
    assert (target.health, len(target.secrets)) == (Health(one), 1)


async def test_nothing_is_read_again_as_long_as_nothing_changes(runtime: Runtime, world: World) -> None:
    await an_endpoint(world)
    async with runtime.database.connection() as connection:
        known = await targets(connection)
        assert await targets(connection, known) is known


async def _url(connection: Connection, id_: UUID) -> None:
    await change_endpoint(connection, id_, {"url": "https://example.com/"})


async def _state(connection: Connection, id_: UUID) -> None:
    await change_endpoint(connection, id_, {"state": "paused"})


async def _deletion(connection: Connection, id_: UUID) -> None:
    await delete_endpoint(connection, id_)


async def _health(connection: Connection, id_: UUID) -> None:
    await save_health(connection, [Health(id_, failures_in_a_row=3)])


async def _secret(connection: Connection, id_: UUID) -> None:
    await secrets.expire_all(connection, id_, "v1", await read_now(connection) + timedelta(days=1))


@pytest.mark.parametrize("change", [_url, _state, _deletion, _health, _secret])
async def test_whatever_changes_is_noticed(runtime: Runtime, world: World, change: object) -> None:
    id_ = await an_endpoint(world)
    async with runtime.database.connection() as connection:
        known = await targets(connection)
        await change(connection, id_)  # type: ignore[operator]
        fresh = await targets(connection, known)
        assert fresh.by_id.get(id_) != known.by_id[id_]
        assert fresh == await targets(connection)


async def test_another_endpoint_is_noticed(runtime: Runtime, world: World) -> None:
    await an_endpoint(world)
    async with runtime.database.connection() as connection:
        known = await targets(connection)
        another = await an_endpoint(world)
        assert set((await targets(connection, known)).by_id) == {*known.by_id, another}


async def test_when_health_alone_has_changed_settings_are_not_read_again(runtime: Runtime, world: World) -> None:
    id_ = await an_endpoint(world)
    async with runtime.database.connection() as connection:
        known = await targets(connection)
        marked = Targets({id_: replace(known.by_id[id_], url="as it was known")}, known.marks)
        await save_health(connection, [Health(id_, failures_in_a_row=3)])
        target = (await targets(connection, marked)).by_id[id_]
    assert (target.url, target.health.failures_in_a_row) == ("as it was known", 3)


async def test_health_is_written_as_it_is_and_not_for_who_is_gone(runtime: Runtime, world: World) -> None:
    id_ = await an_endpoint(world)
    async with runtime.database.transaction() as connection:
        now = await read_now(connection)
        failing = Health(id_, "open", 1, 7, 20, 9, now, 3, now, now, 4, 50, 2, 1, now, now)
        await save_health(connection, [failing, Health(new_id())])
        assert await lock_health(connection, [id_, new_id()]) == {id_: failing}


async def test_an_endpoint_is_disabled_once_and_its_unit_is_told_once(
    runtime: Runtime, world: World, database: Database
) -> None:
    id_ = await an_endpoint(world)
    async with runtime.database.transaction() as connection:
        assert await disable(connection, id_, Reason.FAILING, by=CLOCK, request_id="test")
        assert not await disable(connection, id_, Reason.GONE, by=CLOCK, request_id="test")
        assert not await disable(connection, new_id(), Reason.GONE, by=CLOCK, request_id="test")
        assert (await targets(connection)).by_id == {}
    assert await told(database) == [("endpoint.disabled", "failing")]
    row = await database.pool.fetchrow("SELECT state, state_reason, version FROM webhook_endpoints")
    assert row is not None
    assert tuple(row) == ("disabled", "failing", 2)


async def test_what_is_told_of_an_endpoint_goes_to_others_of_its_unit_and_never_to_itself(
    runtime: Runtime, world: World, database: Database
) -> None:
    broken, other, elsewhere = [await an_endpoint(world, code) for code in ("K1", "C", "K2")]
    async with runtime.database.transaction() as connection:
        await recover(connection, broken, by=CLOCK, request_id="test")
        await save_health(connection, [Health(broken, breaker="open", failing_since=await read_now(connection))])
        await recover(connection, broken, by=CLOCK, request_id="test")
    await give_places(runtime)
    rows = await database.pool.fetch("SELECT endpoint_id FROM webhook_queue")
    assert [row["endpoint_id"] for row in rows] == [other]
    assert await told(database) == [("endpoint.recovered", None)]
    assert elsewhere != other


# -- What nobody waits for any more ------------------------------------------------------------------------------------


async def count(database: Database, table: str) -> int:
    found: int = await database.pool.fetchval(f"SELECT count(*) FROM {table}")
    return found


async def owing(world: World, number: int = 3) -> UUID:
    """An endpoint that is owed so many events."""
    id_ = await an_endpoint(world)
    for _ in range(number):
        await a_ticket(world)
    await give_places(world.runtime)
    return id_


@pytest.mark.parametrize("reason", [Reason.GONE, Reason.RECEIVER, Reason.DISSOLVED])
async def test_what_a_receiver_does_not_want_any_more_becomes_dead_letters(
    runtime: Runtime, world: World, database: Database, reason: Reason
) -> None:
    id_ = await owing(world)
    async with runtime.database.transaction() as connection:
        await disable(connection, id_, reason, by=CLOCK, request_id="test")
    await abandoned_deliveries.step(runtime)
    rows = await database.pool.fetch("SELECT reason FROM webhook_dead")
    assert (await count(database, "webhook_queue"), [row["reason"] for row in rows]) == (0, [reason] * 3)


async def test_what_a_failing_endpoint_is_owed_waits_for_its_way_back(
    runtime: Runtime, world: World, database: Database
) -> None:
    id_ = await owing(world)
    async with runtime.database.transaction() as connection:
        await disable(connection, id_, Reason.FAILING, by=CLOCK, request_id="test")
    await abandoned_deliveries.step(runtime)
    assert (await count(database, "webhook_queue"), await count(database, "webhook_dead")) == (3, 0)


async def test_what_is_being_sent_is_not_buried(runtime: Runtime, world: World, database: Database) -> None:
    id_ = await owing(world)
    await database.pool.execute("UPDATE webhook_queue SET state = 1 WHERE id = (SELECT min(id) FROM webhook_queue)")
    async with runtime.database.transaction() as connection:
        await disable(connection, id_, Reason.GONE, by=CLOCK, request_id="test")
    await abandoned_deliveries.step(runtime)
    assert (await count(database, "webhook_queue"), await count(database, "webhook_dead")) == (1, 2)


async def test_what_is_left_of_a_deleted_endpoint_is_cleared_away_and_nothing_else(
    runtime: Runtime, world: World, database: Database
) -> None:
    other, gone = await an_endpoint(world), await owing(world)
    async with runtime.database.connection() as connection:
        await delete_endpoint(connection, gone)
    assert await count(database, "webhook_queue") == 6
    await abandoned_deliveries.step(runtime)
    for table in ("webhook_queue", "webhook_tails"):
        rows = await database.pool.fetch(f"SELECT DISTINCT endpoint_id FROM {table}")
        assert [row["endpoint_id"] for row in rows] == [other]


async def test_a_backlog_is_cleared_in_chunks(runtime: Runtime, world: World) -> None:
    await owing(world, 5)
    async with runtime.database.connection() as connection:
        found = await endpoints.targets(connection)
        await delete_endpoint(connection, next(iter(found.by_id)))
        assert [await forget_orphans(connection, 2) for _ in range(4)] == [4, 4, 2, 0]


async def test_dead_letters_are_kept_for_thirty_days(runtime: Runtime, world: World, database: Database) -> None:
    await owing(world)
    await database.pool.execute(
        "WITH q AS (DELETE FROM webhook_queue RETURNING *) "
        "INSERT INTO webhook_dead SELECT endpoint_id, event_id, subject_id, feed_pos, previous_sequence, 11, "
        "'exhausted', now() - interval '16 days' * (id - (SELECT min(id) FROM q)) FROM q"
    )
    await abandoned_deliveries.step(runtime)
    assert await count(database, "webhook_dead") == 2
    await world.advance(days=15)
    await abandoned_deliveries.step(runtime)
    assert await count(database, "webhook_dead") == 1
