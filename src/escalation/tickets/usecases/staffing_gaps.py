"""Who asks where nobody is there to act (staffing gaps)? An office, for what is below it."""

from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.tickets.storage import staffing_gaps
from escalation.tickets.storage.staffing_gaps import GapKind, GapPage, Place


async def list_gaps(runtime: Runtime, actor: Actor, kind: GapKind, *, after: Place | None, limit: int) -> GapPage:
    """One page of the gaps in the caller's scope."""
    async with runtime.database.connection(changes=False) as connection:
        return await staffing_gaps.list_gaps(connection, actor, kind, after=after, limit=limit)
