"""Which table do bulletins have? One row for each unit and period, with the figures as they were drafted."""

from sqlalchemy import ARRAY, CheckConstraint, Date, Index, Integer, SmallInteger, Table, Text, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB, UUID

from escalation.kit.database.columns import Moment, Path, column, handed_on, id_column, metadata, optional, placed
from escalation.kit.database.rights import may

# Numbered within the year when it is published, so that there are no gaps; from then on nothing of it changes.
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
    # What a unit that is no more has published or drafted is of its own time.
    info=may("INSERT", "UPDATE") | handed_on("true"),
)
Index("ix_bulletins_path", bulletins.c.unit_path, bulletins.c.id)
