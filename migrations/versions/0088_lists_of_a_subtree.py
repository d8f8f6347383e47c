"""Operations and erasures of a subtree are found by the index of their order, as records of the programme are."""

from collections.abc import Sequence
from typing import Final

from alembic import op

revision: str = "0088"
down_revision: str | None = "0087"
branch_labels: Sequence[str] | None = None
depends_on: Sequence[str] | None = None

DEPTHS: Final = (1, 2, 3, 4)
ORDERS: Final = (
    ("ix_operations_newest", "operations", "created_at, id"),
    ("ix_erasures_state", "erasures", "state, asked_at, id"),
)


def upgrade() -> None:
    for name, table, columns in ORDERS:
        op.execute(f"CREATE INDEX {name}_unit ON {table} (unit_path, {columns})")
        for depth in DEPTHS:
            serial = f"split_part(unit_path, '/', {depth + 1})"
            op.execute(f"CREATE INDEX {name}_{depth} ON {table} ({serial}, {columns}) WHERE {serial} <> ''")
    op.execute("CREATE INDEX ix_operations_begun_by ON operations (created_by, created_at, id)")
    op.execute("CREATE INDEX ix_site_checks_of_sample ON site_checks (sample_id, id)")
    op.execute("DROP INDEX ix_erasures_unit")


def downgrade() -> None:
    op.execute("CREATE INDEX ix_erasures_unit ON erasures (unit_path, asked_at, id)")
    op.execute("DROP INDEX ix_site_checks_of_sample")
    op.execute("DROP INDEX ix_operations_begun_by")
    for name, *_ in ORDERS:
        for part in ("unit", *DEPTHS):
            op.execute(f"DROP INDEX {name}_{part}")
