"""Which units have fading trends (trend alarms)? What they are judged by, and what is found, told once each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from escalation.actors import CLOCK
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.database.open_ends import or_highest
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.organisation.storage.units import UnitName
from escalation.programme.trends.domain.activity import Activity
from escalation.programme.trends.domain.alarms import TrendAlarm
from escalation.programme.trends.storage.activity_counts import part_below

JUDGED_UNITS: Final = ["territory", "enterprise"]
"""Units that stand on their own. What departments do counts for the unit above them."""


@dataclass(frozen=True, slots=True)
class JudgedUnit:
    """A unit whose turn it is, and the serials of those directly below it that stand on their own."""

    id: UUID
    path: str
    below: Sequence[str]


@dataclass(frozen=True, slots=True)
class UnitAlarm:
    """An alarm as it was given. `figures`: numerators and denominators of `before` and `after`, `units` and `idle`."""

    id: UUID
    unit: UnitName
    alarm: str
    since: date
    figures: Mapping[str, Any]
    found_at: datetime
    recovered_at: datetime | None


@dataclass(frozen=True, slots=True)
class NewAlarm:
    """An alarm to be given."""

    id: UUID
    unit_id: UUID
    unit_path: str
    alarm: str
    since: date
    figures: Mapping[str, Any]


async def claim_week(connection: Connection, monday: date) -> str | None:
    """Behind which path units of a counted week are still to be judged; `None` if none are, or somebody is at it."""
    row = await connection.row(_CLAIMED, monday=monday)
    return row["judged_to"] if row else None


async def note_judged(connection: Connection, monday: date, path: str | None, now: datetime) -> None:
    """Note how far a week is judged; `None`: to the end. Then alarms of units that are no more are over as well."""
    await connection.run(_JUDGED, monday=monday, path=path or "", now=now if path is None else None)
    if path is None:
        await connection.run(_GONE, now=now)


async def units_to_judge(connection: Connection, after: str, most: int) -> list[JudgedUnit]:
    """The next units behind a path, at most `most`."""
    rows = await connection.rows(_UNITS, after=after, most=most, kinds=JUDGED_UNITS)
    return [JudgedUnit(row["id"], row["path"], row["below"]) for row in rows]


async def activity_of(
    connection: Connection, units: Sequence[JudgedUnit], first: date, weights: Mapping[Activity, int]
) -> Mapping[UUID, Mapping[str, Mapping[date, int]]]:
    """How much was done, weighed, by unit, by what is directly below it (empty: by itself), and by week."""
    asked = {f"weight_{kind.value}": weights.get(kind, 0) for kind in Activity}
    found: dict[UUID, dict[str, dict[date, int]]] = {}
    for row in await connection.rows(_ACTIVITY, units=[each.id for each in units], first=first, **asked):
        found.setdefault(row["id"], {}).setdefault(row["below"], {})[row["monday"]] = row["done"]
    return found


async def open_alarms(connection: Connection, units: Sequence[UUID]) -> Sequence[UnitAlarm]:
    """Alarms of these units that are not over."""
    return [_alarm(row) for row in await connection.rows(_OPEN, units=list(units))]


async def give_alarms(connection: Connection, alarms: Sequence[NewAlarm], now: datetime) -> int:
    """Keep and tell new alarms; how many. One that a unit has already is not given again."""
    columns = {
        name: [getattr(each, name) for each in alarms]
        for name in ("id", "unit_id", "unit_path", "alarm", "since", "figures")
    }
    return await connection.run(_GIVEN, **columns, now=now, **by(CLOCK, "clock"))


async def end_alarms(connection: Connection, ids: Sequence[UUID], now: datetime) -> int:
    """Note and tell that alarms are over; how many were not yet."""
    return await connection.run(_ENDED, ids=list(ids), now=now, **by(CLOCK, "clock"))


async def list_alarms(
    connection: Connection, reach: tuple[str, str], *, alarm: str | None, is_open: bool | None, after: UUID | None,
    limit: int,
) -> Sequence[UnitAlarm]:  # fmt: skip
    """One page of alarms of units with paths from the first until before the second, the newest first."""
    rows = await connection.rows(
        _listed(depth_of(*reach), is_open), start=reach[0], end=reach[1], alarms=[alarm] if alarm else list(TrendAlarm),
        after=after, limit=limit,
    )  # fmt: skip
    return [_alarm(row) for row in rows]


async def find_alarm(connection: Connection, alarm_id: UUID, reach: tuple[str, str]) -> UnitAlarm | None:
    """One of a unit with a path in `reach`."""
    row = await connection.row(_FOUND, id=alarm_id, start=reach[0], end=reach[1])
    return _alarm(row) if row else None


def _alarm(row: Row) -> UnitAlarm:
    unit = UnitName(row["unit_id"], row["code"], row["name"])
    own = {name: row[name] for name in ("id", "alarm", "since", "figures", "found_at", "recovered_at")}
    return UnitAlarm(unit=unit, **own)


_CLAIMED: Final = Compiled(
    "SELECT judged_to FROM trend_weeks WHERE monday = $1 AND judged_at IS NULL FOR UPDATE SKIP LOCKED", ("monday",), {}
)
_JUDGED: Final = Compiled(
    "UPDATE trend_weeks SET judged_to = $2, judged_at = $3 WHERE monday = $1", ("monday", "path", "now"), {}
)
_GONE: Final = Compiled(
    """
    UPDATE trend_alarms a SET recovered_at = $1
    FROM units u WHERE u.id = a.unit_id AND NOT u.active AND a.recovered_at IS NULL
    """,
    ("now",),
    {},
)
_UNITS: Final = Compiled(
    """
    SELECT u.id, u.path, ARRAY(
      SELECT c.serial::text FROM units c WHERE c.parent_id = u.id AND c.active AND c.kind = ANY ($3::text[])
    ) AS below
    FROM units u WHERE u.active AND u.kind = ANY ($3::text[]) AND u.path > $1 ORDER BY u.path LIMIT $2
    """,
    ("after", "most", "kinds"),
    {},
)
_WEIGHED: Final = " + ".join(f"a.{kind.value} * ${n}::int" for n, kind in enumerate(Activity, start=3))
_ACTIVITY: Final = Compiled(
    f"""
    SELECT u.id, {part_below("a.unit_path", "u.path")} AS below, a.monday, sum({_WEIGHED})::bigint AS done
    FROM units u
    JOIN unit_activity a ON a.monday >= $2 AND a.unit_path >= u.path AND a.unit_path < left(u.path, -1) || '0'
    WHERE u.id = ANY ($1::uuid[])
    GROUP BY 1, 2, 3
    """,
    ("units", "first", *(f"weight_{kind.value}" for kind in Activity)),
    {},
)
_ALARMS: Final = """
SELECT a.id, a.unit_id, u.code, u.name, a.alarm, a.since, a.figures, a.found_at, a.recovered_at
FROM trend_alarms a JOIN units u ON u.id = a.unit_id
"""
_OPEN: Final = Compiled(f"{_ALARMS} WHERE a.recovered_at IS NULL AND a.unit_id = ANY ($1::uuid[])", ("units",), {})


@cache
def _listed(depth: int | None, is_open: bool | None) -> Compiled:  # noqa: FBT001 - its forms
    """A page: of each alarm one range of an index, or of each one that of what is not over."""
    of_state = {None: "", True: "AND a.recovered_at IS NULL", False: "AND a.recovered_at IS NOT NULL"}[is_open]
    return Compiled(
        f"""{_ALARMS} JOIN (
          SELECT p.id FROM unnest($5::text[]) AS o (alarm) CROSS JOIN LATERAL (
            SELECT a.id FROM trend_alarms a
            WHERE {lies_in("a.unit_path", depth)} AND a.alarm = o.alarm {of_state}
              AND a.id < {or_highest("$3", "uuid")} ORDER BY a.id DESC LIMIT $4
          ) p ORDER BY p.id DESC LIMIT $4
        ) page ON page.id = a.id ORDER BY a.id DESC
        """,
        ("start", "end", "after", "limit", "alarms"),
        {},
    )


_FOUND: Final = Compiled(
    f"{_ALARMS} WHERE a.id = $1 AND a.unit_path >= $2 AND a.unit_path < $3", ("id", "start", "end"), {}
)
_TOLD: Final = "jsonb_build_object('alarm', r.alarm, 'since', r.since)"
_GIVEN: Final = Compiled(
    f"""
    WITH r AS (
      INSERT INTO trend_alarms (id, unit_id, unit_path, alarm, since, figures, found_at)
      SELECT n.*, $7 FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::date[], $6::jsonb[])
        n (id, unit_id, unit_path, alarm, since, figures)
      ON CONFLICT (unit_id, alarm) WHERE recovered_at IS NULL DO NOTHING
      RETURNING id, unit_id, alarm, since, found_at AS at
    ),
    e AS (SELECT 'find' AS action, NULL::text AS reason, a.* FROM ({author(8)}) a)
    {of_records("trend.decayed", "r, e", _TOLD)}
    """,
    ("id", "unit_id", "unit_path", "alarm", "since", "figures", "now", *AUTHOR),
    {},
)
_ENDED: Final = Compiled(
    f"""
    WITH r AS (
      UPDATE trend_alarms SET recovered_at = $2 WHERE id = ANY ($1::uuid[]) AND recovered_at IS NULL
      RETURNING id, unit_id, alarm, since, recovered_at AS at
    ),
    e AS (SELECT 'recover' AS action, NULL::text AS reason, a.* FROM ({author(3)}) a)
    {of_records("trend.recovered", "r, e", _TOLD)}
    """,
    ("ids", "now", *AUTHOR),
    {},
)
