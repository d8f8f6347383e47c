"""When is a ticket late? The one rule of lateness, which lists, reports, the clock and its explanation share.

    owed    the holder's stage, and the promise to the citizen until it is fulfilled, by closing the ticket
    due     the earlier of what is owed; of an open ticket only, for nobody has to act on any other
    late    due lies not ahead of now; red, whatever colour the clock has warned of

A broken promise is owed until the ticket is closed, however fresh the stage of whoever holds it now: the ticket stays
late. What the clock does about it is another question, see `deadlines`: it acts on the stage then. A parked ticket is
due as if it went on as planned; one whose promise was broken before is late while it is parked.

In the database the same rule is the generated column `next_due_at`, which is compared with the time by `filters`.
"""

from datetime import datetime
from typing import Literal, NamedTuple

from escalation.tickets.domain.ticket import Ticket


class NextDue(NamedTuple):
    """What is due first: the holder's `stage`, or the `overall` promise to the citizen."""

    kind: Literal["overall", "stage"]
    due_at: datetime

    def is_late(self, now: datetime) -> bool:
        """A period runs up to, but not including, the moment it is due."""
        return self.due_at <= now


def owed(ticket: Ticket) -> NextDue | None:
    """What is due first of an open ticket; `None` if nobody has to act."""
    if not ticket.is_open or ticket.stage_due_at is None:
        return None
    if ticket.fulfilled_at is None and ticket.due_at < ticket.stage_due_at:
        return NextDue("overall", ticket.due_at)
    return NextDue("stage", ticket.stage_due_at)


def is_late(ticket: Ticket, now: datetime) -> bool:
    """Whether something that is owed was due by `now`, whether or not a worker has noticed yet."""
    due = owed(ticket)
    return due is not None and due.is_late(now)
