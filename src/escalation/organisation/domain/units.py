"""What is a unit of the tree, and how do files name one before it is stored?"""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from escalation.kit.parsing.coordinates import Location


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


ATTACHED_KINDS = frozenset(kind.value for kind in UnitKind if kind.is_attached)


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of the tree. `path` is `/1/15/204/`: serial numbers of its ancestors and itself, root first."""

    id: UUID
    code: str
    name: str
    kind: str
    level: int
    path: str
    parent_id: UUID | None
    has_office: bool
    active: bool

    def covers(self, other: "Unit") -> bool:
        """Whether `other` is this unit or below it."""
        return other.path.startswith(self.path)

    @property
    def is_attached(self) -> bool:
        """Whether it belongs to its parent and shares its level (a department), or stands on its own (a county)."""
        return self.kind in ATTACHED_KINDS


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
    location: Location | None = None
