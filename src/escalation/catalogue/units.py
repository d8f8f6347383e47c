"""What is a unit, before it is stored?"""

from dataclasses import dataclass
from enum import StrEnum


class UnitKind(StrEnum):
    """What a unit is. It has a level besides: a forestry group may be a peer of a county."""

    TERRITORY = "territory"
    ENTERPRISE = "enterprise"
    DEPARTMENT = "department"
    OFFICE = "office"
    TEAM = "team"
    SUPERVISION = "supervision"

    @property
    def is_attached(self) -> bool:
        """Whether such a unit belongs to its parent and shares its level, rather than standing on its own."""
        return self not in (UnitKind.TERRITORY, UnitKind.ENTERPRISE)


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit as files name it.

    `level` is the level's name; `designation` is what such a unit is called in its place (旗, 苏木, 民政局).
    """

    code: str
    parent_code: str | None
    level: str
    name: str
    kind: UnitKind = UnitKind.TERRITORY
    designation: str | None = None
