"""The log of attempts: a partition a day, made before the day begins, dropped as a whole when it is old."""

from datetime import timedelta

import pytest

from escalation.errors import DatabaseUnavailable
from escalation.kit.database.clock import read_wall
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.webhooks.engine import attempt_log
from escalation.webhooks.storage.attempts import Attempt, drop_days, insert_attempts, make_days
from tests.support.waiting import no_hanging


async def partitions(connection: Connection) -> dict[str, int]:
    """Where attempts lie, and how many."""
    rows = await connection.raw.fetch("SELECT tableoid::regclass::text, count(*) FROM webhook_attempts GROUP BY 1")
    return {row[0]: row[1] for row in rows}


async def an_attempt(connection: Connection, days: int) -> str:
    """One that began so many days from now; the name of its day."""
    at = await read_wall(connection) + timedelta(days=days)
    await insert_attempts(connection, [Attempt(new_id(), new_id(), "ticket.signed", 1, "live", at, 5, "ok")])
    return f"webhook_attempts_{at:%Y%m%d}"


async def test_a_day_has_a_place_before_it_begins(runtime: Runtime) -> None:
    await attempt_log.step(runtime)
    async with runtime.database.connection() as connection:
        assert await make_days(connection) == 0
        tomorrow = await an_attempt(connection, days=1)
        await an_attempt(connection, days=-1)
        assert await partitions(connection) == {tomorrow: 1, "webhook_attempts_default": 1}


async def test_days_that_are_old_are_dropped_and_others_stay(runtime: Runtime) -> None:
    await attempt_log.step(runtime)
    async with runtime.database.connection() as connection:
        await an_attempt(connection, days=1)
        last = await an_attempt(connection, days=3)
        await an_attempt(connection, days=-40)
        # As if the third day from now were the first that is kept.
        while await drop_days(connection, kept=-3, chunk=1):
            pass
        assert await partitions(connection) == {last: 1}
        assert await make_days(connection) == 2


async def test_whoever_reads_the_log_for_long_holds_up_no_result(runtime: Runtime) -> None:
    await attempt_log.step(runtime)
    async with runtime.database.connection() as reader, reader.transaction():
        await reader.raw.fetch("SELECT FROM webhook_attempts")
        # Who wants to drop gives up, and a result is written while the reader is still at it.
        async with no_hanging():
            with pytest.raises(DatabaseUnavailable):
                async with runtime.database.connection() as connection:
                    await drop_days(connection, kept=-10)
            async with runtime.database.connection() as connection:
                await an_attempt(connection, days=0)
