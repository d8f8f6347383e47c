"""How many entries were written and reviewed (diary counts)? Of a unit and those directly below it, month by month."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.programme.diary.storage import diary_counts
from escalation.programme.diary.storage.diary_counts import DiaryCount


async def count_entries(
    runtime: Runtime, actor: Actor, unit: Unit | None, since: date, until: date
) -> Sequence[DiaryCount]:
    """Of the unit, or the actor's own if none is named. Raises `NotFound` for one outside the actor's scope."""
    async with runtime.database.connection(changes=False) as connection:
        wanted = unit or await _own_unit(connection, actor.unit_id)
        if not actor.reaches(wanted.path):
            raise NotFound
        return await diary_counts.count_entries(connection, wanted, since, until)


async def _own_unit(connection: Connection, unit_id: UUID | None) -> Unit:
    found = await find_units(connection, [unit_id] if unit_id else [])
    if unit_id is None or unit_id not in found:
        raise NotFound
    return found[unit_id]
