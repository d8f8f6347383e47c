"""By which rules does a unit meet?"""

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.programme.meetings.domain.rules import SECTION, MeetingRules
from escalation.publishing.usecases.programme_rules import rules_in_force


async def meeting_rules(runtime: Runtime, connection: Connection) -> MeetingRules:
    """The rules in force."""
    return await rules_in_force(runtime, connection, SECTION)
