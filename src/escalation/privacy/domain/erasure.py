"""What is erased of an opinion, and who may say so? Its citizen's contact, or all words as well; never by one alone."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from escalation.actors import Actor, Role

DECIDING: Final = frozenset({Role.OFFICE, Role.LEADER})


class ErasureState(StrEnum):
    """Asked for, then granted or refused by somebody else; done once nothing is left."""

    ASKED = "asked"
    APPROVED = "approved"
    REFUSED = "refused"
    DONE = "done"


class ErasureExtent(StrEnum):
    """The contact alone, or everything that was said as well."""

    CONTACT = "contact"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Erasure:
    """That somebody wants an opinion erased, why, and what became of it."""

    id: UUID
    opinion_id: UUID
    unit_id: UUID
    unit_path: str
    state: str
    reason: str
    asked_at: datetime
    asked_by: str
    asked_person_id: UUID | None
    decided_at: datetime | None
    decided_by: str | None
    answer: str | None
    done_at: datetime | None


def may_decide(erasure: Erasure, actor: Actor) -> bool:
    """With an office's or leader's word over the unit. That it is somebody else than who asked is seen to besides."""
    return actor.role in DECIDING and actor.reaches(erasure.unit_path)
