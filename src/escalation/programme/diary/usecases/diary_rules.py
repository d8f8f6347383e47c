"""Which diary rules are in force?"""

from collections.abc import Sequence

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.programme.diary.domain.rules import DiaryRules, Grade, shipped


async def rules_in_force(_runtime: Runtime, _connection: Connection) -> DiaryRules:
    """Those that the package comes with."""
    return shipped()


async def grades_in_force(runtime: Runtime) -> Sequence[Grade]:
    """The grades, the best first."""
    async with runtime.database.connection(changes=False) as connection:
        return (await rules_in_force(runtime, connection)).grades
