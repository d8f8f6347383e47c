"""How does a database get millions of open tickets? Real ones are cloned all over the tree, by SQL, set by set.

A clone has everything its pattern has, in the unit's own place: `id` and `number` of its own, all its moments earlier
by the same random span, and the holder, handler and dispatcher that stand to its origin as those of the pattern stand
to the pattern's. Two things are not real: histories are copied as they are, so their hashes do not verify, and the
units in them are the pattern's; and only tickets that will be escalated have one when there are more than
`HISTORIES_UP_TO` tickets.
"""

import asyncio
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import Column, Table
from sqlalchemy.dialects.postgresql import TIMESTAMP

from bench.deadlines.clock import Raw
from bench.support.bulk import AT_ONCE, quick_connection, without_indexes
from bench.support.patterns import Group, Pattern, first_due
from bench.support.tree import Chain, by_kind, deepest
from escalation.events.storage import tables as event_tables
from escalation.organisation.storage import tables
from escalation.tickets.storage import tables as ticket_tables
from escalation.tickets.storage.ticket_listings import LISTING

HISTORIES_UP_TO: Final = 1_000_000
BACKLOG: Final = 60
"""Late tickets of one village in every dataset, so that a page of it is full at every size."""

SPACING: Final = timedelta(minutes=3)
"""By how much the moments lie apart at which one slot's tickets come due, and those of the next."""

_CHUNK: Final = 50_000
_QUIET: Final = timedelta(hours=8)
_MOST_SLOTS: Final = 100
_FEW: Final = 20
_TABLES: Final = ("tickets", "ticket_listings", "events", "hand_overs")


@dataclass(frozen=True, slots=True)
class Dataset:
    """How many tickets, and when they come due.

    `slots` times `slot` of them come due, those of a slot together, after `base`; `rest` more after the last slot, and
    a few after those.
    """

    tickets: int
    slots: int
    slot: int
    rest: int
    late: int
    base: datetime

    @property
    def due(self) -> int:
        """How many will be escalated."""
        return self.slots * self.slot + self.rest + self.few

    @property
    def few(self) -> int:
        """How many come due behind the rest."""
        return _FEW if self.rest else 0

    def begins(self, slot: int) -> datetime:
        """A moment at which everything of a slot is due, and nothing of the next for some minutes."""
        return self.base + slot * SPACING + SPACING / 2


def plan(patterns: Sequence[Pattern], *, tickets: int, slots: int, slot: int, rest: int, late_share: float) -> Dataset:
    """A dataset of `tickets`; what comes due is at most half of them, and slots are smaller if need be.

    Raises `ValueError` for more slots than come to an end before the clock has to look at the other tickets.
    """
    if slots > _MOST_SLOTS:
        raise ValueError(f"{slots} slots are more than {_MOST_SLOTS}: ask for fewer rounds")
    rest = min(rest, tickets // 10)
    slot = min(slot, (tickets // 2 - rest - _FEW) // slots) if slots else 0
    return Dataset(tickets, slots, slot, rest, int(tickets * late_share), first_due(patterns))


async def clone(
    dsn: str,
    patterns: Sequence[Pattern],
    places: Sequence[Chain],
    dataset: Dataset,
    tell: Callable[[str, int, int], None],
) -> None:
    """Fill the database. `tell` hears what is being done, and how many of how many rows are there."""
    async with quick_connection(dsn) as connection:
        await _lay_out(connection, patterns, places, dataset)
    done = 0

    def told(statement: str) -> None:
        tell(statement.partition(" USING ")[0], done, dataset.tickets)

    async with without_indexes(dsn, _TABLES, told):
        waiting = list(_chunks(dataset))

        async def work() -> None:
            nonlocal done
            async with quick_connection(dsn) as connection:
                while waiting:
                    share, start, stop = waiting.pop()
                    await connection.execute(share.statement, start, stop - 1)
                    done += stop - start
                    told("INSERT")

        async with asyncio.TaskGroup() as group:
            for _ in range(AT_ONCE):
                group.create_task(work())
        told("INSERT INTO ticket_listings")
        async with quick_connection(dsn) as connection:
            await connection.execute("TRUNCATE ticket_listings")
            await connection.execute(_LISTED)


_LISTED: Final = f"INSERT INTO ticket_listings ({LISTING}) SELECT {LISTING} FROM ticket_listings_derived"


@dataclass(frozen=True, slots=True)
class _Share:
    """Clones of one group, numbered from `first`, and the statement that writes some of them."""

    first: int
    count: int
    statement: str


def _chunks(dataset: Dataset) -> Iterator[tuple[_Share, int, int]]:
    """The last first, as they are taken from the end."""
    everything = dataset.tickets <= HISTORIES_UP_TO
    waiting = dataset.tickets - dataset.due - dataset.late - BACKLOG
    first = 0
    shares: list[_Share] = []
    for name, count, wake, histories in (
        (Group.DUE, dataset.due, _wake_of_due(dataset), True),
        (Group.LATE, dataset.late, _SHIFTED, everything),
        (_BACKLOG_GROUP, BACKLOG, _SHIFTED, everything),
        (Group.WAITING, waiting, _SHIFTED, everything),
    ):
        slots = dataset.slots if name == Group.DUE else 0
        statement = _statement(str(name), wake, slots=max(slots, 1), histories=histories)
        shares.append(_Share(first, count, statement))
        first += count
    for share in reversed(shares):
        for start in reversed(range(share.first, share.first + share.count, _CHUNK)):
            yield share, start, min(start + _CHUNK, share.first + share.count)


_BACKLOG_GROUP: Final = "backlog"
_SHIFTED: Final = "k.wake_at - k.shift"


def _wake_of_due(dataset: Dataset) -> str:
    """Slot by slot, in random order inside; the rest after the last slot, and the few behind them."""
    slot = _slot_of(dataset)
    base, apart, spread = dataset.base.isoformat(), SPACING.total_seconds(), SPACING.total_seconds() / 2
    return f"timestamptz '{base}' + ({slot} * {apart} + random() * {spread}) * interval '1 second'"


def _slot_of(dataset: Dataset) -> str:
    slots, in_slots = dataset.slots, dataset.slots * dataset.slot
    behind = f"WHEN k.i < {in_slots + dataset.rest} THEN {slots} ELSE {slots + 1}"
    return f"(CASE WHEN k.i < {in_slots} THEN k.i % {max(slots, 1)} {behind} END)"


def _mixed(slots: int) -> str:
    """Which prototype a clone has, before it is wrapped around: any slot goes through all of them, in leaps."""
    return f"(i / {slots})::bigint * 7919 + (i % {slots}) * 131"


def _statement(group: str, wake: str, *, slots: int, histories: bool) -> str:
    """Write clones number $1 to $2 of a group: the rows, and their histories if wanted."""
    return f"""
WITH kept AS MATERIALIZED (
  SELECT k.i, k.n, k.pattern, k.shift, uuidv7(-k.shift) AS id, {wake} AS wake_at
  FROM (
    SELECT i, p.n, p.pattern, p.wake_at, random() * p.room AS shift
    FROM generate_series($1::int, $2::int) AS i
    JOIN bench.prototypes p ON p.grp = '{group}'
      AND p.n = ({_mixed(slots)}) % (SELECT count(*) FROM bench.prototypes WHERE grp = '{group}')
  ) k
),
cloned AS (
  INSERT INTO tickets ({_names(ticket_tables.tickets)})
  SELECT {_values(ticket_tables.tickets, "p", {"id": "k.id", "number": "p.number || k.i", "wake_at": "k.wake_at"})}
  FROM kept k JOIN bench.prototypes p ON p.grp = '{group}' AND p.n = k.n
){_HISTORIES if histories else ""}{_NOTED if group == Group.DUE else ""}
SELECT count(*) FROM kept
"""


def _names(table: Table) -> str:
    return ", ".join(f'"{column.name}"' for column in _written(table))


def _values(table: Table, source: str, own: dict[str, str]) -> str:
    return ", ".join(own.get(column.name, _value(column, source)) for column in _written(table))


def _value(column: Column[Any], source: str) -> str:
    shifted = " - k.shift" if isinstance(column.type, TIMESTAMP) else ""
    return f'{source}."{column.name}"{shifted}'


def _written(table: Table) -> list[Column[Any]]:
    """Every column but those that PostgreSQL fills."""
    return [column for column in table.columns if column.computed is None and column.identity is None]


_HISTORIES: Final = f""",
logged AS (
  INSERT INTO events ({_names(event_tables.events)})
  SELECT {_values(event_tables.events, "e", {"id": "uuidv7()", "ticket_id": "k.id"})}
  FROM kept k JOIN bench.events e ON e.pattern = k.pattern ORDER BY k.i, e.sequence
),
handed AS (
  INSERT INTO hand_overs ({_names(ticket_tables.hand_overs)})
  SELECT {_values(ticket_tables.hand_overs, "h", {"id": "uuidv7()", "ticket_id": "k.id"})}
  FROM kept k JOIN bench.hand_overs h ON h.pattern = k.pattern ORDER BY k.i
)"""
_NOTED: Final = """,
noted AS (
  INSERT INTO bench.due (ticket_id, n, i) SELECT k.id, k.n, k.i FROM kept k
)"""


async def _lay_out(connection: Raw, patterns: Sequence[Pattern], places: Sequence[Chain], dataset: Dataset) -> None:
    """What the statements read: a row for each pattern in each place, and the patterns' histories."""
    await connection.execute(_SCHEMA)
    groups: dict[str, list[dict[str, Any]]] = {}
    kinds = {alike[0]: alike for alike in by_kind(places).values()}
    home = deepest(places)
    for number, pattern in enumerate(patterns):
        for origin in kinds[pattern.origin]:
            row = _prototype(pattern, number, origin, dataset)
            groups.setdefault(pattern.group, []).append(row)
            if pattern.group is Group.LATE and origin == home:
                groups.setdefault(_BACKLOG_GROUP, []).append(dict(row))
    for name, rows in groups.items():
        for n, row in enumerate(rows):
            row.update(n=n, grp=name)
        await _copy(connection, "prototypes", rows)
    for name in ("events", "hand_overs"):
        of_pattern = [
            {"pattern": number, **row} for number, pattern in enumerate(patterns) for row in getattr(pattern, name)
        ]
        await _copy(connection, name, of_pattern)
    await connection.execute("ANALYZE bench.prototypes, bench.events, bench.hand_overs")


_SCHEMA: Final = """
CREATE SCHEMA bench;
CREATE TABLE bench.prototypes AS
  SELECT 0 AS n, ''::text AS grp, 0 AS pattern, interval '0' AS room, t.* FROM tickets t WITH NO DATA;
CREATE TABLE bench.events AS SELECT 0 AS pattern, e.* FROM events e WITH NO DATA;
CREATE TABLE bench.hand_overs AS SELECT 0 AS pattern, h.* FROM hand_overs h WITH NO DATA;
CREATE TABLE bench.due (ticket_id uuid NOT NULL, n int NOT NULL, i int NOT NULL);
"""


async def _copy(connection: Raw, table: str, rows: Sequence[dict[str, Any]]) -> None:
    columns = list(rows[0])
    records = [tuple(row[column] for column in columns) for row in rows]
    await connection.copy_records_to_table(table, schema_name="bench", records=records, columns=columns)


def _prototype(pattern: Pattern, number: int, origin: Chain, dataset: Dataset) -> dict[str, Any]:
    """The pattern's row as it would stand in another place of the kind, moved to the dataset's time."""
    placed = dict(pattern.ticket)
    for column in _written(ticket_tables.tickets):
        for key in column.foreign_keys:
            if key.column.table is tables.units and placed[column.name] is not None:
                is_it = [getattr(unit, key.column.name) for unit in pattern.origin].index(placed[column.name])
                placed[column.name] = getattr(origin[is_it], key.column.name)
    placed["number"] = f"{origin[0].code}-2026-"
    later, room = _span(pattern, dataset)
    for column in ticket_tables.tickets.columns:
        if isinstance(column.type, TIMESTAMP) and placed[column.name] is not None:
            placed[column.name] += later
    return {"pattern": number, "room": room, **placed}


def _span(pattern: Pattern, dataset: Dataset) -> tuple[timedelta, timedelta]:
    """By how much a pattern's moments are moved to the dataset's time, and how far apart its clones may lie.

    What is due stays where the rules put it; the others were touched last when the dataset begins or before, and the
    clock does not look at them until the bench is over.
    """
    if pattern.group is Group.DUE:
        return timedelta(), timedelta(hours=6)
    later: timedelta = dataset.base - pattern.ticket["updated_at"]
    room: timedelta = pattern.ticket["wake_at"] + later - (dataset.base + _QUIET)
    if room < timedelta():
        raise RuntimeError(f"the clock would look at a ticket too soon: {pattern.ticket}")
    return later, room
