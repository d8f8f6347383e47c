"""Which tables do visits have? Duties to visit, plans of what is owed, the visits, and numbers of households."""

from sqlalchemy import (
    ARRAY,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    Double,
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
    metadata,
    optional,
    placed,
    unit_column,
)
from escalation.kit.database.rights import may
from escalation.kit.database.subtree_indexes import subtree_indexes

_ID = UUID(as_uuid=True)

# Nobody has said it: there is no row.
household_counts = Table(
    "household_counts",
    metadata,
    Column("unit_id", _ID, ForeignKey("units.id"), primary_key=True),
    column("households", Integer()),
    column("updated_at", Moment),
    column("updated_by", Text()),
    CheckConstraint("households >= 0", name="not_negative"),
    info=may("INSERT", "UPDATE"),
)

# Who has to visit where: a unit, or one of its teams or members. `derived`: from the tree, by a rule; others are given.
# `next_on`: the first day for which there is no plan yet.
visit_duties = Table(
    "visit_duties",
    metadata,
    id_column(),
    column("unit_id", _ID),
    column("unit_path", Path),
    optional("team_id", _ID, ForeignKey("teams.id")),
    optional("member_id", _ID, ForeignKey("members.id")),
    unit_column("target_unit_id"),
    column("derived", Boolean()),
    optional("next_on", Date()),
    column("created_at", Moment),
    column("created_by", Text()),
    optional("ended_at", Moment),
    placed("unit_id", "unit_path"),
    CheckConstraint("team_id IS NULL OR member_id IS NULL", name="team_or_member"),
    CheckConstraint("(ended_at IS NULL) = (next_on IS NOT NULL)", name="ended_has_no_plans"),
    info=may("INSERT", "UPDATE"),
)
Index(
    "uq_visit_duties_in_force",
    visit_duties.c.unit_id,
    visit_duties.c.target_unit_id,
    visit_duties.c.team_id,
    visit_duties.c.member_id,
    unique=True,
    postgresql_nulls_not_distinct=True,
    postgresql_where=text("ended_at IS NULL"),
)
Index("ix_visit_duties_target", visit_duties.c.target_unit_id, postgresql_where=text("ended_at IS NULL"))
Index("ix_visit_duties_next_on", visit_duties.c.next_on, postgresql_where=text("next_on IS NOT NULL"))
subtree_indexes("ix_visit_duties_in_force", visit_duties.c.id, where="ended_at IS NULL")

# What is owed in one period, by the rule that was in force when it began. `required_households`: null where none are
# asked for, and with `covers_all` where nobody knows how many there are. `wake_at`: when somebody has to be told next.
visit_plans = Table(
    "visit_plans",
    metadata,
    id_column(),
    column("duty_id", _ID, ForeignKey("visit_duties.id")),
    column("unit_id", _ID),
    column("unit_path", Path),
    optional("team_id", _ID, ForeignKey("teams.id")),
    optional("member_id", _ID, ForeignKey("members.id")),
    unit_column("target_unit_id"),
    column("period", Text()),
    column("counting", Text()),
    column("starts_on", Date()),
    column("ends_on", Date()),
    column("warn_at", Moment),
    column("due_at", Moment),
    column("required_visits", Integer()),
    optional("required_households", Integer()),
    column("covers_all", Boolean()),
    column("made_visits", Integer(), default="0"),
    column("made_households", Integer(), default="0"),
    optional("fulfilled_at", Moment),
    optional("warned_at", Moment),
    optional("overdue_at", Moment),
    optional("void_at", Moment),
    optional("wake_at", Moment),
    column("created_at", Moment),
    placed("unit_id", "unit_path"),
    CheckConstraint("wake_at IS NULL OR (fulfilled_at IS NULL AND void_at IS NULL)", name="wakes_while_open"),
    CheckConstraint("starts_on <= ends_on", name="begins_before_it_ends"),
    info=may("INSERT", "UPDATE"),
)
_OPEN = "fulfilled_at IS NULL AND void_at IS NULL"
Index("uq_visit_plans_period", visit_plans.c.duty_id, visit_plans.c.starts_on, visit_plans.c.ends_on, unique=True)
Index("ix_visit_plans_wake_at", visit_plans.c.wake_at, postgresql_where=text("wake_at IS NOT NULL"))
# Those that are open, by when they are due; all of a unit; those of periods that run on some day, done or not.
subtree_indexes("ix_visit_plans_open", visit_plans.c.due_at, visit_plans.c.id, where=_OPEN)
subtree_indexes(
    "ix_visit_plans_running", visit_plans.c.ends_on, "(fulfilled_at IS NULL)", visit_plans.c.due_at, visit_plans.c.id
)  # fmt: skip
Index("ix_visit_plans_unit", visit_plans.c.unit_id, visit_plans.c.due_at)
Index("ix_visit_plans_open_target", visit_plans.c.target_unit_id, postgresql_where=text(_OPEN))
Index("ix_visit_plans_ends_on", visit_plans.c.ends_on, visit_plans.c.unit_path, visit_plans.c.id)

# `day`: the planned one until it was made, then the local day of that. Labels of households and a signature are sealed,
# each visit's with a data key of its own; marks tell equal ones of one unit apart, and say nothing without the master
# key. `confirmation`: by what way the visited said it first; that it was so is kept when the signature is erased.
visits = Table(
    "visits",
    metadata,
    id_column(),
    column("unit_id", _ID),
    column("unit_path", Path),
    optional("team_id", _ID, ForeignKey("teams.id")),
    optional("member_id", _ID, ForeignKey("members.id")),
    unit_column("target_unit_id"),
    optional("plan_id", _ID, ForeignKey("visit_plans.id")),
    optional("duty_id", _ID, ForeignKey("visit_duties.id")),
    column("state", Text()),
    column("day", Date()),
    optional("made_at", Moment),
    optional("recorded_at", Moment),
    column("households", Integer(), default="0"),
    optional("data_key", LargeBinary()),
    optional("household_labels", LargeBinary()),
    column("household_marks", ARRAY(LargeBinary), default="'{}'"),
    optional("signature", LargeBinary()),
    optional("longitude", Double()),
    optional("latitude", Double()),
    optional("accuracy", Integer()),
    optional("code_hash", LargeBinary()),
    optional("confirmed_at", Moment),
    optional("confirmation", Text()),
    optional("reason", Text()),
    column("version", Integer(), default="1"),
    column("created_at", Moment),
    column("created_by", Text()),
    column("updated_at", Moment),
    placed("unit_id", "unit_path"),
    CheckConstraint("state IN ('planned', 'made', 'cancelled')", name="known_state"),
    CheckConstraint("(made_at IS NULL) = (recorded_at IS NULL)", name="recorded_when_made"),
    CheckConstraint("state <> 'made' OR made_at IS NOT NULL", name="made_some_time"),
    CheckConstraint("(state = 'cancelled') = (reason IS NOT NULL)", name="cancelled_for_a_reason"),
    CheckConstraint("(data_key IS NULL) = (num_nonnulls(household_labels, signature) = 0)", name="visited_are_sealed"),
    CheckConstraint("confirmation IN ('signature', 'code', 'staff_device')", name="known_confirmation"),
    CheckConstraint("confirmation IS NULL OR confirmed_at IS NOT NULL", name="confirmed_some_way"),
    CheckConstraint("households >= cardinality(household_marks)", name="marked_ones_are_counted"),
    CheckConstraint("(longitude IS NULL) = (latitude IS NULL)", name="location_is_whole"),
    info=may("INSERT", "UPDATE") | handed_on(),
)
subtree_indexes("ix_visits_state", visits.c.state, visits.c.day, visits.c.id)
# What was done in a week, wherever.
Index("ix_visits_day", visits.c.day, visits.c.id, visits.c.unit_path)
Index("ix_visits_target_day", visits.c.target_unit_id, visits.c.day, visits.c.id)
Index("ix_visits_plan", visits.c.plan_id, postgresql_where=text("plan_id IS NOT NULL"))
Index("ix_visits_duty_made", visits.c.duty_id, visits.c.made_at, postgresql_where=text("state = 'made'"))
Index("ix_visits_labelled", visits.c.day, visits.c.id, postgresql_where=text("data_key IS NOT NULL"))
Index("uq_visits_code", visits.c.code_hash, unique=True, postgresql_where=text("code_hash IS NOT NULL"))

# What was said on the spot. Who sees the visit sees the opinion by its own rule, or not.
visit_opinions = Table(
    "visit_opinions",
    metadata,
    column("visit_id", _ID, ForeignKey("visits.id")),
    column("opinion_id", _ID, ForeignKey("opinions.id")),
    column("at", Moment),
    PrimaryKeyConstraint("visit_id", "opinion_id"),
    info=may("INSERT"),
)
Index("ix_visit_opinions_opinion", visit_opinions.c.opinion_id)
