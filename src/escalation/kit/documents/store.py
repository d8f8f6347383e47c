"""Which documents were published (workflows, policies …)? Immutable versions; the newest one is in force."""

from enum import StrEnum
from typing import Final

from sqlalchemy import bindparam, func, insert, select

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Connection, Row, compile_statement
from escalation.kit.documents.tables import documents


class DocumentKind(StrEnum):
    """What a document defines."""

    WORKFLOW = "workflow"
    POLICY = "policy"
    CALENDAR = "calendar"
    CATALOGUE = "catalogue"
    PROGRAMME = "programme"


async def read_document(connection: Connection, kind: DocumentKind, version: int) -> object | None:
    """One published document, `None` if there is no such version."""
    return await connection.value(_FOUND, kind=kind, version=version)


async def newest_version(connection: Connection, kind: DocumentKind) -> int:
    """The version in force, 0 before the first publication."""
    version = await connection.value(_NEWEST, kind=kind)
    return version if isinstance(version, int) else 0


async def publish(connection: Connection, kind: DocumentKind, version: int, document: object, by: str) -> None:
    """Keep a checked document as a version. Raises a unique violation if the version exists."""
    await connection.run(_PUBLISHED, kind=kind, version=version, document=document, published_by=by)


async def list_documents(connection: Connection, kind: DocumentKind) -> list[Row]:
    """Every version of a kind, newest first, without its content."""
    return await connection.rows(_LISTED, kind=kind)


_OF_KIND: Final = documents.c.kind == bindparam("kind")
_FOUND: Final = compile_statement(
    select(documents.c.document).where(_OF_KIND, documents.c.version == bindparam("version"))
)
_NEWEST: Final = compile_statement(select(func.max(documents.c.version)).where(_OF_KIND))
_GIVEN: Final = "kind", "version", "document", "published_by"
_PUBLISHED: Final = compile_statement(
    insert(documents).values({**{name: bindparam(name) for name in _GIVEN}, "published_at": NOW})
)
_LISTED: Final = compile_statement(
    select(documents.c.kind, documents.c.version, documents.c.published_at, documents.c.published_by)
    .where(_OF_KIND)
    .order_by(documents.c.version.desc())
)
