"""How is the head of a long line found? By its index, and without stepping over what was done before."""

from datetime import datetime, timedelta
from typing import Any

import orjson
import pytest

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Compiled, Connection
from escalation.tickets.domain.ticket import Ticket
from escalation.tickets.storage import due_tickets
from escalation.tickets.storage.due_tickets import FROM_THE_FIRST
from escalation.tickets.storage.tables import tickets
from tests.support.makers import a_ticket
from tests.support.roles import as_owner
from tests.support.world import World

pytestmark = pytest.mark.database_of_its_own

MANY = 20_000


async def fill(world: World, first_at: datetime) -> None:
    """Many copies of a ticket, one a second in the line from a moment on."""
    template = await a_ticket(world)
    new = {
        "id": "gen_random_uuid()",
        "number": "'COPY-' || n",
        "wake_at": "$2::timestamptz + n * interval '1 second'",
    }
    copied = ", ".join(new.get(name, name) for name in Ticket._fields)
    async with as_owner(world.runtime.database).connection() as connection:
        # As a replica: nobody lists them. However long it takes on a busy machine.
        async with connection.transaction():
            await connection.raw.execute("SET LOCAL session_replication_role = replica")
            await connection.raw.execute("SET LOCAL statement_timeout = 0")
            await connection.raw.execute(
                f"INSERT INTO tickets ({', '.join(Ticket._fields)}) "
                f"SELECT {copied} FROM tickets, generate_series(1, {MANY}) AS n WHERE id = $1",
                template, first_at,
            )  # fmt: skip
        await connection.raw.execute("VACUUM (ANALYZE) tickets")


async def plan_of(connection: Connection, statement: Compiled, **params: object) -> dict[str, Any]:
    """What PostgreSQL did for a statement, undone again."""
    async with connection.transaction():
        told = await connection.raw.fetchval(
            f"EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) {statement.text}", *statement.arguments(params)
        )
    plan: dict[str, Any] = (told if isinstance(told, list) else orjson.loads(told))[0]["Plan"]
    return plan


def nodes(plan: dict[str, Any]) -> list[dict[str, Any]]:
    return [plan, *(node for child in plan.get("Plans", ()) for node in nodes(child))]


def pages(plan: dict[str, Any]) -> int:
    return int(plan["Shared Hit Blocks"]) + int(plan["Shared Read Blocks"])


def way_to_tickets(plan: dict[str, Any]) -> list[str]:
    return [node.get("Index Name", node["Node Type"]) for node in nodes(plan) if node.get("Relation Name") == "tickets"]


async def test_a_look_at_a_line_of_things_to_come_costs_a_few_pages(world: World) -> None:
    """Whether it is to claim, to peek, or to see who is next."""
    async with world.runtime.database.connection() as connection:
        await fill(world, await read_now(connection) + timedelta(days=1))
        given = {"since": FROM_THE_FIRST, "limit": 200}
        for statement in (due_tickets._CLAIM, due_tickets._PEEK, due_tickets._NEXT):
            asked = {name: given[name] for name in statement.names if name in given}
            plan = await plan_of(connection, statement, **asked)
            assert way_to_tickets(plan) == ["ix_tickets_wake"], statement.text
            assert pages(plan) < 20, statement.text


async def test_what_was_done_is_not_stepped_over_as_long_as_somebody_looks_back(world: World) -> None:
    """A snapshot that is kept open, as a backup does, keeps dead entries at the head of the line."""
    database = world.runtime.database
    async with as_owner(database).connection() as connection, database.connection() as backup:
        now = await read_now(connection)
        await fill(world, now - timedelta(days=1))
        async with backup.raw.transaction(isolation="repeatable_read", readonly=True):
            await backup.raw.fetchval("SELECT count(*) FROM tickets")
            async with connection.transaction():
                await connection.raw.execute("SET LOCAL statement_timeout = 0")
                await connection.raw.execute(f"UPDATE {tickets.name} SET wake_at = wake_at + interval '300 days'")
            from_the_first = await plan_of(connection, due_tickets._CLAIM, since=FROM_THE_FIRST, limit=200)
            from_there = await plan_of(connection, due_tickets._CLAIM, since=now - timedelta(minutes=1), limit=200)
    assert pages(from_there) < 20
    assert pages(from_the_first) > 50 * pages(from_there)
