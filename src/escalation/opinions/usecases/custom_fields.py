"""What do opinions say in the custom fields of their category, and how is that read when the fields have changed since?

Values are kept with the version of the catalogue that they were checked by: its names explain them for good.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from escalation.errors import N_, Fault, ValidationFailed
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.opinions.domain.categories import Category
from escalation.opinions.domain.custom_fields import CustomField
from escalation.opinions.domain.field_values import check_values
from escalation.opinions.storage.opinions import Opinion
from escalation.opinions.usecases.category_suggestions import CATALOGUE, Catalogue, catalogue_in_force


@dataclass(frozen=True, slots=True)
class KeptAttributes:
    """Values that were checked, by code, and by which version of the catalogue; both `None` if nothing was said."""

    values: Mapping[str, Any] | None
    version: int | None


NO_ATTRIBUTES: Final = KeptAttributes(None, None)


def keep_attributes(
    catalogue: Catalogue, category: Category | None, given: Mapping[str, Any] | None, *, at: str = ""
) -> KeptAttributes:
    """Check what was said in the fields of a category. `at`: where the opinion stands. Raises `ValidationFailed`."""
    place = f"{at}/attributes"
    if category is None:
        if given:
            detail = N_("Name the category: it says which fields there are.")
            raise ValidationFailed(faults=[Fault(place, "no_category", detail)])
        return NO_ATTRIBUTES
    checked = check_values(category.fields, given or {}, at=place)
    if checked.faults:
        raise ValidationFailed(faults=checked.faults)
    return KeptAttributes(checked.values, catalogue.version) if checked.values else NO_ATTRIBUTES


async def fields_of(runtime: Runtime, connection: Connection, category: str | None) -> Sequence[CustomField]:
    """The fields that a category has by the catalogue in force; none of one that is not there."""
    found = (await catalogue_in_force(runtime, connection)).with_code(category) if category else None
    return found.fields if found is not None else ()


@dataclass(frozen=True, slots=True)
class SaidField:
    """A field with what was said in it."""

    field: CustomField
    value: Any


async def explain(runtime: Runtime, opinions: Sequence[Opinion]) -> Sequence[Sequence[SaidField]]:
    """The same as `explain_attributes`, where no connection is open."""
    if not any(opinion.attributes for opinion in opinions):
        return [()] * len(opinions)
    async with runtime.database.connection(changes=False) as connection:
        return await explain_attributes(runtime, connection, opinions)


async def explain_attributes(
    runtime: Runtime, connection: Connection, opinions: Iterable[Opinion]
) -> list[Sequence[SaidField]]:
    """For each opinion what its fields say, in the order and by the names of the time when it came.

    No round trip, as long as this process knows the versions.
    """
    return [await _explain(runtime, connection, opinion) for opinion in opinions]


async def _explain(runtime: Runtime, connection: Connection, opinion: Opinion) -> Sequence[SaidField]:
    values, version = opinion.attributes, opinion.attributes_version
    if not values or version is None:
        return ()
    categories = (await runtime.documents.get(connection, CATALOGUE, version)).categories
    return [
        SaidField(field, values[field.code])
        for field in categories[opinion.category or ""].fields
        if field.code in values
    ]
