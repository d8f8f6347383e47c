"""Which departments of a place get a matter of a category (派单目录)?"""

from collections.abc import Collection, Iterator

from escalation.catalogue.categories import Categories
from escalation.catalogue.departments import Department, Departments, unit_code
from escalation.errors import N_, DefinitionInvalid, Fault


class Routing:
    """The catalogue of categories and the list of departments, joined. Immutable."""

    def __init__(self, categories: Categories, departments: Departments) -> None:
        """Raises `DefinitionInvalid` if one names what the other does not have."""
        self._categories = categories
        self._departments = departments
        if faults := tuple(_gaps(categories, departments)):
            raise DefinitionInvalid(faults=faults)

    def suffixes(self, category_code: str, level: str) -> tuple[str, ...]:
        """The departments of a level responsible for a category, the leading one first.

        Those the category names, as far as the level has them; else whichever take its class there; else none, and
        the matter is for the place itself or for the level above. KeyError if there is no such category.
        """
        present = {department.suffix: department for department in self._departments.by_level.get(level, ())}
        named = tuple(suffix for suffix in self._categories[category_code].departments if suffix in present)
        return named or tuple(suffix for suffix, each in present.items() if self._takes(each, category_code))

    def unit_codes(
        self, category_code: str, *, place_code: str, level: str, barred: Collection[str] = ()
    ) -> tuple[str, ...]:
        """The codes of the responsible units of a place, the leading one first.

        `barred` are the codes of the units that may not learn of it: the accused unit of a confidential matter and
        all below it. A matter left without a unit is for the level above.
        """
        if place_code in barred:
            return ()
        codes = (unit_code(place_code, suffix) for suffix in self.suffixes(category_code, level))
        return tuple(code for code in codes if code not in barred)

    def _takes(self, department: Department, category_code: str) -> bool:
        return any(each.code in department.categories for each in self._categories.lineage(category_code))


def _gaps(categories: Categories, departments: Departments) -> Iterator[Fault]:
    everywhere = [each for of_level in departments.by_level.values() for each in of_level]
    suffixes = {each.suffix for each in everywhere}
    for category in categories:
        if not suffixes.issuperset(category.departments):
            yield Fault(f"/categories/{category.code}", "unknown_department", N_("It names a department no level has."))
    for department in everywhere:
        if not all(code in categories for code in department.categories):
            yield Fault(f"/levels/{department.suffix}", "unknown_category", N_("It names a category there is not."))
