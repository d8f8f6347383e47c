"""What can an opinion be about (categories), and what is this one about? The catalogue as the database has it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from escalation.kit.documents.compiled import CompiledKind
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.catalogue import CatalogueDepartment, read_catalogue
from escalation.opinions.domain.categories import Category
from escalation.opinions.usecases.category_suggestions import catalogue_in_force

CATALOGUE: Final = CompiledKind(DocumentKind.CATALOGUE, read_catalogue)


@dataclass(frozen=True, slots=True)
class PublishedCategories:
    """The categories, parents before their parts, and the departments by code, of the version in force."""

    version: int
    categories: Sequence[Category]
    departments: Mapping[str, CatalogueDepartment]


async def all_categories(runtime: Runtime) -> PublishedCategories:
    """The catalogue in force. Raises `NotFound` before the first was published."""
    async with runtime.database.connection(changes=False) as connection:
        version = await newest_version(connection, DocumentKind.CATALOGUE)
        document = await runtime.documents.get(connection, CATALOGUE, version)
        catalogue = await catalogue_in_force(runtime, connection)
    return PublishedCategories(version, catalogue.rows, document.departments)


async def suggest(runtime: Runtime, text: str) -> list[Category]:
    """The categories that a text may be about, likeliest first; empty when nothing is recognised."""
    async with runtime.database.connection(changes=False) as connection:
        catalogue = await catalogue_in_force(runtime, connection)
    known = {category.code: category for category in catalogue.rows}
    return [known[code] for code in catalogue.suggest("", text)]
