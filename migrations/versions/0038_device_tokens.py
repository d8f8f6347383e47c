"""Phones that people sign in with: access tokens that are short, refresh tokens that are used once."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0038"
down_revision: str | None = "0037"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MOMENT = sa.TIMESTAMP(timezone=True)

# Sealed like the other tables of sign-in; whatever is in them already, `escalation migrate` seals in batches.
SEALED = {"device_tokens": ("id", "seen_at"), "provider_identities": ("issuer, subject", "")}
TABLES_SEEN = {
    "INSERT": "REFERENCING NEW TABLE AS written",
    "UPDATE": "REFERENCING NEW TABLE AS written OLD TABLE AS before",
    "DELETE": "REFERENCING OLD TABLE AS before",
}


def upgrade() -> None:
    op.create_table(
        "device_tokens",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("device_name", sa.Text(), nullable=False),
        sa.Column("acting_as", sa.Text(), nullable=True),
        sa.Column("access_hash", sa.LargeBinary(), nullable=False),
        sa.Column("access_expires_at", MOMENT, nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("seen_at", MOMENT, nullable=False),
        sa.Column("expires_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_device_tokens_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_device_tokens")),
        sa.UniqueConstraint("access_hash", name=op.f("uq_device_tokens_access_hash")),
    )
    op.create_index("ix_device_tokens_person", "device_tokens", ["person_id", "created_at"])
    op.create_index("ix_device_tokens_expires", "device_tokens", ["expires_at"])
    op.create_table(
        "refresh_tokens",
        sa.Column("secret_hash", sa.LargeBinary(), nullable=False),
        sa.Column("device_id", sa.UUID(), nullable=False),
        sa.Column("issued_at", MOMENT, nullable=False),
        sa.Column("used_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["device_id"], ["device_tokens.id"], name=op.f("fk_refresh_tokens_device_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("secret_hash", name=op.f("pk_refresh_tokens")),
    )
    op.create_index("ix_refresh_tokens_device", "refresh_tokens", ["device_id"])
    for table, (key, unsealed) in SEALED.items():
        for event, seen in TABLES_SEEN.items():
            op.execute(
                f"CREATE TRIGGER {table}_sealed_{event.lower()} AFTER {event} ON {table} {seen} "
                f"FOR EACH STATEMENT EXECUTE FUNCTION seal_rows('{{{key}}}', '{{{unsealed}}}')"
            )
        op.execute(
            "INSERT INTO row_seals (table_name, key, at, role, program) "
            f"SELECT '{table}', '', clock_timestamp(), session_user, current_setting('application_name') "
            f"WHERE NOT EXISTS (SELECT FROM {table})"
        )


def downgrade() -> None:
    for event in TABLES_SEEN:
        op.execute(f"DROP TRIGGER provider_identities_sealed_{event.lower()} ON provider_identities")
    op.drop_table("refresh_tokens")
    op.drop_table("device_tokens")
