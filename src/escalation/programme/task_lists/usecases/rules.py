"""By which rules has a unit its task list, and which day is it there?"""

from collections.abc import Sequence
from datetime import date

from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.units import level_ranks
from escalation.programme.task_lists.domain.rules import SECTION, TemplateTask
from escalation.publishing.usecases.programme_rules import rules_in_force
from escalation.tickets.usecases.local_days import local_days


async def template_tasks(runtime: Runtime, connection: Connection) -> Sequence[TemplateTask]:
    """What units of each level have to do, by the rules in force."""
    rules = await rules_in_force(runtime, connection, SECTION)
    return list(rules.tasks(await level_ranks(runtime, connection)))


async def local_today(runtime: Runtime, connection: Connection) -> date:
    """Today, by the calendar in force."""
    return (await local_days(runtime, connection)).day_of(await read_now(connection))
