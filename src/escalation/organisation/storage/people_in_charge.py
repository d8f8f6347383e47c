"""Who is in charge of which unit (people in charge)? Told with units, wherever they are listed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Subquery, Text, bindparam, literal_column, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.organisation.domain.leading_groups import LeadingPosition, PersonInCharge
from escalation.organisation.storage.leading_group_tables import leading_group_terms, leading_groups
from escalation.organisation.storage.tables import members

IN_CHARGE: Final[Subquery] = (
    select(leading_groups.c.unit_id, leading_group_terms.c.member_id, members.c.name, leading_group_terms.c.since)
    .join(leading_group_terms, leading_group_terms.c.group_id == leading_groups.c.id)
    .join(members, members.c.id == leading_group_terms.c.member_id)
    .where(
        leading_group_terms.c.position == literal_column(f"'{LeadingPosition.IN_CHARGE}'", Text),
        leading_group_terms.c.until.is_(None),
        members.c.active,
    )
    .subquery("in_charge")
)
"""One row for each unit of which somebody who serves is in charge."""


async def people_in_charge(connection: Connection, unit_ids: Collection[UUID]) -> Mapping[UUID, PersonInCharge]:
    """Who is in charge of these units, by unit; those of which nobody is are left out."""
    rows = await connection.rows(_OF_UNITS, ids=list(unit_ids))
    return {row["unit_id"]: PersonInCharge(row["member_id"], row["name"], row["since"]) for row in rows}


async def people_in_charge_at(
    connection: Connection, asked: Sequence[tuple[UUID, datetime]]
) -> list[PersonInCharge | None]:  # fmt: skip
    """Who was in charge of each unit at its moment, in their order; `None` where nobody was."""
    units, moments = [unit for unit, _ in asked], [moment for _, moment in asked]
    rows = await connection.rows(_AT_MOMENTS, units=units, moments=moments)
    return [PersonInCharge(*row) if row["member_id"] else None for row in rows]


def in_charge_at(unit: str, moment: str) -> str:
    """SQL of one row at most, `member_id, name, since`: who was in charge of a unit at a moment, serving now or not.

    `unit`, `moment`: SQL of an id and of a moment.
    """
    return f"""
    SELECT t.member_id, m.name, t.since
    FROM leading_groups g
    JOIN leading_group_terms t ON t.group_id = g.id
    JOIN members m ON m.id = t.member_id
    WHERE g.unit_id = {unit} AND t.position = '{LeadingPosition.IN_CHARGE}'
      AND t.since <= {moment} AND (t.until IS NULL OR t.until > {moment})
    ORDER BY t.since DESC LIMIT 1
    """


_OF_UNITS: Final = compile_statement(
    select(IN_CHARGE).where(IN_CHARGE.c.unit_id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))))
)
_AT_MOMENTS: Final = Compiled(
    f"""
    SELECT p.member_id, p.name, p.since
    FROM unnest($1::uuid[], $2::timestamptz[]) WITH ORDINALITY a (unit_id, moment, n)
    LEFT JOIN LATERAL ({in_charge_at("a.unit_id", "a.moment")}) p ON true
    ORDER BY a.n
    """,
    ("units", "moments"),
    {},
)
