"""How far back can the feed be read (retention)? And where it stood on a day is kept as long as cursors of that day."""

from datetime import timedelta
from typing import Final

from escalation.kit.database.connection import Compiled, Connection

KEPT: Final = timedelta(days=30)
"""How far back the feed can be read."""


async def forget_days(connection: Connection) -> int:
    """Forget where the feed stood on days that are kept no more, but the last before them; how many there were.

    That one says where the first day begins that is kept, if nothing happened on it.
    """
    return await connection.run(_DAYS, kept=KEPT + timedelta(days=1))


_DAYS: Final = Compiled(
    """
    WITH first AS (
      SELECT max(day) AS day FROM feed_days, clock
      WHERE day <= ((clock_timestamp() + clock.advanced_by - $1::interval) AT TIME ZONE 'UTC')::date
    )
    DELETE FROM feed_days d USING first WHERE d.day < first.day
    """,
    ("kept",),
    {},
)
