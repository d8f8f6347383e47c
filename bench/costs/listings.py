"""What do listings cost a move?

The database that has none has the indexes instead that lists began in before there were listings.
"""

from typing import Final

import asyncpg

from bench.costs.asked import Kind
from bench.costs.besides import Besides


async def _take_away(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    for row in await connection.fetch(_TRIGGERS):
        await connection.execute(f"DROP TRIGGER {row['name']} ON {row['table']}")
    for row in await connection.fetch(_INDEXES):
        await connection.execute(f"DROP INDEX {row['name']}")
    await connection.execute(f"TRUNCATE ticket_listings; {_INSTEAD}")
    await connection.execute("VACUUM ANALYZE")


LISTINGS: Final = Besides("listings", _take_away, {Kind.MOVE: 1.15})
_TRIGGERS: Final = """
SELECT tgname AS name, tgrelid::regclass::text AS "table" FROM pg_trigger
WHERE NOT tgisinternal AND tgrelid IN ('tickets'::regclass, 'joint_tasks'::regclass)
  AND (tgname LIKE '%listed%' OR tgname LIKE '%followed%')
"""
_INDEXES: Final = """
SELECT indexname AS name FROM pg_indexes
WHERE indexname IN ('ix_tickets_holder', 'ix_tickets_origin', 'ix_tickets_handler', 'ix_tickets_dispatcher')
"""
_INSTEAD: Final = """
CREATE INDEX ON tickets (holder_path, is_open, next_due_at, id);
CREATE INDEX ON tickets (origin_path, is_open, next_due_at, id);
CREATE INDEX ON tickets (handler_unit_id, is_open, next_due_at, id);
CREATE INDEX ON tickets (dispatcher_unit_id, is_open, next_due_at, id);
CREATE INDEX ON tickets (sender_unit_id, is_open, next_due_at, id) WHERE state = 'dispatched';
CREATE INDEX ON tickets (is_open, next_due_at, id) WHERE stuck;
CREATE INDEX ON tickets (is_open, next_due_at, id) WHERE problem;
CREATE INDEX ON tickets (warning, next_due_at, id) WHERE is_open AND warning IN ('yellow', 'orange');
CREATE INDEX ON tickets (created_at, id);
CREATE INDEX ON tickets (updated_at, id);
"""
