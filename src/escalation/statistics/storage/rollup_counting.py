"""How are roll-ups counted? What tickets contribute now takes the place of what they contributed before.

    tickets  ->  their contributions now  -  those that are kept  =  what is added to the counts of units and days

Whatever a ticket contributes follows from its rows as they are, so it may be counted at any time and as often as one
likes: an event of the log only says of which ticket it has changed. Counts, contributions and how far the log is read
change in one transaction, by one process at a time: nothing is lost, and nothing is counted twice.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.statistics.domain.rates import COUNTS
from escalation.statistics.storage.ticket_contributions import CELLS, CONTRIBUTIONS, unpacked

KEPT: Final = "confidential", "closed", "due", "dispatched", "breaks_at", "seconds", "places", "counts"
"""What is kept of a contribution."""


@dataclass(frozen=True, slots=True)
class RollupProgress:
    """How far roll-ups have come: see `rollup_tables.py`."""

    feed_pos: int
    walked_to: UUID | None
    zone: str
    as_of: datetime


@dataclass(frozen=True, slots=True)
class Counted:
    """How many events and tickets of the walk were looked at, and how many tickets were counted. `has_more` to do."""

    events: int = 0
    walked: int = 0
    tickets: int = 0
    has_more: bool = False


async def read_progress(connection: Connection) -> RollupProgress:
    """How far roll-ups have come. Raises `LookupError` in a database without them."""
    row = await connection.row(_PROGRESS)
    if row is None:
        raise LookupError("rollup_progress")
    return RollupProgress(*row)


async def count_tickets(connection: Connection) -> int:
    """How many tickets there are."""
    return int(str(await connection.value(_TICKETS)))


async def count_on(connection: Connection, zone: str, limit: int) -> Counted:
    """Go on by at most `limit` events, promises that break meanwhile, and tickets of a walk. Needs a transaction.

    Any number of processes may do this at once: one has its way, the others find nothing to do.
    """
    # What is read after the lock is given has all that whoever had it before has written, a tree that moved included.
    row = await connection.row(_LOCKED)
    if row is None:
        return Counted()
    progress = RollupProgress(*row)
    if progress.zone != zone:
        await count_anew(connection, zone)
        return Counted(has_more=True)
    next_ = await connection.row(_NEXT, feed_pos=progress.feed_pos, walked_to=progress.walked_to, limit=limit)
    if next_ is None:
        return Counted()
    if next_["tickets"]:
        await connection.run(_RECOUNT, tickets=next_["tickets"], zone=zone)
    is_walking = progress.walked_to is not None and next_["walked"] == limit
    has_more = is_walking or limit in {next_["events"], next_["breaking"]}
    await connection.run(
        _MOVED_ON, feed_pos=next_["feed_pos"], walked_to=next_["walked_to"] if is_walking else None,
        as_of=progress.as_of if next_["breaking"] == limit else max(progress.as_of, next_["as_of"]),
    )  # fmt: skip
    return Counted(next_["events"], next_["walked"], len(next_["tickets"]), has_more)


async def count_anew(connection: Connection, zone: str | None = None) -> None:
    """Let every ticket be counted anew, in time: the tree has changed, or what a day is. Reports count without.

    What changes from now on is told by later events. `zone`: of the days, if that has changed.
    """
    await connection.run(_ANEW, zone=zone)


async def discard(connection: Connection) -> None:
    """Begin with nothing: what is counted is not trusted any more. Needs a transaction."""
    await connection.run(_EMPTY)
    await count_anew(connection)


_TICKETS: Final = Compiled("SELECT count(*) FROM tickets", (), {})
_PROGRESS: Final = Compiled("SELECT feed_pos, walked_to, zone, as_of FROM rollup_progress WHERE id = 1", (), {})
_LOCKED: Final = Compiled(f"{_PROGRESS.text} FOR UPDATE SKIP LOCKED", (), {})
_EMPTY: Final = Compiled("TRUNCATE rate_rollups, rate_contributions", (), {})
_ANEW: Final = Compiled(
    """
    UPDATE rollup_progress SET walked_to = '00000000-0000-0000-0000-000000000000', zone = coalesce($1::text, zone),
      feed_pos = greatest(feed_pos, (SELECT max(feed_pos) FROM events WHERE feed_pos IS NOT NULL))
    WHERE id = 1
    """,
    ("zone",),
    {},
)
_MOVED_ON: Final = Compiled(
    "UPDATE rollup_progress SET feed_pos = $1, walked_to = $2, as_of = $3 WHERE id = 1",
    ("feed_pos", "walked_to", "as_of"),
    {},
)
# All has happened by `as_of` that the counts will tell of: later is the first event that was not looked at, or that
# has no place in the feed by now.
_NEXT: Final = Compiled(
    """
    WITH moment AS MATERIALIZED (
      SELECT clock_timestamp() + c.advanced_by AS now FROM clock c
    ),
    batch AS MATERIALIZED (
      SELECT feed_pos, ticket_id FROM events WHERE feed_pos > $1 ORDER BY feed_pos LIMIT $3
    ),
    breaking AS MATERIALIZED (
      SELECT ticket_id FROM rate_contributions
      WHERE breaks_at IS NOT NULL AND breaks_at <= (SELECT now FROM moment) ORDER BY breaks_at LIMIT $3
    ),
    walk AS MATERIALIZED (
      SELECT id FROM tickets WHERE id > $2::uuid ORDER BY id LIMIT $3
    ),
    read AS MATERIALIZED (
      SELECT coalesce(max(feed_pos), $1) AS feed_pos, count(*) AS events FROM batch
    )
    SELECT read.feed_pos, read.events, (SELECT count(*) FROM breaking) AS breaking,
      (SELECT count(*) FROM walk) AS walked, (SELECT id FROM walk ORDER BY id DESC LIMIT 1) AS walked_to,
      ARRAY(
        SELECT ticket_id FROM batch WHERE ticket_id IS NOT NULL UNION SELECT ticket_id FROM breaking
        UNION SELECT id FROM walk
      ) AS tickets,
      least(
        (SELECT now FROM moment),
        (SELECT e.occurred_at FROM events e WHERE e.feed_pos > read.feed_pos ORDER BY e.feed_pos LIMIT 1),
        (SELECT e.occurred_at FROM events e WHERE e.feed_pos IS NULL ORDER BY e.n LIMIT 1)
      ) AS as_of
    FROM read
    """,
    ("feed_pos", "walked_to", "limit"),
    {},
)
_NOW: Final = ", ".join(f"n.{name}" for name in KEPT)
_BEFORE: Final = ", ".join(f"k.{name}" for name in KEPT)
_KEY: Final = "basis", "unit_serial", "alone", "day", "seen_from", "confidential"
_SUMS: Final = ", ".join(f"sum(c.sign * {unpacked(name)})::bigint" for name in COUNTS)

_RECOUNT: Final = Compiled(
    f"""
    WITH {CONTRIBUTIONS},
    kept AS MATERIALIZED (
      SELECT ticket_id, {", ".join(KEPT)} FROM rate_contributions WHERE ticket_id = ANY ($1::uuid[])
    ),
    added AS MATERIALIZED (
      SELECT ticket_id, {_NOW} FROM contributions n LEFT JOIN kept k USING (ticket_id)
      WHERE k.ticket_id IS NULL OR ({_NOW}) IS DISTINCT FROM ({_BEFORE})
    ),
    ended AS MATERIALIZED (
      SELECT ticket_id FROM kept k WHERE NOT EXISTS (SELECT FROM contributions n WHERE n.ticket_id = k.ticket_id)
    ),
    changes AS MATERIALIZED (
      SELECT b.basis, cell.unit, cell.alone, b.day, cell.seen_from, c.confidential, ARRAY[{_SUMS}] AS counts
      FROM (
        SELECT 1 AS sign, a.* FROM added a
        UNION ALL
        SELECT -1, k.* FROM kept k WHERE k.ticket_id IN (SELECT ticket_id FROM added UNION SELECT ticket_id FROM ended)
      ) c
      CROSS JOIN LATERAL {CELLS}
      CROSS JOIN LATERAL (
        VALUES ('closed', c.closed), ('due', c.due), ('dispatched', c.dispatched)
      ) AS b (basis, day)
      WHERE b.day IS NOT NULL
      GROUP BY 1, 2, 3, 4, 5, 6
    ),
    rolled_up AS (
      INSERT INTO rate_rollups ({", ".join(_KEY)}, {", ".join(COUNTS)})
      SELECT basis, unit, alone, day, seen_from, confidential,
        {", ".join(f"counts[{n}]" for n in range(1, len(COUNTS) + 1))}
      FROM changes WHERE 0 <> ANY (counts)
      ON CONFLICT ({", ".join(_KEY)}) DO UPDATE SET
        {", ".join(f"{name} = rate_rollups.{name} + excluded.{name}" for name in COUNTS)}
    ),
    taken_back AS (
      DELETE FROM rate_contributions WHERE ticket_id IN (SELECT ticket_id FROM ended)
    )
    INSERT INTO rate_contributions (ticket_id, {", ".join(KEPT)})
    SELECT ticket_id, {", ".join(KEPT)} FROM added
    ON CONFLICT (ticket_id) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in KEPT)}
    """,
    ("tickets", "zone"),
    {},
)
