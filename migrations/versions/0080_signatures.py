"""The visited sign on the spot: a sealed signature, by what way a visit was confirmed, and who read whom it was to."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0080"
down_revision: str | None = "0079"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None


def upgrade() -> None:
    op.add_column("visits", sa.Column("signature", sa.LargeBinary(), nullable=True))
    op.add_column("visits", sa.Column("confirmation", sa.Text(), nullable=True))
    # Who had no code had signed, before a downgrade took the signature away.
    op.execute("""
        UPDATE visits SET confirmation = CASE WHEN code_hash IS NULL THEN 'signature' ELSE 'code' END
        WHERE confirmed_at IS NOT NULL
    """)
    op.drop_constraint(op.f("ck_visits_labels_are_sealed"), "visits", type_="check")
    op.create_check_constraint(
        op.f("ck_visits_visited_are_sealed"),
        "visits",
        "(data_key IS NULL) = (num_nonnulls(household_labels, signature) = 0)",
    )
    op.create_check_constraint(
        op.f("ck_visits_known_confirmation"), "visits", "confirmation IN ('signature', 'code', 'staff_device')"
    )
    op.create_check_constraint(
        op.f("ck_visits_confirmed_some_way"), "visits", "confirmation IS NULL OR confirmed_at IS NOT NULL"
    )
    op.create_index(
        "ix_events_households_read", "events", ["record_id", "n"],
        postgresql_where=sa.text("type = 'visit.households_read'"),
    )  # fmt: skip


def downgrade() -> None:
    op.drop_index("ix_events_households_read", "events")
    for name in ("confirmed_some_way", "known_confirmation", "visited_are_sealed"):
        op.drop_constraint(op.f(f"ck_visits_{name}"), "visits", type_="check")
    # What was sealed for a signature alone has a key without labels: it goes with the signature.
    op.execute("UPDATE visits SET data_key = NULL WHERE household_labels IS NULL")
    op.drop_column("visits", "confirmation")
    op.drop_column("visits", "signature")
    op.create_check_constraint(
        op.f("ck_visits_labels_are_sealed"), "visits", "(data_key IS NULL) = (household_labels IS NULL)"
    )
