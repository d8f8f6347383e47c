"""What time is it? The one place that reads it: the database's clock plus the sandbox's offset.

All that falls due goes by `NOW`. What happens between machines goes by the wall: how long one may take, when one was
asked; turning a sandbox's clock ends no lease and makes no signature too old.
"""

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import (
    CheckConstraint,
    Column,
    ColumnElement,
    SmallInteger,
    Table,
    bindparam,
    func,
    literal,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import INTERVAL

from escalation.kit.database.columns import Moment, column, metadata
from escalation.kit.database.connection import Connection, compile_statement
from escalation.kit.database.rights import may

# One row. Only sandbox mode moves the offset, and the sample while its stories happen; every reading adds it.
clock = Table(
    "clock",
    metadata,
    Column("id", SmallInteger, primary_key=True),
    column("advanced_by", INTERVAL(), default="'0'"),
    CheckConstraint("id = 1", name="one_row"),
    info=may("UPDATE"),
)

NOW: ColumnElement[datetime] = (
    select((func.clock_timestamp() + clock.c.advanced_by).cast(Moment)).select_from(clock).scalar_subquery()
)

WALL: ColumnElement[datetime] = func.clock_timestamp(type_=Moment)

_NOW: Final = compile_statement(select(NOW))
_WALL: Final = compile_statement(select(WALL))
_ADVANCED: Final = compile_statement(
    update(clock).values(advanced_by=clock.c.advanced_by + bindparam("by", type_=INTERVAL))
)

_PRESENT: Final = compile_statement(
    update(clock)
    .values(advanced_by=literal(timedelta(), INTERVAL))
    .where(clock.c.advanced_by < literal(timedelta(), INTERVAL))
)


async def read_now(connection: Connection) -> datetime:
    """The time every decision goes by: aware, UTC."""
    now = await connection.value(_NOW)
    if not isinstance(now, datetime):
        raise TypeError(now)
    return now


async def read_wall(connection: Connection) -> datetime:
    """The time on the wall: aware, UTC."""
    wall = await connection.value(_WALL)
    if not isinstance(wall, datetime):
        raise TypeError(wall)
    return wall


async def advance(connection: Connection, by: timedelta) -> datetime:
    """Move the sandbox's clock forward for every process on this database, and say what time it is then."""
    await connection.run(_ADVANCED, by=by)
    return await read_now(connection)


async def return_to_present(connection: Connection) -> None:
    """Let a clock that was set back go by the wall again; one that is ahead stays there."""
    await connection.run(_PRESENT)
