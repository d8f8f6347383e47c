"""What is a diary entry (民情日记), and who may do what with it?

    draft ──submit──► submitted ──review──► reviewed
      ▲───take back───┘

A draft is its author's alone. What was submitted is read by leaders, offices and supervisors of the unit and above.
Leaders and offices review, never what they have written themselves; what was reviewed stays as it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor, Role


class DiaryState(StrEnum):
    """Where an entry stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    REVIEWED = "reviewed"


class MetPerson(NamedTuple):
    """Somebody who was met, and how to reach them."""

    name: str
    contact: str | None = None


WRITING: Final = frozenset({Role.HANDLER, Role.LEADER, Role.OFFICE})
"""Those who keep a diary, of their own unit."""
OVERSEEING: Final = frozenset({Role.LEADER, Role.OFFICE, Role.SUPERVISOR})
"""Those who read what was submitted at their unit and below."""
REVIEWING: Final = frozenset({Role.LEADER, Role.OFFICE})


@dataclass(frozen=True, slots=True)
class DiaryEntry:
    """An entry as stored, but for what is sealed. `day`: the local day that it tells of.

    `written_by`: the principal; `author_id`, `author_person_id`: as which member, and who that is, if it is somebody.
    Names are of those behind principals; a machine has none.
    `erased_at`: since when nothing is left of what it said.
    """

    id: UUID
    unit_id: UUID
    unit_path: str
    unit_code: str
    unit_name: str
    written_by: str
    author_name: str | None
    author_id: UUID | None
    author_person_id: UUID | None
    title: str
    content: str
    day: date
    place: str | None
    people_met: int
    state: DiaryState
    submitted_at: datetime | None
    grade: str | None
    comment: str | None
    reviewed_by: str | None
    reviewed_by_name: str | None
    reviewed_at: datetime | None
    version: int
    created_at: datetime
    updated_at: datetime
    erased_at: datetime | None

    def is_by(self, actor: Actor) -> bool:
        """Whether the actor has written it, by whatever key or session of the same post."""
        return actor.principal == self.written_by or (actor.member_id is not None and actor.member_id == self.author_id)

    def is_readable_by(self, actor: Actor) -> bool:
        """Whether the actor may read it."""
        is_overseen = actor.role in OVERSEEING and actor.reaches(self.unit_path)
        return self.is_by(actor) or (self.state is not DiaryState.DRAFT and is_overseen)

    def is_reviewable_by(self, actor: Actor) -> bool:
        """Whether the actor is of those who review it, whatever state it is in. Who is one human, is not known here."""
        return actor.role in REVIEWING and actor.reaches(self.unit_path) and not self.is_by(actor)
