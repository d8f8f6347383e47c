"""How do units get their task lists? Once a year, by the rules in force; what is new comes later."""

from typing import Final

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.programme.task_lists.storage.unit_tasks import make_lists
from escalation.programme.task_lists.usecases.rules import local_today, template_tasks

CHUNK: Final = 1_000


async def step(runtime: Runtime) -> bool:
    """Write what units of each level have to do this year and do not have yet; whether there may be more."""
    async with runtime.database.connection() as connection:
        tasks, today = await template_tasks(runtime, connection), await local_today(runtime, connection)
        return await make_lists(connection, tasks, today.year, await read_now(connection), CHUNK) == CHUNK
