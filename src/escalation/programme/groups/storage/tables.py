"""Which tables do groups that supervise have (专项督导组)? The group, who is in it, and where it supervises."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import (
    Moment,
    Path,
    column,
    handed_on,
    id_column,
    metadata,
    optional,
    placed,
    unit_column,
)
from escalation.kit.database.rights import may

# `since`, `until`: the period in moments; `until` comes earlier if somebody ended it. `lapsed_at`: when that was told.
supervision_groups = Table(
    "supervision_groups",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("name", Text()),
    column("kind", Text()),
    column("first_day", Date()),
    column("last_day", Date()),
    column("since", Moment),
    column("until", Moment),
    optional("ended_by", Text()),
    optional("end_reason", Text()),
    optional("lapsed_at", Moment),
    column("version", Integer(), default="1"),
    column("created_at", Moment),
    column("created_by", Text()),
    column("updated_at", Moment),
    CheckConstraint("kind IN ('special', 'progress')", name="known_kind"),
    CheckConstraint("first_day <= last_day", name="period"),
    CheckConstraint("num_nulls(ended_by, end_reason) IN (0, 2)", name="end_is_whole"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE") | handed_on(),
)
Index("ix_supervision_groups_path", supervision_groups.c.unit_path)
# Whose period is over and was not told yet.
Index("ix_supervision_groups_until", supervision_groups.c.until, postgresql_where=text("lapsed_at IS NULL"))

supervision_group_members = Table(
    "supervision_group_members",
    metadata,
    column("group_id", UUID(as_uuid=True), ForeignKey("supervision_groups.id")),
    column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    column("is_head", Boolean()),
    PrimaryKeyConstraint("group_id", "member_id"),
    info=may("INSERT", "DELETE"),
)
Index("ix_supervision_group_members_member", supervision_group_members.c.member_id)
Index(
    "ix_supervision_group_members_head", supervision_group_members.c.group_id, unique=True,
    postgresql_where=text("is_head"),
)  # fmt: skip

# A unit that is dissolved stays named and is supervised no more: whoever formed the group names another one.
supervision_group_units = Table(
    "supervision_group_units",
    metadata,
    column("group_id", UUID(as_uuid=True), ForeignKey("supervision_groups.id")),
    unit_column(),
    PrimaryKeyConstraint("group_id", "unit_id"),
    info=may("INSERT", "DELETE"),
)
Index("ix_supervision_group_units_unit", supervision_group_units.c.unit_id)
