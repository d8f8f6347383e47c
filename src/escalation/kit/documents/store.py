"""Which workflows, policies and calendars were published? Immutable versions; the newest one is in force."""

from enum import StrEnum

from sqlalchemy import func, insert, select

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Connection, Row
from escalation.kit.documents.tables import documents


class DocumentKind(StrEnum):
    """What a document defines."""

    WORKFLOW = "workflow"
    POLICY = "policy"
    CALENDAR = "calendar"


async def read_document(connection: Connection, kind: DocumentKind, version: int) -> object | None:
    """One published document, `None` if there is no such version."""
    found = documents.c.kind == kind, documents.c.version == version
    return await connection.value(select(documents.c.document).where(*found))


async def newest_version(connection: Connection, kind: DocumentKind) -> int:
    """The version in force, 0 before the first publication."""
    version = await connection.value(select(func.max(documents.c.version)).where(documents.c.kind == kind))
    return version if isinstance(version, int) else 0


async def publish(connection: Connection, kind: DocumentKind, version: int, document: object, by: str) -> None:
    """Keep a checked document as a version. Raises a unique violation if the version exists."""
    values = {"kind": kind, "version": version, "document": document, "published_at": NOW, "published_by": by}
    await connection.run(insert(documents).values(values))


async def list_documents(connection: Connection, kind: DocumentKind) -> list[Row]:
    """Every version of a kind, newest first, without its content."""
    columns = documents.c.kind, documents.c.version, documents.c.published_at, documents.c.published_by
    return await connection.rows(select(*columns).where(documents.c.kind == kind).order_by(documents.c.version.desc()))
