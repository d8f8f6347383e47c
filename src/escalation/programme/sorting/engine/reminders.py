"""Who is reminded to sort their inbox (reminders)? Units in which something waits too long, each once."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final
from uuid import UUID

from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.programme.sorting.domain.rules import SECTION
from escalation.programme.sorting.storage.rounds import TASK, list_late, tell_overdue
from escalation.publishing.usecases.programme_rules import rules_in_force

CHUNK: Final = 500


async def step(runtime: Runtime) -> bool:
    """Tell units to sort by the rules in force; whether there may be more."""
    async with runtime.database.transaction() as connection:
        rules, now = await rules_in_force(runtime, connection, SECTION), await read_now(connection)
        late = await list_late(connection, timedelta(days=rules.every_days), now, CHUNK)

        async def tell(ids: Sequence[UUID]) -> None:
            await tell_overdue(connection, {id_: late[id_] for id_ in ids}, now)

        await in_parts(connection, TASK, [*late], tell)
    return len(late) == CHUNK
