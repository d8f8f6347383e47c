"""Who is in charge of which unit (people in charge)? Told with units, wherever they are listed."""

from collections.abc import Collection, Mapping
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Subquery, Text, bindparam, literal_column, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.kit.database.connection import Connection, compile_statement
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


_OF_UNITS: Final = compile_statement(
    select(IN_CHARGE).where(IN_CHARGE.c.unit_id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))))
)
