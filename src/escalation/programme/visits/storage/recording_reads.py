"""What has to be known to record visits (recording reads)? For all that a phone sends at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection, Row


@dataclass(frozen=True, slots=True)
class VisitedPlace:
    """A unit that may be visited, or its successor if it was dissolved. `is_given`: to the unit that visits."""

    id: UUID
    path: str
    is_given: bool


@dataclass(frozen=True, slots=True)
class UnplannedVisit:
    """A visit that names no plan: to which unit, on which day, by whom. `before`: the plan that it was planned for."""

    visit_id: UUID
    target_id: UUID
    team_id: UUID | None
    member_id: UUID | None
    day: date
    before: UUID | None = None


async def lock_visits(connection: Connection, ids: Collection[UUID]) -> Mapping[UUID, Row]:
    """What is known of visits, whosever they are, locked until the transaction ends."""
    return {row["id"]: row for row in await connection.rows(_LOCKED, ids=list(ids))}


async def find_places(connection: Connection, unit_id: UUID, ids: Collection[UUID]) -> Mapping[UUID, VisitedPlace]:
    """Active units, or the active successors of dissolved ones, by the ids that were asked for."""
    rows = await connection.rows(_PLACES, unit=unit_id, ids=list(ids))
    return {row["asked"]: VisitedPlace(row["id"], row["path"], row["is_given"]) for row in rows}


async def teams_among(connection: Connection, unit_id: UUID, ids: Collection[UUID]) -> frozenset[UUID]:
    """Those that are teams of a unit; nothing is asked if there are none."""
    rows = await connection.rows(_TEAMS, unit=unit_id, ids=list(ids)) if ids else []
    return frozenset(row["id"] for row in rows)


async def codes_among(connection: Connection, hashes: Collection[bytes]) -> frozenset[bytes]:
    """Those that are hashes of codes of visits; nothing is asked if there are none."""
    rows = await connection.rows(_CODES, hashes=list(hashes)) if hashes else []
    return frozenset(row["code_hash"] for row in rows)


async def plans_for(
    connection: Connection, unit_id: UUID, visits: Sequence[UnplannedVisit]
) -> Mapping[UUID, UUID | None]:
    """The plans that visits count for, by visit: that for which one was planned, if it counts for that still.

    It does on one of its days, or as long as it is owed; the plan may be void by now, or done by others and over. Else
    the plan of that day: of the member before that of the team before that of the unit.
    """
    if not visits:
        return {}
    rows = await connection.rows(
        _PLANS, unit=unit_id, ids=[each.visit_id for each in visits], targets=[each.target_id for each in visits],
        teams=[each.team_id for each in visits], members=[each.member_id for each in visits],
        days=[each.day for each in visits], before=[each.before for each in visits],
    )  # fmt: skip
    return {row["id"]: row["plan_id"] for row in rows}


_LOCKED: Final = Compiled(
    """
    SELECT id, unit_id, team_id, member_id, target_unit_id, plan_id, state, made_at, households, confirmation,
           data_key, household_labels, signature, longitude, latitude, accuracy, code_hash, created_at, created_by,
           data_key IS NULL AND EXISTS (
             SELECT FROM visit_opinions v JOIN opinions o ON o.id = v.opinion_id
             WHERE v.visit_id = visits.id AND o.erased_at IS NOT NULL
           ) AS is_erased
    FROM visits WHERE id = ANY ($1::uuid[]) ORDER BY id FOR UPDATE
    """,
    ("ids",),
    {},
)
_PLACES: Final = Compiled(
    """
    SELECT a.id AS asked, u.id, u.path, EXISTS (
      SELECT FROM visit_duties d WHERE d.unit_id = $1 AND d.target_unit_id = u.id AND d.ended_at IS NULL
    ) AS is_given
    FROM unnest($2::uuid[]) AS a (id) CROSS JOIN LATERAL unit_or_successor(a.id) u
    WHERE u.active
    """,
    ("unit", "ids"),
    {},
)
_TEAMS: Final = Compiled("SELECT id FROM teams WHERE unit_id = $1 AND id = ANY ($2::uuid[])", ("unit", "ids"), {})
_CODES: Final = Compiled("SELECT code_hash FROM visits WHERE code_hash = ANY ($1::bytea[])", ("hashes",), {})
_PLANS: Final = Compiled(
    """
    SELECT w.id, coalesce(
      (
        SELECT p.id FROM visit_plans p
        WHERE p.id = w.before AND p.unit_id = $1 AND p.target_unit_id = w.target_id AND p.void_at IS NULL
          AND p.starts_on <= w.day AND (p.ends_on >= w.day OR p.fulfilled_at IS NULL)
      ),
      (
        SELECT p.id FROM visit_plans p
        WHERE p.unit_id = $1 AND p.target_unit_id = w.target_id AND p.starts_on <= w.day AND p.ends_on >= w.day
          AND p.void_at IS NULL
          AND (p.team_id IS NULL OR p.team_id = w.team_id) AND (p.member_id IS NULL OR p.member_id = w.member_id)
        ORDER BY p.member_id IS NULL, p.team_id IS NULL, p.ends_on, p.id LIMIT 1
      )
    ) AS plan_id
    FROM unnest($2::uuid[], $3::uuid[], $4::uuid[], $5::uuid[], $6::date[], $7::uuid[])
      AS w (id, target_id, team_id, member_id, day, before)
    """,
    ("unit", "ids", "targets", "teams", "members", "days", "before"),
    {},
)
