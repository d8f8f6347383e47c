"""What is a leading group as it is shown (党建工作领导小组)? With who is in charge now, and who was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from escalation.organisation.domain.leading_groups import GroupRole, LeadingPosition


@dataclass(frozen=True, slots=True)
class GroupPerson:
    """Somebody of the organisation. `serves`: whether still; `home…`: the department that sent them."""

    id: UUID
    name: str
    serves: bool
    home_id: UUID
    home_code: str
    home_name: str


@dataclass(frozen=True, slots=True)
class LeadingTerm:
    """From when until when somebody had a position, and why it began and ended; who changed it, as principals."""

    id: UUID
    position: LeadingPosition
    person: GroupPerson
    since: datetime
    begun_by: str
    reason: str
    until: datetime | None
    ended_by: str | None
    end_reason: str | None


@dataclass(frozen=True, slots=True)
class LeadingMember:
    """Somebody else in the group, and for what they answer."""

    person: GroupPerson
    role: GroupRole
    area: str | None


@dataclass(frozen=True, slots=True)
class LeadingGroup:
    """The group of a unit; `terms` are those that go on, at most one of each position."""

    id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str
    unit_path: str
    level: int
    formed_at: datetime
    version: int
    terms: Sequence[LeadingTerm]
    members: Sequence[LeadingMember]

    def holder(self, position: LeadingPosition) -> LeadingTerm | None:
        """Who has a position now."""
        return next((term for term in self.terms if term.position is position), None)
