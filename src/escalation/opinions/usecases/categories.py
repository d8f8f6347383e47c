"""What can an opinion be about (categories), and what is this one about? The catalogue as the database has it."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from escalation.errors import NotFound
from escalation.kit.documents.store import DocumentKind, newest_version
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.catalogue import CatalogueDepartment
from escalation.opinions.domain.categories import Category
from escalation.opinions.domain.suggestions import SuggestedAnswer
from escalation.opinions.usecases.category_suggestions import CATALOGUE, catalogue_in_force


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


@dataclass(frozen=True, slots=True)
class VersionedCategory:
    """A category as a version of the catalogue has it."""

    version: int
    category: Category


async def get_category(runtime: Runtime, code: str, version: int | None) -> VersionedCategory:
    """A category with its fields, of a version or of the one in force. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        version = version or await newest_version(connection, DocumentKind.CATALOGUE)
        categories = (await runtime.documents.get(connection, CATALOGUE, version)).categories
    if code not in categories:
        raise NotFound
    return VersionedCategory(version, categories[code])


@dataclass(frozen=True, slots=True)
class SuggestedCategory:
    """A category that a text may be about, and the words in it that speak for that."""

    category: Category
    because: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """What may be right for a text: categories likeliest first, empty when nothing is recognised."""

    categories: Sequence[SuggestedCategory]
    urgency: SuggestedAnswer | None
    department: tuple[CatalogueDepartment, tuple[str, ...]] | None


async def suggest(runtime: Runtime, text: str) -> Suggestions:
    """What may be right for a text. Raises `NotFound` before the first catalogue was published."""
    async with runtime.database.connection(changes=False) as connection:
        catalogue = await catalogue_in_force(runtime, connection)
        version = await newest_version(connection, DocumentKind.CATALOGUE)
        departments = (await runtime.documents.get(connection, CATALOGUE, version)).departments
    known = {category.code: category for category in catalogue.rows}
    # Once there is a model it takes some milliseconds: in a thread, so that nobody else waits for it.
    found = await asyncio.to_thread(catalogue.explain, "", text)
    answered = found.department
    return Suggestions(
        [SuggestedCategory(known[each.answer], each.because) for each in found.categories],
        found.urgency,
        (departments[answered.answer], answered.because) if answered and answered.answer in departments else None,
    )
