"""Which ledger rules are in force?"""

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.programme.ledger.domain.rules import SECTION, LedgerRules
from escalation.publishing.usecases import programme_rules


async def rules_in_force(runtime: Runtime, connection: Connection) -> LedgerRules:
    """Those of the rules of the programme that were published last."""
    return await programme_rules.rules_in_force(runtime, connection, SECTION)
