"""What is there of the two logs, that of events and that of seals? Places without gaps, and events of no ticket.

Both are numbered from 1, in the order in which the lines were found to be committed.
"""

from dataclasses import dataclass
from typing import Final

from escalation.kit.database.connection import Compiled, Connection

HASH: Final = """sha256(convert_to(jsonb_strip_nulls(
  to_jsonb(e) - ARRAY['feed_pos', 'salt', 'words_digest', 'reason', 'hash'] || jsonb_build_object(
    'words', encode(coalesce(e.words_digest, CASE WHEN num_nonnulls(e.salt, e.reason) > 0
      THEN sha256(coalesce(e.salt, '') || convert_to(coalesce(e.reason, ''), 'UTF8')) END), 'hex')
  )
)::text, 'UTF8'))"""
"""What the hash of an event `e` of no ticket has to be, as a trigger makes it."""


@dataclass(frozen=True, slots=True)
class Heads:
    """The last place that was given in each log."""

    events: int
    seals: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Places that nothing has, both included."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Unchained:
    """An event of no ticket: of what it tells, and whether it has a hash at all."""

    subject: str
    is_sealed: bool


async def read_heads(connection: Connection) -> Heads:
    """Where the logs end."""
    row = await connection.row(_HEADS)
    return Heads(row["events"], row["seals"]) if row else Heads(0, 0)


async def find_gaps(connection: Connection, log: str, after: int, upto: int) -> list[Gap]:
    """Places behind `after` up to `upto` that no line of a log has: `events` or `row_seals`."""
    rows = await connection.rows(_GAPS[log], after=after, upto=upto)
    return [Gap(row["first"], row["last"]) for row in rows]


async def wrong_unchained_events(connection: Connection, after: int, upto: int) -> list[Unchained]:
    """Events of no ticket whose hash is not what it has to be, behind a place in the feed up to another."""
    rows = await connection.rows(_WRONG_NUMBERED, after=after, upto=upto)
    return [Unchained(row["subject"], row["hash"] is not None) for row in rows]


async def wrong_unnumbered_events(connection: Connection) -> list[Unchained]:
    """The same, of events that have no place yet."""
    rows = await connection.rows(_WRONG_UNNUMBERED)
    return [Unchained(row["subject"], row["hash"] is not None) for row in rows]


def _gaps(table: str, place: str) -> Compiled:
    """Counting needs the index alone; only where some are missing it is looked which."""
    sql = f"""
    SELECT min(p) AS first, max(p) AS last
    FROM (
      SELECT p, p - row_number() OVER (ORDER BY p) AS island
      FROM generate_series($1::bigint + 1, $2::bigint) AS p
      WHERE (SELECT count(*) FROM {table} WHERE {place} > $1 AND {place} <= $2) < $2 - $1
        AND NOT EXISTS (SELECT FROM {table} WHERE {place} = p)
    ) missing
    GROUP BY island ORDER BY first
    """
    return Compiled(sql, ("after", "upto"), {})


_HEADS: Final = Compiled(
    "SELECT (SELECT pos FROM feed_head) AS events, coalesce((SELECT max(position) FROM row_seals), 0) AS seals", (), {}
)
_GAPS: Final = {"events": _gaps("events", "feed_pos"), "row_seals": _gaps("row_seals", "position")}
_WRONG: Final = f"""
SELECT coalesce(e.opinion_id, e.endpoint_id, e.record_id)::text AS subject, e.hash
FROM events e WHERE e.ticket_id IS NULL
  AND (e.hash IS DISTINCT FROM {HASH} OR e.words_digest IS NOT NULL AND num_nonnulls(e.salt, e.reason) > 0)"""
_WRONG_NUMBERED: Final = Compiled(f"{_WRONG} AND e.feed_pos > $1 AND e.feed_pos <= $2", ("after", "upto"), {})
_WRONG_UNNUMBERED: Final = Compiled(f"{_WRONG} AND e.feed_pos IS NULL", (), {})
