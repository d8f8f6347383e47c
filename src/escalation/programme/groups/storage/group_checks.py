"""How are units led and coordinated (group checks)? Page by page of those that have to be, or have something of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from uuid import UUID

from escalation.actors import Role
from escalation.identity.storage.staffing import somebody_acts_for
from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.organisation.storage.unit_windows import TreePage, page_of, window
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
) -> TreePage[CheckedUnit]:
    """At most `limit` units in a range of paths, in the order of the tree, behind the path `after`.

    Those of these levels, and whatever other one has a leading group or somebody with the role of an office.
    """
    rows = await connection.rows(
        _UNITS, start=paths[0], end=paths[1], levels=list(levels), after=after, limit=limit + 1
    )  # fmt: skip
    return page_of(rows, limit, _checked)


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
    # Limited to one, it is looked for in its index for each unit, and joined in no other way (decision 0012).
    return f"""
    LEFT JOIN LATERAL (
      SELECT t.member_id, m.name, m.active FROM leading_group_terms t JOIN members m ON m.id = t.member_id
      WHERE t.group_id = g.id AND t.position = '{position}' AND t.until IS NULL LIMIT 1
    ) {alias} ON true"""


# Two members of one person are one human: whoever wears both hats is in charge of both units.
_UNITS: Final = Compiled(
    f"""
    SELECT u.path, u.fits, u.is_last, ROW(u.id, u.code, u.name) AS unit,
      ROW(above.id, above.code, above.name) AS parent, u.level, g.id AS group_id,
      ROW(c.member_id, c.name, c.active) AS in_charge, ROW(d.member_id, d.name, d.active) AS director,
      {somebody_acts_for("u.id", _OFFICE)} AS has_office_staff,
      ARRAY(
        SELECT o.name FROM leading_group_terms t
        JOIN leading_groups og ON og.id = t.group_id JOIN units o ON o.id = og.unit_id AND o.active
        WHERE t.until IS NULL AND t.position = 'in_charge' AND t.group_id <> g.id AND t.member_id = ANY (ARRAY(
          SELECT c.member_id UNION ALL
          SELECT same.member_id FROM person_members own JOIN person_members same USING (person_id)
          WHERE own.member_id = c.member_id
        ))
        ORDER BY o.code
      ) AS elsewhere
    FROM (
      SELECT u.*, u.level = ANY ($4::smallint[]) AND u.kind IN ('territory', 'enterprise')
          OR EXISTS (SELECT FROM leading_groups o WHERE o.unit_id = u.id)
          OR EXISTS (SELECT FROM memberships o WHERE o.unit_id = u.id AND o.role = '{Role.OFFICE}')
          OR EXISTS (
            SELECT FROM api_keys o WHERE o.unit_id = u.id AND o.role = '{Role.OFFICE}' AND o.revoked_at IS NULL
          ) AS fits
      FROM {window()} u
    ) u
    LEFT JOIN units above ON above.id = u.parent_id
    LEFT JOIN leading_groups g ON g.unit_id = u.id {_position("c", "in_charge")} {_position("d", "office_director")}
    WHERE u.fits OR u.is_last ORDER BY u.path LIMIT $5
    """,
    ("start", "end", "after", "levels", "limit"),
    {},
)
