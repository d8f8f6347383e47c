"""Surveys of satisfaction: who is asked, what they answered, and codes that let them answer."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, TIMESTAMP, UUID

revision: str = "0072"
down_revision: str | None = "0071"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_ID: Final = UUID(as_uuid=True)
_MOMENT: Final = TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "surveys",
        *_record("surveys"),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        _reference("surveys", "within_unit_id", "units.id"),
        sa.Column("period_since", sa.Date(), nullable=False),
        sa.Column("period_until", sa.Date(), nullable=False),
        sa.Column("rules", JSONB(), nullable=False),
        sa.Column("rules_version", sa.Integer()),
        sa.Column("seed", sa.BigInteger(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("frame_size", sa.Integer(), nullable=False),
        sa.Column("frame_digest", sa.LargeBinary(), nullable=False),
        sa.Column("opened_at", _MOMENT, nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("ends_at", _MOMENT, nullable=False),
        sa.Column("wake_at", _MOMENT),
        sa.Column("reminded_at", _MOMENT),
        sa.Column("closed_at", _MOMENT),
        sa.CheckConstraint("kind IN ('ticket', 'unit')", name="ck_surveys_known_kind"),
        sa.CheckConstraint("closed_at IS NULL OR wake_at IS NULL", name="ck_surveys_closed_sleeps"),
    )
    op.create_table(
        "survey_people",
        *_record("survey_people"),
        _reference("survey_people", "survey_id", "surveys.id"),
        sa.Column("place", sa.Integer(), nullable=False),
        _reference("survey_people", "opinion_id", "opinions.id"),
        _reference("survey_people", "ticket_id", "tickets.id", nullable=True),
        sa.Column("state", sa.Text(), nullable=False, server_default="waiting"),
        sa.Column("answered_by", sa.Text()),
        sa.Column("settled_at", _MOMENT),
        sa.Column("tries", sa.Integer(), nullable=False, server_default="0"),
        sa.Column("call_at", _MOMENT, nullable=False),
        sa.Column("leased_by", sa.Text()),
        sa.Column("leased_until", _MOMENT),
        sa.CheckConstraint(
            "state IN ('waiting', 'answered', 'refused', 'unreached', 'withdrawn')",
            name="ck_survey_people_known_state",
        ),
        sa.CheckConstraint("answered_by IN ('page', 'telephone')", name="ck_survey_people_known_way"),
        sa.CheckConstraint(
            "(state = 'answered') = (answered_by IS NOT NULL)", name="ck_survey_people_answered_by_a_way"
        ),
        sa.CheckConstraint("(leased_by IS NULL) = (leased_until IS NULL)", name="ck_survey_people_leased_by_somebody"),
    )
    op.create_table(
        "survey_answers",
        _reference("survey_answers", "person_id", "survey_people.id"),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("option", sa.Text()),
        sa.Column("words", sa.Text()),
        sa.PrimaryKeyConstraint("person_id", "question", name="pk_survey_answers"),
        sa.CheckConstraint("num_nonnulls(option, words) = 1", name="ck_survey_answers_chosen_or_said"),
    )
    op.create_table(
        "survey_codes",
        sa.Column("hash", sa.LargeBinary(), nullable=False),
        _reference("survey_codes", "person_id", "survey_people.id"),
        sa.Column("made_at", _MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("hash", name="pk_survey_codes"),
    )
    _index()


def downgrade() -> None:
    for table in ("survey_codes", "survey_answers", "survey_people", "surveys"):
        op.drop_table(table)


def _index() -> None:
    op.create_index("ix_surveys_subtree", "surveys", ["unit_path", "id"])
    op.create_index("ix_surveys_wake", "surveys", ["wake_at"], postgresql_where=sa.text("wake_at IS NOT NULL"))
    op.create_index("uq_survey_people_opinion", "survey_people", ["opinion_id", "survey_id"], unique=True)
    op.create_index("ix_survey_people_survey", "survey_people", ["survey_id", "state"])
    op.create_index("ix_survey_people_subtree", "survey_people", ["unit_path", "survey_id"])
    waiting = sa.text("state = 'waiting'")
    calls = ["survey_id", "call_at", "place"]
    op.create_index("ix_survey_people_calls", "survey_people", calls, postgresql_where=waiting)
    op.create_index("ix_survey_codes_person", "survey_codes", ["person_id"])


def _record(table: str) -> list[sa.schema.SchemaItem]:
    """What every record of a unit has."""
    return [
        sa.Column("id", _ID, primary_key=True),
        sa.Column("unit_id", _ID, nullable=False),
        sa.Column("unit_path", sa.Text(collation="C"), nullable=False),
        sa.ForeignKeyConstraint(
            ["unit_id", "unit_path"], ["units.id", "units.path"], name=f"fk_{table}_unit_id", onupdate="CASCADE"
        ),
    ]


def _reference(table: str, name: str, to: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, _ID, sa.ForeignKey(to, name=f"fk_{table}_{name}"), nullable=nullable)
