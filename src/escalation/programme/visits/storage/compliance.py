"""How much is done of what is required (compliance)? Of units with all below, and of those who visit for one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.storage.units import UnitName
from escalation.programme.visits.domain.fulfilment import DoneOf, Figures
from escalation.programme.visits.storage.plans import VisitorName, visitor_of


@dataclass(frozen=True, slots=True)
class AskedDay:
    """A day to count by: the last days of the periods that it lies in, and since when rolling ones last, by period.

    `until`: when the day is over; what is due by then, and by `now`, and open is overdue.
    """

    day: date
    periods: Sequence[str]
    ends: Sequence[date]
    since: Sequence[datetime]
    until: datetime
    now: datetime
    zone: str


@dataclass(frozen=True, slots=True)
class PathRange:
    """Units whose paths lie from `start` until before `end`."""

    start: str
    end: str


@dataclass(frozen=True, slots=True)
class VisitorFigures:
    """How those stand who visit for a unit: a team, a member, or with neither the unit as a whole."""

    team: VisitorName | None
    member: VisitorName | None
    figures: Figures


@dataclass(frozen=True, slots=True)
class ChildUnit:
    """A unit directly below another one."""

    id: UUID
    code: str
    name: str
    path: str
    level: int
    active: bool

    @property
    def named(self) -> UnitName:
        """As others name it."""
        return UnitName(self.id, self.code, self.name)


async def units_directly_below(connection: Connection, unit_id: UUID) -> list[ChildUnit]:
    """Those below a unit, dissolved ones included, by code."""
    return [ChildUnit(*row) for row in await connection.rows(_CHILDREN, unit=unit_id)]


async def has_units_below(connection: Connection, path: str) -> bool:
    """Whether there are units below one, dissolved ones included."""
    return await connection.value(_BELOW, path=path, end=end_of(path)) is True


async def count_units(connection: Connection, ranges: Sequence[PathRange], asked: AskedDay) -> list[Figures]:
    """The figures of each range, in their order. Costs a look at the visits of each plan, however many ranges."""
    starts, ends = [each.start for each in ranges], [each.end for each in ranges]
    rows = await connection.rows(
        _BY_RANGE, starts=starts, ends_before=ends, first=min(starts), last=max(ends), **_values(asked)
    )
    by_number: Mapping[int, Row] = {row["number"]: row for row in rows}
    return [_figures(by_number[n]) if n in by_number else Figures() for n, _ in enumerate(ranges, start=1)]


async def count_visitors(connection: Connection, path: str, asked: AskedDay) -> list[VisitorFigures]:
    """The figures of those who visit for the unit with this path: the unit as a whole, then teams, then members."""
    rows = await connection.rows(_BY_VISITOR, path=path, **_values(asked))
    return [VisitorFigures(visitor_of(row, "team"), visitor_of(row, "member"), _figures(row)) for row in rows]


async def households_of(connection: Connection, unit_ids: Sequence[UUID]) -> Mapping[UUID, int]:
    """How many households units have, as far as somebody has said it."""
    rows = await connection.rows(_HOUSEHOLDS, ids=list(unit_ids))
    return {row["unit_id"]: row["households"] for row in rows}


def _values(asked: AskedDay) -> dict[str, object]:
    return {
        "day": asked.day, "periods": list(asked.periods), "ends": list(asked.ends), "since": list(asked.since),
        "until": asked.until, "now": asked.now, "zone": asked.zone,
    }  # fmt: skip


def _figures(row: Row) -> Figures:
    if row["plans"] is None:
        return Figures(overdue=row["overdue"])
    return Figures(
        plans=row["plans"],
        fulfilled=row["fulfilled"],
        overdue=row["overdue"],
        visits=DoneOf(row["done_visits"], row["required_visits"]),
        households=DoneOf(row["done_households"], row["required_households"]),
        households_unknown=row["households_unknown"],
    )


# Plans of periods that run on the day, each with the visits of its duty that count: those of as many months up to the
# day, or since the period began. What was made beyond the required of one plan makes up for no other.
_COUNTED: Final = """
  SELECT p.unit_path, p.team_id, p.member_id, p.required_visits,
         least(v.visits, p.required_visits) AS done_visits,
         coalesce(p.required_households, 0) AS required_households,
         least(v.households, coalesce(p.required_households, 0)) AS done_households,
         p.covers_all AND p.required_households IS NULL AS is_unknown,
         v.visits >= p.required_visits AND v.households >= coalesce(p.required_households, 0) AS is_fulfilled
  FROM unnest($2::text[], $3::date[], $4::timestamptz[]) AS r (period, ends_on, since)
  JOIN visit_plans p ON p.ends_on = r.ends_on AND p.period = r.period
  CROSS JOIN LATERAL (
    SELECT CASE p.counting WHEN 'rolling' THEN r.since ELSE p.starts_on::timestamp AT TIME ZONE $7 END AS since
  ) b
  CROSS JOIN LATERAL (
    SELECT (count(DISTINCT w.id)) AS visits,
           count(DISTINCT m.mark) + coalesce(sum(w.unmarked) FILTER (WHERE m.n IS NULL OR m.n = 1), 0) AS households
    FROM (
      SELECT v.id, v.household_marks, v.households - cardinality(v.household_marks) AS unmarked FROM visits v
      WHERE v.duty_id = p.duty_id AND v.state = 'made' AND v.made_at >= b.since AND v.made_at < $5
    ) w
    LEFT JOIN LATERAL unnest(w.household_marks) WITH ORDINALITY AS m (mark, n) ON true
  ) v
  WHERE p.starts_on <= $1 AND p.void_at IS NULL
"""
_SUMS: Final = """
  count(*) AS plans, count(*) FILTER (WHERE is_fulfilled) AS fulfilled,
  coalesce(sum(done_visits), 0)::bigint AS done_visits, coalesce(sum(required_visits), 0)::bigint AS required_visits,
  coalesce(sum(done_households), 0)::bigint AS done_households,
  coalesce(sum(required_households), 0)::bigint AS required_households,
  count(*) FILTER (WHERE is_unknown) AS households_unknown
"""
_LATE: Final = """
  SELECT p.unit_path, p.team_id, p.member_id FROM visit_plans p
  WHERE p.fulfilled_at IS NULL AND p.void_at IS NULL AND p.due_at <= least($5::timestamptz, $6)
"""
_NAMES: Final = ("day", "periods", "ends", "since", "until", "now", "zone")
# Plans are counted once (materialized): otherwise PostgreSQL may count the visits of each again for each range.
_BY_RANGE: Final = Compiled(
    f"""
    WITH range AS (
      SELECT * FROM unnest($8::text[], $9::text[]) WITH ORDINALITY AS g (start, ends_before, n)
    ),
    counted AS MATERIALIZED ({_COUNTED} AND p.unit_path >= $10 AND p.unit_path < $11),
    running AS (
      SELECT g.n, {_SUMS} FROM range g
      JOIN counted c ON c.unit_path >= g.start AND c.unit_path < g.ends_before GROUP BY g.n
    ),
    late AS (
      SELECT g.n, count(*) AS overdue FROM range g
      CROSS JOIN LATERAL ({_LATE} AND p.unit_path >= g.start AND p.unit_path < g.ends_before) l GROUP BY g.n
    )
    SELECT coalesce(r.n, l.n) AS number, r.*, coalesce(l.overdue, 0) AS overdue
    FROM running r FULL JOIN late l ON l.n = r.n
    """,
    (*_NAMES, "starts", "ends_before", "first", "last"),
    {},
)
_BY_VISITOR: Final = Compiled(
    f"""
    WITH running AS (
      SELECT team_id, member_id, {_SUMS} FROM ({_COUNTED} AND p.unit_path = $8) c GROUP BY team_id, member_id
    ),
    late AS (
      SELECT team_id, member_id, count(*) AS overdue FROM ({_LATE} AND p.unit_path = $8) l GROUP BY team_id, member_id
    ),
    visitor AS (SELECT team_id, member_id FROM running UNION SELECT team_id, member_id FROM late)
    SELECT v.team_id, s.name AS team_name, v.member_id, m.name AS member_name, r.*, coalesce(l.overdue, 0) AS overdue
    FROM visitor v
    LEFT JOIN running r ON (r.team_id, r.member_id) IS NOT DISTINCT FROM (v.team_id, v.member_id)
    LEFT JOIN late l ON (l.team_id, l.member_id) IS NOT DISTINCT FROM (v.team_id, v.member_id)
    LEFT JOIN teams s ON s.id = v.team_id
    LEFT JOIN members m ON m.id = v.member_id
    ORDER BY m.name NULLS FIRST, s.name NULLS FIRST, v.member_id, v.team_id
    """,
    (*_NAMES, "path"),
    {},
)
_CHILDREN: Final = Compiled(
    "SELECT id, code, name, path, level, active FROM units WHERE parent_id = $1 ORDER BY code", ("unit",), {}
)
_BELOW: Final = Compiled("SELECT EXISTS (SELECT FROM units WHERE path > $1 AND path < $2)", ("path", "end"), {})
_HOUSEHOLDS: Final = Compiled(
    "SELECT unit_id, households FROM household_counts WHERE unit_id = ANY ($1::uuid[])", ("ids",), {}
)
