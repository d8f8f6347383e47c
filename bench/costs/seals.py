"""What do seals and the guards of the log cost a request?

The database without them has none of the triggers that seal rows, hash events and refuse changes. Digests of the rows
of a ticket are taken by the server, in both.
"""

from typing import Final

import asyncpg

from bench.costs.asked import Kind
from bench.costs.besides import Besides
from escalation.verification.storage.guards import GUARDS


async def _take_away(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    for table, trigger in sorted(GUARDS):
        await connection.execute(f"DROP TRIGGER {trigger} ON {table}")


SEALS: Final = Besides("seals", _take_away, {Kind.MOVE: 1.05, Kind.OPINION: 1.1})
