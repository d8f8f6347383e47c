"""What does a newcomer find in the sample? 呼伦贝尔 with its departments, and somebody for every role."""

from escalation.application import sample_data
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.receipts import Progress, quietly
from escalation.organisation.domain.tree import Placed
from escalation.organisation.storage.units import find_units_by_codes, lock_tree
from escalation.organisation.usecases.member_import import MemberLine, import_rows
from escalation.organisation.usecases.units import insert_units


async def load_sample(runtime: Runtime, progress: Progress = quietly) -> None:
    """Load the sample tree, the standard departments and the sample members; what is there stays."""
    await _load_units(runtime, progress)
    await _load_members(runtime, progress)


async def _load_units(runtime: Runtime, progress: Progress) -> None:
    sample = sample_data.sample_units()
    async with runtime.database.transaction() as connection:
        await lock_tree(connection)
        known = await find_units_by_codes(connection, [unit.code for unit in sample])
        missing = [unit for unit in sample if unit.code not in known]
        placed = [
            Placed(line, unit, sample_data.SAMPLE_RANKS[unit.level]) for line, unit in enumerate(missing, start=1)
        ]
        await insert_units(connection, placed, known, progress)


async def _load_members(runtime: Runtime, progress: Progress) -> None:
    lines = [MemberLine(number, row) for number, row in enumerate(sample_data.sample_members(), start=1)]
    async with runtime.database.transaction() as connection:
        progress((await import_rows(connection, lines, None)).created, len(lines))
