"""How do duties come from the tree, and plans from duties (planning)? In sets, and again without effect."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Final
from uuid import UUID

from escalation.actors import CLOCK
from escalation.events.storage.unchained_events import AUTHOR, author, by, of_records
from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.organisation.domain.units import ATTACHED_KINDS, Unit
from escalation.programme.visits.domain.rules import VisitRule, VisitRules, Whom

DUTIES: Final = "visit_duties"
PLANS: Final = "visit_plans"
CLOCK_OF_PLANS: Final = "visit_clock"
"""As the engine calls them."""


async def derive_duties(connection: Connection, rules: VisitRules, today: date, now: datetime, limit: int) -> int:
    """Write duties that rules derive from the tree and that are not there yet. At most `limit`; how many."""
    return await connection.run(
        _DERIVED, **_derived_by(rules), attached=sorted(ATTACHED_KINDS), today=today, now=now,
        ids=[new_id() for _ in range(limit)],
    )  # fmt: skip


async def end_underived(connection: Connection, rules: VisitRules, now: datetime, limit: int) -> int:
    """End derived duties that the tree and the rules do not give any more, and their open plans. How many."""
    found = await connection.value(
        _UNDERIVED, **_derived_by(rules), attached=sorted(ATTACHED_KINDS), now=now, limit=limit
    )
    return int(str(found))


async def units_with_heirs(connection: Connection, limit: int) -> Sequence[UUID]:
    """Dissolved units that were given to be visited, or have been given units to visit."""
    return [row["id"] for row in await connection.rows(_HEIRS, limit=limit)]


async def hand_on(connection: Connection, dissolved: UUID, successor: Unit, now: datetime) -> None:
    """Given duties of a dissolved unit, and those to visit it, become the successor's, with what is open of them.

    One that the successor has already, or to visit itself, ends.
    """
    for statement in (_HAND_ON_UNIT, _HAND_ON_TARGET):
        await connection.run(statement, dissolved=dissolved, successor=successor.id, path=successor.path)
    await connection.run(_END_THE_REST, dissolved=dissolved, now=now)


async def lock_begun(connection: Connection, today: date, limit: int) -> list[UUID]:
    """At most `limit` duties whose next period has begun, held until the transaction ends; the longest due first."""
    return [row["id"] for row in await connection.rows(_DUE_DUTIES, today=today, limit=limit)]


async def begin_plans(
    connection: Connection, duties: Sequence[UUID], rules: VisitRules, zone: str, today: date, now: datetime
) -> Sequence[UUID]:
    """Write the next plan of duties, of each the earliest that is missing; which plans were written.

    Duties of levels without a rule are looked at again tomorrow.
    """
    row = await connection.row(
        _BEGUN, zone=zone, today=today, now=now, ids=[new_id() for _ in duties], share=rules.warn_at,
        duties=list(duties),
        levels=[rule.level for rule in rules.levels], periods=[rule.period.value for rule in rules.levels],
        months=[rule.period.months for rule in rules.levels],
        countings=[rule.counting.value for rule in rules.levels], visits=[rule.visits for rule in rules.levels],
        households=[_number(rule) for rule in rules.levels], all=[rule.covers_all for rule in rules.levels],
    )  # fmt: skip
    return row["written"] if row else []


async def lock_due_plans(connection: Connection, now: datetime, limit: int) -> list[UUID]:
    """At most `limit` open plans whose moment has come, held until the transaction ends; the longest due first."""
    return [row["id"] for row in await connection.rows(_DUE_PLANS, now=now, limit=limit)]


async def wake_plans(connection: Connection, plans: Sequence[UUID], now: datetime) -> None:
    """Note of plans that they are nearly due, or overdue, and tell."""
    await connection.run(_WOKEN, now=now, plans=list(plans), **by(CLOCK, "clock"))


def _number(rule: VisitRule) -> int | None:
    return rule.households if isinstance(rule.households, int) else None


def _derived_by(rules: VisitRules) -> dict[str, object]:
    derived = [rule for rule in rules.levels if rule.whom is not Whom.GIVEN]
    return {"levels": [rule.level for rule in derived], "below": [rule.below for rule in derived]}


_RULE: Final = "rule AS (SELECT * FROM unnest($1::int[], $2::int[]) AS r (level, below))"
_DERIVED: Final = Compiled(
    f"""
    WITH {_RULE},
    missing AS (
      SELECT u.id, u.path, t.id AS target_id, row_number() OVER () AS n
      FROM rule r
      JOIN units u ON u.level = r.level AND u.active AND u.kind <> ALL ($3::text[])
      CROSS JOIN LATERAL (
        SELECT u.id WHERE r.below IS NULL
        UNION ALL
        SELECT b.id FROM units b
        WHERE b.level = r.below AND b.active AND b.kind <> ALL ($3::text[])
          AND b.path >= u.path AND b.path < left(u.path, -1) || '0'
      ) t
      WHERE NOT EXISTS (
        SELECT FROM visit_duties d
        WHERE d.unit_id = u.id AND d.target_unit_id = t.id AND d.team_id IS NULL AND d.member_id IS NULL
          AND d.ended_at IS NULL
      )
      LIMIT cardinality($6::uuid[])
    )
    INSERT INTO visit_duties (id, unit_id, unit_path, target_unit_id, derived, next_on, created_at, created_by)
    SELECT ($6::uuid[])[n], id, path, target_id, true, $4, $5, 'clock' FROM missing
    ON CONFLICT DO NOTHING
    """,
    ("levels", "below", "attached", "today", "now", "ids"),
    {},
)
_UNDERIVED: Final = Compiled(
    f"""
    WITH {_RULE},
    lost AS (
      SELECT d.id FROM visit_duties d
      JOIN units u ON u.id = d.unit_id
      JOIN units t ON t.id = d.target_unit_id
      WHERE d.derived AND d.ended_at IS NULL AND NOT (
        u.active AND t.active AND u.kind <> ALL ($3::text[]) AND t.kind <> ALL ($3::text[]) AND EXISTS (
          SELECT FROM rule r
          WHERE r.level = u.level
            AND (t.id = u.id AND r.below IS NULL OR r.below = t.level AND starts_with(t.path, u.path))
        )
      )
      ORDER BY d.id LIMIT $5 FOR UPDATE OF d SKIP LOCKED
    ),
    ended AS (UPDATE visit_duties d SET ended_at = $4, next_on = NULL FROM lost WHERE d.id = lost.id),
    void AS (
      UPDATE visit_plans p SET void_at = $4, wake_at = NULL FROM lost
      WHERE p.duty_id = lost.id AND p.fulfilled_at IS NULL AND p.void_at IS NULL
    )
    SELECT count(*) FROM lost
    """,
    ("levels", "below", "attached", "now", "limit"),
    {},
)
_HEIRS: Final = Compiled(
    f"""
    SELECT DISTINCT u.id FROM visit_duties d JOIN units u ON u.id IN (d.unit_id, d.target_unit_id)
    WHERE d.ended_at IS NULL AND NOT d.derived AND NOT u.active AND {not_set_aside(DUTIES, "u.id")}
    ORDER BY u.id LIMIT $1
    """,
    ("limit",),
    {},
)


def _handed_on(column: str, other: str, path: str = "") -> Compiled:
    """`column`: which unit of a duty is dissolved; `other`: the other one; `path`: what else says where it is."""
    return Compiled(
        f"""
        WITH moved AS (
          UPDATE visit_duties d SET {column} = $2 {path}
          WHERE d.{column} = $1 AND d.ended_at IS NULL AND NOT d.derived AND d.{other} <> $2
            AND NOT EXISTS (
              SELECT FROM visit_duties o
              WHERE o.{column} = $2 AND o.{other} = d.{other} AND o.ended_at IS NULL
                AND (o.team_id, o.member_id) IS NOT DISTINCT FROM (d.team_id, d.member_id)
            )
          RETURNING d.id
        ),
        plans AS (
          UPDATE visit_plans p SET {column} = $2 {path} FROM moved
          WHERE p.duty_id = moved.id AND p.fulfilled_at IS NULL AND p.void_at IS NULL
        )
        UPDATE visits v SET {column} = $2 {path} FROM moved WHERE v.duty_id = moved.id AND v.state = 'planned'
        """,
        ("dissolved", "successor", *(["path"] if path else [])),
        {},
    )


_HAND_ON_UNIT: Final = _handed_on("unit_id", "target_unit_id", ", unit_path = $3")
_HAND_ON_TARGET: Final = _handed_on("target_unit_id", "unit_id")
_END_THE_REST: Final = Compiled(
    """
    WITH ended AS (
      UPDATE visit_duties SET ended_at = $2, next_on = NULL
      WHERE ended_at IS NULL AND NOT derived AND $1 IN (unit_id, target_unit_id)
      RETURNING id
    )
    UPDATE visit_plans p SET void_at = $2, wake_at = NULL FROM ended
    WHERE p.duty_id = ended.id AND p.fulfilled_at IS NULL AND p.void_at IS NULL
    """,
    ("dissolved", "now"),
    {},
)
_DUE_DUTIES: Final = Compiled(
    f"""
    SELECT d.id FROM visit_duties d WHERE d.next_on <= $1 AND {not_set_aside(PLANS, "d.id")}
    ORDER BY d.next_on, d.id LIMIT $2 FOR UPDATE OF d SKIP LOCKED
    """,
    ("today", "limit"),
    {},
)
# A period begins with the month after as many whole periods of the year, and ends at midnight of the place.
_BEGUN: Final = Compiled(
    """
    WITH rule AS (
      SELECT * FROM unnest($1::int[], $2::text[], $3::int[], $4::text[], $5::int[], $6::int[], $7::bool[])
               AS r (level, period, months, counting, visits, households, covers_all)
    ),
    taken AS MATERIALIZED (
      SELECT * FROM visit_duties WHERE id = ANY ($13::uuid[])
    ),
    begun AS (
      SELECT d.*, r.*, row_number() OVER () AS n, s.starts_on,
             (s.starts_on + make_interval(months => r.months))::date AS over_on
      FROM taken d
      JOIN units u ON u.id = d.unit_id
      JOIN rule r ON r.level = u.level
      CROSS JOIN LATERAL (
        SELECT make_date(
          extract(year FROM d.next_on)::int, (extract(month FROM d.next_on)::int - 1) / r.months * r.months + 1, 1
        ) AS starts_on
      ) s
    ),
    dated AS (
      SELECT b.*, b.over_on::timestamp AT TIME ZONE $8 AS due_at,
             (b.over_on - greatest(1, floor((b.over_on - b.starts_on) * $12::float8)::int))::timestamp
               AT TIME ZONE $8 AS warn_at
      FROM begun b
    ),
    written AS (
      INSERT INTO visit_plans (
        id, duty_id, unit_id, unit_path, team_id, member_id, target_unit_id, period, counting, starts_on, ends_on,
        warn_at, due_at, wake_at, required_visits, required_households, covers_all, created_at
      )
      SELECT ($11::uuid[])[n], d.id, d.unit_id, d.unit_path, d.team_id, d.member_id, d.target_unit_id, d.period,
             d.counting, d.starts_on, d.over_on - 1, d.warn_at, d.due_at, d.warn_at, d.visits,
             CASE WHEN d.covers_all THEN c.households ELSE d.households END, d.covers_all, $10
      FROM dated d LEFT JOIN household_counts c ON c.unit_id = d.target_unit_id
      ON CONFLICT (duty_id, starts_on, ends_on) DO NOTHING
      RETURNING id
    ),
    goes_on AS (UPDATE visit_duties d SET next_on = b.over_on FROM begun b WHERE d.id = b.id),
    waits AS (
      UPDATE visit_duties d SET next_on = $9::date + 1 FROM taken t
      WHERE d.id = t.id AND t.id NOT IN (SELECT id FROM begun)
    )
    SELECT ARRAY(SELECT id FROM written) AS written
    """,
    (
        "levels", "periods", "months", "countings", "visits", "households", "all", "zone", "today", "now", "ids",
        "share", "duties",
    ),
    {},
)  # fmt: skip


def _told(type_: str, action: str, which: str) -> str:
    source = f"woken r, LATERAL (SELECT '{action}' AS action, NULL::text AS reason, a.* FROM ({author(3)}) a) e"
    return of_records(type_, f"{source} WHERE {which}", _OWED)


_OWED: Final = """jsonb_build_object(
  'target_unit_id', r.target_unit_id, 'due_at', r.due_at, 'required_visits', r.required_visits,
  'made_visits', r.made_visits
)"""
_DUE_PLANS: Final = Compiled(
    f"""
    SELECT p.id FROM visit_plans p WHERE p.wake_at <= $1 AND {not_set_aside(CLOCK_OF_PLANS, "p.id")}
    ORDER BY p.wake_at LIMIT $2 FOR UPDATE OF p SKIP LOCKED
    """,
    ("now", "limit"),
    {},
)
# Whoever slept through the warning is told that it is overdue, and nothing else.
_WOKEN: Final = Compiled(
    f"""
    WITH woken AS (
      UPDATE visit_plans p
      SET warned_at = CASE WHEN p.due_at > $1 THEN $1 ELSE p.warned_at END,
          overdue_at = CASE WHEN p.due_at <= $1 THEN $1 ELSE p.overdue_at END,
          wake_at = CASE WHEN p.due_at > $1 THEN p.due_at END
      WHERE p.id = ANY ($2::uuid[])
      RETURNING p.id, p.unit_id, p.target_unit_id, p.due_at, p.required_visits, p.made_visits, $1::timestamptz AS at
    ),
    warned AS ({_told("visit_plan.due_soon", "warn", "r.due_at > $1")}),
    expired AS ({_told("visit_plan.overdue", "expire", "r.due_at <= $1")})
    SELECT id FROM woken
    """,
    ("now", "plans", *AUTHOR),
    {},
)
