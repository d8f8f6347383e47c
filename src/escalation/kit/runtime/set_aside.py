"""What cannot be handled is set aside (poison rows), on record, so that it holds up nothing behind it.

A step of the engine that takes rows in turn does them `in_parts`, or each `setting_aside`, and leaves out those that
are set aside (`not_set_aside`). Such a row is tried again after a minute, and after twice as long each time, up to a
day. Tickets have incidents for this, operations and deliveries a state of their own.
"""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Final
from uuid import UUID

import structlog
from prometheus_client import Gauge

from escalation.errors import Unavailable, trace_without_texts
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import DIALECT, PASSING, Compiled, Connection
from escalation.kit.runtime.context import Runtime

_log = structlog.get_logger(__name__)
_NOW: Final = NOW.compile(dialect=DIALECT)
_ROWS = Gauge("escalation_rows_set_aside", "Rows that a task of the engine could not handle, by task.", ["task"])


async def in_parts(
    connection: Connection, task: str, ids: Sequence[UUID], do: Callable[[Sequence[UUID]], Awaitable[object]]
) -> list[UUID]:
    """Do rows all at once; if that fails, in halves, until it is known which one fails. That one is set aside.

    Which were done. In the caller's transaction, which holds the rows: what was done of a part that fails is undone.
    Raises `Unavailable`, and what says nothing of a row, such as a lost connection.
    """
    if not ids:
        return []
    try:
        async with connection.transaction():
            await do(ids)
    except (Unavailable, *PASSING):
        raise
    except Exception as error:  # noqa: BLE001 - a row that cannot be handled is set aside and never blocks the line
        if len(ids) == 1:
            await set_aside(connection, task, ids[0], error)
            return []
        half = len(ids) // 2
        first = await in_parts(connection, task, ids[:half], do)
        return first + await in_parts(connection, task, ids[half:], do)
    await take_back(connection, task, ids)
    return list(ids)


@asynccontextmanager
async def setting_aside(runtime: Runtime, task: str, row_id: UUID) -> AsyncIterator[None]:
    """Do one row that needs more than one transaction, or none; if it fails, it is set aside, and nothing is raised."""
    try:
        yield
    except (Unavailable, *PASSING):
        raise
    except Exception as error:  # noqa: BLE001 - as above
        async with runtime.database.connection() as connection:
            await set_aside(connection, task, row_id, error)
    else:
        async with runtime.database.connection() as connection:
            await take_back(connection, task, [row_id])


async def set_aside(connection: Connection, task: str, row_id: UUID, error: Exception) -> None:
    """Put a row out of the line for a while. Of the error the kind is kept: its text may quote a citizen."""
    _log.error("row_set_aside", task=task, row=str(row_id), trace=list(trace_without_texts(error)))
    await connection.run(_SET_ASIDE, task=task, row=row_id, error=type(error).__name__)


async def take_back(connection: Connection, task: str, ids: Sequence[UUID]) -> None:
    """Note that rows were handled; most were never set aside."""
    await connection.run(_TAKEN_BACK, task=task, ids=list(ids))


def not_set_aside(task: str, row_id: str) -> str:
    """SQL: that a row, by its id, is not set aside at this moment."""
    return f"""NOT EXISTS (
      SELECT FROM set_aside_rows aside
      WHERE aside.task = '{task}' AND aside.row_id = {row_id} AND aside.again_at > {_NOW}
    )"""


async def longest_set_aside(connection: Connection) -> timedelta | None:
    """For how long the first of all rows that are set aside has been; `None` if there are none."""
    age = await connection.value(_LONGEST)
    return age if isinstance(age, timedelta) else None


async def step(runtime: Runtime) -> bool:
    """Count what is set aside, and forget what nobody has come upon since: it is gone. There is never more to do."""
    async with runtime.database.connection() as connection:
        await connection.run(_GONE)
        counted = await connection.rows(_COUNTED)
    _ROWS.clear()
    for row in counted:
        _ROWS.labels(row["task"]).set(row["count"])
    return False


_SHORTEST, _LONGEST_WAIT = 60, 86_400
_SET_ASIDE: Final = Compiled(
    f"""
    INSERT INTO set_aside_rows AS a (task, row_id, error, tries, first_at, again_at)
    VALUES ($1, $2, $3, 1, {_NOW}, {_NOW} + make_interval(secs => {_SHORTEST}))
    ON CONFLICT (task, row_id) DO UPDATE SET error = excluded.error, tries = a.tries + 1,
      again_at = {_NOW} + make_interval(secs => least({_SHORTEST} * power(2, least(a.tries, 20)), {_LONGEST_WAIT}))
    """,
    ("task", "row", "error"),
    {},
)
_TAKEN_BACK: Final = Compiled(
    "DELETE FROM set_aside_rows WHERE task = $1 AND row_id = ANY ($2::uuid[])", ("task", "ids"), {}
)
_LONGEST: Final = Compiled(f"SELECT {_NOW} - min(first_at) FROM set_aside_rows", (), {})
_COUNTED: Final = Compiled("SELECT task, count(*) FROM set_aside_rows GROUP BY task", (), {})
_GONE: Final = Compiled(f"DELETE FROM set_aside_rows WHERE again_at < {_NOW} - make_interval(days => 1)", (), {})
