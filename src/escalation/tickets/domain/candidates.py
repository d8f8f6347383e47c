"""What may a field of a move name? Candidates, by the very guards that the move is held against."""

from collections.abc import Iterator, Mapping
from typing import Final
from uuid import UUID

from escalation.organisation.domain.unit_ranges import UnitRange
from escalation.tickets.domain.command import Command
from escalation.tickets.domain.definition import Move
from escalation.tickets.domain.draft import Case
from escalation.tickets.domain.fields import FIELDS, FieldKind
from escalation.tickets.domain.guards import GUARDS
from escalation.tickets.domain.target_guards import UNIT_GUARDS, unit_rules
from escalation.tickets.domain.unit_rules import ranges_of

ABOUT: Final[Mapping[str, str]] = {
    "joint_task_is_open": "joint_task_id",
    "joint_task_is_callers": "joint_task_id",
    "joint_task_is_the_last": "joint_task_id",
    "request_is_for_extension": "request_id",
    "request_is_for_parking": "request_id",
    "request_is_for_termination": "request_id",
    "request_waits_for_caller": "request_id",
    "objection_waits_for_caller": "request_id",
    "extension_still_lengthens": "request_id",
    "order_is_open": "order_id",
    "other_ticket_is_open": "into_ticket_id",
}
"""The one field that a guard looks at, where it is not a unit."""
AT_HAND: Final = frozenset({FieldKind.JOINT_TASK, FieldKind.REQUEST, FieldKind.ORDER})
"""What belongs to the ticket, and is read with it."""
UNIT_FIELDS: Final = frozenset({FieldKind.UNIT, FieldKind.JOINT_UNITS})
LOOKED_UP: Final = UNIT_FIELDS | {FieldKind.MEMBER, FieldKind.TICKET}
"""What has to be looked for, because nobody can know whether there is any."""


def accepts(case: Case, move: Move, field: str, value: UUID) -> bool:
    """Whether an entry of a move takes this value of a field, whatever its other fields say."""
    command = Command(move.name, {field: value}, "")
    tried = Case(case.situation, case.actor, command, case.rules, case.standings)
    tried.changes, tried.entry = case.changes, move
    return all(GUARDS[name](tried) is None for name in move.guards if ABOUT.get(name) == field)


def at_hand(case: Case, move: Move, field: str) -> list[UUID]:
    """The joint tasks, requests or orders of the ticket that a move takes."""
    things: Mapping[FieldKind, Mapping[UUID, object]] = {
        FieldKind.JOINT_TASK: case.joint_tasks, FieldKind.REQUEST: case.requests, FieldKind.ORDER: case.orders,
    }  # fmt: skip
    return [id_ for id_ in things[FIELDS[field].kind] if accepts(case, move, field, id_)]


def unit_ranges(case: Case, move: Move, field: str) -> tuple[UnitRange, ...]:
    """Where the units are that a move takes, as long as they are active."""
    return ranges_of(rule for name in _about_units(move, field) for rule in unit_rules(name, case))


def lacks_nothing(case: Case, move: Move) -> bool:
    """Whether the ticket itself has whatever the move has to name of it."""
    return all(at_hand(case, move, field) for field in move.needs if FIELDS[field].kind in AT_HAND)


def _about_units(move: Move, field: str) -> Iterator[str]:
    return (name for name in move.guards if name in UNIT_GUARDS and UNIT_GUARDS[name][0] == field)
