"""What waits for endpoints that are not sent to costs the others nothing: their claims read what they read without."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

import pytest

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.webhooks.storage import claims
from escalation.webhooks.storage.claims import PLAN_FOR_MANY, ClaimRequest, Lane, claim, list_due, reserve
from escalation.webhooks.storage.endpoints import targets
from tests.conftest import a_database_of_its_own
from tests.support.receivers import Receiver
from tests.support.world import World, build_world
from tests.tickets.lists.plans import Recorder, _literal, _nodes, _read
from tests.webhooks.desk import at, some_events

SLEEPING: Final = 50_000
"""Deliveries that each of two endpoints is owed which nothing is sent to."""
DEEPER: Final = 2.0
"""An index of a hundred thousand entries is a step or two deeper than one of forty; each look-up reads those pages."""
LITTLE: Final = 1.01
"""Rows are means of many look-ups, told with two digits; a table of forty a plan may read whole, and repeatedly."""
_MUCH: Final = """
INSERT INTO webhook_queue (endpoint_id, event_id, subject_id, feed_pos, due_at, hold_until, expires_at, created_at)
SELECT $1, gen_random_uuid(), gen_random_uuid(), s, q.due_at, q.hold_until, q.expires_at, q.created_at
FROM (SELECT * FROM webhook_queue LIMIT 1) q CROSS JOIN generate_series(1, $2) s
"""
_KEPT: Final = {"_DUE_BY_LANE": "q.endpoint_id = e.endpoint_id AND ", "_CLAIM": "w.endpoint_id = a.endpoint_id AND "}
"""What keeps every reading at one endpoint, as it stands in the statements."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Pages of everything, and rows of the queue, that a claim reads."""

    pages: int
    rows: float
    claimed: int


async def cost(world: World) -> Cost:
    """What it costs to claim for the endpoints that are sent to, with the plans that are kept for any values."""
    async with world.runtime.database.connection() as connection:
        async with undone(connection):
            recorder = Recorder(connection)
            active = list((await targets(connection)).by_id)
            due = await list_due(recorder, active)
            await reserve(recorder, [endpoint for endpoint, _ in due])
            claimed = await claim(
                recorder, [ClaimRequest(id_, 8, ordered=True) for id_, _ in due], Lane.LIVE, uuid4(), 100
            )
        plans = [await plan(connection, compiled, arguments) for compiled, arguments in recorder.asked]
    nodes = [node for each in plans for node in _nodes(each) if node.get("Relation Name") == "webhook_queue"]
    pages = sum(each["Shared Hit Blocks"] + each["Shared Read Blocks"] for each in plans)
    return Cost(pages, sum(_read(node) for node in nodes if node["Node Type"] != "ModifyTable"), len(claimed))


async def plan(connection: Connection, compiled: Compiled, arguments: list[object]) -> Mapping[str, Any]:
    async with undone(connection):
        await connection.raw.execute(f"SET LOCAL plan_cache_mode = force_generic_plan; {PLAN_FOR_MANY}")
        await connection.raw.execute(f"PREPARE asked AS {compiled.text}")
        values = ", ".join(map(_argument, arguments))
        asked = f"EXECUTE asked({values})"
        told = await connection.raw.fetchval(f"EXPLAIN (ANALYZE, BUFFERS, TIMING OFF, FORMAT JSON) {asked}")
        await connection.raw.execute("DEALLOCATE asked")
    found: Mapping[str, Any] = told[0]["Plan"]
    return found


@asynccontextmanager
async def undone(connection: Connection) -> AsyncIterator[None]:
    tried = connection.raw.transaction()
    await tried.start()
    try:
        yield
    finally:
        await tried.rollback()


def _argument(value: object) -> str:
    return f"INTERVAL '{value.total_seconds()} s'" if isinstance(value, timedelta) else _literal(value)


@pytest.fixture(scope="module")
async def crowded(worker_id: str) -> AsyncIterator[tuple[World, Cost]]:
    """Shared: three endpoints that are sent to, beside two that much is owed to; and what a claim cost before that."""
    async with a_database_of_its_own(worker_id) as database:
        world = await build_world(Runtime(database, Vault(b"\x07" * 32), CompiledDocuments()))
        nobody = Receiver("https://example.org/")
        for _ in range(3):
            await at(world, nobody)
        for _ in range(8):
            await some_events(world, 4)
        await database.pool.execute("VACUUM ANALYZE webhook_queue, webhook_endpoints")
        before = await cost(world)
        for state in ("disabled", "paused"):
            await database.pool.execute(_MUCH, await at(world, nobody, state=state), SLEEPING)
        await database.pool.execute("VACUUM ANALYZE webhook_queue, webhook_endpoints")
        yield world, before


async def test_a_claim_reads_nothing_of_what_waits_for_endpoints_that_are_not_sent_to(
    crowded: tuple[World, Cost],
) -> None:
    world, before = crowded
    after = await cost(world)
    assert (before.claimed, after.claimed) == (3 * 8, 3 * 8)
    assert after.rows <= LITTLE * before.rows
    assert after.pages <= DEEPER * before.pages


@pytest.mark.parametrize("statement", _KEPT)
async def test_it_would_if_a_statement_did_not_keep_to_its_endpoint(
    crowded: tuple[World, Cost], monkeypatch: pytest.MonkeyPatch, statement: str
) -> None:
    """The negative control."""
    world, before = crowded
    whole = getattr(claims, statement)
    text = " ".join(whole.text.split())
    assert _KEPT[statement] in text
    monkeypatch.setattr(claims, statement, replace(whole, text=text.replace(_KEPT[statement], "")))
    after = await cost(world)
    assert after.rows >= SLEEPING > 10 * LITTLE * before.rows
    assert after.pages > DEEPER * before.pages
