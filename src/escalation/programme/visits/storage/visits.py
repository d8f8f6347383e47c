"""Which visits are there? Those that are planned, were made or were cancelled, and how one is written."""

from collections.abc import Collection, Mapping, Sequence
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
from escalation.kit.database.skew import has_value
from escalation.kit.database.subtree_indexes import depth_of, is_kept_in, lies_in
from escalation.organisation.storage.units import UnitName
from escalation.programme.visits.domain.confirmations import ConfirmationWay
from escalation.programme.visits.storage.compliance import PathRange
from escalation.programme.visits.storage.plans import NAMED, NAMES, VisitorName, unit_of, visitor_of

CODE_TAKEN: Final = N_("This code belongs to another visit. Take a new one.")


@dataclass(frozen=True, slots=True)
class Visit:
    """A visit of a unit, a team or a member to a unit and some of its households. `day`: planned, or when it was made.

    `named_households`: of how many of them the labels are kept; `has_signature`: whether one is. `confirmation`: by
    what way the visited said first that it was so.
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
    has_signature: bool
    confirmed_at: datetime | None
    confirmation: str | None
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
    signature: bytes | None
    longitude: float | None
    latitude: float | None
    accuracy: int | None
    code_hash: bytes | None
    confirmed_at: datetime | None
    confirmation: str | None
    created_at: datetime
    created_by: str


async def list_visits(
    connection: Connection, filters: VisitFilters, after: tuple[date, UUID] | None, limit: int
) -> list[Visit]:
    """A page, the latest day first, behind a place."""
    # What is behind a place is before the last day as well; of two ends an index might begin at the wrong one.
    named = (name for name in _CONDITIONS if after is None or name != "until")
    asked = tuple(name for name in named if getattr(filters, name) is not None)
    day, id_ = after or (None, None)
    values = {name: getattr(filters, name) for name in (*_CONDITIONS, "start", "end")}
    statement = _page(asked, depth_of(filters.start, filters.end), goes_on=after is not None)
    states = [filters.state] if filters.state else _STATES
    rows = await connection.rows(statement, **values, states=states, after=day, id=id_, limit=limit)
    return [_visit(row) for row in rows]


async def find_visit(connection: Connection, visit_id: UUID, start: str, end: str) -> Visit | None:
    """One whose unit lies between two paths."""
    return (await find_visits(connection, [visit_id], PathRange(start, end))).get(visit_id)


async def find_visits(connection: Connection, ids: Collection[UUID], paths: PathRange) -> Mapping[UUID, Visit]:
    """Those whose units lie between two paths, by id."""
    rows = await connection.rows(_THOSE, ids=list(ids), start=paths.start, end=paths.end)
    return {row["id"]: _visit(row) for row in rows}


async def write_visits(
    connection: Connection, visits: Sequence[VisitToWrite], actor: Actor, request_id: str
) -> frozenset[UUID]:
    """Write visits, or what planned ones of the same unit have become; those of whose id there is no other one.

    Raises `Duplicate` if a code is another visit's; then nothing more can be done in the transaction.
    """
    if not visits:
        return frozenset()
    columns = {name: [getattr(visit, name) for visit in visits] for name in _TYPES}
    marks = [(visit.id, mark) for visit in visits for mark in visit.household_marks]
    try:
        rows = await connection.rows(
            _WRITTEN, **columns, marked=[id_ for id_, _ in marks], marks=[mark for _, mark in marks],
            **by(actor, request_id),
        )  # fmt: skip
    except UniqueViolationError:
        raise Duplicate(CODE_TAKEN) from None
    return frozenset(row["id"] for row in rows)


async def cancel_visit(
    connection: Connection, visit_id: UUID, reason: str, now: datetime, actor: Actor, request_id: str
) -> UUID | None:
    """Take a visit back; the plan that it counted for."""
    found = await connection.value(_CANCELLED, id=visit_id, reason=reason, now=now, **by(actor, request_id))
    return found if isinstance(found, UUID) else None


async def confirm_visit(
    connection: Connection, code_hash: bytes, way: ConfirmationWay, since: datetime, now: datetime, actor: Actor,
    request_id: str,
) -> Row | None:  # fmt: skip
    """Note that the visited confirm a visit made since a moment: its day, who came, and when that was first said."""
    return await connection.row(_CONFIRMED, code=code_hash, now=now, since=since, way=way, **by(actor, request_id))


def _visit(row: Row) -> Visit:
    own = {name: row[name] for name in _OWN}
    return Visit(
        **own, unit=unit_of(row, "unit"), target=unit_of(row, "target"), team=visitor_of(row, "team"),
        member=visitor_of(row, "member"),
    )  # fmt: skip


_OWN: Final = tuple(name for name in Visit.__dataclass_fields__ if name not in {"unit", "team", "member", "target"})
# Marks are as many as a visit has of them, and come apart.
_TYPES: Final = {
    "id": "uuid", "unit_id": "uuid", "unit_path": "text", "team_id": "uuid", "member_id": "uuid",
    "target_unit_id": "uuid", "plan_id": "uuid", "state": "text", "day": "date", "made_at": "timestamptz",
    "recorded_at": "timestamptz", "households": "int", "data_key": "bytea", "household_labels": "bytea",
    "signature": "bytea", "longitude": "float8", "latitude": "float8", "accuracy": "int", "code_hash": "bytea",
    "confirmed_at": "timestamptz", "confirmation": "text", "created_at": "timestamptz", "created_by": "text",
}  # fmt: skip
_COMPUTED: Final = {
    "named_households": "cardinality(p.household_marks) AS named_households",
    "has_signature": "p.signature IS NOT NULL AS has_signature",
}
_STORED: Final = ", ".join(_COMPUTED.get(name, f"p.{name}") for name in _OWN)
_VISITS: Final = f"SELECT {_STORED}, {NAMES} FROM visits p {NAMED}"
_CONDITIONS: Final = {
    "unit_id": "p.unit_id = CAST(:unit_id AS uuid)",
    "target": has_value("p.target_unit_id", "CAST(:target AS uuid)"),
    "plan": has_value("p.plan_id", "CAST(:plan AS uuid)"),
    "since": "p.day >= CAST(:since AS date)",
    "until": "p.day <= CAST(:until AS date)",
}
_STATES: Final = ["planned", "made", "cancelled"]
_NEWEST: Final = "ORDER BY p.day DESC, p.id DESC LIMIT CAST(:limit AS bigint)"


@cache
def _page(asked: tuple[str, ...], depth: int | None, *, goes_on: bool) -> Compiled:
    """A page of visits, the latest first: of each state one range of an index, of a target or a plan its own."""
    conditions = [_CONDITIONS[name] for name in asked]
    if goes_on:
        conditions.append("(p.day, p.id) < (CAST(:after AS date), CAST(:id AS uuid))")
    # What has an index of its own is not looked for by where it is.
    has_its_own = not {"target", "plan"}.isdisjoint(asked)
    ends = "CAST(:start AS text)", "CAST(:end AS text)"
    where = is_kept_in("p.unit_path", *ends) if has_its_own else lies_in("p.unit_path", depth, *ends)
    found = " AND ".join([where, *conditions])
    states = "CAST(:states AS text[])"
    if has_its_own:
        page = f"SELECT p.* FROM visits p WHERE {found} AND p.state = ANY ({states}) {_NEWEST}"
    else:
        page = f"""SELECT p.* FROM unnest({states}) AS o (state) CROSS JOIN LATERAL (
          SELECT p.* FROM visits p WHERE p.state = o.state AND {found} {_NEWEST}) p {_NEWEST}"""
    return compile_statement(text(f"SELECT {_STORED}, {NAMES} FROM ({page}) p {NAMED} {_NEWEST}"))


_THOSE: Final = Compiled(
    f"{_VISITS} WHERE p.id = ANY ($1::uuid[]) AND p.unit_path >= $2 AND p.unit_path < $3", ("ids", "start", "end"), {}
)
_KEPT: Final = frozenset({"id", "unit_id", "unit_path", "created_at", "created_by"})
_CHANGING: Final = (*(name for name in _TYPES if name not in _KEPT), "household_marks", "duty_id", "updated_at")
_GIVEN: Final = ", ".join(f"${n}::{kind}[]" for n, kind in enumerate(_TYPES.values(), start=1))
_MARKED_AT: Final = len(_TYPES) + 1
_AUTHOR_AT: Final = _MARKED_AT + 2
_CHANGED: Final = "id, unit_id, target_unit_id, day, plan_id, households, updated_at AS at"
TELLS: Final = """jsonb_build_object(
  'target_unit_id', r.target_unit_id, 'day', r.day, 'plan_id', r.plan_id, 'households', r.households
)"""
"""What events of a visit `r` tell of it."""
_CONFIRMATION: Final = f"{TELLS} || jsonb_build_object('confirmation', r.confirmation)"


def _told(
    type_: str, action: str, first: int, *, reason: str = "NULL::text", where: str = "true", tells: str = TELLS
) -> str:
    """The event of what `changed` returns, `where` it is so; the author's parameters begin with `first`."""
    source = f"changed r, LATERAL (SELECT '{action}' AS action, {reason} AS reason, a.* FROM ({author(first)}) a) e"
    return of_records(f"visit.{type_}", f"{source} WHERE {where}", tells)


_WRITTEN: Final = Compiled(
    f"""
    WITH changed AS (
      INSERT INTO visits ({", ".join(_TYPES)}, household_marks, duty_id, updated_at)
      SELECT g.*, ARRAY(
               SELECT m.mark FROM unnest(${_MARKED_AT}::uuid[], ${_MARKED_AT + 1}::bytea[]) AS m (id, mark)
               WHERE m.id = g.id
             ), p.duty_id, coalesce(g.recorded_at, g.created_at)
      FROM unnest({_GIVEN}) AS g ({", ".join(_TYPES)})
      LEFT JOIN visit_plans p ON p.id = g.plan_id
      ON CONFLICT (id) DO UPDATE
      SET {", ".join(f"{name} = excluded.{name}" for name in _CHANGING)}, version = visits.version + 1
      WHERE visits.unit_id = excluded.unit_id AND visits.state = 'planned'
      RETURNING {_CHANGED}, state, confirmation
    ),
    planned AS ({_told("planned", "plan", _AUTHOR_AT, where="r.state = 'planned'")}),
    made AS ({_told("made", "record", _AUTHOR_AT, where="r.state = 'made'")}),
    confirmed AS ({_told("confirmed", "confirm", _AUTHOR_AT, where="r.confirmation IS NOT NULL", tells=_CONFIRMATION)})
    SELECT id FROM changed
    """,
    (*_TYPES, "marked", "marks", *AUTHOR),
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
# Said again it is as it was, and told no second time.
_CONFIRMED: Final = Compiled(
    f"""
    WITH found AS MATERIALIZED (
      SELECT id, unit_id, day, confirmed_at FROM visits
      WHERE code_hash = $1 AND state = 'made' AND made_at >= $3 FOR UPDATE
    ),
    changed AS (
      UPDATE visits v SET confirmed_at = $2, confirmation = $4, updated_at = $2, version = v.version + 1 FROM found f
      WHERE v.id = f.id AND f.confirmed_at IS NULL
      RETURNING v.id, v.unit_id, v.target_unit_id, v.day, v.plan_id, v.households, v.confirmation, $2::timestamptz AS at
    ),
    told AS ({_told("confirmed", "confirm", 5, tells=_CONFIRMATION)})
    SELECT f.day, coalesce(f.confirmed_at, $2) AS confirmed_at,
           (SELECT name FROM units WHERE id = f.unit_id) AS unit_name
    FROM found f
    """,
    ("code", "now", "since", "way", *AUTHOR),
    {},
)
