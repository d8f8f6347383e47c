"""Which tickets are in the lists that are measured? One real ticket, cloned by statements over whole sets.

Nothing is looked at row by row: the tables have no index meanwhile and no trigger runs. What the triggers keep is
derived at the end, listings by the view that they read as well.
"""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from bench.support.bulk import AT_ONCE, in_turn, quick_connection, without_indexes
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.ticket_listings import LISTING


class Spread(StrEnum):
    """How tickets lie over villages, and what most of them are."""

    ONE = "all in one village"
    ZIPF = "by Zipf's law"
    EVEN = "even"
    JOINT = "even, most with joint tasks"
    CLOSED = "even, most closed"


CLOSED_BY_OPEN: Final = {**dict.fromkeys(Spread, 0.2), Spread.CLOSED: 3.0}
"""Closed tickets for each open one."""

RARE: Final = 10_000
"""One ticket in so many has the rare category, and one in so many is assigned to the one member."""

MEMBER: Final = UUID(int=1)

BEGAN: Final = datetime(2026, 9, 1, tzinfo=UTC)
"""The first ticket was made then, the last one ninety days later."""

_CHUNK: Final = 50_000
_TABLES: Final = ("tickets", "ticket_listings", "ticket_words")


async def fill(
    dsn: str, spread: Spread, opened: int, *, home: UUID, tell: Callable[[str], None] = lambda _: None
) -> None:
    """Put `opened` tickets, and closed ones besides, into a database of `places.settle` with one ticket or more.

    `home` is the village that has all of them, or the most.
    """
    async with quick_connection(dsn) as connection:
        await connection.execute(_LAID_OUT.format(home=home))
    closed = int(opened * CLOSED_BY_OPEN[spread])
    clones = [*_clones(opened, spread, _OPEN), *_clones(closed, spread, _OPEN | _CLOSED)]
    async with without_indexes(dsn, _TABLES, tell):
        await in_turn(dsn, clones, tell)
        async with quick_connection(dsn) as connection:
            # The view that listings are derived by looks the joint tasks of each ticket up: they keep their index.
            joint = (_JOINT,) if spread is Spread.JOINT else ()
            for statement in (*joint, "ANALYZE joint_tasks", "TRUNCATE ticket_listings, ticket_words"):
                await connection.execute(statement)
        await in_turn(dsn, [_WORDED, *(_listed(part) for part in range(AT_ONCE))], tell)


def _clones(count: int, spread: Spread, varied: Mapping[str, str]) -> list[str]:
    return [
        _cloned(first, min(first + _CHUNK - 1, count), _PLACE[spread], varied) for first in range(1, count + 1, _CHUNK)
    ]


def _cloned(first: int, last: int, place: str, varied: Mapping[str, str]) -> str:
    names = [column.name for column in tickets.columns if column.computed is None]
    return f"""
    SELECT setseed({1 / first});
    INSERT INTO tickets ({", ".join(names)})
    SELECT {", ".join(varied.get(name, f"t.{name}") for name in names)}
    FROM bench.pattern t
    CROSS JOIN LATERAL (
      SELECT i, random() AS a, random() AS b, random() AS c, random() AS d, random() AS e
      FROM generate_series({first}, {last}) i
    ) s
    JOIN bench.places v ON v.n = ({place})::integer
    CROSS JOIN LATERAL (
      SELECT CASE WHEN s.a < 0.8 THEN v.id ELSE v.town_id END AS id,
             CASE WHEN s.a < 0.8 THEN v.path ELSE v.town_path END AS path
    ) h
    """


# The ticket that is cloned, and the villages with their towns, the home first.
_LAID_OUT: Final = """
CREATE SCHEMA bench;
CREATE TABLE bench.pattern AS SELECT * FROM tickets ORDER BY id LIMIT 1;
CREATE TABLE bench.places AS
  SELECT v.id, v.path, town.id AS town_id, town.path AS town_path,
         row_number() OVER (ORDER BY v.id <> '{home}', v.path)::integer AS n
  FROM units v JOIN units town ON town.id = v.parent_id WHERE v.level = 1;
ALTER TABLE bench.places ADD PRIMARY KEY (n);
ANALYZE bench.pattern, bench.places;
INSERT INTO categories (code, name_zh, name_en, rank)
  SELECT code, code, code, 0 FROM unnest(ARRAY['frequent', 'rare', 'none']) code;
"""
_SIZE: Final = "(SELECT count(*) FROM bench.places)"
_PLACE: Final[Mapping[Spread, str]] = {
    Spread.ONE: "1",
    Spread.ZIPF: f"power({_SIZE}, s.d)",
    Spread.EVEN: f"1 + s.i % {_SIZE}",
    Spread.JOINT: f"1 + s.i % {_SIZE}",
    Spread.CLOSED: f"1 + s.i % {_SIZE}",
}
_OPEN: Final = {
    "id": "uuidv7(-s.c * interval '90 days')", "number": "'clone-' || gen_random_uuid()", "is_open": "true",
    "state": "'in_progress'", "level": "CASE WHEN s.a < 0.8 THEN 1 ELSE 2 END",
    "holder_unit_id": "h.id", "holder_path": "h.path", "origin_unit_id": "v.id", "origin_path": "v.path",
    "handler_unit_id": "h.id", "dispatcher_unit_id": "v.town_id", "sender_unit_id": "NULL",
    "title": "'路灯不亮 ' || s.i", "problem": "false", "stuck": "s.c > 0.9995",
    "category": f"CASE WHEN s.e < 1.0 / {RARE} THEN 'rare' ELSE 'frequent' END",
    "assignee_id": f"CASE WHEN s.e > 1 - 1.0 / {RARE} THEN '{MEMBER}'::uuid END",
    "urgency": "CASE WHEN s.c < 0.05 THEN 'critical' ELSE 'routine' END",
    "warning": "(ARRAY['red', 'orange', 'yellow', 'none'])[1 + width_bucket(s.b, ARRAY[0.1, 0.12, 0.15])]",
    "stage_due_at": "clock_timestamp() + (s.b - 0.1) * interval '30 days'",
    "due_at": "clock_timestamp() + (s.b + 0.4) * interval '30 days'",
    "wake_at": "clock_timestamp() + (s.b + 0.1) * interval '30 days'",
    "created_at": f"timestamptz '{BEGAN.isoformat()}' + s.c * interval '90 days'",
    "updated_at": "clock_timestamp() - s.c * interval '60 days'",
    "changed_at": "clock_timestamp() - s.c * interval '60 days'",
}  # fmt: skip
_CLOSED: Final = {
    "is_open": "false", "state": "'closed'", "wake_at": "NULL", "warning": "'none'", "stuck": "false",
    "closed_at": "clock_timestamp() - s.c * interval '60 days'",
}  # fmt: skip
_JOINT: Final = """
INSERT INTO joint_tasks (id, ticket_id, unit_id, task, due_at, state, created_at)
SELECT gen_random_uuid(), t.id, u.id, 'x', t.due_at, 'open', t.created_at
FROM (SELECT *, row_number() OVER () AS n FROM tickets WHERE is_open) t
CROSS JOIN generate_series(1, 2) k
JOIN (SELECT id, row_number() OVER (ORDER BY path) - 1 AS n, count(*) OVER () AS size FROM units) u
  ON u.n = (t.n * 7919 + k * 31) % u.size
WHERE t.n % 10 < 8
"""
# All say the same but for their number.
_WORDED: Final = """
INSERT INTO ticket_words (ticket_id, words)
SELECT t.id, p.words || split_part(t.title, ' ', 2)
FROM tickets t
CROSS JOIN (SELECT search_words('路灯不亮 ' || content) AS words FROM bench.pattern OFFSET 0) p
"""


def _listed(part: int) -> str:
    return f"""
    INSERT INTO ticket_listings ({LISTING})
    SELECT {LISTING} FROM ticket_listings_derived WHERE hashtext(ticket_id::text) & {AT_ONCE - 1} = {part}
    """
