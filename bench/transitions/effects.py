"""Do both servers do the same? What they wrote, without what must differ: ids of their own making, times, hashes."""

from collections.abc import Mapping

import asyncpg

Effects = Mapping[str, list[tuple[object, ...]]]
"""Rows by table, in a fixed order."""

_QUERIES = {
    "tickets": """
        SELECT id, state, level, version, holder_unit_id, holder_path, handler_unit_id, dispatcher_unit_id, stage,
               redos, escalations, outcome, reply, resolved_by, event_count
        FROM tickets ORDER BY id""",
    "events": """
        SELECT ticket_id, sequence, type, trigger, action, principal, actor_unit_id, actor_role, reason, from_state,
               to_state, ticket_version
        FROM events ORDER BY ticket_id, sequence""",
    "hand_overs": """
        SELECT ticket_id, direction, trigger, action, reason, from_unit_id, to_unit_id, sent_by, signed_by,
               signed_at IS NULL AS is_unsigned, withdrawn_at IS NULL AS stands
        FROM hand_overs ORDER BY ticket_id, n""",
    "idempotency": "SELECT principal, key, status FROM idempotency ORDER BY principal, key",
}


async def effects(dsn: str) -> Effects:
    """What stands in a database."""
    connection = await asyncpg.connect(dsn)
    try:
        return {table: [tuple(row) for row in await connection.fetch(query)] for table, query in _QUERIES.items()}
    finally:
        await connection.close()


def differences(one: Effects, other: Effects) -> list[str]:
    """The tables in which two databases differ, each with a row that is in one of them only."""
    found = []
    for table in _QUERIES:
        alone = sorted(set(one[table]) ^ set(other[table]), key=str)
        if alone or len(one[table]) != len(other[table]):
            found.append(f"{table}: {len(one[table])} rows and {len(other[table])}, {alone[:1]}")
    return found
