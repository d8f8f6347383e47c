"""How does somebody read whom a visit was to (visited reads)? With a reason, and on record, as a contact is read."""

from typing import Final
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import ForbiddenAction, NotFound
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime
from escalation.programme.visits.storage import visited_reads
from escalation.programme.visits.storage.sealed_visited import Visited, open_visited
from escalation.programme.visits.storage.visited_reads import VisitedRead
from escalation.programme.visits.usecases.visits import visible_visit

MOST: Final = 1_000
"""Looks at one visit that are listed."""

_ABOVE: Final = frozenset({Role.OFFICE, Role.LEADER, Role.SUPERVISOR})


async def read_visited(runtime: Runtime, actor: Actor, visit_id: UUID, reason: str, *, request_id: str) -> Visited:
    """What the visited households are called and what one of them signed, and on record that it was read.

    For those who work at the unit, and for offices, leaders and supervisors above: whoever looks into a visit on the
    spot has to find the door. Raises `NotFound`, `ForbiddenAction`.
    """
    async with runtime.database.transaction() as connection:
        visit = await visible_visit(connection, actor, visit_id)
        if actor.role not in _ABOVE and not (actor.role is Role.HANDLER and actor.unit_path == visit.unit_path):
            raise ForbiddenAction
        now = await read_now(connection)
        row = await visited_reads.read_visited(connection, visit_id, reason, now, actor=actor, request_id=request_id)
    if row is None:
        raise NotFound
    return open_visited(runtime.vault, row)


async def list_visited_reads(runtime: Runtime, actor: Actor, visit_id: UUID) -> list[VisitedRead]:
    """Who read whom a visit was to, newest first: for offices, leaders and supervisors.

    Raises `NotFound`, `ForbiddenAction`.
    """
    async with runtime.database.connection(changes=False) as connection:
        await visible_visit(connection, actor, visit_id)
        if actor.role not in _ABOVE:
            raise ForbiddenAction
        return await visited_reads.list_visited_reads(connection, visit_id, MOST)
