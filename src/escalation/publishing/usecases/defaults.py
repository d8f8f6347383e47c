"""With which documents does a new database begin (defaults)? The first of each kind, as it comes along."""

from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from escalation.clocks import defaults
from escalation.clocks.policy_document import PolicyDocument
from escalation.kit.database.connection import Connection
from escalation.kit.documents.store import DocumentKind, newest_version, publish
from escalation.kit.parsing.checked_documents import read
from escalation.opinions.domain import defaults as opinion_defaults
from escalation.opinions.domain.catalogue import document_of, read_catalogue
from escalation.opinions.storage.categories import list_categories, put_categories
from escalation.publishing.domain.rule_sections import shipped_document
from escalation.tickets.domain import default


async def publish_seed(connection: Connection) -> bool:
    """Give a database its first document of each kind. `False` if it has them already."""
    missing = [kind for kind in _FIRST if not await newest_version(connection, kind)]
    for kind in missing:
        await publish(connection, kind, 1, await _FIRST[kind](connection), by="system")
    return bool(missing)


async def _workflow(_: Connection) -> object:
    return default.document()


async def _policy(_: Connection) -> object:
    return defaults.policy_document()


async def _calendar(_: Connection) -> object:
    return defaults.calendar_document()


async def _programme(_: Connection) -> object:
    return shipped_document()


async def _catalogue(connection: Connection) -> object:
    """The default one, unless the place had categories before catalogues were published: those stay as they are."""
    there = await list_categories(connection)
    if not there:
        document = opinion_defaults.catalogue_document()
        await put_categories(connection, read_catalogue(document).categories)
        return document
    levels = [level.code for level in read(PolicyDocument, defaults.policy_document()).levels]
    return document_of(there, opinion_defaults.catalogue().departments, levels)


_FIRST: Final[Mapping[DocumentKind, Callable[[Connection], Awaitable[object]]]] = {
    DocumentKind.WORKFLOW: _workflow,
    DocumentKind.POLICY: _policy,
    DocumentKind.CALENDAR: _calendar,
    DocumentKind.CATALOGUE: _catalogue,
    DocumentKind.PROGRAMME: _programme,
}
