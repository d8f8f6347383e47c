"""Which versions of the published documents are in force? The newest of each kind."""

from dataclasses import dataclass

from escalation.kit.database.connection import Connection
from escalation.kit.documents.store import DocumentKind, newest_version


@dataclass(frozen=True, slots=True)
class Versions:
    """The document versions that a decision about one ticket goes by."""

    workflow: int
    policy: int
    calendar: int


async def in_force(connection: Connection) -> Versions:
    """The newest version of each kind: what a new ticket starts with."""
    return Versions(
        workflow=await newest_version(connection, DocumentKind.WORKFLOW),
        policy=await newest_version(connection, DocumentKind.POLICY),
        calendar=await newest_version(connection, DocumentKind.CALENDAR),
    )
