"""Who suffers a loss of visibility by a decision? Whom the ticket concerned, or who was above those, until now.

What ties a unit to a ticket is what the visibility predicate of the storage says: holder, origin, handler and
dispatcher, whoever is asked for help, and the sender as long as the hand-over can be taken back. Everybody above holder
and origin sees it too. Nobody loses sight of a matter that is about them: they never had it.
"""

from collections.abc import Iterable, Iterator
from operator import attrgetter
from typing import Final, NamedTuple
from uuid import UUID

from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import JointState, JointTask, Ticket


class Lost(NamedTuple):
    """`units` that were tied to a ticket and do not see it from above either; `overseers` that saw it from above."""

    units: tuple[UUID, ...]
    overseers: tuple[UUID, ...]


def lost_sight(situation: Situation, new: Ticket, joint_tasks: Iterable[JointTask]) -> Lost | None:
    """Who sees the ticket of a situation, but not the one that becomes of it; `None` if there is nobody."""
    old = situation.ticket
    # Most moves tie and untie nobody.
    if _tying(old) == _tying(new) and not situation.joint_tasks:
        return None
    before, after = _tied(old, situation.joint_tasks), _tied(new, joint_tasks)
    if all(id_ in after for id_ in before) and _keep_sight(old, new):
        return None
    seeing = {*after, *_above(situation, new)}

    def lost(ids: Iterable[UUID]) -> tuple[UUID, ...]:
        return tuple(dict.fromkeys(id_ for id_ in ids if id_ not in seeing and not _is_accused(situation, id_)))

    found = Lost(lost(before), lost(_above(situation, old)))
    return found if any(found) else None


def out_of_sight(situation: Situation, units: Iterable[UUID]) -> tuple[UUID, ...]:
    """Those of some units that do not see the ticket of a situation, and that it is not about."""
    ticket = situation.ticket
    seeing = {*_tied(ticket, situation.joint_tasks), *_above(situation, ticket)}
    return tuple(id_ for id_ in units if id_ not in seeing and not _is_accused(situation, id_))


_tying: Final = attrgetter(
    "holder_unit_id", "origin_unit_id", "handler_unit_id", "dispatcher_unit_id", "sender_unit_id"
)


def _tied(ticket: Ticket, joint_tasks: Iterable[JointTask]) -> list[UUID]:
    """The units that a ticket concerns directly, some of them more than once."""
    units = [*_tying(ticket)]
    units += [task.unit_id for task in joint_tasks if task.state == JointState.OPEN]
    return [id_ for id_ in units if id_ is not None]


def _keep_sight(old: Ticket, new: Ticket) -> bool:
    """Whether the leading units of holder and origin are above the new ones, and so everybody above them."""
    leading = (path[: path.rindex("/", 0, -1) + 1] for path in (old.holder_path, old.origin_path))
    return all(new.holder_path.startswith(path) or new.origin_path.startswith(path) for path in leading)


def _above(situation: Situation, ticket: Ticket) -> Iterator[UUID]:
    """The units above holder and origin, nearest first."""
    ends = (situation.units[ticket.holder_unit_id], situation.units[ticket.origin_unit_id])
    return (unit.id for end in ends for unit in situation.above(end))


def _is_accused(situation: Situation, unit_id: UUID) -> bool:
    unit, accused = situation.units.get(unit_id), situation.ticket.accused_path
    return unit is not None and accused is not None and unit.path.startswith(accused)
