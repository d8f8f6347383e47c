"""Contact point verification: do contact points lie where their units and their cadres do?"""

from typing import Final

from escalation.errors import N_
from escalation.kit.database.connection import Connection
from escalation.programme.contact_points.storage.places_kept import wrongly_placed
from escalation.verification.storage import invariants
from escalation.verification.usecases.checks import DERIVE_FROM_TRIGGERS, Check
from escalation.verification.usecases.tally import Tally

WRONGLY_PLACED: Final = Check(
    "I45", None, N_("It lies elsewhere than its unit, or is of another home unit than its cadre."), DERIVE_FROM_TRIGGERS
)
OF_CONTACT_POINTS: Final = (WRONGLY_PLACED,)


async def verify_contact_points(connection: Connection, tally: Tally, chunk: int) -> None:
    """Hold every contact point against its unit and its cadre, a range at a time."""
    after = invariants.FIRST
    while after != invariants.LAST:
        async with invariants.snapshot(connection):
            span = await invariants.next_span_of_contact_points(connection, after, chunk)
            if tally.takes_next_chunk():
                found = await wrongly_placed(connection, span.after, span.upto)
                tally.add(WRONGLY_PLACED, [{"number": f"contact_points {id_}"} for id_ in found])
        after = span.upto
