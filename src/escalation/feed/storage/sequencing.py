"""How do events get their places in the feed? One statement numbers what is committed, and writes who is owed it.

    committed, no place yet  ->  a place each, without gaps, in the order of `n`  +  what a `FanOut` makes of them

A reader who saw a place has seen all before it: places are given by one statement at a time, each to what was committed
when it began. What commits late gets a late place, and is never passed over. The events of a ticket keep their order:
the next one is not written before the one before it is committed, for both hold the ticket's row, so its `n` is higher.
"""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from typing import Final

from escalation.feed.storage.retention import KEPT
from escalation.feed.storage.visibility import LEFT
from escalation.kit.database.connection import Compiled, Connection


@dataclass(frozen=True, slots=True)
class FanOut:
    """What else becomes of events while they get their places: the piece of the statement that says who is owed them.

    `parts`: CTEs that may read `batch`, the events with their `feed_pos`, and `moment`, in which `now` is the time. One
    of them is `queued`, with a row for each delivery that is owed from now on. `is_wanted`: the condition under which
    there may be any.
    """

    parts: str
    is_wanted: str


@dataclass(frozen=True, slots=True)
class WaitingEvents:
    """What waits for the sequencer: for how long the first event has waited, and whether there are endpoints at all."""

    lag: timedelta
    has_endpoints: bool


@dataclass(frozen=True, slots=True)
class Sequenced:
    """How many events got their place, how many deliveries are owed for them, and the highest `n` among them.

    `is_late`: nothing was done, because an event that has to come first was overlooked; look at all of them.
    """

    events: int
    deliveries: int
    last: int | None = None
    is_late: bool = False

    def __bool__(self) -> bool:
        """Whether there was anything to do."""
        return self.events > 0


@dataclass(frozen=True, slots=True)
class Extent:
    """What there is of the feed: everything behind `earliest`, up to and including `head`."""

    earliest: int
    head: int


async def find_work(connection: Connection, fan_out: FanOut, *, above: int = 0) -> WaitingEvents | None:
    """The first event with an `n` above this that has no place; `None` if there is none. Locks nothing."""
    row = await connection.row(_work(fan_out), above=above)
    return WaitingEvents(row["lag"], row["has_endpoints"]) if row else None


async def oldest_unnumbered(connection: Connection) -> timedelta | None:
    """For how long the first event without a place has waited; `None` if there is none."""
    lag = await connection.value(_OLDEST)
    return lag if isinstance(lag, timedelta) else None


async def sequence(
    connection: Connection, limit: int, fan_out: FanOut, *, above: int = 0, with_endpoints: bool = True
) -> Sequenced:
    """Give at most `limit` events their place and write down the deliveries they are owed, all of it or nothing.

    Any number of processes may do this at once: one has its way, the others find nothing to do. Events with an `n` up
    to `above` are taken to have their places; should that be wrong, no other event gets a place before them.
    `with_endpoints=False` is cheaper and does nothing as soon as there are any. Each `limit` is another statement.
    """
    statement = _statement(limit, fan_out, with_endpoints=with_endpoints)
    if with_endpoints:
        # The queue is empty at one moment and full at the next: no plan that is kept would be good for both.
        row = await (await connection.raw.prepare(statement.text)).fetchrow(above)
    else:
        row = await connection.row(statement, above=above)
    return Sequenced(row["events"], row["deliveries"], row["last"], row["is_late"]) if row else Sequenced(0, 0)


async def find_extent(connection: Connection) -> Extent:
    """What can be read now."""
    row = await connection.row(_EXTENT)
    return Extent(row["earliest"], row["head"]) if row else Extent(0, 0)


async def find_head(connection: Connection) -> int:
    """The last place that was given."""
    return int(str(await connection.value(_HEAD)))


_OLDEST: Final = Compiled(
    """
    SELECT clock_timestamp() + clock.advanced_by - first.occurred_at
    FROM clock CROSS JOIN LATERAL (SELECT occurred_at FROM events WHERE feed_pos IS NULL ORDER BY n LIMIT 1) first
    """,
    (),
    {},
)


@cache
def _work(fan_out: FanOut) -> Compiled:
    sql = f"""
    SELECT clock_timestamp() + clock.advanced_by - first.occurred_at AS lag, {fan_out.is_wanted} AS has_endpoints
    FROM clock CROSS JOIN LATERAL (
      SELECT occurred_at FROM events WHERE feed_pos IS NULL AND n > $1 ORDER BY n LIMIT 1
    ) first
    """
    return Compiled(sql, ("above",), {})


_HEAD: Final = Compiled("SELECT pos FROM feed_head", (), {})
EXTENT: Final = f"""SELECT head.pos AS head, coalesce((
  SELECT d.first_pos FROM feed_days d
  WHERE d.day >= ((clock_timestamp() + clock.advanced_by - INTERVAL '{KEPT.days} days') AT TIME ZONE 'UTC')::date
  ORDER BY d.day LIMIT 1
), head.pos) AS earliest
FROM feed_head head CROSS JOIN clock"""
_EXTENT: Final = Compiled(EXTENT, (), {})


@cache
def _statement(limit: int, fan_out: FanOut, *, with_endpoints: bool) -> Compiled:
    """The limit is written out: if the planner had to guess it, it would prepare to read all events there are.

    The row of the head is the lock, and tells as well whether others were here since the statement began to see: what
    is locked is the newest version of the row, what is read beside it is the version that the statement sees. If they
    differ, what looks unnumbered may have a place by now, and nothing is done.
    """
    sql = f"""
WITH

moment AS MATERIALIZED (
  SELECT clock_timestamp() + c.advanced_by AS now FROM clock c
),
head AS MATERIALIZED (
  SELECT pos FROM feed_head WHERE id = 1 FOR UPDATE SKIP LOCKED
),
waiting AS MATERIALIZED (
  SELECT id, n, ticket_id, opinion_id, endpoint_id, record_id, unit_id, actor_unit_id, sequence, type, action,
    CASE WHEN type = '{LEFT}' THEN data END AS data
  FROM events WHERE feed_pos IS NULL AND n > $1 ORDER BY n LIMIT {limit}
),
late AS MATERIALIZED (
  SELECT FROM waiting w CROSS JOIN LATERAL (
    SELECT FROM events e
    WHERE e.ticket_id = w.ticket_id AND e.sequence = w.sequence - 1 AND e.feed_pos IS NULL AND e.n <= $1
    LIMIT 1
  ) overlooked
  WHERE $1 > 0
  LIMIT 1
),
batch AS MATERIALIZED (
  SELECT w.*, head.pos + row_number() OVER (ORDER BY w.n) AS feed_pos
  FROM head CROSS JOIN waiting w
  WHERE head.pos = (SELECT pos FROM feed_head WHERE id = 1) AND NOT EXISTS (SELECT FROM late)
    {"" if with_endpoints else f"AND NOT {fan_out.is_wanted}"}
),
numbered AS (
  UPDATE events e SET feed_pos = b.feed_pos
  FROM batch b
  WHERE b.n = e.n AND e.n = ANY (ARRAY(SELECT n FROM batch)) AND e.feed_pos IS NULL
),
moved AS (
  UPDATE feed_head SET pos = pos + (SELECT count(*) FROM batch) WHERE id = 1 AND EXISTS (SELECT FROM batch)
),
-- Where the feed stood when a day began.
days AS (
  INSERT INTO feed_days (day, first_pos)
  SELECT (moment.now AT TIME ZONE 'UTC')::date, head.pos FROM moment, head WHERE EXISTS (SELECT FROM batch)
  ON CONFLICT DO NOTHING
),
{fan_out.parts if with_endpoints else "queued AS (SELECT WHERE false)"}
SELECT (SELECT count(*) FROM batch) AS events, (SELECT count(*) FROM queued) AS deliveries,
  (SELECT max(n) FROM batch) AS last, EXISTS (SELECT FROM late) AS is_late
"""
    return Compiled(sql, ("above",), {})
