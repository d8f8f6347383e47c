"""Which table does privacy have? What was asked to be erased, by whom, and who decided."""

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, id_column, metadata, optional, placed
from escalation.kit.database.rights import may
from escalation.kit.database.subtree_indexes import subtree_indexes

erasures = Table(
    "erasures",
    metadata,
    id_column(),
    column("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("state", Text()),
    column("reason", Text()),
    column("asked_at", Moment),
    column("asked_by", Text()),
    optional("asked_person_id", UUID(as_uuid=True)),
    optional("decided_at", Moment),
    optional("decided_by", Text()),
    optional("answer", Text()),
    optional("done_at", Moment),
    CheckConstraint("state IN ('asked', 'approved', 'refused', 'done')", name="known_state"),
    CheckConstraint("(state = 'asked') = (decided_at IS NULL)", name="decided_when_not_asked"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE"),
)
# One at a time for an opinion.
Index("uq_erasures_open", erasures.c.opinion_id, unique=True, postgresql_where=text("state IN ('asked', 'approved')"))
Index("ix_erasures_opinion", erasures.c.opinion_id, erasures.c.unit_path)
subtree_indexes("ix_erasures_state", erasures.c.state, erasures.c.asked_at, erasures.c.id)
Index("ix_erasures_approved", erasures.c.decided_at, postgresql_where=text("state = 'approved'"))
