"""How is a plan's tally kept? Counted anew from its visits by whoever changes one of them, under the plan's lock."""

from uuid import UUID

from escalation.kit.database.connection import Connection
from escalation.programme.visits.domain.fulfilment import tally
from escalation.programme.visits.storage import plans


async def count_anew(connection: Connection, plan_id: UUID) -> None:
    """Count what was done of a plan. Wants a transaction."""
    visits, households = await plans.required_of(connection, plan_id)
    await plans.write_tally(connection, plan_id, tally(await plans.read_made(connection, plan_id), visits, households))
