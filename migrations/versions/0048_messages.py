"""Messages to people: channels, what is wanted by them, what is owed and was told, and templates."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision: str = "0048"
down_revision: str | None = "0047"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

MOMENT = postgresql.TIMESTAMP(timezone=True)


def upgrade() -> None:
    op.create_table(
        "message_channels",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=True),
        sa.Column("unit_id", sa.UUID(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("code_tries", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("code_until", MOMENT, nullable=True),
        sa.Column("failed_because", sa.Text(), nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.CheckConstraint("num_nonnulls(person_id, unit_id) = 1", name=op.f("ck_message_channels_one_owner")),
        sa.CheckConstraint("kind IN ('email', 'sms', 'chat', 'push')", name=op.f("ck_message_channels_known_kind")),
        sa.CheckConstraint("state IN ('unverified', 'active', 'failed')", name=op.f("ck_message_channels_known_state")),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_message_channels_known_language")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_message_channels_person_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_message_channels_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_channels")),
    )
    op.create_index("ix_message_channels_person", "message_channels", ["person_id"])
    op.create_index("ix_message_channels_unit", "message_channels", ["unit_id"])
    op.create_table(
        "message_choices",
        sa.Column("channel_id", sa.UUID(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["channel_id"], ["message_channels.id"], name=op.f("fk_message_choices_channel_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("channel_id", "rule", name=op.f("pk_message_choices")),
    )
    _messages()
    op.create_table(
        "message_progress",
        sa.Column("id", sa.SmallInteger(), nullable=False),
        sa.Column("feed_pos", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_message_progress_one_row")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message_progress")),
    )
    # What happened before there were messages is told to nobody.
    op.execute("INSERT INTO message_progress (id, feed_pos) SELECT 1, pos FROM feed_head WHERE id = 1")
    op.create_table(
        "message_templates",
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("short", sa.Text(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("created_by", sa.Text(), nullable=False),
        sa.CheckConstraint("language IN ('zh', 'en')", name=op.f("ck_message_templates_known_language")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_message_templates_unit_id")),
        sa.PrimaryKeyConstraint("unit_id", "rule", "language", "version", name=op.f("pk_message_templates")),
    )
    op.create_table(
        "push_keys",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_push_keys")),
    )


def _messages() -> None:
    op.create_table(
        "messages",
        sa.Column("id", sa.UUID(), server_default=sa.text("gen_random_uuid()"), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("channel_id", sa.UUID(), nullable=True),
        sa.Column("person_id", sa.UUID(), nullable=True),
        sa.Column("opinion_id", sa.UUID(), nullable=True),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("ticket_id", sa.UUID(), nullable=True),
        sa.Column("event_id", sa.UUID(), nullable=True),
        sa.Column("digest_on", sa.Date(), nullable=True),
        sa.Column("carrier", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("state", sa.Text(), server_default=sa.text("'waiting'"), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("attempt", sa.SmallInteger(), server_default=sa.text("0"), nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("lease_id", sa.UUID(), nullable=True),
        sa.Column("leased_until", MOMENT, nullable=True),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("settled_at", MOMENT, nullable=True),
        sa.CheckConstraint("num_nonnulls(channel_id, opinion_id) = 1", name=op.f("ck_messages_one_recipient")),
        sa.CheckConstraint(
            "state IN ('waiting', 'sending', 'sent', 'failed', 'dropped')", name=op.f("ck_messages_known_state")
        ),
        sa.CheckConstraint(
            "(state = 'sending') = (lease_id IS NOT NULL)", name=op.f("ck_messages_leased_while_sending")
        ),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_messages_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_messages")),
    )
    for name, columns, only in (
        ("ix_messages_due", ["carrier", "due_at"], "state = 'waiting'"),
        ("ix_messages_leased", ["leased_until"], "state = 'sending'"),
        ("ix_messages_person", ["person_id", "created_at", "id"], None),
        ("ix_messages_opinion", ["opinion_id"], "opinion_id IS NOT NULL"),
        ("ix_messages_channel", ["channel_id", "created_at"], None),
        ("ix_messages_failed", ["unit_id", "settled_at"], "state = 'failed'"),
        ("ix_messages_created", ["created_at"], None),
    ):
        op.create_index(name, "messages", columns, postgresql_where=sa.text(only) if only else None)
    for name, columns in (
        ("uq_messages_event_channel", ["event_id", "channel_id"]),
        ("uq_messages_event_opinion", ["event_id", "opinion_id"]),
        ("uq_messages_digest", ["digest_on", "channel_id"]),
    ):
        op.create_index(name, "messages", columns, unique=True)


def downgrade() -> None:
    """Drop all of it."""
    for table in (
        "push_keys", "message_templates", "message_progress", "messages", "message_choices", "message_channels"
    ):  # fmt: skip
        op.drop_table(table)
