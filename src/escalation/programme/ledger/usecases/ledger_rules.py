"""Which ledger rules are in force?"""

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.programme.ledger.domain.rules import LedgerRules, shipped


async def rules_in_force(_runtime: Runtime, _connection: Connection) -> LedgerRules:
    """Those that the package comes with."""
    return shipped()
