"""Who takes tickets off the desk of assignees that are gone? A task of the engine, within a minute."""

from typing import Final

from escalation.actors import CLOCK
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.assignees import decide_release
from escalation.tickets.domain.draft import Decision
from escalation.tickets.engine.batch_decisions import Failure, attempt, set_all_aside, write
from escalation.tickets.storage.assignees import lock_without_assignee
from escalation.tickets.storage.situations import read_situations

BATCH: Final = 100


async def step(runtime: Runtime) -> bool:
    """Release a batch; whether there may be more to do at once."""
    async with runtime.database.transaction() as connection:
        ids = await lock_without_assignee(connection, BATCH)
        readings = await read_situations(connection, ids, CLOCK) if ids else []
        answers = [await attempt(runtime, connection, reading, decide_release) for reading in readings]
        done, refused = await write(connection, [answer for answer in answers if isinstance(answer, Decision)])
        await set_all_aside(connection, [*(each for each in answers if isinstance(each, Failure)), *refused])
    return len(done) == BATCH
