"""Which tables say who may call (identity)? Those of people, of the posts that they hold, and of API keys."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, id_column, metadata, optional, unit_column
from escalation.kit.database.rights import may

api_keys = Table(
    "api_keys",
    metadata,
    id_column(),
    Column("secret_hash", LargeBinary, nullable=False, unique=True),
    column("name", Text()),
    unit_column(),
    column("role", Text()),
    optional("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    column("created_at", Moment),
    column("created_by", Text()),
    column("expires_at", Moment),
    optional("revoked_at", Moment),
    optional("seen_at", Moment),
    CheckConstraint("role IN ('handler', 'leader', 'office', 'supervisor', 'integrator', 'admin')", name="known_role"),
    info=may("INSERT", "UPDATE"),
)
Index("ix_api_keys_unit", api_keys.c.unit_id)
# What a key made ends with it.
Index("ix_api_keys_created_by", api_keys.c.created_by)

# A person is somebody who signs in. What they may do, their members hold: one for each unit that counts them in.
people = Table(
    "people", metadata, id_column(), column("name", Text()), column("created_at", Moment), info=may("INSERT")
)

person_members = Table(
    "person_members",
    metadata,
    Column("member_id", UUID(as_uuid=True), ForeignKey("members.id"), primary_key=True),
    column("person_id", UUID(as_uuid=True), ForeignKey("people.id")),
    column("since", Moment),
    info=may("INSERT"),
)
Index("ix_person_members_person", person_members.c.person_id)

# What somebody is for a time because a group has sent them there. `group_id`: by which all of these are taken away.
# Only what looks into the work of others is given so: nobody handles tickets, or hands out roles, by it.
temporary_posts = Table(
    "temporary_posts",
    metadata,
    column("group_id", UUID(as_uuid=True)),
    column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    unit_column(),
    column("role", Text()),
    column("since", Moment),
    column("until", Moment),
    PrimaryKeyConstraint("group_id", "member_id", "unit_id"),
    CheckConstraint("role = 'supervisor'", name="supervisors_alone"),
    CheckConstraint("since < until", name="period"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_temporary_posts_member", temporary_posts.c.member_id)
Index("ix_temporary_posts_unit", temporary_posts.c.unit_id)
