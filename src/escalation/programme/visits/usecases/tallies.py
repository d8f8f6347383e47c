"""How are tallies of plans kept? Counted anew from their visits by whoever changes one, under locks of the plans."""

from collections.abc import Sequence
from uuid import UUID

from escalation.kit.database.connection import Connection
from escalation.programme.visits.domain.fulfilment import tally
from escalation.programme.visits.storage import plans


async def count_anew(connection: Connection, plan_ids: Sequence[UUID]) -> None:
    """Count what was done of plans, however many in three statements. Wants a transaction."""
    if not plan_ids:
        return
    required = await plans.required_of(connection, plan_ids)
    made = await plans.read_made(connection, list(required))
    tallies = {id_: tally(made.get(id_, ()), *wanted) for id_, wanted in required.items()}
    await plans.write_tallies(connection, tallies)
