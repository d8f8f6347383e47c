"""Surveys know whom they can call, and how many left nothing by which they are reached."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0086"
down_revision: str | None = "0085"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

_CALLS = ["survey_id", "call_at", "place"]


def upgrade() -> None:
    op.add_column("surveys", sa.Column("out_of_reach", sa.Integer(), server_default="0", nullable=False))
    op.add_column("survey_people", sa.Column("has_number", sa.Boolean(), server_default=sa.true(), nullable=False))
    op.execute("""
        UPDATE survey_people p SET has_number = false FROM opinions o
        WHERE o.id = p.opinion_id AND (o.contact_masked LIKE '****%') IS NOT TRUE
    """)
    op.drop_index("ix_survey_people_calls", "survey_people")
    op.create_index(
        "ix_survey_people_calls", "survey_people", _CALLS, postgresql_where=sa.text("state = 'waiting' AND has_number")
    )


def downgrade() -> None:
    op.drop_index("ix_survey_people_calls", "survey_people")
    op.create_index(
        "ix_survey_people_calls", "survey_people", _CALLS, postgresql_where=sa.text("state = 'waiting'")
    )  # fmt: skip
    op.drop_column("survey_people", "has_number")
    op.drop_column("surveys", "out_of_reach")
