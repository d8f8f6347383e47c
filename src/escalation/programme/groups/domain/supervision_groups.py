"""What is a supervision group (专项督导组, 推进组)? People who supervise some units for a time, and nowhere else."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple
from uuid import UUID

from escalation.errors import N_

MOST_PEOPLE: Final = 50
MOST_UNITS: Final = 50


class GroupKind(StrEnum):
    """专项督导组 look into one matter, 推进组 see to it that something moves."""

    SPECIAL = "special"
    PROGRESS = "progress"


class GroupState(StrEnum):
    """Whether its period is to come, runs, or is over."""

    PLANNED = "planned"
    RUNNING = "running"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class GroupMember:
    """Somebody in a group. `signs_in`: whether anybody signs in with this member, as whom alone they can supervise."""

    id: UUID
    name: str
    serves: bool
    is_head: bool
    signs_in: bool
    home_id: UUID
    home_code: str
    home_name: str
    home_path: str


@dataclass(frozen=True, slots=True)
class SupervisedUnit:
    """A unit that is supervised with all below it; nobody's any more once it is dissolved."""

    id: UUID
    code: str
    name: str
    path: str
    active: bool


@dataclass(frozen=True, slots=True)
class SupervisionGroup:
    """A group. `since`, `until`: its period in moments; `until` is earlier than `last_day` if it was ended by hand."""

    id: UUID
    unit_id: UUID
    unit_code: str
    unit_name: str
    unit_path: str
    name: str
    kind: GroupKind
    first_day: date
    last_day: date
    since: datetime
    until: datetime
    ended_by: str | None
    end_reason: str | None
    version: int
    created_at: datetime
    created_by: str
    members: Sequence[GroupMember]
    units: Sequence[SupervisedUnit]

    def state(self, now: datetime) -> GroupState:
        """Where it is in its period."""
        if now >= self.until:
            return GroupState.OVER
        return GroupState.RUNNING if now >= self.since else GroupState.PLANNED


class SupervisionFinding(NamedTuple):
    """Something that somebody should look at in a group that is not over."""

    code: str
    name: str
    unit: str = ""


SUPERVISION_FINDING_DETAILS: Final[Mapping[str, str]] = {
    "not_serving": N_("{name} does not serve any more."),
    "no_sign_in": N_("{name} cannot sign in yet: invite them, or they cannot supervise."),
    "own_unit": N_("{name} works within {unit}, which the group supervises."),
    "dissolved_unit": N_("{unit} was dissolved and is not supervised any more: name its successor."),
}
"""Message ids, by the code of a finding."""


def supervision_findings(group: SupervisionGroup) -> list[SupervisionFinding]:
    """All that stands in the way of the group, or makes its word doubtful."""
    gone = (SupervisionFinding("dissolved_unit", "", unit.name) for unit in group.units if not unit.active)
    return [*_of_members(group), *gone]


def covered_twice(paths: Iterable[str]) -> bool:
    """Whether one of these paths lies within another one. In their order, what lies below one comes right behind it."""
    return any(below.startswith(above) for above, below in pairwise(sorted(paths)))


def _of_members(group: SupervisionGroup) -> Iterator[SupervisionFinding]:
    for member in group.members:
        if not member.serves:
            yield SupervisionFinding("not_serving", member.name)
        elif not member.signs_in:
            yield SupervisionFinding("no_sign_in", member.name)
        for unit in group.units:
            if unit.active and member.home_path.startswith(unit.path):
                yield SupervisionFinding("own_unit", member.name, unit.name)
