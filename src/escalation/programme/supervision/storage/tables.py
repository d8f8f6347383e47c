"""Which tables does supervision have? Samples with what was drawn, and checks on the spot."""

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
    text,
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
from escalation.kit.database.subtree_indexes import subtree_indexes

_ID = UUID(as_uuid=True)

# Drawn once and for all: with the seed, out of the same tickets or visits, it is drawn again.
samples = Table(
    "samples",
    metadata,
    id_column(),
    column("unit_id", _ID),
    column("unit_path", Path),
    column("frame", Text()),
    maybe_unit("within_unit_id"),
    optional("category", Text()),
    optional("since", Date()),
    optional("until", Date()),
    column("stratified_by", ARRAY(Text)),
    column("seed", BigInteger()),
    column("size", Integer()),
    column("frame_size", Integer()),
    column("frame_digest", LargeBinary()),
    column("drawn_at", Moment),
    column("drawn_by", Text()),
    CheckConstraint("frame IN ('open', 'closed', 'made')", name="known_frame"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE (unit_id, unit_path)") | handed_on(),
)
subtree_indexes("ix_samples_newest", samples.c.id)

# Of which kind they are, the frame says. What is drawn is another capability's, known by its id alone: no key holds it,
# but whoever serves cannot delete tickets or visits (kit/database/rights.py).
sample_lots = Table(
    "sample_lots",
    metadata,
    column("sample_id", _ID, ForeignKey("samples.id")),
    column("place", Integer()),
    column("subject_id", _ID),
    column("stratum", Text()),
    PrimaryKeyConstraint("sample_id", "place"),
    info=may("INSERT"),
)
Index("uq_sample_lots_subject", sample_lots.c.sample_id, sample_lots.c.subject_id, unique=True)

# A check belongs to the unit that held the ticket, or visits: it reads what was found, and so does everybody above.
site_checks = Table(
    "site_checks",
    metadata,
    id_column(),
    column("unit_id", _ID),
    column("unit_path", Path),
    column("subject_kind", Text()),
    column("subject_id", _ID),
    optional("sample_id", _ID, ForeignKey("samples.id")),
    column("checked_on", Date()),
    optional("place", Text()),
    column("found", Text()),
    column("verdict", Text()),
    optional("order_id", _ID, ForeignKey("orders.id")),
    unit_column("by_unit_id"),
    column("recorded_by", Text()),
    column("recorded_at", Moment),
    optional("erased_at", Moment),
    CheckConstraint("subject_kind IN ('ticket', 'visit')", name="known_kind"),
    CheckConstraint("order_id IS NULL OR subject_kind = 'ticket'", name="orders_are_of_tickets"),
    CheckConstraint("verdict IN ('in_order', 'not_in_order', 'not_done')", name="known_verdict"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE (unit_id, unit_path, found, place, erased_at)") | handed_on(),
)
subtree_indexes("ix_site_checks_newest", site_checks.c.id)
subtree_indexes("ix_site_checks_verdict", site_checks.c.subject_kind, site_checks.c.verdict, site_checks.c.id)
subtree_indexes("ix_site_checks_finding", site_checks.c.id, where="verdict <> 'in_order' AND order_id IS NULL")
subtree_indexes("ix_site_checks_day", site_checks.c.subject_kind, site_checks.c.checked_on)
Index("ix_site_checks_subject", site_checks.c.subject_id, site_checks.c.id)
Index("ix_site_checks_sample", site_checks.c.sample_id, site_checks.c.subject_id)
Index("ix_site_checks_of_sample", site_checks.c.sample_id, site_checks.c.id)
Index("ix_site_checks_kept", site_checks.c.checked_on, site_checks.c.id, postgresql_where=text("erased_at IS NULL"))
