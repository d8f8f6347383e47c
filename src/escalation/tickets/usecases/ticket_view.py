"""What is shown of a ticket? The row, the units it names, and the time it was read at."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from escalation.clocks.stopwatch import Colour
from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.deadlines import deadline
from escalation.tickets.domain.ticket import Ticket


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket as a caller sees it. `units` has at least every unit the ticket names."""

    ticket: Ticket
    units: Mapping[UUID, Unit]
    now: datetime

    @property
    def next_due_at(self) -> datetime | None:
        """The earlier of the stage's and the unfulfilled promise's due moment, while somebody has to act."""
        ticket = self.ticket
        if not ticket.is_open or ticket.stage_due_at is None:
            return None
        return min(ticket.stage_due_at, ticket.due_at) if ticket.fulfilled_at is None else ticket.stage_due_at

    @property
    def overdue(self) -> bool:
        """Whether a promise is broken now, whether or not a worker has noticed yet."""
        due = self.next_due_at
        return due is not None and due <= self.now

    @property
    def warning(self) -> str:
        """The colour shown: red while a promise is broken, whichever; else what the clock last warned of."""
        return Colour.RED if self.overdue else self.ticket.warning

    @property
    def seconds_left(self) -> int | None:
        """Until the deadline that counts, negative when it has passed."""
        counts = deadline(self.ticket) if self.ticket.is_open else None
        return int((counts.due_at - self.now).total_seconds()) if counts else None
