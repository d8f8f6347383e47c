"""Which tables do leading groups have (党建工作领导小组)? The group of a unit, who is in it, and who answered when."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, PrimaryKeyConstraint, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import (
    Moment,
    Path,
    column,
    handed_on,
    id_column,
    maybe_unit,
    metadata,
    optional,
    placed,
)
from escalation.kit.database.rights import may

# Here, and not with the programme: who is in charge of a unit is told with the unit, wherever that is shown.
leading_groups = Table(
    "leading_groups",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("formed_at", Moment),
    column("formed_by", Text()),
    column("version", Integer(), default="1"),
    placed("unit_id", "unit_path"),
    # A successor that has a group of its own keeps that one; the other is history of the unit that was.
    info=may("INSERT", "UPDATE") | handed_on("EXISTS (SELECT FROM leading_groups o WHERE o.unit_id = $2)"),
)
Index("ix_leading_groups_unit", leading_groups.c.unit_id, unique=True)
Index("ix_leading_groups_path", leading_groups.c.unit_path)

leading_group_members = Table(
    "leading_group_members",
    metadata,
    column("group_id", UUID(as_uuid=True), ForeignKey("leading_groups.id")),
    column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    column("group_role", Text()),
    maybe_unit("home_unit_id"),
    optional("area", Text()),
    PrimaryKeyConstraint("group_id", "member_id"),
    CheckConstraint("group_role IN ('deputy', 'member')", name="known_role"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_leading_group_members_member", leading_group_members.c.member_id)

# A row is written when a term begins, and once more when it ends. Of each position a group has one that goes on.
leading_group_terms = Table(
    "leading_group_terms",
    metadata,
    id_column(),
    column("group_id", UUID(as_uuid=True), ForeignKey("leading_groups.id")),
    column("position", Text()),
    column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    column("since", Moment),
    column("begun_by", Text()),
    column("reason", Text()),
    optional("until", Moment),
    optional("ended_by", Text()),
    optional("end_reason", Text()),
    CheckConstraint("position IN ('in_charge', 'office_director')", name="known_position"),
    CheckConstraint("num_nulls(until, ended_by, end_reason) IN (0, 3)", name="end_is_whole"),
    info=may("INSERT", "UPDATE (until, ended_by, end_reason)"),
)
_GOES_ON = text("until IS NULL")
Index(
    "ix_leading_group_terms_current", leading_group_terms.c.group_id, leading_group_terms.c.position, unique=True,
    postgresql_where=_GOES_ON,
)  # fmt: skip
Index("ix_leading_group_terms_member", leading_group_terms.c.member_id, postgresql_where=_GOES_ON)
Index("ix_leading_group_terms_group", leading_group_terms.c.group_id, leading_group_terms.c.id)
