"""What can an opinion be about, and what is this one about? The catalogue as the database has it."""

from collections.abc import Sequence

from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain import defaults
from escalation.opinions.domain.categories import Category
from escalation.opinions.storage import categories
from escalation.opinions.usecases.category_suggestions import catalogue_in_force, forget


async def load_categories(runtime: Runtime) -> int:
    """Bring the shipped catalogue into the database. Safe to repeat; how many categories were changed or added."""
    async with runtime.database.transaction() as connection:
        changed = await categories.put_categories(connection, defaults.categories())
    forget(runtime)
    return changed


async def all_categories(runtime: Runtime) -> Sequence[Category]:
    """The catalogue, parents before their parts."""
    async with runtime.database.connection(changes=False) as connection:
        return (await catalogue_in_force(runtime, connection)).rows


async def suggest(runtime: Runtime, text: str) -> list[Category]:
    """The categories that a text may be about, likeliest first; empty when nothing is recognised."""
    async with runtime.database.connection(changes=False) as connection:
        catalogue = await catalogue_in_force(runtime, connection)
    known = {category.code: category for category in catalogue.rows}
    return [known[code] for code in catalogue.suggest("", text)]
