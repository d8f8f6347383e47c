"""Up to when is the list of changes settled? Whoever follows `sort=updated` reads no further than this.

A transaction that changes tickets announces the moment before it stamps them, by a shared advisory lock whose key says
when. PostgreSQL lets go of the lock after the changes have become visible. So the earliest moment that is announced,
or the present if none is, lies before every change that cannot be seen yet; what is stamped before it can be seen, and
nothing will ever be put in between. The database's trigger `stamp_change` announces and stamps.
"""

from datetime import datetime
from typing import Final

from escalation.kit.database.connection import Compiled, Connection


async def settled_until(connection: Connection) -> datetime:
    """Before this moment no change will be added any more. Has to be read before the statement that reads changes."""
    found = await connection.value(_SETTLED)
    if not isinstance(found, datetime):
        raise TypeError(found)
    return found


# The key of a lock: these bits, and milliseconds below them. A key of another use that looks alike only delays.
_LOCK: Final = 0x7570
_MILLISECONDS: Final = 43
# The time at which the statement came, not that of reading: who takes the lock meanwhile stamps later than that.
_SETTLED: Final = Compiled(
    f"""
    SELECT least(
      statement_timestamp() + clock.advanced_by,
      (
        SELECT to_timestamp(min(held.key & {(1 << _MILLISECONDS) - 1}) / 1000.0)
        FROM (
          SELECT (classid::bigint << 32) | objid::bigint AS key FROM pg_locks
          WHERE locktype = 'advisory' AND objsubid = 1
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
        ) held
        WHERE held.key >> {_MILLISECONDS} = {_LOCK}
      )
    ) FROM clock
    """,
    (),
    {},
)
