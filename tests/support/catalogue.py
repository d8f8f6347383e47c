"""The shipped catalogue as it is in force: tests begin without categories, so that few are read again and again."""

from escalation.kit.database.connection import Database
from escalation.kit.documents.store import DocumentKind, publish
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain import defaults
from escalation.opinions.storage.categories import put_categories
from escalation.opinions.usecases.category_suggestions import forget
from tests.support.roles import as_owner


async def load_categories(runtime: Runtime) -> int:
    """Bring the shipped categories into the database; how many were changed or added."""
    async with runtime.database.transaction() as connection:
        changed = await put_categories(connection, defaults.categories())
    forget(runtime)
    return changed


async def load_streets(runtime: Runtime) -> str:
    """Bring one category that asks for more than words, with its class, into the database; its code."""
    categories = defaults.categories()
    async with runtime.database.transaction() as connection:
        await put_categories(connection, [categories["urban"], categories[STREETS]])
    forget(runtime)
    return STREETS


STREETS = "urban.streets"


async def first_catalogue_again(database: Database) -> None:
    """What a test has published is not in force for the next."""
    async with as_owner(database).transaction() as connection:
        await connection.raw.execute("DELETE FROM documents WHERE version > 1 OR kind = 'catalogue'")
        await publish(connection, DocumentKind.CATALOGUE, 1, defaults.catalogue_document(), by="system")
