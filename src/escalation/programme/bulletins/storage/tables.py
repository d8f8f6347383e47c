"""Which table do bulletins have? One row for each unit and period, with the figures as they were drafted."""

from sqlalchemy import ARRAY, CheckConstraint, Date, Index, Integer, SmallInteger, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB, UUID

from escalation.kit.database.columns import Moment, Path, column, handed_on, id_column, metadata, optional, placed
from escalation.kit.database.rights import may
from escalation.kit.database.subtree_indexes import subtree_indexes

# Numbered within the year when it is published, so that there are no gaps; from then on nothing that it says changes.
# `opened_at`: since when everybody may read it, without signing in; null if nobody but staff may.
bulletins = Table(
    "bulletins",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("period", Text()),
    column("starts_on", Date()),
    column("ends_on", Date()),
    column("state", Text()),
    column("sections", ARRAY(Text())),
    column("figures", JSONB()),
    column("texts", JSONB()),
    optional("year", SmallInteger()),
    optional("number", Integer()),
    column("drafted_at", Moment),
    column("updated_at", Moment),
    optional("published_at", Moment),
    optional("published_by", Text()),
    optional("opened_at", Moment),
    optional("opened_by", Text()),
    column("version", Integer(), default="1"),
    placed("unit_id", "unit_path"),
    UniqueConstraint("unit_id", "period", "starts_on"),
    UniqueConstraint("unit_id", "year", "number"),
    CheckConstraint("period IN ('month', 'two_months', 'year')", name="known_period"),
    CheckConstraint("state IN ('draft', 'published')", name="known_state"),
    CheckConstraint(
        "num_nonnulls(year, number, published_at) = CASE state WHEN 'published' THEN 3 ELSE 0 END",
        name="numbered_if_published",
    ),
    CheckConstraint("opened_at IS NULL OR state = 'published'", name="published_if_open"),
    # What a unit that is no more has published or drafted is of its own time.
    info=may("INSERT", "UPDATE") | handed_on("true"),
)
_open = bulletins.c.opened_at.is_not(None)
Index("ix_bulletins_open", bulletins.c.id, postgresql_where=_open)
Index("ix_bulletins_open_of_unit", bulletins.c.unit_id, bulletins.c.id, postgresql_where=_open)
subtree_indexes("ix_bulletins_state", bulletins.c.state, bulletins.c.id)
