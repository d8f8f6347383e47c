"""Who is reminded to sort their inbox (reminders)? Units in which something waits too long, each once."""

from datetime import timedelta
from typing import Final

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.programme.sorting.domain.rules import SECTION
from escalation.programme.sorting.storage.rounds import tell_overdue
from escalation.publishing.usecases.programme_rules import rules_in_force

CHUNK: Final = 500


async def step(runtime: Runtime) -> bool:
    """Tell units to sort by the rules in force; whether there may be more."""
    async with runtime.database.connection() as connection:
        rules = await rules_in_force(runtime, connection, SECTION)
        every = timedelta(days=rules.every_days)
        return await tell_overdue(connection, every, await read_now(connection), CHUNK) == CHUNK
