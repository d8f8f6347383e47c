"""Which contact rules are in force?"""

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.programme.contact_points.domain.rules import ContactRules, shipped


async def rules_in_force(_runtime: Runtime, _connection: Connection) -> ContactRules:
    """Those that the package comes with."""
    return shipped()
