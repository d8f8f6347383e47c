"""Who asks where nobody is there to act (staffing gaps)? An office, for what is below it."""

from escalation.actors import Actor
from escalation.kit.runtime.context import Runtime
from escalation.organisation.usecases.units import require_unit
from escalation.tickets.storage import staffing_gaps
from escalation.tickets.storage.staffing_gaps import GapKind, GapPage, Place


async def list_gaps(
    runtime: Runtime, actor: Actor, kind: GapKind, *, unit: str | None, after: Place | None, limit: int
) -> GapPage:
    """One page of the gaps in the caller's scope, of a unit by its code and below it if one is named.

    Raises `ValidationFailed` for a unit that is not there.
    """
    async with runtime.database.connection(changes=False) as connection:
        within = (await require_unit(connection, unit, pointer="?unit")).path if unit is not None else None
        return await staffing_gaps.list_gaps(connection, actor, kind, within=within, after=after, limit=limit)
