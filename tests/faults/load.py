"""Many tickets whose time has come, and passes of the clock."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import func, select

from escalation.kit.database.clock import NOW, read_now
from escalation.kit.database.connection import compile_statement
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.command import JointUnit
from escalation.tickets.engine.deadlines import sweep
from escalation.tickets.storage.tables import tickets
from tests.support.makers import a_ticket, move
from tests.support.roles import as_owner
from tests.support.world import World

_AT_ONCE = 10
_BATCH = 100
_MOST_PASSES = 100
_DUE = compile_statement(select(func.count()).select_from(tickets).where(tickets.c.wake_at <= NOW))


async def many_tickets(world: World, count: int, origin: str = "V1") -> list[UUID]:
    """Freshly registered tickets of a unit."""
    made: list[UUID] = []
    for start in range(0, count, _AT_ONCE):
        some = min(_AT_ONCE, count - start)
        made += await asyncio.gather(*(a_ticket(world, origin) for _ in range(some)))
    return made


async def about_to_climb(world: World, count: int, origin: str = "V1") -> list[UUID]:
    """Tickets that are overdue and known to be so: at its next look the clock gives each to the level above."""
    made = await many_tickets(world, count, origin)
    await world.advance(days=10)
    await one_look_at_each(world.runtime, count)
    return made


async def one_look_at_each(runtime: Runtime, count: int) -> None:
    """Let the clock look once at each of so many tickets that are alike: first in line is who was not looked at yet."""
    left = count
    while left:
        swept = await sweep(runtime, batch=min(left, _BATCH))
        assert swept.applied
        left -= swept.applied


async def sweep_until_quiet(runtime: Runtime, *, batch: int = 200) -> int:
    """Passes until nothing is due; how many decisions were written."""
    total = 0
    for _ in range(_MOST_PASSES):
        swept = await sweep(runtime, batch=batch)
        if not swept.claimed:
            return total
        total += swept.applied
    raise AssertionError("it never becomes quiet")


async def are_due(runtime: Runtime) -> int:
    """How many tickets wait for the clock now."""
    async with runtime.database.connection() as connection:
        return int(str(await connection.value(_DUE)))


LAID_ASIDE: Final = datetime(2999, 1, 1, tzinfo=UTC)
"""When the clock would wake what a story put off."""


async def turn_back_and_lay_aside(world: World) -> None:
    """The clock as it was at first, and no ticket so far in its way: a story begins anew in the same world."""
    async with as_owner(world.runtime.database).transaction() as connection:
        await connection.raw.execute("UPDATE tickets SET wake_at = $1 WHERE wake_at IS NOT NULL", LAID_ASIDE)
        await connection.raw.execute("UPDATE clock SET advanced_by = '0'")


async def coordinated(world: World, urgency: str, difficulty: str) -> UUID:
    """A county department's ticket that two other departments help with."""
    ticket = await a_ticket(world, "K1", urgency=urgency, difficulty=difficulty)
    await move(world, ticket, world.actor("K1", "office"), "dispatch", unit_id=world.id("K1-ZJ"))
    await move(world, ticket, world.actor("K1-ZJ"), "sign")
    async with world.runtime.database.connection() as connection:
        now = await read_now(connection)
    lines = tuple(JointUnit(world.id(code), "现场查看", now + timedelta(days=2)) for code in ("K1-JT", "K1-SL"))
    await move(world, ticket, world.actor("K1-ZJ"), "coordinate", joint_units=lines)
    return ticket
