"""Which diary rules are in force?"""

from collections.abc import Sequence

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.programme.diary.domain.rules import SECTION, DiaryRules, Grade
from escalation.publishing.usecases import programme_rules


async def rules_in_force(runtime: Runtime, connection: Connection) -> DiaryRules:
    """Those of the rules of the programme that were published last."""
    return await programme_rules.rules_in_force(runtime, connection, SECTION)


async def grades_in_force(runtime: Runtime) -> Sequence[Grade]:
    """The grades, the best first."""
    async with runtime.database.connection(changes=False) as connection:
        return (await rules_in_force(runtime, connection)).grades
