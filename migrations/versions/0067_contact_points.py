"""Contact points of cadres with units and households; ranks of members are codes, no longer any words."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa
from alembic import op

revision: str = "0067"
down_revision: str | None = "0066"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

RANKS: Final = {
    "ministry": "(省部|自治区|省)级", "bureau": "(地厅|厅局|市|厅)级|盟市级", "division": "(县处|旗县|处)级",
    "section": "(乡科|乡镇|科)级", "staff": "一般干部|科员|工作人员", "village": "村干部|两委",
}  # fmt: skip
"""What a rank was called; the last one of these that fits is meant."""
KNOWN_RANK: Final = "rank IN ('ministry', 'bureau', 'division', 'section', 'staff', 'village')"
# Dissolving a unit names its successor in the same statement, so what is kept up with it goes along at once.
FOLLOW: Final = """
CREATE FUNCTION contact_points_follow() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE contact_points SET unit_id = NEW.successor_id, version = version + 1
  WHERE unit_id = NEW.id AND ended_at IS NULL;
  RETURN NULL;
END $$
"""
FOLLOWS: Final = """
CREATE TRIGGER units_contact_points AFTER UPDATE OF active ON units FOR EACH ROW
WHEN (OLD.active AND NOT NEW.active) EXECUTE FUNCTION contact_points_follow()
"""


def upgrade() -> None:
    """Members number some ten thousands, so that one statement does. A word that is no rank is dropped."""
    cases = " ".join(f"WHEN rank ~ '{words}' THEN '{code}'" for code, words in reversed(RANKS.items()))
    op.execute(f"UPDATE members SET rank = CASE {cases} END WHERE rank IS NOT NULL AND NOT {KNOWN_RANK}")
    op.execute(f"ALTER TABLE members ADD CONSTRAINT ck_members_known_rank CHECK ({KNOWN_RANK})")
    op.create_table(
        "contact_points",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("member_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("first_unit_id", sa.UUID(), nullable=False),
        sa.Column("place", sa.Text(), nullable=False),
        sa.Column("data_key", sa.LargeBinary(), nullable=True),
        sa.Column("label", sa.LargeBinary(), nullable=True),
        sa.Column("assigned_at", sa.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("assigned_by", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("ended_by", sa.Text(), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default=sa.text("1"), nullable=False),
        sa.CheckConstraint(
            "place IN ('unit', 'group', 'party_household', 'group_leader', 'party_member', 'household')",
            name=op.f("ck_contact_points_known_place"),
        ),
        sa.CheckConstraint("num_nulls(data_key, label) IN (0, 2)", name=op.f("ck_contact_points_label_is_sealed")),
        sa.CheckConstraint(
            "(label IS NOT NULL) = (place <> 'unit' AND ended_at IS NULL)",
            name=op.f("ck_contact_points_label_of_a_place"),
        ),
        sa.CheckConstraint(
            "num_nulls(ended_at, ended_by, end_reason) IN (0, 3)", name=op.f("ck_contact_points_end_is_whole")
        ),
        sa.ForeignKeyConstraint(["member_id"], ["members.id"], name=op.f("fk_contact_points_member_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["units.id"], name=op.f("fk_contact_points_unit_id")),
        sa.ForeignKeyConstraint(["first_unit_id"], ["units.id"], name=op.f("fk_contact_points_first_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_points")),
    )
    op.create_index("ix_contact_points_member", "contact_points", ["member_id", "id"])
    op.create_index("ix_contact_points_unit", "contact_points", ["unit_id", "id"])
    op.create_index(
        "ix_contact_points_current", "contact_points", ["unit_id"], postgresql_where=sa.text("ended_at IS NULL")
    )
    op.execute(FOLLOW)
    op.execute(FOLLOWS)


def downgrade() -> None:
    op.execute("DROP TRIGGER units_contact_points ON units")
    op.execute("DROP FUNCTION contact_points_follow()")
    op.drop_table("contact_points")
    op.execute("ALTER TABLE members DROP CONSTRAINT ck_members_known_rank")
