"""What is drawn for the agenda of a meeting? Tickets that wait, each with why; the most pressing come first."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID


class Why(StrEnum):
    """Why a ticket stands on an agenda."""

    STUCK = "stuck"
    PROBLEM = "problem"
    PARKED_LONG = "parked_long"
    CLIMBED = "climbed"
    AT_TOP = "at_top"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class DrawnTicket:
    """A ticket that waits, with every reason for it to be talked about."""

    id: UUID
    why: tuple[Why, ...]
    due_at: datetime


def drawn(found: Mapping[Why, Iterable[tuple[UUID, datetime]]], most: int) -> Sequence[DrawnTicket]:
    """At most `most` tickets of all that was found, with the times they are due.

    Those with the most reasons come first, then those that are due first; the same found, the same is drawn.
    """
    reasons: dict[UUID, set[Why]] = {}
    due: dict[UUID, datetime] = {}
    for why, waiting in found.items():
        for ticket_id, due_at in waiting:
            reasons.setdefault(ticket_id, set()).add(why)
            due[ticket_id] = due_at
    tickets = (DrawnTicket(id_, tuple(why for why in Why if why in whys), due[id_]) for id_, whys in reasons.items())
    return sorted(tickets, key=lambda each: (-len(each.why), each.due_at, each.id))[:most]
