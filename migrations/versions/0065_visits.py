"""Visits: duties, plans and what was done of them; how many households a unit has."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0065"
down_revision: str | None = "0064"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    moment = postgresql.TIMESTAMP(timezone=True)
    op.create_table(
        "household_counts",
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("households", sa.Integer(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.Column("updated_by", sa.Text(), nullable=False),
        sa.CheckConstraint("households >= 0", name=op.f("ck_household_counts_not_negative")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_household_counts_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", name=op.f("pk_household_counts")),
    )
    op.create_table(
        "visit_duties",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=True),
        sa.Column("member_id", sa.UUID(), nullable=True),
        sa.Column("target_unit_id", sa.UUID(), nullable=False),
        sa.Column("derived", sa.Boolean(), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("ended_at", moment, nullable=True),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (next_on IS NOT NULL)", name=op.f("ck_visit_duties_ended_has_no_plans")
        ),
        sa.CheckConstraint("team_id IS NULL OR member_id IS NULL", name=op.f("ck_visit_duties_team_or_member")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_visit_duties_member_id")),
        sa.ForeignKeyConstraint(["target_unit_id"], ["units.id"], name=op.f("fk_visit_duties_target_unit_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_visit_duties_team_id")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_visit_duties_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_duties")),
    )
    op.create_index(
        "ix_visit_duties_next_on",
        "visit_duties",
        ["next_on"],
        unique=False,
        postgresql_where=sa.text("next_on IS NOT NULL"),
    )
    op.create_index(
        "ix_visit_duties_target",
        "visit_duties",
        ["target_unit_id"],
        unique=False,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_index("ix_visit_duties_unit_path", "visit_duties", ["unit_path", "id"], unique=False)
    op.create_index(
        "uq_visit_duties_in_force",
        "visit_duties",
        ["unit_id", "target_unit_id", "team_id", "member_id"],
        unique=True,
        postgresql_nulls_not_distinct=True,
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "visit_plans",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("duty_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=True),
        sa.Column("member_id", sa.UUID(), nullable=True),
        sa.Column("target_unit_id", sa.UUID(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("counting", sa.Text(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("warn_at", moment, nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("required_visits", sa.Integer(), nullable=False),
        sa.Column("required_households", sa.Integer(), nullable=True),
        sa.Column("covers_all", sa.Boolean(), nullable=False),
        sa.Column("made_visits", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("made_households", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("fulfilled_at", moment, nullable=True),
        sa.Column("warned_at", moment, nullable=True),
        sa.Column("overdue_at", moment, nullable=True),
        sa.Column("void_at", moment, nullable=True),
        sa.Column("wake_at", moment, nullable=True),
        sa.Column("created_at", moment, nullable=False),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_visit_plans_begins_before_it_ends")),
        sa.CheckConstraint(
            "wake_at IS NULL OR (fulfilled_at IS NULL AND void_at IS NULL)",
            name=op.f("ck_visit_plans_wakes_while_open"),
        ),
        sa.ForeignKeyConstraint(["duty_id"], ["visit_duties.id"], name=op.f("fk_visit_plans_duty_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_visit_plans_member_id")),
        sa.ForeignKeyConstraint(["target_unit_id"], ["units.id"], name=op.f("fk_visit_plans_target_unit_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_visit_plans_team_id")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"],
            ["units.id", "units.path"],
            name=op.f("fk_visit_plans_unit_id"),
            onupdate="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_plans")),
    )
    op.create_index("ix_visit_plans_ends_on", "visit_plans", ["ends_on", "unit_path", "id"], unique=False)
    op.create_index(
        "ix_visit_plans_open",
        "visit_plans",
        ["unit_path", "due_at", "id"],
        unique=False,
        postgresql_where=sa.text("fulfilled_at IS NULL AND void_at IS NULL"),
    )
    op.create_index(
        "ix_visit_plans_open_target",
        "visit_plans",
        ["target_unit_id"],
        unique=False,
        postgresql_where=sa.text("fulfilled_at IS NULL AND void_at IS NULL"),
    )
    op.create_index("ix_visit_plans_unit", "visit_plans", ["unit_id", "due_at"], unique=False)
    op.create_index(
        "ix_visit_plans_wake_at",
        "visit_plans",
        ["wake_at"],
        unique=False,
        postgresql_where=sa.text("wake_at IS NOT NULL"),
    )
    op.create_index("uq_visit_plans_period", "visit_plans", ["duty_id", "starts_on", "ends_on"], unique=True)
    op.create_table(
        "visits",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.Column("team_id", sa.UUID(), nullable=True),
        sa.Column("member_id", sa.UUID(), nullable=True),
        sa.Column("target_unit_id", sa.UUID(), nullable=False),
        sa.Column("plan_id", sa.UUID(), nullable=True),
        sa.Column("duty_id", sa.UUID(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("made_at", moment, nullable=True),
        sa.Column("recorded_at", moment, nullable=True),
        sa.Column("households", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("household_labels", sa.LargeBinary(), nullable=True),
        sa.Column("household_marks", sa.ARRAY(sa.LargeBinary()), server_default=sa.text("'{}'"), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("accuracy", sa.Integer(), nullable=True),
        sa.Column("code_hash", sa.LargeBinary(), nullable=True),
        sa.Column("confirmed_at", moment, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.Column("updated_at", moment, nullable=False),
        sa.CheckConstraint(
            "(state = 'cancelled') = (reason IS NOT NULL)", name=op.f("ck_visits_cancelled_for_a_reason")
        ),
        sa.CheckConstraint("state <> 'made' OR made_at IS NOT NULL", name=op.f("ck_visits_made_some_time")),
        sa.CheckConstraint("state IN ('planned', 'made', 'cancelled')", name=op.f("ck_visits_known_state")),
        sa.CheckConstraint("(data_key IS NULL) = (household_labels IS NULL)", name=op.f("ck_visits_labels_are_sealed")),
        sa.CheckConstraint("(longitude IS NULL) = (latitude IS NULL)", name=op.f("ck_visits_location_is_whole")),
        sa.CheckConstraint("(made_at IS NULL) = (recorded_at IS NULL)", name=op.f("ck_visits_recorded_when_made")),
        sa.CheckConstraint(
            "households >= cardinality(household_marks)", name=op.f("ck_visits_marked_ones_are_counted")
        ),
        sa.ForeignKeyConstraint(["duty_id"], ["visit_duties.id"], name=op.f("fk_visits_duty_id")),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_visits_member_id")),
        sa.ForeignKeyConstraint(["plan_id"], ["visit_plans.id"], name=op.f("fk_visits_plan_id")),
        sa.ForeignKeyConstraint(["target_unit_id"], ["units.id"], name=op.f("fk_visits_target_unit_id")),
        sa.ForeignKeyConstraint(["team_id"], ["teams.id"], name=op.f("fk_visits_team_id")),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"], ["units.id", "units.path"], name=op.f("fk_visits_unit_id"), onupdate="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visits")),
    )
    op.create_index("ix_visits_day", "visits", ["day", "id", "unit_path"], unique=False)
    op.create_index(
        "ix_visits_duty_made",
        "visits",
        ["duty_id", "made_at"],
        unique=False,
        postgresql_where=sa.text("state = 'made'"),
    )
    op.create_index(
        "ix_visits_plan", "visits", ["plan_id"], unique=False, postgresql_where=sa.text("plan_id IS NOT NULL")
    )
    op.create_index(
        "ix_visits_target_day",
        "visits",
        ["target_unit_id", "day"],
        unique=False,
        postgresql_where=sa.text("state <> 'cancelled'"),
    )
    op.create_index("ix_visits_unit_day", "visits", ["unit_id", "day", "id"], unique=False)
    op.create_index(
        "uq_visits_code", "visits", ["code_hash"], unique=True, postgresql_where=sa.text("code_hash IS NOT NULL")
    )
    op.create_table(
        "visit_opinions",
        sa.Column("visit_id", sa.UUID(), nullable=False),
        sa.Column("opinion_id", sa.UUID(), nullable=False),
        sa.Column("at", moment, nullable=False),
        sa.ForeignKeyConstraint(["opinion_id"], ["opinions.id"], name=op.f("fk_visit_opinions_opinion_id")),
        sa.ForeignKeyConstraint(["visit_id"], ["visits.id"], name=op.f("fk_visit_opinions_visit_id")),
        sa.PrimaryKeyConstraint("visit_id", "opinion_id", name=op.f("pk_visit_opinions")),
    )
    op.create_index("ix_visit_opinions_opinion", "visit_opinions", ["opinion_id"], unique=False)


def downgrade() -> None:
    for name in ("visit_opinions", "visits", "visit_plans", "visit_duties", "household_counts"):
        op.drop_table(name)
