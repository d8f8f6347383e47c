"""Which policy is in force? It names the levels (层级) that units have, and the limits that tickets go by."""

from typing import Final

from escalation.clocks.policy import Policy
from escalation.kit.database.connection import Connection
from escalation.kit.documents.compiled import CompiledKind
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime

POLICY: Final = CompiledKind(DocumentKind.POLICY, Policy.compile)


async def policy_in_force(runtime: Runtime, connection: Connection) -> Policy:
    """The newest one. Raises `NotFound` before the first was published."""
    return await runtime.documents.get(connection, POLICY, await newest_version(connection, DocumentKind.POLICY))
