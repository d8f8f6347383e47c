"""Which tables do trends have? How active units were in each week, the weeks that are counted, and the alarms."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from escalation.kit.database.columns import Moment, Path, column, id_column, metadata, optional, placed
from escalation.kit.database.rights import may
from escalation.kit.database.subtree_indexes import subtree_indexes
from escalation.programme.trends.domain.activity import Activity

# A week that is over and was counted, with the working days that it had by the calendar then in force. `judged_at`:
# when alarms were looked for in all units; until then `judged_to` is how far, by path.
trend_weeks = Table(
    "trend_weeks",
    metadata,
    Column("monday", Date(), primary_key=True),
    column("working_days", SmallInteger()),
    column("counted_at", Moment),
    column("judged_to", Path, default="''::text"),
    optional("judged_at", Moment),
    info=may("INSERT", "UPDATE"),
)

# What a unit itself did in a week; there is no row where it did nothing.
unit_activity = Table(
    "unit_activity",
    metadata,
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("monday", Date()),
    *(column(kind.value, Integer(), default="0") for kind in Activity),
    PrimaryKeyConstraint("unit_id", "monday"),
    placed("unit_id", "unit_path"),
    info=may("INSERT"),
)
Index("ix_unit_activity_path", unit_activity.c.unit_path, unit_activity.c.monday)

trend_alarms = Table(
    "trend_alarms",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("alarm", Text()),
    # Since which week, and the figures that it was given for, as numerators and denominators.
    column("since", Date()),
    column("figures", JSONB()),
    column("found_at", Moment),
    optional("recovered_at", Moment),
    placed("unit_id", "unit_path"),
    CheckConstraint("alarm IN ('faded', 'idle_below', 'burst')", name="known_alarm"),
    info=may("INSERT", "UPDATE"),
)
Index(
    "uq_trend_alarms_open", trend_alarms.c.unit_id, trend_alarms.c.alarm, unique=True,
    postgresql_where=text("recovered_at IS NULL"),
)  # fmt: skip
subtree_indexes("ix_trend_alarms_alarm", trend_alarms.c.alarm, trend_alarms.c.id)
subtree_indexes("ix_trend_alarms_open", trend_alarms.c.alarm, trend_alarms.c.id, where="recovered_at IS NULL")
