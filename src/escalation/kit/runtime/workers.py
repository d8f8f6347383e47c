"""Which workers are there? Every process that runs the engine says so, beat by beat, in the database.

Beats go by the wall's time: turning a sandbox's clock makes no worker late.
"""

import os
import socket
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib.metadata import version
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, delete, func, select, update
from sqlalchemy.dialects.postgresql import INTERVAL, insert

from escalation.errors import Unavailable
from escalation.kit.database.clock import WALL
from escalation.kit.database.connection import Connection, compile_statement
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.tables import workers

BEAT: Final = 10.0
"""Seconds between two beats."""
SILENT: Final = timedelta(seconds=60)
"""Who has not been heard of for so long does not count as working."""
FORGOTTEN: Final = timedelta(days=7)
"""Who has not been heard of for so long is forgotten."""


@dataclass(frozen=True, slots=True)
class WorkersSeen:
    """How many workers are at work, when any was heard of last (`None`: never), and how long ago that is."""

    at_work: int
    last_beat_at: datetime | None
    silence: timedelta | None


@dataclass(frozen=True, slots=True)
class Heartbeat:
    """The beats of this process. `tasks`: the names of what it runs."""

    tasks: Sequence[str]
    id: UUID = field(default_factory=new_id)

    async def step(self, runtime: Runtime) -> bool:
        """Be heard of, and forget who was not for days; there is never more to do at once."""
        async with runtime.database.connection() as connection:
            name = f"{socket.gethostname()}:{os.getpid()}"
            await connection.run(_BEAT, id=self.id, name=name, version=version("escalation"), tasks=list(self.tasks))
            await connection.run(_FORGET, forgotten=FORGOTTEN)
        return False

    async def end(self, runtime: Runtime) -> None:
        """Say that this process has ended in order. Where the database has gone before, it is missed a minute later."""
        with suppress(Unavailable):
            async with runtime.database.connection() as connection:
                await connection.run(_END, id=self.id)


async def see_workers(connection: Connection) -> WorkersSeen:
    """Who works on this database, wherever."""
    row = await connection.row(_SEEN, silent=SILENT)
    return WorkersSeen(row["at_work"], row["last_beat_at"], row["silence"]) if row else WorkersSeen(0, None, None)


_FIRST = insert(workers).values(
    id=bindparam("id"),
    name=bindparam("name"),
    version=bindparam("version"),
    tasks=bindparam("tasks"),
    started_at=WALL,
    beat_at=WALL,
)
_BEAT: Final = compile_statement(_FIRST.on_conflict_do_update(index_elements=[workers.c.id], set_={"beat_at": WALL}))
_END: Final = compile_statement(update(workers).where(workers.c.id == bindparam("id")).values(stopped_at=WALL))
_FORGET: Final = compile_statement(
    delete(workers).where(workers.c.beat_at < WALL - bindparam("forgotten", type_=INTERVAL))
)
_SEEN: Final = compile_statement(
    select(
        func.count()
        .filter(workers.c.stopped_at.is_(None), workers.c.beat_at > WALL - bindparam("silent", type_=INTERVAL))
        .label("at_work"),
        func.max(workers.c.beat_at).label("last_beat_at"),
        (WALL - func.max(workers.c.beat_at)).label("silence"),
    )
)
