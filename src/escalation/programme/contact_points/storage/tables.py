"""Which tables do contact points have? One: those that are, and those that were."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, id_column, metadata, optional, placed, unit_column
from escalation.kit.database.rights import may
from escalation.kit.database.subtree_indexes import subtree_indexes

# A row is written once, and once more when it ends; what changes is a row that ends and another one that begins.
# `unit_id` follows a dissolved unit to its successor (a trigger, see the migration); `first_unit_id` never changes.
# `home_unit_id`: where the member works, kept by triggers as the paths are: lists are of what either unit may see.
# A label may name people: it is sealed with a data key of the row's own, and gone once the contact point has ended.
contact_points = Table(
    "contact_points",
    metadata,
    id_column(),
    Column("member_id", UUID(as_uuid=True), ForeignKey("members.id"), nullable=False),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("home_unit_id", UUID(as_uuid=True)),
    column("home_path", Path),
    unit_column("first_unit_id"),
    column("place", Text()),
    optional("data_key", LargeBinary()),
    optional("label", LargeBinary()),
    column("assigned_at", Moment),
    column("assigned_by", Text()),
    optional("ended_at", Moment),
    optional("ended_by", Text()),
    optional("end_reason", Text()),
    column("version", Integer(), default="1"),
    CheckConstraint(
        "place IN ('unit', 'group', 'party_household', 'group_leader', 'party_member', 'household')", name="known_place"
    ),
    CheckConstraint("num_nulls(data_key, label) IN (0, 2)", name="label_is_sealed"),
    CheckConstraint("(label IS NOT NULL) = (place <> 'unit' AND ended_at IS NULL)", name="label_of_a_place"),
    CheckConstraint("num_nulls(ended_at, ended_by, end_reason) IN (0, 3)", name="end_is_whole"),
    placed("unit_id", "unit_path"),
    placed("home_unit_id", "home_path"),
    info=may("INSERT", "UPDATE"),
)
IS_CURRENT = text("ended_at IS NULL")
Index("ix_contact_points_member", contact_points.c.member_id, contact_points.c.id)
Index("ix_contact_points_of_unit", contact_points.c.unit_id, contact_points.c.id)
for _name, _path in (("unit", "unit_path"), ("home", "home_path")):
    subtree_indexes(f"ix_contact_points_{_name}", "(ended_at IS NULL)", contact_points.c.id, path=_path)
    subtree_indexes(f"ix_contact_points_{_name}_place", contact_points.c.place, contact_points.c.id, path=_path)
Index("ix_contact_points_current", contact_points.c.unit_id, postgresql_where=IS_CURRENT)
