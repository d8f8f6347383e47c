"""By when does each unit have to meet? Rounds of meetings: kept by the rules, told of once, begun anew when held."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from escalation.actors import CLOCK
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.organisation.storage.units import UnitName

TASK: Final = "meetings"
"""As the engine calls it."""
UNITS_THAT_MEET: Final = ["territory", "enterprise"]
"""Units that stand on their own; a department meets with the unit that it belongs to."""


class RoundState(StrEnum):
    """What is told of a round."""

    DUE_SOON = "due_soon"
    OVERDUE = "overdue"


@dataclass(frozen=True, slots=True)
class Round:
    """By which day a unit has to meet, and whether it is late.

    `due_at` is the end of `due_on` at the place. `last_held_at`: `None` if there was no meeting yet. `next_id` and
    `next_at`: the first meeting that is planned.
    """

    unit: UnitName
    level: int
    unit_path: str
    every_months: int
    due_on: date
    due_at: datetime
    state: str
    last_held_at: datetime | None
    next_id: UUID | None
    next_at: datetime | None


async def keep_rounds(
    connection: Connection, months: Mapping[int, int], warn_days: int, zone: str, now: datetime, most: int
) -> int:
    """Let every unit of these levels have a round by these rules, and no other unit; at most `most` of them.

    A unit that is new is counted from now. `months`: between meetings, by the rank of the level. Who was told of a day
    is not told of it again by other rules that name the same day.
    """
    await connection.run(_LEFT, levels=list(months), kinds=UNITS_THAT_MEET, most=most)
    return await connection.run(
        _KEPT, levels=list(months), months=list(months.values()), kinds=UNITS_THAT_MEET, warn=warn_days, zone=zone,
        now=now, most=most,
    )  # fmt: skip


async def begin_round(connection: Connection, unit_id: UUID, held_at: datetime, zone: str) -> None:
    """Count a unit's interval from a meeting that was held, unless a later one counts already."""
    await connection.run(_BEGUN, unit=unit_id, held=held_at, zone=zone)


async def lock_due(connection: Connection, state: RoundState, now: datetime, most: int) -> list[UUID]:
    """At most `most` units of whose rounds it is to be told that they are due soon, or overdue; held until the end."""
    return [row["unit_id"] for row in await connection.rows(_DUE[state], now=now, most=most)]


async def tell_due(connection: Connection, unit_ids: Sequence[UUID], state: RoundState, now: datetime) -> None:
    """Note that rounds are due soon, or overdue."""
    await connection.run(_TOLD[state], now=now, units=list(unit_ids), **by(CLOCK, "clock"))


async def list_rounds(
    connection: Connection, start: str, end: str, state: str | None, *, after: str | None, limit: int
) -> Sequence[Round]:
    """At most `limit` rounds of the units with paths from `start` until before `end`, in this order, behind `after`."""
    rows = await connection.rows(_LISTED, start=start, end=end, state=state, after=after or "", limit=limit)
    return [_round(row) for row in rows]


async def find_round(connection: Connection, unit_id: UUID) -> Round | None:
    """That of a unit; `None` if the unit has not to meet."""
    row = await connection.row(_FOUND, unit=unit_id)
    return _round(row) if row else None


def _round(row: Row) -> Round:
    unit = UnitName(row["unit_id"], row["code"], row["name"])
    return Round(unit=unit, **{name: row[name] for name in _OWN})


_OWN: Final = (
    "level", "unit_path", "every_months", "due_on", "due_at", "state", "last_held_at", "next_id", "next_at",
)  # fmt: skip


def _due(since: str, months: str) -> str:
    """SQL for the day by which a unit has to meet: so many months behind a moment, by the days of the place ($zone)."""
    return f"(({since} AT TIME ZONE $zone)::date + make_interval(months => {months}))::date"


def _end(day: str, more: str = "0") -> str:
    """SQL for the end of a day at the place, `more` days earlier."""
    return f"(({day} + 1 - {more})::timestamp AT TIME ZONE $zone)"


def _due_for(before: str, moment: str) -> Compiled:
    """The statement that finds rounds that are to have another state."""
    return Compiled(
        f"""
        SELECT r.unit_id FROM meeting_rounds r
        WHERE {before} AND r.{moment} <= $1 AND {not_set_aside(TASK, "r.unit_id")}
        ORDER BY r.{moment} LIMIT $2 FOR UPDATE OF r SKIP LOCKED
        """,
        ("now", "most"),
        {},
    )


def _told(state: RoundState) -> Compiled:
    """The statement that lets rounds have a state, and tells of each in the log."""
    more = "jsonb_build_object('due_on', r.due_on)"
    return Compiled(
        f"""
        WITH r AS (
          UPDATE meeting_rounds SET state = '{state}' WHERE unit_id = ANY ($2::uuid[])
          RETURNING unit_id AS id, unit_id, due_on, $1::timestamptz AS at
        ),
        e AS (SELECT 'fall_due' AS action, NULL::text AS reason, a.* FROM ({author(3)}) a)
        {of_records(f"meeting.{state}", "r, e", more)}
        """,
        ("now", "units", *AUTHOR),
        {},
    )


_LEFT: Final = Compiled(
    """
    DELETE FROM meeting_rounds WHERE unit_id IN (
      SELECT r.unit_id FROM meeting_rounds r JOIN units u ON u.id = r.unit_id
      WHERE NOT (u.active AND u.kind = ANY ($2::text[]) AND u.level = ANY ($1::smallint[]))
      LIMIT $3
    )
    """,
    ("levels", "kinds", "most"),
    {},
)
_KEPT: Final = Compiled(
    f"""
    WITH wanted AS (
      SELECT u.id, u.path, l.months, coalesce(r.counted_from, $6::timestamptz) AS since
      FROM unnest($1::smallint[], $2::smallint[]) l (level, months)
      JOIN units u ON u.level = l.level AND u.active AND u.kind = ANY ($3::text[])
      LEFT JOIN meeting_rounds r ON r.unit_id = u.id
      WHERE r.unit_id IS NULL OR r.every_months <> l.months OR r.warn_days <> $4
      LIMIT $7
    ),
    dated AS (SELECT w.*, {_due("w.since", "w.months")} AS due_on FROM wanted w)
    INSERT INTO meeting_rounds
      (unit_id, unit_path, every_months, warn_days, counted_from, due_on, warn_at, due_at, state)
    SELECT id, path, months, $4, since, due_on, {_end("due_on", "$4::integer")}, {_end("due_on")}, 'waiting'
    FROM dated
    ON CONFLICT (unit_id) DO UPDATE SET
      every_months = excluded.every_months, warn_days = excluded.warn_days, due_on = excluded.due_on,
      warn_at = excluded.warn_at, due_at = excluded.due_at,
      state = CASE WHEN excluded.due_on = meeting_rounds.due_on THEN meeting_rounds.state ELSE 'waiting' END
    """.replace("$zone", "$5::text"),
    ("levels", "months", "kinds", "warn", "zone", "now", "most"),
    {},
)
_BEGUN: Final = Compiled(
    f"""
    UPDATE meeting_rounds r
    SET counted_from = $2, due_on = d.due_on, warn_at = {_end("d.due_on", "r.warn_days")},
        due_at = {_end("d.due_on")}, state = 'waiting'
    FROM (SELECT unit_id, {_due("$2::timestamptz", "every_months")} AS due_on FROM meeting_rounds WHERE unit_id = $1) d
    WHERE r.unit_id = d.unit_id AND r.counted_from < $2
    """.replace("$zone", "$3::text"),
    ("unit", "held", "zone"),
    {},
)
_DUE: Final = {
    RoundState.DUE_SOON: _due_for("r.state = 'waiting'", "warn_at"),
    RoundState.OVERDUE: _due_for("r.state <> 'overdue'", "due_at"),
}
_TOLD: Final = {state: _told(state) for state in RoundState}
_ROUNDS: Final = """
SELECT r.unit_id, u.code, u.name, u.level, r.unit_path, r.every_months, r.due_on, r.due_at, r.state,
       (SELECT max(m.held_at) FROM meetings m WHERE m.unit_id = r.unit_id AND m.state = 'held') AS last_held_at,
       n.id AS next_id, n.planned_at AS next_at
FROM meeting_rounds r
JOIN units u ON u.id = r.unit_id
LEFT JOIN LATERAL (
  SELECT m.id, m.planned_at FROM meetings m
  WHERE m.unit_path = r.unit_path AND m.state = 'planned' ORDER BY m.planned_at, m.id LIMIT 1
) n ON true
"""
_LISTED: Final = Compiled(
    f"""{_ROUNDS}
    WHERE r.unit_path >= $1 AND r.unit_path < $2 AND r.unit_path > $4 AND ($3::text IS NULL OR r.state = $3)
    ORDER BY r.unit_path LIMIT $5
    """,
    ("start", "end", "state", "after", "limit"),
    {},
)
_FOUND: Final = Compiled(f"{_ROUNDS} WHERE r.unit_id = $1", ("unit",), {})
