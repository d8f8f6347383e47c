"""What is shown of a ticket? The row, the units it names, and the time it was read at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import floor
from uuid import UUID

from escalation.clocks.stopwatch import Colour
from escalation.organisation.domain.staffing_warnings import StaffingWarning
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.lateness import is_late, owed
from escalation.tickets.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as a caller sees it. `units` has at least every unit the ticket names; `warnings` go with a move."""

    ticket: Ticket
    units: Mapping[UUID, Unit]
    now: datetime
    warnings: tuple[StaffingWarning, ...] = ()

    @property
    def next_due_at(self) -> datetime | None:
        """When what is due first is due; `None` if nobody has to act."""
        due = owed(self.ticket)
        return due.due_at if due else None

    @property
    def overdue(self) -> bool:
        """Whether a promise is broken now, whether or not a worker has noticed yet."""
        return is_late(self.ticket, self.now)

    @property
    def warning(self) -> str:
        """The colour shown: red while a promise is broken, whichever; else what the clock last warned of."""
        return Colour.RED if self.overdue else self.ticket.warning

    @property
    def seconds_left(self) -> int | None:
        """Until what is due first, negative or 0 when the ticket is late."""
        due_at = self.next_due_at
        return floor((due_at - self.now).total_seconds()) if due_at is not None else None
