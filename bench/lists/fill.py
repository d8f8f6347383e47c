"""Which tickets are in the lists that are measured? One real ticket, cloned by statements over whole sets."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from bench.deadlines.clock import Raw
from escalation.tickets.storage.listing_tables import ticket_listings
from escalation.tickets.storage.tables import tickets


class Spread(StrEnum):
    """How tickets lie over villages, and what most of them are."""

    ONE = "all in one village"
    ZIPF = "by Zipf's law"
    EVEN = "even"
    JOINT = "even, most with joint tasks"
    CLOSED = "even, most closed"


CLOSED_BY_OPEN: Final = {**dict.fromkeys(Spread, 0.2), Spread.CLOSED: 3.0}
"""Closed tickets for each open one."""


async def fill(raw: Raw, spread: Spread, opened: int) -> None:
    """Put `opened` tickets, and closed ones besides, into a database of `places.settle` with one ticket or more."""
    closed = int(opened * CLOSED_BY_OPEN[spread])
    async with raw.transaction():
        # As a replica: what is named is there, so no foreign key asks for each, and listings are derived at the end.
        await raw.execute("SET LOCAL session_replication_role = replica; SET LOCAL statement_timeout = 0")
        await raw.execute("SELECT setseed(0.5)")
        indexes = await raw.fetch(_INDEXES)
        joint = [_JOINT] if spread is Spread.JOINT else []
        for statement in (
            *(f"DROP INDEX {row['name']}" for row in indexes),
            _clones(opened, _PLACE[spread], _OPEN), _clones(closed, _PLACE[spread], _OPEN | _CLOSED), *joint,
            "DELETE FROM ticket_listings", _LISTED, *(row["made"] for row in indexes),
        ):  # fmt: skip
            await raw.execute(statement)
    await raw.execute("VACUUM ANALYZE tickets, ticket_listings, joint_tasks")


def _clones(count: int, place: str, varied: Mapping[str, str]) -> str:
    names = [column.name for column in tickets.columns if column.computed is None]
    return f"""
    INSERT INTO tickets ({", ".join(names)})
    SELECT {", ".join(varied.get(name, f"t.{name}") for name in names)}
    FROM (SELECT * FROM tickets ORDER BY id LIMIT 1) t
    CROSS JOIN LATERAL (
      SELECT i, random() AS a, random() AS b, random() AS c, (SELECT count(*) FROM units WHERE level = 1) AS size
      FROM generate_series(1, {count}) i
    ) s
    CROSS JOIN LATERAL (SELECT ({place})::integer AS n) p
    JOIN (SELECT *, row_number() OVER (ORDER BY path) AS n FROM units WHERE level = 1) v ON v.n = p.n
    JOIN units town ON town.id = v.parent_id
    CROSS JOIN LATERAL (
      SELECT CASE WHEN s.a < 0.8 THEN v.id ELSE town.id END AS id,
             CASE WHEN s.a < 0.8 THEN v.path ELSE town.path END AS path
    ) h
    """


_PLACE: Final[Mapping[Spread, str]] = {
    Spread.ONE: "1",
    Spread.ZIPF: "power(s.size, s.b)",
    Spread.EVEN: "1 + s.i % s.size",
    Spread.JOINT: "1 + s.i % s.size",
    Spread.CLOSED: "1 + s.i % s.size",
}
_OPEN: Final = {
    "id": "gen_random_uuid()", "number": "'clone-' || gen_random_uuid()", "is_open": "true", "state": "'in_progress'",
    "level": "CASE WHEN s.a < 0.8 THEN 1 ELSE 2 END", "holder_unit_id": "h.id", "holder_path": "h.path",
    "origin_unit_id": "v.id", "origin_path": "v.path", "handler_unit_id": "h.id", "dispatcher_unit_id": "town.id",
    "sender_unit_id": "NULL", "title": "'路灯不亮 ' || s.i", "problem": "false", "stuck": "s.c > 0.9995",
    "urgency": "CASE WHEN s.c < 0.05 THEN 'critical' ELSE 'routine' END",
    "warning": "(ARRAY['red', 'orange', 'yellow', 'none'])[1 + width_bucket(s.b, ARRAY[0.1, 0.12, 0.15])]",
    "stage_due_at": "clock_timestamp() + (s.b - 0.1) * interval '30 days'",
    "due_at": "clock_timestamp() + (s.b + 0.4) * interval '30 days'",
    "wake_at": "clock_timestamp() + (s.b + 0.1) * interval '30 days'",
    "created_at": "clock_timestamp() - s.c * interval '90 days'",
    "updated_at": "clock_timestamp() - s.c * interval '60 days'",
}  # fmt: skip
_CLOSED: Final = {"is_open": "false", "state": "'closed'", "wake_at": "NULL", "warning": "'none'", "stuck": "false"}
_JOINT: Final = """
INSERT INTO joint_tasks (id, ticket_id, unit_id, task, due_at, state, created_at)
SELECT gen_random_uuid(), t.id, u.id, 'x', t.due_at, 'open', t.created_at
FROM (SELECT *, row_number() OVER () AS n FROM tickets WHERE is_open) t
CROSS JOIN generate_series(1, 2) k
JOIN (SELECT id, row_number() OVER (ORDER BY path) - 1 AS n, count(*) OVER () AS size FROM units) u
  ON u.n = (t.n * 7919 + k * 31) % u.size
WHERE t.n % 10 < 8
"""
_COLUMNS: Final = ", ".join(column.name for column in ticket_listings.columns)
_LISTED: Final = f"INSERT INTO ticket_listings ({_COLUMNS}) SELECT {_COLUMNS} FROM ticket_listings_derived"
_INDEXES: Final = """
SELECT indexname AS name, indexdef AS made FROM pg_indexes
WHERE tablename IN ('tickets', 'ticket_listings') AND indexname LIKE 'ix%'
"""
