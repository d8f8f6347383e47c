"""What happens to bulletins by itself? When a period is over each unit that has to gets its draft, one at a time."""

from datetime import timedelta

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Compiled
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.set_aside import setting_aside
from escalation.organisation.usecases.calendars import calendars_in_force
from escalation.organisation.usecases.units import level_ranks
from escalation.programme.bulletins.domain.periods import last_over
from escalation.programme.bulletins.domain.rules import SECTION
from escalation.programme.bulletins.storage import bulletins
from escalation.programme.bulletins.usecases.drafting import draft_figures
from escalation.publishing.usecases.programme_rules import rules_in_force


async def step(runtime: Runtime, source: Compiled) -> bool:
    """Draft one bulletin that is owed; whether there was one. Of several at once one keeps it."""
    async with runtime.database.connection(changes=False) as connection:
        rules = await rules_in_force(runtime, connection, SECTION)
        ranks, now = await level_ranks(runtime, connection), await read_now(connection)
        calendar = (await calendars_in_force(runtime, connection)).base
        day = calendar.local_day(now) - timedelta(days=rules.after_days - 1)
        wanted = [
            (ranks[each.level], each.period, last_over(each.period, day))
            for each in rules.levels if each.level in ranks
        ]  # fmt: skip
        owed = await bulletins.next_owed(connection, wanted)
    if owed is None:
        return False
    async with setting_aside(runtime, bulletins.TASK, owed.unit_id):
        figures = await draft_figures(runtime, owed, rules, calendar.zone, source)
        async with runtime.database.transaction() as connection:
            sections = [each.value for each in rules.sections]
            await bulletins.insert_draft(connection, new_id(), owed, sections, figures, await read_now(connection))
    return True
