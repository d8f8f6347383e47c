"""Whoever acts is a person: people with their posts, and in every event the person, the post and the means."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0021"
down_revision: str | None = "0020"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# Without a value, so that no row is rewritten: what an event from before does not say, its seal does not cover.
WHO = {"actor_person_id": sa.UUID, "actor_member_id": sa.UUID, "actor_means": sa.Text}
WRITTEN_ONCE = """
CREATE TRIGGER events_append_only
  BEFORE DELETE OR UPDATE OF id, n, ticket_id, opinion_id, endpoint_id, sequence, type, occurred_at, trigger,
    action, principal, actor_unit_id, actor_role, {who}reason, from_state, to_state, ticket_version, workflow_version,
    request_id, data, hash
  ON events FOR EACH ROW EXECUTE FUNCTION refuse_change()
"""


def upgrade() -> None:
    op.create_table(
        "people",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
    )
    op.create_table(
        "person_members",
        sa.Column("member_id", sa.UUID(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=False),
        sa.Column("since", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_person_members_member_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_person_members_person_id")),
        sa.PrimaryKeyConstraint("member_id", name=op.f("pk_person_members")),
    )
    op.create_index("ix_person_members_person", "person_members", ["person_id"])
    for name, kind in WHO.items():
        op.add_column("events", sa.Column(name, kind(), nullable=True))
    op.execute("DROP TRIGGER events_append_only ON events")
    op.execute(WRITTEN_ONCE.format(who=", ".join(WHO) + ", "))


def downgrade() -> None:
    op.execute("DROP TRIGGER events_append_only ON events")
    for name in WHO:
        op.drop_column("events", name)
    op.execute(WRITTEN_ONCE.format(who=""))
    op.drop_table("person_members")
    op.drop_table("people")
