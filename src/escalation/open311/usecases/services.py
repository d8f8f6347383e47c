"""Which services does a place offer (GET Service List)? The categories of the routing catalogue in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from escalation.errors import N_, Fault, NotFound, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.kit.documents.store import DocumentKind, list_documents
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.categories import HINT, WEIGHT, Categories, Category
from escalation.opinions.usecases.category_suggestions import catalogue_in_force
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_unit_by_code
from escalation.texts import Language


@dataclass(frozen=True, slots=True)
class OfferedService:
    """A category as a service. `group`: the class that it belongs to."""

    category: Category
    group: Category

    @property
    def keywords(self) -> Sequence[str]:
        """Words that people use for it, without what they weigh."""
        return [WEIGHT.sub(r"\g<word>", word).removeprefix(HINT) for word in self.category.keywords]


def named(category: Category, language: Language) -> str:
    """The name of a category in a language."""
    return category.zh if language == "zh" else category.en


async def list_services(runtime: Runtime, jurisdiction_id: str | None) -> list[OfferedService]:
    """All that is not retired. Raises `ValidationFailed` for a jurisdiction that is not there."""
    async with runtime.database.connection(changes=False) as connection:
        await find_jurisdiction(connection, jurisdiction_id)
        catalogue = Categories((await catalogue_in_force(runtime, connection)).rows)
    return [OfferedService(each, catalogue.lineage(each.code)[-1]) for each in catalogue if not each.retired]


async def get_service(runtime: Runtime, code: str, jurisdiction_id: str | None) -> Category:
    """One that is offered. Raises `NotFound`, `ValidationFailed` for a jurisdiction that is not there."""
    async with runtime.database.connection(changes=False) as connection:
        await find_jurisdiction(connection, jurisdiction_id)
        found = (await catalogue_in_force(runtime, connection)).with_code(code)
    if found is None or found.retired:
        raise NotFound
    return found


async def find_jurisdiction(connection: Connection, jurisdiction_id: str | None) -> Unit | None:
    """The unit that a jurisdiction is; `None` for the whole place. Raises `ValidationFailed` if it is not there."""
    if jurisdiction_id is None:
        return None
    found = await find_unit_by_code(connection, jurisdiction_id)
    if found is None or not found.active:
        detail = N_("There is no such unit.")
        raise ValidationFailed(faults=[Fault("/jurisdiction_id", "unknown_unit", detail)])
    return found


async def changed_at(runtime: Runtime) -> datetime:
    """When services were last published. Raises `NotFound` before the first time."""
    async with runtime.database.connection(changes=False) as connection:
        versions = await list_documents(connection, DocumentKind.CATALOGUE)
    if not versions:
        raise NotFound
    moment: datetime = versions[0]["published_at"]
    return moment
