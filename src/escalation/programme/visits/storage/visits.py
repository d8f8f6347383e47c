"""Which visits are there? Those that are planned, were made or were cancelled, and how one is written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from typing import Final
from uuid import UUID

from asyncpg import UniqueViolationError
from sqlalchemy import text

from escalation.actors import Actor
from escalation.errors import N_, Duplicate
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.storage.units import UnitName
from escalation.programme.visits.storage.plans import NAMED, NAMES, VisitorName, unit_of, visitor_of


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of a unit, a team or a member to a unit and some of its households. `day`: planned, or when it was made.

    `named_households`: of how many of them the labels are kept.
    """

    id: UUID
    unit: UnitName
    unit_path: str
    team: VisitorName | None
    member: VisitorName | None
    target: UnitName
    plan_id: UUID | None
    state: str
    day: date
    made_at: datetime | None
    recorded_at: datetime | None
    households: int
    named_households: int
    longitude: float | None
    latitude: float | None
    accuracy: int | None
    confirmed_at: datetime | None
    reason: str | None
    version: int
    created_at: datetime
    created_by: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class VisitFilters:
    """Which visits a list has: of one unit, or of paths from `start` until before `end`; days are included."""

    unit_id: UUID | None
    start: str
    end: str
    state: str | None = None
    target: UUID | None = None
    plan: UUID | None = None
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class VisitToWrite:
    """A visit as it is to be from now on: field names are column names. What is planned has not been made."""

    id: UUID
    unit_id: UUID
    unit_path: str
    team_id: UUID | None
    member_id: UUID | None
    target_unit_id: UUID
    plan_id: UUID | None
    state: str
    day: date
    made_at: datetime | None
    recorded_at: datetime | None
    households: int
    data_key: bytes | None
    household_labels: bytes | None
    household_marks: Sequence[bytes]
    longitude: float | None
    latitude: float | None
    accuracy: int | None
    code_hash: bytes | None
    created_at: datetime
    created_by: str


async def list_visits(
    connection: Connection, filters: VisitFilters, after: tuple[date, UUID] | None, limit: int
) -> list[Visit]:
    """A page, the latest day first, behind a place."""
    asked = tuple(name for name in _CONDITIONS if getattr(filters, name) is not None)
    day, id_ = after or (None, None)
    values = {name: getattr(filters, name) for name in (*_CONDITIONS, "start", "end")}
    rows = await connection.rows(
        _page(asked, filters.state, goes_on=after is not None), **values, after=day, id=id_, limit=limit
    )
    return [_visit(row) for row in rows]


async def find_visit(connection: Connection, visit_id: UUID, start: str, end: str) -> Visit | None:
    """One whose unit lies between two paths."""
    row = await connection.row(_FOUND, id=visit_id, start=start, end=end)
    return _visit(row) if row else None


async def lock_visit(connection: Connection, visit_id: UUID) -> Row | None:
    """What is known of one, whosever it is, locked until the transaction ends."""
    return await connection.row(_LOCKED, id=visit_id)


async def write_visit(connection: Connection, visit: VisitToWrite, actor: Actor, request_id: str) -> bool:
    """Write a visit, or what a planned one of the same unit has become; false if there is another one with its id.

    Raises `Duplicate` if the code is another visit's; then nothing more can be done in the transaction.
    """
    values = {name: getattr(visit, name) for name in _COLUMNS}
    try:
        return await connection.run(_WRITTEN, **values, **by(actor, request_id)) == 1
    except UniqueViolationError:
        raise Duplicate(N_("This code belongs to another visit. Take a new one.")) from None


async def cancel_visit(
    connection: Connection, visit_id: UUID, reason: str, now: datetime, actor: Actor, request_id: str
) -> UUID | None:
    """Take a visit back; the plan that it counted for."""
    found = await connection.value(_CANCELLED, id=visit_id, reason=reason, now=now, **by(actor, request_id))
    return found if isinstance(found, UUID) else None


async def confirm_visit(
    connection: Connection, code_hash: bytes, since: datetime, now: datetime, actor: Actor, request_id: str
) -> Row | None:
    """Note that the visited confirm a visit made since a moment: its day, who came, and when that was first said."""
    return await connection.row(_CONFIRMED, code=code_hash, now=now, since=since, **by(actor, request_id))


async def has_units_below(connection: Connection, path: str) -> bool:
    """Whether there are units below one, dissolved ones included."""
    return await connection.value(_BELOW, path=path, end=end_of(path)) is True


async def read_labels(connection: Connection, visit_id: UUID) -> Row | None:
    """The sealed labels of a visit."""
    return await connection.row(_LABELS, id=visit_id)


async def link_opinion(connection: Connection, visit_id: UUID, opinion_id: UUID, now: datetime) -> None:
    """Note that an opinion was taken on a visit; once, however often it is said."""
    await connection.run(_LINKED, visit=visit_id, opinion=opinion_id, now=now)


async def opinions_of(connection: Connection, visit_id: UUID) -> list[UUID]:
    """Ids of the opinions that were taken on a visit."""
    return [row["opinion_id"] for row in await connection.rows(_OPINIONS, visit=visit_id)]


def _visit(row: Row) -> Visit:
    own = {name: row[name] for name in _OWN}
    return Visit(
        **own, unit=unit_of(row, "unit"), target=unit_of(row, "target"), team=visitor_of(row, "team"),
        member=visitor_of(row, "member"),
    )  # fmt: skip


_OWN: Final = tuple(name for name in Visit.__dataclass_fields__ if name not in {"unit", "team", "member", "target"})
_COLUMNS: Final = tuple(VisitToWrite.__dataclass_fields__)
_STORED: Final = ", ".join(
    "cardinality(p.household_marks) AS named_households" if name == "named_households" else f"p.{name}" for name in _OWN
)
_VISITS: Final = f"SELECT {_STORED}, {NAMES} FROM visits p {NAMED}"
_CONDITIONS: Final = {
    "unit_id": "p.unit_id = CAST(:unit_id AS uuid)",
    "target": "p.target_unit_id = CAST(:target AS uuid)",
    "plan": "p.plan_id = CAST(:plan AS uuid)",
    "since": "p.day >= CAST(:since AS date)",
    "until": "p.day <= CAST(:until AS date)",
}


# Written out, as the partial indexes of what was not made have it.
_STATES: Final = {each: f"p.state = '{each}'" for each in ("planned", "made", "cancelled")}


@cache
def _page(asked: tuple[str, ...], state: str | None, *, goes_on: bool) -> Compiled:
    """A page of visits, the latest first."""
    conditions = ["p.unit_path >= CAST(:start AS text)", "p.unit_path < CAST(:end AS text)"]
    conditions += [_CONDITIONS[name] for name in asked]
    conditions += [_STATES[state]] if state else []
    if goes_on:
        conditions.append("(p.day, p.id) < (CAST(:after AS date), CAST(:id AS uuid))")
    return compile_statement(
        text(f"""
        {_VISITS} WHERE {" AND ".join(conditions)} ORDER BY p.day DESC, p.id DESC LIMIT CAST(:limit AS bigint)
        """)
    )


_FOUND: Final = Compiled(
    f"{_VISITS} WHERE p.id = $1 AND p.unit_path >= $2 AND p.unit_path < $3", ("id", "start", "end"), {}
)
_LOCKED: Final = Compiled(
    """
    SELECT id, unit_id, team_id, member_id, target_unit_id, plan_id, state, day, made_at, households, household_marks,
           version, created_at, created_by
    FROM visits WHERE id = $1 FOR UPDATE
    """,
    ("id",),
    {},
)
_CHANGING: Final = tuple(
    name for name in _COLUMNS if name not in {"id", "unit_id", "unit_path", "created_at", "created_by"}
)
_NUMBERS: Final = {name: f"${n}" for n, name in enumerate(_COLUMNS, start=1)}
_AUTHOR_AT: Final = len(_COLUMNS) + 1
_CHANGED: Final = "id, unit_id, target_unit_id, day, plan_id, households, updated_at AS at"
_TELLS: Final = """jsonb_build_object(
  'target_unit_id', r.target_unit_id, 'day', r.day, 'plan_id', r.plan_id, 'households', r.households
)"""


def _told(type_: str, action: str, first: int, *, reason: str = "NULL::text", state: str = "") -> str:
    """The event of what `changed` returns, if it is in that state; the author's parameters begin with `first`."""
    source = f"changed r, LATERAL (SELECT '{action}' AS action, {reason} AS reason, a.* FROM ({author(first)}) a) e"
    return of_records(f"visit.{type_}", source + (f" WHERE r.state = '{state}'" if state else ""), _TELLS)


_WRITTEN: Final = Compiled(
    f"""
    WITH changed AS (
      INSERT INTO visits ({", ".join(_COLUMNS)}, duty_id, updated_at)
      VALUES ({", ".join(_NUMBERS.values())},
              (SELECT duty_id FROM visit_plans WHERE id = {_NUMBERS["plan_id"]}::uuid),
              coalesce({_NUMBERS["recorded_at"]}::timestamptz, {_NUMBERS["created_at"]}::timestamptz))
      ON CONFLICT (id) DO UPDATE
      SET {", ".join(f"{name} = excluded.{name}" for name in (*_CHANGING, "duty_id", "updated_at"))},
          version = visits.version + 1
      WHERE visits.unit_id = excluded.unit_id AND visits.state = 'planned'
      RETURNING {_CHANGED}, state
    ),
    planned AS ({_told("planned", "plan", _AUTHOR_AT, state="planned")}),
    made AS ({_told("made", "record", _AUTHOR_AT, state="made")})
    SELECT id FROM changed
    """,
    (*_COLUMNS, *AUTHOR),
    {},
)
_CANCELLED: Final = Compiled(
    f"""
    WITH changed AS (
      UPDATE visits SET state = 'cancelled', reason = $2, updated_at = $3, version = version + 1 WHERE id = $1
      RETURNING {_CHANGED}
    ),
    told AS ({_told("cancelled", "cancel", 4, reason="$2::text")})
    SELECT plan_id FROM changed
    """,
    ("id", "reason", "now", *AUTHOR),
    {},
)
_BELOW: Final = Compiled("SELECT EXISTS (SELECT FROM units WHERE path > $1 AND path < $2)", ("path", "end"), {})
# Said again it is as it was, and told no second time.
_CONFIRMED: Final = Compiled(
    f"""
    WITH found AS MATERIALIZED (
      SELECT id, unit_id, day, confirmed_at FROM visits
      WHERE code_hash = $1 AND state = 'made' AND made_at >= $3 FOR UPDATE
    ),
    changed AS (
      UPDATE visits v SET confirmed_at = $2, updated_at = $2, version = v.version + 1 FROM found f
      WHERE v.id = f.id AND f.confirmed_at IS NULL
      RETURNING v.id, v.unit_id, v.target_unit_id, v.day, v.plan_id, v.households, $2::timestamptz AS at
    ),
    told AS ({_told("confirmed", "confirm", 4)})
    SELECT f.day, coalesce(f.confirmed_at, $2) AS confirmed_at,
           (SELECT name FROM units WHERE id = f.unit_id) AS unit_name
    FROM found f
    """,
    ("code", "now", "since", *AUTHOR),
    {},
)
_LABELS: Final = Compiled(
    "SELECT id, data_key, household_labels, household_marks FROM visits WHERE id = $1", ("id",), {}
)
_LINKED: Final = Compiled(
    "INSERT INTO visit_opinions (visit_id, opinion_id, at) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
    ("visit", "opinion", "now"),
    {},
)
_OPINIONS: Final = Compiled(
    "SELECT opinion_id FROM visit_opinions WHERE visit_id = $1 ORDER BY at, opinion_id", ("visit",), {}
)
