"""A worker that comes back too late changes nothing; and what it was to do is done by another."""

from dataclasses import replace
from uuid import UUID, uuid4

import pytest

from escalation.kit.database.connection import Connection
from escalation.webhooks.domain.retry_decision import DONE
from escalation.webhooks.engine.delivery_worker import DeliveryWorker
from escalation.webhooks.storage import claims, deliveries
from escalation.webhooks.storage.claims import Claimed, ClaimRequest, Lane, claim, list_due, reserve
from escalation.webhooks.storage.deliveries import Result, reap, settle
from tests.support.receivers import local_sender, receiver
from tests.support.roles import as_owner
from tests.support.world import World
from tests.webhooks.desk import at, at_work, owed, some_events, until_nothing_is_owed


def without(monkeypatch: pytest.MonkeyPatch, statement: str, part: str, instead: str = "") -> None:
    """Take a safety net out of a statement."""
    module = claims if hasattr(claims, statement) else deliveries
    whole = getattr(module, statement)
    assert part in whole.text
    monkeypatch.setattr(module, statement, replace(whole, text=whole.text.replace(part, instead)))


async def _claim(connection: Connection, endpoint: UUID) -> list[Claimed]:
    async with connection.transaction():
        await list_due(connection, [endpoint])
        await reserve(connection, [endpoint])
        return await claim(connection, [ClaimRequest(endpoint, 8, ordered=True)], Lane.LIVE, uuid4(), 8)


async def test_a_late_result_neither_removes_nor_puts_off_what_is_anothers_by_now(world: World) -> None:
    async with receiver() as here:
        endpoint = await at(world, here)
        await some_events(world, 1)
        async with as_owner(world.runtime.database).connection() as connection:
            first = (await _claim(connection, endpoint))[0]
            await connection.raw.execute("UPDATE webhook_queue SET leased_until = 'epoch'")
            assert [lost.attempt for lost in await reap(connection)] == [1]
            second = (await _claim(connection, endpoint))[0]
            assert (second.id, second.attempt, second.lease_id != first.lease_id) == (first.id, 1, True)
            await settle(connection, [Result(first.id, first.lease_id, DONE)])
            assert await owed(world) == 1


async def test_without_the_fence_a_late_result_would_win(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    without(monkeypatch, "_SETTLE", " AND q.lease_id = r.lease_id")
    with pytest.raises(AssertionError):
        await test_a_late_result_neither_removes_nor_puts_off_what_is_anothers_by_now(world)


async def test_what_a_dead_worker_held_is_done_by_another_and_logged_as_lost(world: World) -> None:
    async with receiver() as here:
        endpoint = await at(world, here)
        _, events = await some_events(world, 2)
        async with as_owner(world.runtime.database).connection() as connection:
            await _claim(connection, endpoint)
            await connection.raw.execute("UPDATE webhook_queue SET leased_until = 'epoch' WHERE state = 1")
        async with at_work(world):
            await until_nothing_is_owed(world)
    log = await world.runtime.database.pool.fetch(
        "SELECT event_id, outcome, attempt FROM webhook_attempts ORDER BY started_at, outcome"
    )
    assert [tuple(row) for row in log] == [(events[0], "lost", 1), (events[0], "ok", 1), (events[1], "ok", 1)]


async def test_only_the_first_of_a_ticket_is_claimed_and_nobody_claims_it_again(world: World) -> None:
    async with receiver() as here:
        endpoint = await at(world, here)
        _, events = await some_events(world, 3)
        async with world.runtime.database.connection() as connection:
            assert [each.fact.id for each in await _claim(connection, endpoint)] == events[:1]
            assert await _claim(connection, endpoint) == []


async def test_without_the_rule_of_order_later_ones_would_be_claimed_along(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    without(monkeypatch, "_CLAIM", "WHERE NOT (a.ordered AND", "WHERE NOT (false AND")
    with pytest.raises(AssertionError):
        await test_only_the_first_of_a_ticket_is_claimed_and_nobody_claims_it_again(world)


async def test_a_worker_with_nothing_to_do_asks_once_and_rests(world: World) -> None:
    async with receiver() as here, local_sender() as sender:
        await at(world, here)
        assert await DeliveryWorker(world.runtime, sender).step() is False
