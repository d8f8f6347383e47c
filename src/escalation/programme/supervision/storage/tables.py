"""Which tables does supervision have? Samples with the tickets that were drawn, and checks on the spot."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    CheckConstraint,
    Date,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import (
    Moment,
    Path,
    column,
    handed_on,
    id_column,
    maybe_unit,
    metadata,
    optional,
    placed,
    unit_column,
)
from escalation.kit.database.rights import may

_ID = UUID(as_uuid=True)

# Drawn once and for all: with the seed, out of the same tickets, it is drawn again.
samples = Table(
    "samples",
    metadata,
    id_column(),
    column("unit_id", _ID),
    column("unit_path", Path),
    column("frame", Text()),
    maybe_unit("within_unit_id"),
    optional("category", Text()),
    optional("closed_since", Date()),
    optional("closed_until", Date()),
    column("stratified_by", ARRAY(Text)),
    column("seed", BigInteger()),
    column("size", Integer()),
    column("frame_size", Integer()),
    column("frame_digest", LargeBinary()),
    column("drawn_at", Moment),
    column("drawn_by", Text()),
    CheckConstraint("frame IN ('open', 'closed')", name="known_frame"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE (unit_id, unit_path)") | handed_on(),
)
Index("ix_samples_subtree", samples.c.unit_path, samples.c.id)

sample_tickets = Table(
    "sample_tickets",
    metadata,
    column("sample_id", _ID, ForeignKey("samples.id")),
    column("place", Integer()),
    column("ticket_id", _ID, ForeignKey("tickets.id")),
    column("stratum", Text()),
    PrimaryKeyConstraint("sample_id", "place"),
    info=may("INSERT"),
)
Index("uq_sample_tickets_ticket", sample_tickets.c.sample_id, sample_tickets.c.ticket_id, unique=True)

# A check belongs to the unit that held the ticket: it reads what was found, and so does everybody above.
site_checks = Table(
    "site_checks",
    metadata,
    id_column(),
    column("unit_id", _ID),
    column("unit_path", Path),
    column("ticket_id", _ID, ForeignKey("tickets.id")),
    optional("sample_id", _ID, ForeignKey("samples.id")),
    column("checked_on", Date()),
    optional("place", Text()),
    column("found", Text()),
    column("verdict", Text()),
    optional("order_id", _ID, ForeignKey("orders.id")),
    unit_column("by_unit_id"),
    column("recorded_by", Text()),
    column("recorded_at", Moment),
    CheckConstraint("verdict IN ('in_order', 'not_in_order', 'not_done')", name="known_verdict"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE (unit_id, unit_path)") | handed_on(),
)
Index("ix_site_checks_subtree", site_checks.c.unit_path, site_checks.c.id)
Index("ix_site_checks_ticket", site_checks.c.ticket_id, site_checks.c.id)
Index("ix_site_checks_sample", site_checks.c.sample_id, site_checks.c.ticket_id)
