"""How do duties and plans keep up with the tree and the year (planning)? Step by step, each bounded."""

from typing import Final

from escalation.kit.runtime.context import Runtime
from escalation.programme.visits.storage import planning
from escalation.programme.visits.storage.unplanned_visits import adopt_visits
from escalation.programme.visits.usecases.tallies import count_anew
from escalation.programme.visits.usecases.visit_rules import read_present
from escalation.reorganisation.storage.tree_changes import successor_of

CHUNK: Final = 500
DISSOLVED: Final = 20
"""Units of which what they have to visit is handed on in one transaction."""


async def keep_duties(runtime: Runtime) -> bool:
    """Hand on what dissolved units were given, end what the tree does not give any more, write what it gives."""
    async with runtime.database.transaction() as connection:
        present = await read_present(runtime, connection)
        dissolved = await planning.units_with_heirs(connection, DISSOLVED)
        for unit_id in dissolved:
            successor = await successor_of(connection, unit_id)
            if successor is not None:
                await planning.hand_on(connection, unit_id, successor, present.now)
    async with runtime.database.transaction() as connection:
        ended = await planning.end_underived(connection, present.rules, present.now, CHUNK)
        derived = await planning.derive_duties(connection, present.rules, present.today, present.now, CHUNK)
    return len(dissolved) == DISSOLVED or CHUNK in {ended, derived}


async def begin_plans(runtime: Runtime) -> bool:
    """Write the plans of periods that have begun, and count what was done before; whether there may be more."""
    async with runtime.database.transaction() as connection:
        present = await read_present(runtime, connection)
        seen, written = await planning.begin_plans(
            connection, present.rules, present.zone.key, present.today, present.now, CHUNK
        )
        for plan_id in await adopt_visits(connection, written):
            await count_anew(connection, plan_id)
    return seen > 0


async def wake_plans(runtime: Runtime) -> bool:
    """Warn of plans that are nearly due, and say which are overdue; whether there may be more."""
    async with runtime.database.transaction() as connection:
        present = await read_present(runtime, connection)
        return await planning.wake_plans(connection, present.now, CHUNK) == CHUNK
