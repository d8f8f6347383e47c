"""Which table do published documents have? One, for documents of every kind."""

from sqlalchemy import (
    CheckConstraint,
    Integer,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import JSONB

from escalation.kit.database.columns import Moment, column, metadata
from escalation.kit.database.rights import may

documents = Table(
    "documents",
    metadata,
    column("kind", Text()),
    column("version", Integer()),
    column("document", JSONB()),
    column("published_at", Moment),
    column("published_by", Text()),
    PrimaryKeyConstraint("kind", "version"),
    CheckConstraint("kind IN ('workflow', 'policy', 'calendar', 'catalogue', 'programme')", name="known_kind"),
    info=may("INSERT"),
)
