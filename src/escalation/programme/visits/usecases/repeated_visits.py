"""What is somebody told who plans or records visits where others are as well (repeated visits, 多头走访)?"""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from escalation.actors import Actor
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.subtree import range_of
from escalation.programme.visits.storage.repeated_visits import OtherVisits, find_others
from escalation.programme.visits.usecases.visit_rules import Present

NOTHING: Final = OtherVisits((), ())


async def others_there(
    connection: Connection, actor: Actor, visit_ids: Collection[UUID], present: Present
) -> Mapping[UUID, OtherVisits]:
    """Visits of others around the days of some, as far as the actor sees them, where they are as many as is asked."""
    rule = present.rules.repeated
    found = await find_others(connection, visit_ids, rule.within_days, range_of(actor)) if visit_ids else {}
    return {id_: others for id_, others in found.items() if len(others.of_unit) >= rule.other_visits}
