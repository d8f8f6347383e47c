"""Groups that lead units, with who is in charge and was before; groups that supervise, and the posts they give."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "0076"
down_revision: str | None = "0075"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

SEALED: Final = {"temporary_posts": ("group_id", "member_id", "unit_id"), "leading_group_terms": ("id",)}
"""With their keys: whoever makes somebody a supervisor, or puts somebody else in charge, by hand is found."""
TABLES_SEEN: Final = {
    "INSERT": "REFERENCING NEW TABLE AS written",
    "UPDATE": "REFERENCING NEW TABLE AS written OLD TABLE AS before",
    "DELETE": "REFERENCING OLD TABLE AS before",
}
WRITER: Final = "clock_timestamp(), session_user, current_setting('application_name')"


def upgrade() -> None:
    op.create_table(
        "leading_groups",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("formed_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("formed_by", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_leading_groups_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leading_groups")),
    )
    op.create_index("ix_leading_groups_path", "leading_groups", ["unit_path"])
    op.create_index("ix_leading_groups_unit", "leading_groups", ["unit_id"], unique=True)
    op.create_table(
        "leading_group_members",
        sa.Column("group_id", sa.UUID(), nullable=False),
        sa.Column("member_id", sa.UUID(), nullable=False),
        sa.Column("group_role", sa.Text(), nullable=False),
        sa.Column("home_unit_id", sa.UUID(), nullable=True),
        sa.Column("area", sa.Text(), nullable=True),
        sa.CheckConstraint("group_role IN ('deputy', 'member')", name=op.f("ck_leading_group_members_known_role")),
        sa.ForeignKeyConstraint(["group_id"], ["leading_groups.id"], name=op.f("fk_leading_group_members_group_id")),
        sa.ForeignKeyConstraint(["home_unit_id"], ["units.id"], name=op.f("fk_leading_group_members_home_unit_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_leading_group_members_member_id")),
        sa.PrimaryKeyConstraint("group_id", "member_id", name=op.f("pk_leading_group_members")),
    )
    op.create_index("ix_leading_group_members_member", "leading_group_members", ["member_id"])
    op.create_table(
        "leading_group_terms",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("group_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Text(), nullable=False),
        sa.Column("member_id", sa.UUID(), nullable=False),
        sa.Column("since", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("begun_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("until", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "position IN ('in_charge', 'office_director')", name=op.f("ck_leading_group_terms_known_position")
        ),
        sa.CheckConstraint(
            "num_nulls(until, ended_by, end_reason) IN (0, 3)", name=op.f("ck_leading_group_terms_end_is_whole")
        ),
        sa.ForeignKeyConstraint(["group_id"], ["leading_groups.id"], name=op.f("fk_leading_group_terms_group_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_leading_group_terms_member_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_leading_group_terms")),
    )
    op.create_index(
        "ix_leading_group_terms_current",
        "leading_group_terms",
        ["group_id", "position"],
        unique=True,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_index("ix_leading_group_terms_group", "leading_group_terms", ["group_id", "id"])
    op.create_index(
        "ix_leading_group_terms_member",
        "leading_group_terms",
        ["member_id"],
        unique=False,
        postgresql_where=sa.text("until IS NULL"),
    )
    op.create_table(
        "temporary_posts",
        sa.Column("group_id", sa.UUID(), nullable=False),
        sa.Column("member_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("since", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("until", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("role = 'supervisor'", name=op.f("ck_temporary_posts_supervisors_alone")),
        sa.CheckConstraint("since < until", name=op.f("ck_temporary_posts_period")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_temporary_posts_member_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_temporary_posts_unit_id")),
        sa.PrimaryKeyConstraint("group_id", "member_id", "unit_id", name=op.f("pk_temporary_posts")),
    )
    op.create_index("ix_temporary_posts_member", "temporary_posts", ["member_id"])
    op.create_index("ix_temporary_posts_unit", "temporary_posts", ["unit_id"])
    op.create_table(
        "supervision_groups",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column("since", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("until", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("lapsed_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint("kind IN ('special', 'progress')", name=op.f("ck_supervision_groups_known_kind")),
        sa.CheckConstraint("first_day <= last_day", name=op.f("ck_supervision_groups_period")),
        sa.CheckConstraint(
            "num_nulls(ended_by, end_reason) IN (0, 2)", name=op.f("ck_supervision_groups_end_is_whole")
        ),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_supervision_groups_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervision_groups")),
    )
    op.create_index("ix_supervision_groups_path", "supervision_groups", ["unit_path"])
    op.create_index(
        "ix_supervision_groups_until",
        "supervision_groups",
        ["until"],
        unique=False,
        postgresql_where=sa.text("lapsed_at IS NULL"),
    )
    op.create_table(
        "supervision_group_members",
        sa.Column("group_id", sa.UUID(), nullable=False),
        sa.Column("member_id", sa.UUID(), nullable=False),
        sa.Column("is_head", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["supervision_groups.id"], name=op.f("fk_supervision_group_members_group_id")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_supervision_group_members_member_id")),
        sa.PrimaryKeyConstraint("group_id", "member_id", name=op.f("pk_supervision_group_members")),
    )
    op.create_index(
        "ix_supervision_group_members_head",
        "supervision_group_members",
        ["group_id"],
        unique=True,
        postgresql_where=sa.text("is_head"),
    )
    op.create_index("ix_supervision_group_members_member", "supervision_group_members", ["member_id"])
    op.create_table(
        "supervision_group_units",
        sa.Column("group_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["supervision_groups.id"], name=op.f("fk_supervision_group_units_group_id")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_supervision_group_units_unit_id")),
        sa.PrimaryKeyConstraint("group_id", "unit_id", name=op.f("pk_supervision_group_units")),
    )
    op.create_index("ix_supervision_group_units_unit", "supervision_group_units", ["unit_id"])
    for table, key in SEALED.items():
        for event, seen in TABLES_SEEN.items():
            op.execute(
                f"CREATE TRIGGER {table}_sealed_{event.lower()} AFTER {event} ON {table} {seen} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION seal_rows('{{{','.join(key)}}}', '{{}}')"
            )
        op.execute(f"INSERT INTO row_seals (table_name, key, at, role, program) SELECT '{table}', '', {WRITER}")


def downgrade() -> None:
    for table in (
        "supervision_group_units", "supervision_group_members", "supervision_groups", "temporary_posts",
        "leading_group_terms", "leading_group_members", "leading_groups",
    ):  # fmt: skip
        op.drop_table(table)
