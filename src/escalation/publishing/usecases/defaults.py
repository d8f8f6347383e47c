"""With which documents does a new database begin? The default workflow, policy and calendar."""

from escalation.clocks import defaults
from escalation.kit.database.connection import Connection
from escalation.kit.documents.in_force import in_force
from escalation.kit.documents.store import DocumentKind, publish
from escalation.tickets.domain import default


async def publish_seed(connection: Connection) -> bool:
    """Give a new database its first workflow, policy and calendar. `False` if it has them already."""
    if (await in_force(connection)).workflow:
        return False
    first = {
        DocumentKind.WORKFLOW: default.document(),
        DocumentKind.POLICY: defaults.policy_document(),
        DocumentKind.CALENDAR: defaults.calendar_document(),
    }
    for kind, document in first.items():
        await publish(connection, kind, 1, document, by="system")
    return True
