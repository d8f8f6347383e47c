"""How do duties and plans keep up with the tree and the year (planning)? Step by step, each bounded."""

from collections.abc import Sequence
from functools import partial
from typing import Final
from uuid import UUID

from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import in_parts
from escalation.programme.visits.storage import planning
from escalation.programme.visits.storage.unplanned_visits import adopt_visits
from escalation.programme.visits.usecases.household_counts import hold_counts
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

        async def hand_on(ids: Sequence[UUID]) -> None:
            for unit_id in ids:
                successor = await successor_of(connection, unit_id)
                if successor is not None:
                    await planning.hand_on(connection, unit_id, successor, present.now)

        await in_parts(connection, planning.DUTIES, dissolved, hand_on)
    async with runtime.database.transaction() as connection:
        ended = await planning.end_underived(connection, present.rules, present.now, CHUNK)
        derived = await planning.derive_duties(connection, present.rules, present.today, present.now, CHUNK)
    return len(dissolved) == DISSOLVED or CHUNK in {ended, derived}


async def begin_plans(runtime: Runtime) -> bool:
    """Write the plans of periods that have begun, and count what was done before; whether there may be more."""
    async with runtime.database.transaction() as connection:
        await hold_counts(connection)
        present = await read_present(runtime, connection)
        duties = await planning.lock_begun(connection, present.today, CHUNK)

        async def begin(ids: Sequence[UUID]) -> None:
            written = await planning.begin_plans(
                connection, ids, present.rules, present.zone.key, present.today, present.now
            )
            await count_anew(connection, await adopt_visits(connection, written))

        await in_parts(connection, planning.PLANS, duties, begin)
    return bool(duties)


async def wake_plans(runtime: Runtime) -> bool:
    """Warn of plans that are nearly due, and say which are overdue; whether there may be more."""
    async with runtime.database.transaction() as connection:
        present = await read_present(runtime, connection)
        plans = await planning.lock_due_plans(connection, present.now, CHUNK)
        wake = partial(planning.wake_plans, connection, now=present.now)
        await in_parts(connection, planning.CLOCK_OF_PLANS, plans, wake)
    return len(plans) == CHUNK
