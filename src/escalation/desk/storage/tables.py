"""Which tables does the desk have? Those of saved views and of drafts. `owner`: the principal whose they are."""

from sqlalchemy import ARRAY, Index, Integer, LargeBinary, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, column, id_column, maybe_unit, metadata, optional
from escalation.kit.database.rights import may

# `shared_unit_id`: whoever acts at this unit reads it too.
saved_views = Table(
    "saved_views",
    metadata,
    id_column(),
    column("owner", Text()),
    column("list_kind", Text()),
    column("name", Text()),
    column("query", Text()),
    column("columns", ARRAY(Text)),
    maybe_unit("shared_unit_id"),
    column("version", Integer()),
    column("created_at", Moment),
    column("updated_at", Moment),
    UniqueConstraint("owner", "list_kind", "name"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_saved_views_shared_unit", saved_views.c.shared_unit_id)

# A draft may have anything in it that a citizen said, so all of it is sealed, with a data key of its own.
drafts = Table(
    "drafts",
    metadata,
    id_column(),
    column("owner", Text()),
    column("kind", Text()),
    optional("target_id", UUID(as_uuid=True)),
    column("data_key", LargeBinary()),
    column("content", LargeBinary()),
    column("version", Integer()),
    column("created_at", Moment),
    column("updated_at", Moment),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_drafts_owner", drafts.c.owner, drafts.c.updated_at)
Index("ix_drafts_updated_at", drafts.c.updated_at)
Index("ix_drafts_target", drafts.c.target_id)
