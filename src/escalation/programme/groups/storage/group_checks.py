"""How are units led and coordinated (group checks)? Page by page of those that have to be, or have something of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.actors import Role
from escalation.identity.storage.staffing import somebody_acts_for
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.organisation.storage.units import UnitName
from escalation.programme.groups.domain.checks import Holder, LedUnit


@dataclass(frozen=True, slots=True)
class CheckedUnit:
    """A unit by name, with its leading group, and how it is led."""

    unit: UnitName
    parent: UnitName | None
    group_id: UUID | None
    led: LedUnit


async def list_led_units(
    connection: Connection, paths: tuple[str, str], levels: Sequence[int], *, after: str | None, limit: int
) -> list[CheckedUnit]:
    """At most `limit` units in a range of paths, in the order of codes, behind the code `after`.

    Those of these levels, and whatever other one has a leading group or somebody with the role of an office.
    """
    rows = await connection.rows(
        _UNITS, start=paths[0], end=paths[1], levels=list(levels), after=after, limit=limit
    )  # fmt: skip
    return [_checked(row) for row in rows]


def _checked(row: Row) -> CheckedUnit:
    parent = UnitName(*row["parent"]) if row["parent"][0] else None
    led = LedUnit(
        row["level"], row["group_id"] is not None, _holder(row["in_charge"]), _holder(row["director"]),
        row["has_office_staff"], tuple(row["elsewhere"]),
    )  # fmt: skip
    return CheckedUnit(UnitName(*row["unit"]), parent, row["group_id"], led)


def _holder(found: Sequence[object]) -> Holder | None:
    return Holder(*found) if found[0] is not None else None  # type: ignore[arg-type]


_OFFICE: Final = (Role.OFFICE,)


def _position(alias: str, position: str) -> str:
    return f"""
    LEFT JOIN (leading_group_terms {alias} JOIN members {alias}_m ON {alias}_m.id = {alias}.member_id)
      ON {alias}.group_id = g.id AND {alias}.position = '{position}' AND {alias}.until IS NULL"""


# Two members of one person are one human: whoever wears both hats is in charge of both units.
_UNITS: Final = Compiled(
    f"""
    SELECT ROW(u.id, u.code, u.name) AS unit, ROW(above.id, above.code, above.name) AS parent, u.level,
      g.id AS group_id, ROW(c.member_id, c_m.name, c_m.active) AS in_charge,
      ROW(d.member_id, d_m.name, d_m.active) AS director,
      {somebody_acts_for("u.id", _OFFICE)} AS has_office_staff,
      ARRAY(
        SELECT o.name FROM leading_group_terms t
        JOIN leading_groups og ON og.id = t.group_id JOIN units o ON o.id = og.unit_id AND o.active
        WHERE t.until IS NULL AND t.position = 'in_charge' AND t.group_id <> g.id AND t.member_id IN (
          SELECT c.member_id UNION ALL
          SELECT same.member_id FROM person_members own JOIN person_members same USING (person_id)
          WHERE own.member_id = c.member_id
        )
        ORDER BY o.code
      ) AS elsewhere
    FROM units u
    LEFT JOIN units above ON above.id = u.parent_id
    LEFT JOIN leading_groups g ON g.unit_id = u.id {_position("c", "in_charge")} {_position("d", "office_director")}
    WHERE u.id IN (
      SELECT id FROM units WHERE level = ANY ($3::int[]) AND kind IN ('territory', 'enterprise')
      UNION ALL SELECT unit_id FROM leading_groups
      UNION ALL SELECT unit_id FROM memberships WHERE role = '{Role.OFFICE}'
      UNION ALL SELECT unit_id FROM api_keys WHERE role = '{Role.OFFICE}' AND revoked_at IS NULL
    ) AND u.active AND u.path >= $1 AND u.path < $2 AND ($4::text IS NULL OR u.code > $4::text COLLATE "C")
    ORDER BY u.code LIMIT $5
    """,
    ("start", "end", "levels", "after", "limit"),
    {},
)
