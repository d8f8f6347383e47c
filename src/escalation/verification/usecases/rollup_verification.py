"""Roll-up verification: do roll-ups count each ticket as it is, and are their sums those of the tickets?"""

from datetime import date, timedelta
from random import sample
from typing import Final

from escalation.errors import N_
from escalation.kit.database.connection import Connection
from escalation.statistics.domain.reports import Basis
from escalation.statistics.storage.rollup_checks import days_counted, wrong_sums, wrongly_counted
from escalation.verification.storage import invariants
from escalation.verification.usecases.checks import Check
from escalation.verification.usecases.tally import Tally

DAYS: Final = 30
"""Days of which sums are added up anew, drawn by lot; all of them, if there are no more."""

_COUNT_ANEW: Final = N_(
    "Run `escalation rebuild-rollups`, which counts all tickets anew. Reports count without meanwhile."
)
WRONGLY_COUNTED: Final = Check("I43", None, N_("It is counted otherwise in roll-ups than it is."), _COUNT_ANEW)
WRONG_SUMS: Final = Check(
    "I43", None, N_("{count} counts of the tickets of {day}, by '{basis}', are not their sums."), _COUNT_ANEW
)
OF_ROLLUPS: Final = (WRONGLY_COUNTED, WRONG_SUMS)


async def verify_rollups(connection: Connection, tally: Tally, chunk: int) -> None:
    """Tell of each ticket anew what it contributes, and add up some days of it."""
    after = invariants.FIRST
    while after != invariants.LAST:
        ids = await invariants.next_tickets(connection, after, chunk)
        if tally.takes_next_chunk():
            async with invariants.snapshot(connection):
                tally.add(WRONGLY_COUNTED, [{"number": number} for number in await wrongly_counted(connection, ids)])
        after = ids[-1] if len(ids) == chunk else invariants.LAST
    bounds = await days_counted(connection)
    for day in _drawn(*bounds) if bounds else ():
        if tally.takes_next_chunk():
            for basis in Basis:
                if count := await wrong_sums(connection, basis, day):
                    tally.add(WRONG_SUMS, [{"number": "rate_rollups", "count": count, "day": f"{day}", "basis": basis}])


def _drawn(first: date, last: date) -> list[date]:
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    return sorted(sample(days, min(DAYS, len(days))))
