"""How does a database get many tickets? By statements over whole sets: one row that says nothing, varied."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from operator import itemgetter
from typing import TYPE_CHECKING

import asyncpg
from asyncpg.pool import PoolConnectionProxy
from sqlalchemy import Boolean, Column, Integer, LargeBinary, SmallInteger, Text
from sqlalchemy.dialects.postgresql import INTERVAL, TIMESTAMP, UUID

from escalation.tickets.storage.listing_tables import ticket_listings
from escalation.tickets.storage.tables import tickets

SIZES = 1, 14, 161, 1366
"""A city, its counties, townships and villages."""

DEPARTMENTS = {4: 40, 3: 40, 2: 85}
"""Of each of them, by level: 16,000 units in all."""

# Units stand in the tree in turn: the seventh town belongs to the seventh county, the fifteenth to the first again.
_LEVEL = """
WITH above AS (SELECT *, row_number() OVER (ORDER BY serial) - 1 AS place, count(*) OVER () AS size
               FROM units WHERE level = $1 + 1 AND kind = 'territory')
INSERT INTO units (id, serial, code, name, kind, level, parent_id, path, has_office, created_at, updated_at)
SELECT gen_random_uuid(), $3 + i, 'L' || $1 || '-' || i, '单位', 'territory', $1, above.id,
       coalesce(above.path, '/') || $3 + i || '/', false, clock_timestamp(), clock_timestamp()
FROM generate_series(0, $2 - 1) i LEFT JOIN above ON above.place = i % above.size
"""
_DEPARTMENTS = """
INSERT INTO units (id, serial, code, name, kind, level, parent_id, path, has_office, created_at, updated_at)
SELECT gen_random_uuid(), $3 + row_number() OVER (), p.code || '-D' || d, '部门', 'department', $1, p.id,
       p.path || $3 + row_number() OVER () || '/', false, clock_timestamp(), clock_timestamp()
FROM units p CROSS JOIN generate_series(1, $2) d WHERE p.kind = 'territory' AND p.level = $1
"""


if TYPE_CHECKING:
    Raw = asyncpg.Connection[asyncpg.Record] | PoolConnectionProxy[asyncpg.Record]


async def fill_units(raw: "Raw", sizes: Sequence[int] = SIZES, departments: Mapping[int, int] = DEPARTMENTS) -> None:
    """A tree of four levels; the root has the code `L4-0`, the first village `L1-0`, a department `L1-0-D1`."""
    serial = 1
    for level, count in zip((4, 3, 2, 1), sizes, strict=True):
        await raw.execute(_LEVEL, level, count, serial)
        serial += count
    for level, count in departments.items():
        await raw.execute(_DEPARTMENTS, level, count, serial)
        serial += 100_000


async def fill_tickets(raw: "Raw", *, opened: int, closed: int) -> None:
    """Tickets all over the tree: one in ten overdue, a few about a unit, few stuck, some with joint tasks."""
    await _fill(
        raw,
        (
            _tickets(opened, _VARIED),
            _tickets(closed, _VARIED | _CLOSED),
            _JOINT_TASKS.format(every=20),
            _HAND_OVERS.format(every=3),
        ),
    )


async def mix_up(raw: "Raw", *, tickets: int) -> None:
    """A small tree and tickets that name any of its units in any part, many of them due at the same moment."""
    await fill_units(raw, (1, 2, 4, 6), {4: 1, 3: 1})
    await raw.execute(
        "INSERT INTO categories (code, name_zh, name_en, rank) "
        "VALUES ('road', '路', 'Road', 1), ('road.lamps', '灯', 'Lamps', 2)"
    )
    half = tickets // 2
    mixed = _VARIED | _MIXED
    await _fill(
        raw,
        (
            _tickets(half, mixed),
            _tickets(half, mixed | _CLOSED),
            _JOINT_TASKS.format(every=2),
            _TASKS_DONE,
            _HAND_OVERS.format(every=2),
        ),
    )


class Spread(StrEnum):
    """How tickets lie over units, and what most of them are."""

    ONE = "all in one village"
    ZIPF = "by Zipf's law"
    EVEN = "even"
    JOINT = "even, most with joint tasks"
    CLOSED = "even, most closed"


RARITIES = 20, 50, 100, 200, 1_000
"""One ticket in so many says so: its category, its difficulty and its source are `one in …`."""


async def spread_out(raw: "Raw", spread: Spread, *, tickets: int) -> None:
    """A small tree and tickets that lie in it like this."""
    await fill_units(raw, (1, 2, 4, 6), {4: 1, 3: 1})
    await raw.execute(
        "INSERT INTO categories (code, name_zh, name_en, rank) "
        "SELECT 'one in ' || every, every, every, 1 FROM unnest($1::text[]) every", list(map(str, RARITIES)),
    )  # fmt: skip
    rare = "".join(f" WHEN s.i % {every} = {n} THEN 'one in {every}'" for n, every in enumerate(RARITIES))
    varied = _VARIED | dict.fromkeys(("category", "difficulty", "source"), f"CASE{rare} ELSE 'many' END")
    units = "(SELECT * FROM units WHERE code = 'L1-0')" if spread is Spread.ONE else "units"
    closed = tickets * 3 // 4 if spread is Spread.CLOSED else 0
    await _fill(
        raw,
        (
            _tickets(tickets - closed, varied, units, skewed=spread is Spread.ZIPF),
            _tickets(closed, varied | _CLOSED, units),
            *((_JOINT_TASKS.format(every=1),) if spread is Spread.JOINT else ()),
        ),
    )


async def _fill(raw: "Raw", statements: Sequence[str]) -> None:
    async with raw.transaction():
        # As a replica: every unit named is there, no foreign key needs to ask for each. Indexes are built at the end.
        await raw.execute("SET LOCAL session_replication_role = replica")
        await raw.execute("SET LOCAL statement_timeout = 0")
        await raw.execute("SELECT setseed(0.5)")
        indexes = await raw.fetch(_INDEXES)
        for statement in (
            *(f"DROP INDEX {row['name']}" for row in indexes),
            *statements,
            _LISTED,
            _WORDED,
            *map(itemgetter("made"), indexes),
        ):
            await raw.execute(statement)
    await raw.execute("VACUUM ANALYZE")


_INDEXES = """
SELECT indexname AS name, indexdef AS made FROM pg_indexes
WHERE tablename IN ('tickets', 'ticket_listings', 'ticket_words') AND indexname LIKE 'ix%'
"""
_LISTED = f"""
INSERT INTO ticket_listings ({", ".join(ticket_listings.c.keys())})
SELECT {", ".join(ticket_listings.c.keys())} FROM ticket_listings_derived
"""
_WORDED = "INSERT INTO ticket_words (ticket_id, words) SELECT id, search_words(title || ' ' || content) FROM tickets"


async def add_tickets(raw: "Raw", *, units: str, opened: int) -> None:
    """More open tickets, received by the units that a condition names, while lists are being read."""
    async with raw.transaction():
        await raw.execute("SET LOCAL session_replication_role = replica")
        await raw.execute(_tickets(opened, _VARIED, f"(SELECT * FROM units WHERE {units})"))
        await raw.execute(f"{_LISTED} WHERE ticket_id NOT IN (SELECT ticket_id FROM ticket_listings)")
        await raw.execute(f"{_WORDED} WHERE id NOT IN (SELECT ticket_id FROM ticket_words)")


def _tickets(count: int, varied: dict[str, str], units: str = "units", *, skewed: bool = False) -> str:
    names = [column.name for column in tickets.columns if column.computed is None]
    chosen = {column.name: _plain(column) for column in tickets.columns} | varied
    size = f"(SELECT count(*) FROM {units} here)"
    place = f"floor(power({size}, random()))::int" if skewed else f"1 + floor(random() * {size})::int"
    return f"""
        INSERT INTO tickets ({", ".join(names)})
        SELECT {", ".join(chosen[name] for name in names)}
        FROM (
          SELECT i, random() AS r, random() AS due, random() AS age, random() AS rare,
                 {place} AS place,
                 1 + floor(random() * (SELECT count(*) FROM units))::int AS other
          FROM generate_series(1, {count}) i
        ) s
        JOIN (SELECT *, row_number() OVER (ORDER BY path) AS place FROM {units} here) o ON o.place = s.place
        LEFT JOIN units p ON p.id = o.parent_id
        LEFT JOIN units g ON g.id = p.parent_id
        JOIN LATERAL (
          SELECT * FROM (VALUES (o.id, o.path, 0), (p.id, p.path, 1), (g.id, g.path, 2)) v(id, path, n)
          WHERE v.id IS NOT NULL ORDER BY abs(v.n - CASE WHEN r < 0.7 THEN 0 WHEN r < 0.95 THEN 1 ELSE 2 END) LIMIT 1
        ) h ON true
        JOIN (SELECT id, path, row_number() OVER (ORDER BY path) AS place FROM units) a ON a.place = s.other
    """


def _plain(column: Column[object]) -> str:
    """A value that says nothing; null where that is allowed."""
    if column.nullable:
        return "NULL"
    kinds = {
        Boolean: "false", Integer: "1", SmallInteger: "1", Text: "'x'", LargeBinary: "''::bytea",
        TIMESTAMP: "clock_timestamp()", INTERVAL: "'0'::interval", UUID: "gen_random_uuid()",
    }  # fmt: skip
    return next(value for kind, value in kinds.items() if isinstance(column.type, kind))


_VARIED = {
    "is_open": "true",
    "number": "gen_random_uuid()::text",
    "state": "CASE WHEN r < 0.2 THEN 'dispatched' ELSE 'in_progress' END",
    "level": "o.level",
    "holder_unit_id": "h.id",
    "holder_path": "h.path",
    "origin_unit_id": "o.id",
    "origin_path": "o.path",
    "handler_unit_id": "o.id",
    "dispatcher_unit_id": "coalesce(p.id, o.id)",
    "sender_unit_id": "coalesce(p.id, o.id)",
    "accused_unit_id": "CASE WHEN rare < 0.01 THEN a.id END",
    "accused_path": "CASE WHEN rare < 0.01 THEN a.path END",
    "title": "'路灯不亮 ' || s.i",
    "content": "repeat('村口到小学一段路的路灯坏了三天，晚上学生放学看不清路，希望尽快派人维修。', 3)",
    "urgency": "CASE WHEN age < 0.05 THEN 'critical' ELSE 'routine' END",
    "stage_due_at": "clock_timestamp() + (due - 0.1) * interval '30 days'",
    "due_at": "clock_timestamp() + (due + 0.4) * interval '30 days'",
    "wake_at": "clock_timestamp() + (due + 0.1) * interval '30 days'",
    "warning": "(ARRAY['red', 'orange', 'yellow', 'none'])[1 + width_bucket(due, ARRAY[0.1, 0.12, 0.15])]",
    "stuck": "rare > 0.9995",
    "problem": "rare BETWEEN 0.5 AND 0.5005",
    "created_at": "clock_timestamp() - age * interval '90 days'",
    "updated_at": "clock_timestamp() - age * interval '60 days'",
}  # fmt: skip
_CLOSED = {
    "is_open": "false",
    "state": "CASE WHEN r < 0.5 THEN 'closed' ELSE 'archived' END",
    "wake_at": "NULL",
    "closed_at": "date_trunc('day', clock_timestamp()) - floor(due * 9) * interval '1 day'",
}
_MIXED = {
    "handler_unit_id": "CASE WHEN age < 0.7 THEN a.id END",
    "dispatcher_unit_id": "CASE WHEN age > 0.3 THEN a.id END",
    "sender_unit_id": "coalesce(g.id, o.id)",
    "accused_unit_id": "CASE WHEN rare < 0.2 THEN g.id END",
    "accused_path": "CASE WHEN rare < 0.2 THEN g.path END",
    "stage_due_at": "date_trunc('day', clock_timestamp()) + (floor(due * 12) - 5) * interval '1 day'",
    "due_at": "date_trunc('day', clock_timestamp()) + (floor(rare * 12) - 3) * interval '1 day'",
    "created_at": "date_trunc('day', clock_timestamp()) - floor(age * 9) * interval '1 day'",
    "updated_at": "date_trunc('day', clock_timestamp()) - floor(due * 9) * interval '1 day'",
    "fulfilled_at": "CASE WHEN age < 0.4 THEN clock_timestamp() END",
    "warning": "(ARRAY['red', 'orange', 'yellow', 'none'])[1 + floor(due * 4)::int]",
    "stuck": "rare > 0.6",
    "problem": "age > 0.5",
    "category": "CASE WHEN r < 0.3 THEN 'road' WHEN r < 0.4 THEN 'road.lamps' END",
    "first_breached_at": "CASE WHEN due < 0.4 THEN date_trunc('day', clock_timestamp()) "
    "- floor(age * 9) * interval '1 day' END",
    "escalations": "floor(rare * 4)::int",
    "assignee_id": "CASE WHEN age < 0.2 THEN '00000000-0000-0000-0000-000000000001'::uuid END",
    "source_system": "'crm'",
    "external_ref": "'crm-' || r",
}
_JOINT_TASKS = """
INSERT INTO joint_tasks (id, ticket_id, unit_id, task, due_at, state, created_at)
SELECT gen_random_uuid(), t.id, u.id, 'x', t.due_at, 'open', t.created_at
FROM (SELECT *, row_number() OVER () AS n FROM tickets WHERE is_open) t
JOIN (SELECT id, row_number() OVER () - 1 AS n, count(*) OVER () AS size FROM units) u ON u.n = t.n * 7919 % u.size
WHERE t.n % {every} = 0
"""
_HAND_OVERS = """
INSERT INTO hand_overs (id, ticket_id, direction, trigger, action, from_unit_id, to_unit_id, sent_at, sent_by, previous,
                        withdrawn_at)
SELECT gen_random_uuid(), t.id, CASE WHEN t.n % 5 = 0 THEN 'down' ELSE 'up' END,
       CASE WHEN t.n % 4 = 0 THEN 'person' ELSE 'clock' END, 'x', t.origin_unit_id, t.holder_unit_id, t.created_at, 'x',
       '{{}}', CASE WHEN t.n % 7 = 0 THEN t.updated_at END
FROM (SELECT *, row_number() OVER () AS n FROM tickets) t CROSS JOIN generate_series(1, 3)
WHERE t.n % {every} = 0
"""
_TASKS_DONE = """
INSERT INTO joint_tasks (id, ticket_id, unit_id, task, due_at, state, created_at, ended_at)
SELECT gen_random_uuid(), t.id, u.id, 'x', t.due_at, 'reported', t.created_at, t.updated_at
FROM tickets t CROSS JOIN units u WHERE u.code LIKE '%D1'
"""
