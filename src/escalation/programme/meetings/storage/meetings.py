"""Which meetings are there? Planned, held or cancelled, each of one unit."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import DIALECT, Compiled, Connection, Row
from escalation.kit.database.open_ends import or_highest
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.organisation.storage.units import UnitName


@dataclass(frozen=True, slots=True)
class DecisionCount:
    """How far decisions have come (落实情况). Those overdue are among those open."""

    done: int
    open: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of a unit. `year` and `session` (期次) are given when it is held; so are the words of its minutes."""

    id: UUID
    unit: UnitName
    unit_path: str
    state: str
    planned_at: datetime
    place: str | None
    year: int | None
    session: int | None
    held_at: datetime | None
    chair: str | None
    attendance: str | None
    summary: str | None
    outlook: str | None
    reason: str | None
    version: int
    created_at: datetime
    updated_at: datetime
    items: int
    decisions: DecisionCount


@dataclass(frozen=True, slots=True)
class MeetingsWanted:
    """What a list of meetings is narrowed to: paths from `start` until before `end`, and a state."""

    start: str
    end: str
    state: str | None


async def list_meetings(
    connection: Connection, wanted: MeetingsWanted, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Meeting]:
    """At most `limit` of them, those planned last first, behind the place `after`."""
    place = {"after_at": after[0], "after_id": after[1]} if after else {"after_at": None, "after_id": None}
    rows = await connection.rows(
        _listed(depth_of(wanted.start, wanted.end)), start=wanted.start, end=wanted.end,
        states=[wanted.state] if wanted.state else _STATES, **place, limit=limit,
    )  # fmt: skip
    return [_meeting(row) for row in rows]


async def find_meeting(connection: Connection, meeting_id: UUID, *, locked: bool = False) -> Meeting | None:
    """One of them. `locked`: nobody else changes it, or anything of it, until the transaction ends."""
    if locked:
        await connection.row(_LOCKED, id=meeting_id)
    row = await connection.row(_FOUND, id=meeting_id)
    return _meeting(row) if row else None


async def lock_meeting_of(connection: Connection, item_id: UUID) -> None:
    """Let nobody else change the meeting on whose agenda an item stands, or anything of it, as `find_meeting` does."""
    await connection.row(_LOCKED_OF, item=item_id)


async def insert_meeting(
    connection: Connection, meeting_id: UUID, unit: tuple[UUID, str], planned: tuple[datetime, str | None],
    now: datetime, by: str,
) -> None:  # fmt: skip
    """Plan a meeting of the unit with this id and path, at a time and a place."""
    await connection.run(
        _INSERTED, id=meeting_id, unit=unit[0], path=unit[1], planned=planned[0], place=planned[1], now=now, by=by
    )


async def change_plan(
    connection: Connection, meeting_id: UUID, planned: tuple[datetime, str | None], now: datetime
) -> None:
    """Let a planned meeting be at another time or place."""
    await connection.run(_CHANGED, id=meeting_id, planned=planned[0], place=planned[1], now=now)


async def cancel_meeting(connection: Connection, meeting_id: UUID, reason: str, now: datetime) -> None:
    """Let a planned meeting not be."""
    await connection.run(_CANCELLED, id=meeting_id, reason=reason, now=now)


async def hold_meeting(
    connection: Connection, meeting_id: UUID, held_at: datetime, year: int, words: Mapping[str, str | None],
    now: datetime,
) -> None:  # fmt: skip
    """Say that a meeting was held, with the next number of its unit in the year. Wants the unit's meetings locked."""
    await connection.run(_HELD, id=meeting_id, held=held_at, year=year, now=now, **words)


async def write_minutes(
    connection: Connection, meeting_id: UUID, words: Mapping[str, str | None], now: datetime
) -> None:
    """Say anew what the minutes of a meeting that was held say."""
    await connection.run(_WRITTEN, id=meeting_id, now=now, **words)


WORDS: Final = ("chair", "attendance", "summary", "outlook")
"""What minutes say besides the agenda and its decisions."""
_NOW: Final = NOW.compile(dialect=DIALECT)
_OWN: Final = tuple(each.name for each in fields(Meeting) if each.name not in {"unit", "items", "decisions"})


def _meeting(row: Row) -> Meeting:
    unit = UnitName(row["unit_id"], row["unit_code"], row["unit_name"])
    count = DecisionCount(row["done"], row["open"], row["overdue"])
    return Meeting(unit=unit, items=row["items"], decisions=count, **{name: row[name] for name in _OWN})


def _selected(among: str = "meetings") -> str:
    return f"""
    SELECT {", ".join(f"m.{name}" for name in _OWN)}, u.id AS unit_id, u.code AS unit_code, u.name AS unit_name,
           (SELECT count(*) FROM agenda_items i WHERE i.meeting_id = m.id AND i.removed_at IS NULL) AS items,
           d.done, d.open, d.overdue
    FROM {among} m
    JOIN units u ON u.id = m.unit_id
    CROSS JOIN LATERAL (
      SELECT count(*) FILTER (WHERE d.state = 'done') AS done, count(*) FILTER (WHERE d.state = 'open') AS open,
             count(*) FILTER (WHERE d.state = 'open' AND d.due_at <= {_NOW}) AS overdue
      FROM meeting_decisions d WHERE d.meeting_id = m.id
    ) d
    """


_STATES: Final = ["planned", "held", "cancelled"]


@cache
def _listed(depth: int | None) -> Compiled:
    """A page: of each state one range of an index. What was decided is counted for the page alone."""
    last = "ORDER BY m.planned_at DESC, m.id DESC LIMIT $5"
    page = f"""
      SELECT m.* FROM unnest($6::text[]) AS o (state) CROSS JOIN LATERAL (
        SELECT m.* FROM meetings m
        WHERE {lies_in("m.unit_path", depth)} AND m.state = o.state
          AND (m.planned_at, m.id) < ({or_highest("$3", "timestamptz")}, {or_highest("$4", "uuid")}) {last}
      ) m {last}"""
    return Compiled(
        _selected(f"({page})") + "ORDER BY m.planned_at DESC, m.id DESC",
        ("start", "end", "after_at", "after_id", "limit", "states"),
        {},
    )


_FOUND: Final = Compiled(f"{_selected()} WHERE m.id = $1", ("id",), {})
_LOCKED: Final = Compiled("SELECT id FROM meetings WHERE id = $1 FOR UPDATE", ("id",), {})
_LOCKED_OF: Final = Compiled(
    """
    SELECT m.id FROM agenda_items i JOIN meetings m ON m.id = i.meeting_id WHERE i.id = $1 FOR UPDATE OF m
    """,
    ("item",),
    {},
)
_INSERTED: Final = Compiled(
    """
    INSERT INTO meetings
      (id, unit_id, unit_path, state, planned_at, place, version, created_at, created_by, updated_at)
    VALUES ($1, $2, $3, 'planned', $4, $5, 1, $6, $7, $6)
    """,
    ("id", "unit", "path", "planned", "place", "now", "by"),
    {},
)
_CHANGED: Final = Compiled(
    "UPDATE meetings SET planned_at = $2, place = $3, version = version + 1, updated_at = $4 WHERE id = $1",
    ("id", "planned", "place", "now"),
    {},
)
_CANCELLED: Final = Compiled(
    """
    UPDATE meetings SET state = 'cancelled', reason = $2, version = version + 1, updated_at = $3
    WHERE id = $1 AND state = 'planned'
    """,
    ("id", "reason", "now"),
    {},
)
_HELD: Final = Compiled(
    """
    UPDATE meetings SET state = 'held', held_at = $2, year = $3, chair = $5, attendance = $6, summary = $7,
      outlook = $8, version = version + 1, updated_at = $4, session = 1 + coalesce(
        (SELECT max(o.session) FROM meetings o WHERE o.unit_id = meetings.unit_id AND o.year = $3), 0
      )
    WHERE id = $1 AND state = 'planned'
    """,
    ("id", "held", "year", "now", *WORDS),
    {},
)
_WRITTEN: Final = Compiled(
    """
    UPDATE meetings SET chair = $3, attendance = $4, summary = $5, outlook = $6, version = version + 1, updated_at = $2
    WHERE id = $1
    """,
    ("id", "now", *WORDS),
    {},
)
