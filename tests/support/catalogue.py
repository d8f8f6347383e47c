"""The shipped catalogue as it is in force: tests begin without categories, so that few are read again and again."""

from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain import defaults
from escalation.opinions.storage.categories import put_categories
from escalation.opinions.usecases.category_suggestions import forget


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
