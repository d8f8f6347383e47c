"""A worker of the old version goes on while a newer one adds columns to tables: every statement names its own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Final

import pytest
from structlog.testing import capture_logs

from escalation.webhooks.storage import claims
from tests.support.receivers import receiver
from tests.support.world import World
from tests.webhooks.desk import at, at_work, some_events, turn, until_nothing_is_owed, until_tried

TABLES: Final = (
    "webhook_queue", "webhook_endpoints", "webhook_health", "webhook_secrets", "webhook_attempts", "webhook_tails",
    "webhook_dead", "events", "tickets", "clock",
)  # fmt: skip


@asynccontextmanager
async def newer_tables(world: World) -> AsyncIterator[None]:
    """Columns that are added within the block are gone after it."""
    pool = world.runtime.database.pool
    try:
        yield
    finally:
        await pool.execute("; ".join(f"ALTER TABLE {table} DROP COLUMN IF EXISTS newer" for table in TABLES))


async def becomes_newer(world: World) -> None:
    """As a migration of a newer version does it: one table after the other, while everything goes on."""
    for table in TABLES:
        await world.runtime.database.pool.execute(f"ALTER TABLE {table} ADD COLUMN newer text NOT NULL DEFAULT 'x'")


async def deliver_through_a_migration(world: World) -> tuple[int, list[str]]:
    """Deliver some, add columns, deliver some more with the same worker; how many came, and what was complained of."""
    async with receiver() as here, newer_tables(world):
        await at(world, here)
        with capture_logs() as said:
            async with at_work(world):
                # One at a time: a statement is prepared when it runs first, and planned once for all after five times.
                await some_events(world, 8)
                await until_nothing_is_owed(world)
                await becomes_newer(world)
                here.status = 500
                await some_events(world, 8)
                await until_tried(world, 9)
                here.status = 200
                await turn(world, minutes=1)
                await until_nothing_is_owed(world)
    complaints = [entry["event"] for entry in said if entry["log_level"] in {"error", "warning"}]
    return len(here.received), complaints


async def test_workers_deliver_on_while_columns_are_added(world: World) -> None:
    assert await deliver_through_a_migration(world) == (17, [])


@pytest.mark.slow
async def test_a_statement_that_takes_all_columns_would_fail(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """The negative control: what was prepared before gives other columns now, and PostgreSQL refuses that."""
    whole, named = claims._DUE_BY_LANE, "SELECT e.endpoint_id, l.lane"
    assert named in whole.text
    monkeypatch.setattr(claims, "_DUE_BY_LANE", replace(whole, text=whole.text.replace(named, f"{named}, h.*")))
    _, complaints = await deliver_through_a_migration(world)
    assert "delivery_step_failed" in complaints
