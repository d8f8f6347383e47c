"""How does a database get a city's year of tickets (fill)? With their hand-overs, by statements over whole sets.

One real ticket is cloned all over the tree in the order of time, most of its clones closed. The table of tickets has
only the indexes that roll-ups and their reports need: the others take most of the time, and nothing here looks at them.
No trigger runs; there are no events, so everything is counted as tickets are that were there before roll-ups.
"""

from collections.abc import Callable
from typing import Final

from bench.support.bulk import in_turn, quick_connection, without_indexes
from escalation.tickets.storage.tables import tickets

_CHUNK: Final = 50_000
_BETWEEN_CHECKPOINTS: Final = 20
"""Chunks, so that the log does not need as much room as what it is about."""
_TABLES: Final = ("tickets", "hand_overs", "requests", "ticket_breaches")


async def fill(dsn: str, count: int, *, tell: Callable[[str], None] = lambda _: None) -> None:
    """Put `count` tickets of the last 365 days into a database of `places.settle` with one ticket or more."""
    async with quick_connection(dsn) as connection:
        await connection.execute(_LAID_OUT)
        for name in await connection.fetch(_NEEDLESS):
            await connection.execute(f"DROP INDEX {name['name']}")
    chunks = [_cloned(first, min(first + _CHUNK, count + 1), count) for first in range(1, count + 1, _CHUNK)]
    async with without_indexes(dsn, _TABLES, tell), quick_connection(dsn) as connection:
        for first in range(0, len(chunks), _BETWEEN_CHECKPOINTS):
            await in_turn(dsn, chunks[first : first + _BETWEEN_CHECKPOINTS], tell)
            await connection.execute("CHECKPOINT")


_LAID_OUT: Final = """
CREATE SCHEMA bench;
CREATE TABLE bench.pattern AS SELECT * FROM tickets ORDER BY id LIMIT 1;
CREATE TABLE bench.places AS
  SELECT v.id, v.path, town.id AS town_id, town.path AS town_path, county.id AS county_id, county.path AS county_path,
         row_number() OVER (ORDER BY v.path)::integer AS n
  FROM units v JOIN units town ON town.id = v.parent_id JOIN units county ON county.id = town.parent_id
  WHERE v.level = 1;
ALTER TABLE bench.places ADD PRIMARY KEY (n);
ANALYZE bench.pattern, bench.places;
"""
_NEEDLESS: Final = """
SELECT indexname AS name FROM pg_indexes
WHERE tablename = 'tickets' AND indexname NOT IN ('pk_tickets', 'ix_tickets_confidential', 'ix_tickets_wake')
  AND indexname NOT IN (SELECT conname FROM pg_constraint)
"""
_VARIED: Final = {
    "id": "s.id", "number": "'clone-' || s.i", "content": "'路灯不亮'", "is_open": "s.closed_at IS NULL",
    "state": "CASE WHEN s.closed_at IS NULL THEN 'in_progress' ELSE 'closed' END", "level": "1",
    "holder_unit_id": "s.holder_id", "holder_path": "s.holder_path",
    "origin_unit_id": "s.origin_id", "origin_path": "s.origin_path", "handler_unit_id": "v.id",
    "dispatcher_unit_id": "v.town_id", "sender_unit_id": "NULL", "confidential": "s.c < 0.01",
    "created_at": "s.created_at", "started_at": "s.created_at", "updated_at": "coalesce(s.closed_at, s.created_at)",
    "changed_at": "coalesce(s.closed_at, s.created_at)", "closed_at": "s.closed_at",
    "due_at": "s.created_at + interval '15 days'",
    "due_original_at": "s.created_at + CASE WHEN s.d < 0.1 THEN interval '10 days' ELSE interval '15 days' END",
    "wake_at": "CASE WHEN s.closed_at IS NULL THEN s.created_at + interval '15 days' END",
    "redos": "(s.d < 0.04)::integer", "solved": "CASE WHEN s.closed_at IS NOT NULL AND s.b < 0.6 THEN s.a < 0.8 END",
    "satisfaction": "CASE WHEN s.closed_at IS NOT NULL AND s.b < 0.5 THEN 1 + floor(s.c * 5) END",
    "confirmed_by": "CASE WHEN s.closed_at IS NOT NULL AND s.b < 0.6 THEN 'call' END", "warning": "'none'",
}  # fmt: skip
_HOP: Final = (
    "id, ticket_id, direction, trigger, action, from_unit_id, to_unit_id, sent_at, sent_by, previous, signed_at"
)

_REQUEST: Final = "id, ticket_id, kind, state, approver, asked_at, asked_by, asked_unit_id, decide_by, decided_at"


def _cloned(first: int, behind: int, count: int) -> str:
    """Nine of ten are closed within thirty days; three of ten were received by the town, and a tenth climbs there."""
    names = [column.name for column in tickets.columns if column.computed is None]
    made = f"clock_timestamp() - {365 * 86_400} * (1 - i / {count + 1}.0) * interval '1 second'"
    return f"""
    SELECT setseed({1 / first});
    WITH drawn AS MATERIALIZED (
      SELECT i, {made} AS created_at, random() AS a, random() AS b, random() AS c, random() AS d, random() AS e,
        power(random(), 2) * 30 * interval '1 day' AS took
      FROM generate_series({first}, {behind - 1}) i
    ),
    s AS MATERIALIZED (
      SELECT d.*, uuidv7(d.created_at - clock_timestamp()) AS id, v.n,
        CASE WHEN d.created_at + d.took < clock_timestamp() AND d.e < 0.98 THEN d.created_at + d.took END AS closed_at,
        d.b > 0.9 AS climbed, d.a < 0.3 AS of_town,
        CASE WHEN d.a < 0.3 THEN v.town_id ELSE v.id END AS origin_id,
        CASE WHEN d.a < 0.3 THEN v.town_path ELSE v.path END AS origin_path,
        CASE WHEN d.b > 0.9 THEN v.town_id ELSE v.id END AS holder_id,
        CASE WHEN d.b > 0.9 THEN v.town_path ELSE v.path END AS holder_path
      FROM drawn d JOIN bench.places v ON v.n = 1 + (d.i * 7919::bigint) % (SELECT count(*) FROM bench.places)
    ),
    made AS (
      INSERT INTO tickets ({", ".join(names)})
      SELECT {", ".join(_VARIED.get(name, f"t.{name}") for name in names)}
      FROM bench.pattern t CROSS JOIN s JOIN bench.places v ON v.n = s.n
    ),
    given AS (
      INSERT INTO hand_overs ({_HOP})
      SELECT gen_random_uuid(), s.id, 'down', 'command', 'dispatch', s.origin_id, v.id,
        s.created_at + interval '1 hour', 'bench', '{{}}'::jsonb, s.created_at + interval '5 hours'
      FROM s JOIN bench.places v USING (n)
      UNION ALL
      SELECT gen_random_uuid(), s.id, 'up', 'clock', 'escalate', v.id, v.town_id,
        s.created_at + interval '5 days', 'clock', '{{}}'::jsonb, s.created_at + interval '6 days'
      FROM s JOIN bench.places v USING (n) WHERE s.climbed
    ),
    lapsed AS (
      INSERT INTO ticket_breaches (ticket_id, kind, at, unit_id, level)
      SELECT s.id, 'stage', s.created_at + interval '4 hours', v.id, 1
      FROM s JOIN bench.places v USING (n) WHERE s.climbed
    )
    INSERT INTO requests ({_REQUEST})
    SELECT gen_random_uuid(), s.id, 'objection', 'approved', 'dispatcher', s.created_at, 'bench', v.id, s.created_at,
      s.created_at
    FROM s JOIN bench.places v USING (n) WHERE s.d > 0.98
    """
