"""What is a row of the ledger (ledger rows, 台账), and who may do what with it?

A row is open until it is written off (销号): by the end of the ticket that came of it, or by hand with a reason.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor, Role

WRITING: Final = frozenset({Role.HANDLER, Role.LEADER, Role.OFFICE})
"""Those who keep the ledger of their own unit, and see whose rows it has."""
MOST_SATISFIED: Final = 5


class LedgerStatus(StrEnum):
    """Whether a row is still to be dealt with."""

    OPEN = "open"
    WRITTEN_OFF = "written_off"


class WriteOff(StrEnum):
    """By what a row was written off (销号)."""

    TICKET = "ticket"
    HAND = "hand"


class Household(NamedTuple):
    """Whose row it is: 户主, 住址 and how many people live there."""

    householder: str
    address: str | None = None
    population: int | None = None

    def masked(self) -> "Household":
        """As those see it who do not keep the ledger: one character of the name, and nothing of where and how many."""
        return Household(f"{self.householder[:1]}**")


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """A row as stored, but for what is sealed; `ticket_*` and `opinion_status` are those of the opinion behind it.

    `written_off_on`, `result`, `satisfaction` and `write_off_reason` are what was written by hand.
    """

    id: UUID
    unit_id: UUID
    unit_path: str
    unit_code: str
    unit_name: str
    matter: str
    category: str | None
    entered_on: date
    opinion_id: UUID | None
    opinion_status: str | None
    ticket_id: UUID | None
    ticket_is_open: bool | None
    ticket_ended_at: datetime | None
    ticket_is_late: bool
    result: str | None
    satisfaction: int | None
    written_off_on: date | None
    written_off_by: str | None
    write_off_reason: str | None
    is_stale: bool
    version: int
    created_at: datetime
    created_by: str
    updated_at: datetime
    erased_at: datetime | None

    @property
    def by(self) -> WriteOff | None:
        """By what it was written off: what somebody wrote counts before the ticket."""
        if self.written_off_on is not None:
            return WriteOff.HAND
        return WriteOff.TICKET if self.ticket_is_open is False else None

    @property
    def status(self) -> LedgerStatus:
        """Whether it is still to be dealt with."""
        return LedgerStatus.OPEN if self.by is None else LedgerStatus.WRITTEN_OFF

    @property
    def is_overdue(self) -> bool:
        """Whether it is open, and its ticket is late, or it stands without one for too long."""
        return self.by is None and (self.ticket_is_late or self.is_stale)

    def is_kept_by(self, actor: Actor) -> bool:
        """Whether the actor keeps the ledger that it stands in."""
        return actor.role in WRITING and actor.unit_id == self.unit_id
