"""What should somebody look at after a move? A holder or a joint unit (staffing) without anybody, an assignee gone."""

from collections.abc import Iterator

from escalation.organisation.domain.staffing_warnings import StaffingWarning, assignee_gone, nobody_there
from escalation.tickets.domain.draft import Decision
from escalation.tickets.domain.situation import Situation
from escalation.tickets.domain.ticket import JointState


def warnings_of(situation: Situation, decision: Decision) -> tuple[StaffingWarning, ...]:
    """Of an open ticket only: nobody has to act on any other. The move stands, whatever is warned of."""
    return tuple(_warnings(situation, decision)) if decision.ticket.is_open else ()


def _warnings(situation: Situation, decision: Decision) -> Iterator[StaffingWarning]:
    ticket = decision.ticket
    asked = [task.unit_id for task in decision.joint_tasks if task.state == JointState.OPEN]
    for unit_id in dict.fromkeys([ticket.holder_unit_id, *asked]):
        if unit_id in situation.unstaffed:
            unit = situation.units[unit_id]
            yield nobody_there(unit.code, unit.name)
    if ticket.assignee_id is not None and not situation.assignee_serves:
        yield assignee_gone(str(ticket.assignee_id))
