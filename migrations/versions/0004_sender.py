"""The tie of a ticket to whoever sent it ends with the chance to take it back."""

from collections.abc import Sequence

from alembic import op

revision: str = "0004"
down_revision: str | None = "0003"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

# A state is recallable if one of its moves undoes the hand-over: so say all life cycles that were published before.
NOT_RECALLABLE = """
UPDATE tickets t SET sender_unit_id = NULL
WHERE t.sender_unit_id IS NOT NULL AND (t.workflow_version, t.state) NOT IN (
  SELECT d.version, left_by.state
  FROM documents d
  CROSS JOIN LATERAL jsonb_array_elements(d.document -> 'moves') AS moves(move)
  CROSS JOIN LATERAL jsonb_array_elements_text(moves.move -> 'from') AS left_by(state)
  WHERE d.kind = 'workflow' AND moves.move -> 'effects' ? 'undo_hand_over'
)
"""


def upgrade() -> None:
    op.execute(NOT_RECALLABLE)


def downgrade() -> None:
    """Nothing to do: the previous release looks at the sender in the state `dispatched` alone."""
