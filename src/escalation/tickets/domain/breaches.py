"""Which limits of a ticket were passed (breaches), when, and who held it then? Found by the decision that comes next.

A ticket has two limits: the promise to the citizen and the stage of its holder. Whoever holds it at the moment at which
one passes, holds it until the next decision, so that the row this decision was made on says under whom it lapsed.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import Final, NamedTuple
from uuid import UUID

from escalation.tickets.domain.ticket import Json, Ticket


class BreachKind(StrEnum):
    """Which limit passed."""

    PROMISE = "promise"
    STAGE = "stage"


class Breach(NamedTuple):
    """A limit that passed at `at` under a unit, at a level. One of a kind and a moment: a ticket passes it once."""

    ticket_id: UUID
    kind: str
    at: datetime
    unit_id: UUID
    level: int

    def told(self) -> Json:
        """The breach as an event tells it."""
        return {"kind": self.kind, "at": self.at, "unit_id": self.unit_id, "level": self.level}


def find_breaches(before: Ticket, dated: Ticket, after: Ticket, now: datetime) -> tuple[Breach, ...]:
    """What passed since the decision before, and what this one moves into the past.

    `before`: the ticket as stored; `dated`: the same with the dates of the calendar in force, which alone says what has
    passed; `after`: as decided. A limit that was past when the ticket was last decided on was found then.
    """
    found: dict[tuple[str, datetime], Breach] = {}
    for ticket in (dated, after):
        for kind, at in _passed(ticket, now):
            was_known = at <= before.updated_at and getattr(before, _COLUMNS[kind]) == at
            if not was_known and (kind, at) not in found:
                found[kind, at] = Breach(ticket.id, kind, at, ticket.holder_unit_id, ticket.level)
    return tuple(found.values())


_COLUMNS: Final = {BreachKind.PROMISE: "due_at", BreachKind.STAGE: "stage_due_at"}


def _passed(ticket: Ticket, now: datetime) -> Iterator[tuple[BreachKind, datetime]]:
    """The limits that count and have passed. A parked ticket has none, a promise that was fulfilled does not count."""
    if not ticket.is_open or ticket.resume_at is not None:
        return
    if ticket.fulfilled_at is None and ticket.due_at <= now:
        yield BreachKind.PROMISE, ticket.due_at
    if ticket.stage_due_at is not None and ticket.stage_due_at <= now:
        yield BreachKind.STAGE, ticket.stage_due_at
