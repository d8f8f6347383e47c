"""What is a decision made on? The situation: the ticket, everything around it that matters, and the time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from escalation.organisation.domain.units import Unit
from escalation.tickets.domain.ticket import HandOver, JointTask, Order, Request, Ticket


@dataclass(frozen=True, slots=True)
class Situation:
    """One ticket as read, with all it takes to decide.

    `units` has the holder and the origin with their ancestors, every other unit named by the ticket or the command, and
    those a recall would give the ticket back to; one that does not exist is not there. `requests` are those pending,
    `own_requests` those of them that the caller asked with a key of theirs, `orders` those open. `member_at_holder`:
    the member named by the command works at the holding unit. `opinion_ids`: the ticket's opinions, read for a citizen
    only. `other`: the ticket into which this one shall be merged, if the caller may see it. `superseded_at`: when the
    calendar that its dates are counted by was followed by another one. `unstaffed`: those of `units` for which nobody
    could act; `assignee_serves`: the member named by the command, or else whoever has the ticket in hand, serves at the
    holder. Both are read for a caller of the tree alone.
    """

    ticket: Ticket
    units: Mapping[UUID, Unit]
    joint_tasks: tuple[JointTask, ...]
    last_hand_over: HandOver | None
    now: datetime
    requests: tuple[Request, ...] = ()
    own_requests: frozenset[UUID] = frozenset()
    orders: tuple[Order, ...] = ()
    routed_unit_id: UUID | None = None
    other: "Situation | None" = None
    superseded_at: datetime | None = None
    member_at_holder: bool = False
    assignee_serves: bool = True
    unstaffed: frozenset[UUID] = frozenset()
    opinion_ids: frozenset[UUID] = frozenset()

    @property
    def holder(self) -> Unit:
        """The unit that has to act now."""
        return self.units[self.ticket.holder_unit_id]

    @property
    def passed_until(self) -> datetime:
        """What lies no later had passed by the calendar of the ticket's dates, and stays so by any other."""
        return max(self.ticket.updated_at, self.superseded_at or self.ticket.updated_at)

    def parent(self, unit: Unit) -> Unit | None:
        """The unit's leading unit, `None` for a root."""
        return self.units.get(unit.parent_id) if unit.parent_id else None

    def territory(self, unit: Unit) -> Unit:
        """The unit itself, or the unit that it is attached to."""
        while unit.is_attached and (parent := self.parent(unit)):
            unit = parent
        return unit

    def codes(self, unit: Unit) -> tuple[str, ...]:
        """The codes of a unit and of those above it, nearest first."""
        return (unit.code, *(above.code for above in self.above(unit)))

    def above(self, unit: Unit) -> Iterator[Unit]:
        """Its leading unit, that one's leading unit, and so on up to the root."""
        while parent := self.parent(unit):
            yield parent
            unit = parent

    def level_above(self, unit: Unit) -> Unit | None:
        """Who a ticket climbs to: the leading unit of the unit's own territory, one step, `None` at the top."""
        return self.parent(self.territory(unit))

    def nearest_office(self, unit: Unit) -> Unit:
        """The nearest unit at or above `unit` with a coordination office; the topmost unit where none has one."""
        while not unit.has_office and (parent := self.parent(unit)):
            unit = parent
        return unit
