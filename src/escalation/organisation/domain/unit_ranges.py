"""Where in the tree may a unit lie? Unit ranges: of paths, of a level, of the children of one unit."""

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from escalation.organisation.domain.units import Unit


class UnitRange(NamedTuple):
    """The units whose path lies from `low` up to `high`, in the C collation, of a level and directly below a parent."""

    low: str
    high: str
    level: int | None = None
    parent_id: UUID | None = None

    def has(self, unit: Unit) -> bool:
        """Whether a unit lies in it."""
        is_placed = self.low <= unit.path < self.high and self.parent_id in {None, unit.parent_id}
        return is_placed and self.level in {None, unit.level}


def directly_below(parent_id: UUID, ranges: Iterable[UnitRange]) -> tuple[UnitRange, ...]:
    """What is left of unit ranges of the units directly below one."""
    return tuple(each._replace(parent_id=parent_id) for each in ranges if each.parent_id in {None, parent_id})
