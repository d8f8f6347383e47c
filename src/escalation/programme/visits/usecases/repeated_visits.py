"""What is somebody told who plans or records a visit where others are as well (repeated visits, 多头走访)?"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from escalation.actors import Actor
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.subtree import range_of
from escalation.programme.visits.storage.repeated_visits import OtherVisits, find_others
from escalation.programme.visits.storage.visits import VisitToWrite
from escalation.programme.visits.usecases.visit_rules import Present

NOTHING = OtherVisits((), ())


async def others_there(connection: Connection, actor: Actor, visit: VisitToWrite, present: Present) -> OtherVisits:
    """Visits of others around the day of one, as far as the actor sees them; nothing if they are fewer than asked."""
    rule, who = present.rules.repeated, (visit.unit_id, visit.team_id)
    days = (visit.day - timedelta(rule.within_days), visit.day + timedelta(rule.within_days))
    marks: Sequence[bytes] = visit.household_marks
    visit_id: UUID = visit.id
    found = await find_others(connection, visit_id, visit.target_unit_id, who, marks, days, range_of(actor))
    return found if len(found.of_unit) >= rule.other_visits else NOTHING
