"""What the feed costs does not depend on how much there is: every reading is a range of an index, and ends early."""

from collections.abc import AsyncIterator, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import pytest

from escalation.feed.engine.sequencer import BATCH
from escalation.feed.storage import pages
from escalation.feed.storage.pages import EVERYTHING, Wanted, read_for_all, read_page
from escalation.feed.storage.sequencing import _statement, _work, sequence
from escalation.kit.database.connection import Connection
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.webhooks.storage.fan_out import FAN_OUT
from tests.conftest import a_database_of_its_own
from tests.support.makers import a_ticket
from tests.support.roles import TwoRoles, as_owner
from tests.support.world import World, build_world
from tests.tickets.lists.plans import Recorder, _literal, _nodes

TICKETS, EACH = 1_000, 20

_MORE_TICKETS = """
INSERT INTO tickets ({columns}) SELECT {values} FROM tickets t, generate_series(1, $2) s WHERE t.id = $1
"""
_MORE_EVENTS = """
INSERT INTO events ({columns}) SELECT {values}
FROM events e, generate_series(2, $2) s, tickets t WHERE e.ticket_id = $1 AND e.sequence = 1 ORDER BY s
"""
_COLUMNS = """
SELECT column_name FROM information_schema.columns
WHERE table_name = $1 AND is_generated = 'NEVER' AND identity_generation IS NULL AND column_name <> 'feed_pos'
"""


async def multiply(connection: Connection, table: str, statement: str, of: UUID, count: int, **instead: str) -> None:
    """Many rows like one there is."""
    names = [row["column_name"] for row in await connection.raw.fetch(_COLUMNS, table)]
    values = [instead.get(name, f"{table[0]}.{name}") for name in names]
    text = statement.format(columns=", ".join(names), values=", ".join(values))
    await connection.raw.execute(text, of, count)


@pytest.fixture(scope="module")
async def pool(worker_id: str) -> AsyncIterator[TwoRoles]:
    async with a_database_of_its_own(worker_id) as own:
        yield own


@pytest.fixture(scope="module")
async def world(pool: TwoRoles) -> World:
    """Shared: a thousand tickets with twenty events each, all but the last few in the feed."""
    world = await build_world(Runtime(pool.anew(), Vault(b"\x07" * 32), CompiledDocuments()))
    ticket = await a_ticket(world, "V1")
    async with as_owner(pool).connection() as connection:
        number = "t.number || '-' || s"
        await multiply(connection, "tickets", _MORE_TICKETS, ticket, TICKETS, id="gen_random_uuid()", number=number)
        same = {"id": "gen_random_uuid()", "ticket_id": "t.id", "sequence": "s"}
        await multiply(connection, "events", _MORE_EVENTS, ticket, EACH, **same)
        while (await sequence(connection, BATCH, FAN_OUT)).events == BATCH:
            pass
        await connection.raw.execute("VACUUM ANALYZE")
    await a_ticket(world, "V1")
    return world


@dataclass(frozen=True, slots=True)
class Cost:
    """How events were found, and how many rows of each table were read."""

    by: set[str]
    rows: Mapping[str, float]
    scanned: set[str]


async def cost(connection: Connection, text: str, arguments: list[object], *, mode: str = "force_generic_plan") -> Cost:
    """What a statement costs by the plan that is kept for any values."""
    await connection.raw.execute(f"SET plan_cache_mode = {mode}")
    await connection.raw.execute(f"PREPARE asked AS {text}")
    values = ", ".join(map(_argument, arguments))
    tried = connection.raw.transaction()
    await tried.start()
    told = await connection.raw.fetchval(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) EXECUTE asked({values})")
    await tried.rollback()
    await connection.raw.execute("DEALLOCATE asked")
    await connection.raw.execute("RESET plan_cache_mode")
    return _cost(told[0]["Plan"])


def _argument(value: object) -> str:
    if not isinstance(value, list):
        return _literal(value)
    return "'{" + ",".join("NULL" if each is None else str(each) for each in value) + "}'"


def _cost(plan: Mapping[str, Any]) -> Cost:
    rows: dict[str, float] = {}
    for node in _read(plan):
        read = (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        rows[node["Relation Name"]] = rows.get(node["Relation Name"], 0) + read
    indexes = {str(node.get("Index Name", "")) for node in _nodes(plan)}
    scanned = {node["Relation Name"] for node in _read(plan) if node["Node Type"] == "Seq Scan"}
    return Cost({name for name in indexes if "events" in name}, rows, scanned)


def _read(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    yield from (node for node in _nodes(plan) if "Relation Name" in node and node["Node Type"] != "ModifyTable")


async def page_costs(connection: Connection, world: World, who: str, wanted: Wanted, *, after: int) -> Cost:
    recorder = Recorder(connection)
    code, role = who.split(" ")
    await read_page(recorder, world.actor(code, role), wanted, after=after, limit=100)
    ((compiled, arguments),) = recorder.asked
    return await cost(connection, compiled.text, arguments)


@pytest.mark.parametrize("wanted", [EVERYTHING, Wanted(types=("ticket.*",))], ids=["everything", "types"])
@pytest.mark.parametrize("after", [0, 12_345])
async def test_a_page_is_a_range_of_places_and_ends_when_it_is_full(
    world: World, pool: TwoRoles, wanted: Wanted, after: int
) -> None:
    async with pool.connection() as connection:
        for who in ("C office", "V1 handler"):
            found = await page_costs(connection, world, who, wanted, after=after)
            assert found.by == {"uq_events_feed_pos"}
            assert found.rows["events"] == 100
            # Two neighbours may be of one ticket, which is looked up once then.
            assert found.rows["tickets"] <= 100
            assert found.scanned <= {"clock", "feed_head", "feed_days", "opinions", "webhook_endpoints", "joint_tasks"}


async def test_a_page_for_somebody_who_sees_nothing_reads_a_window_and_no_more(
    world: World, pool: TwoRoles, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "WINDOW", 5_000)
    pages._page.cache_clear()
    async with pool.connection() as connection:
        found = await page_costs(connection, world, "K2 office", EVERYTHING, after=100)
    pages._page.cache_clear()
    assert (found.by, found.rows["events"]) == ({"uq_events_feed_pos"}, 5_000)


async def test_the_events_of_one_ticket_are_found_by_the_ticket(world: World, pool: TwoRoles) -> None:
    async with pool.connection() as connection:
        ticket = await connection.raw.fetchval("SELECT ticket_id FROM events WHERE feed_pos = 777")
        found = await page_costs(connection, world, "C office", Wanted(ticket_id=ticket), after=0)
        assert found.by == {"uq_events_ticket_id_sequence"}
        assert found.rows["events"] <= EACH


async def test_what_is_new_is_read_once_for_all_who_listen(world: World, pool: TwoRoles) -> None:
    readers = [world.actor(code, role) for code in ("C", "K1", "K2", "V1", "V2") for role in ("office", "handler")]
    async with pool.connection() as connection:
        recorder = Recorder(connection)
        await read_for_all(recorder, readers, after=5_000, upto=5_050)
        ((compiled, arguments),) = recorder.asked
        found = await cost(connection, compiled.text, arguments)
    assert found.by == {"uq_events_feed_pos"}
    assert found.rows["events"] == 50
    assert found.rows["tickets"] <= 50


async def test_a_sequencer_looks_at_what_has_no_place_and_at_nothing_else(world: World, pool: TwoRoles) -> None:
    async with pool.connection() as connection:
        look = await cost(connection, _work(FAN_OUT).text, [0])
        batch = await cost(connection, _statement(BATCH, FAN_OUT, with_endpoints=False).text, [0])
        whole = await cost(
            connection, _statement(BATCH, FAN_OUT, with_endpoints=True).text, [0], mode="force_custom_plan"
        )
    assert (look.by, look.rows["events"]) == ({"ix_events_unnumbered"}, 1)
    for found in (batch, whole):
        assert found.by <= {"ix_events_unnumbered", "uq_events_ticket_id_sequence"}
        assert found.rows["events"] <= 3
