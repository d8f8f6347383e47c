"""Which tables does the program need for itself (runtime)? Operations with receipts, kept answers, workers."""

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, JSONB, UUID

from escalation.kit.database.columns import Moment, Path, column, id_column, metadata, optional, placed
from escalation.kit.database.rights import may
from escalation.kit.database.subtree_indexes import subtree_indexes

# Long work that a caller can watch: imports now, more kinds later. Chunks advance `done`; a restart goes on from there.
operations = Table(
    "operations",
    metadata,
    id_column(),
    column("kind", Text()),
    column("state", Text()),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("options", JSONB(), default="'{}'"),
    column("total", Integer()),
    column("done", Integer(), default="0"),
    column("accepted", Integer(), default="0"),
    column("refused", Integer(), default="0"),
    optional("error", Text()),
    column("created_at", Moment),
    column("created_by", Text()),
    optional("finished_at", Moment),
    CheckConstraint("state IN ('waiting', 'running', 'done', 'failed', 'cancelled')", name="known_state"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE"),
)
Index("ix_operations_begun_by", operations.c.created_by, operations.c.created_at, operations.c.id)
subtree_indexes("ix_operations_newest", operations.c.created_at, operations.c.id)
Index("ix_operations_kind", operations.c.kind, operations.c.created_at)
Index("ix_operations_unfinished", operations.c.created_at, postgresql_where=text("state IN ('waiting', 'running')"))

# What an operation still has to read, in chunks that one transaction can do; a chunk goes with the work it holds.
operation_parts = Table(
    "operation_parts",
    metadata,
    column("operation_id", UUID(as_uuid=True), ForeignKey("operations.id")),
    column("number", Integer()),
    column("sealed", LargeBinary()),
    PrimaryKeyConstraint("operation_id", "number"),
    info=may("INSERT", "UPDATE", "DELETE"),
)

# Whose files were gone on with last: units take turns, so that one line need not wait for another unit's million.
import_turns = Table(
    "import_turns",
    metadata,
    Column("unit_id", UUID(as_uuid=True), primary_key=True),
    column("last", BigInteger()),
    info=may("INSERT", "UPDATE"),
)
Index("ix_import_turns_last", import_turns.c.last)

receipts = Table(
    "receipts",
    metadata,
    column("operation_id", UUID(as_uuid=True), ForeignKey("operations.id")),
    column("line", Integer()),
    optional("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id")),
    optional("code", Text()),
    optional("detail", Text()),
    column("params", JSONB(), default="'{}'"),
    PrimaryKeyConstraint("operation_id", "line"),
    CheckConstraint("(opinion_id IS NULL) = (code IS NOT NULL)", name="accepted_or_explained"),
    info=may("INSERT"),
)
Index("ix_receipts_opinion", receipts.c.opinion_id)

# The answer given to a request, sealed, so that a repeated key gets the same bytes. Written with the change itself.
idempotency = Table(
    "idempotency",
    metadata,
    column("principal", Text()),
    column("key", Text()),
    column("fingerprint", LargeBinary()),
    column("status", SmallInteger()),
    column("body", LargeBinary()),
    column("created_at", Moment),
    PrimaryKeyConstraint("principal", "key"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_idempotency_created", idempotency.c.created_at)

# The processes that run the engine: a row each, written anew at every beat; `tasks` by name. By the wall's time.
workers = Table(
    "workers",
    metadata,
    id_column(),
    column("name", Text()),
    column("version", Text()),
    column("tasks", ARRAY(Text())),
    column("started_at", Moment),
    column("beat_at", Moment),
    optional("stopped_at", Moment),
    info=may("INSERT", "UPDATE", "DELETE"),
)

# What may be used once and was: no more than its digest, for as long as it would be good otherwise. By the wall's time.
spent_tokens = Table(
    "spent_tokens",
    metadata,
    Column("digest", LargeBinary(), primary_key=True),
    column("expires_at", Moment),
    info=may("INSERT", "DELETE"),
)
Index("ix_spent_tokens_expires", spent_tokens.c.expires_at)

# Rows, of whatever table, that a task of the engine could not handle: left alone until `again_at`, then tried again.
set_aside_rows = Table(
    "set_aside_rows",
    metadata,
    column("task", Text()),
    column("row_id", UUID(as_uuid=True)),
    column("error", Text()),
    column("tries", Integer()),
    column("first_at", Moment),
    column("again_at", Moment),
    PrimaryKeyConstraint("task", "row_id"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
