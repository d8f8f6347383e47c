"""Which tables do surveys have? The survey, who is asked, what they answered, and codes that let somebody answer."""

from sqlalchemy import (
    BigInteger,
    Boolean,
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
from sqlalchemy.dialects.postgresql import JSONB, UUID

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

_ID = UUID(as_uuid=True)
_TO_BE_CALLED = text("state = 'waiting' AND has_number")

# `rules`: the section that was in force when it was ordered, with what is asked; of which version of the document.
# `wake_at`: when the clock has something to do with it.
surveys = Table(
    "surveys",
    metadata,
    id_column(),
    column("unit_id", _ID),
    column("unit_path", Path),
    column("kind", Text()),
    column("title", Text()),
    unit_column("within_unit_id"),
    column("period_since", Date()),
    column("period_until", Date()),
    column("rules", JSONB()),
    optional("rules_version", Integer()),
    column("seed", BigInteger()),
    column("size", Integer()),
    column("frame_size", Integer()),
    column("frame_digest", LargeBinary()),
    column("asked_lately", Integer(), default="0"),
    column("out_of_reach", Integer(), default="0"),
    column("opened_at", Moment),
    column("opened_by", Text()),
    column("ends_at", Moment),
    optional("wake_at", Moment),
    optional("reminded_at", Moment),
    optional("closed_at", Moment),
    CheckConstraint("kind IN ('ticket', 'unit')", name="known_kind"),
    CheckConstraint("closed_at IS NULL OR wake_at IS NULL", name="closed_sleeps"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE") | handed_on(),
)
Index("ix_surveys_subtree", surveys.c.unit_path, surveys.c.id)
Index("ix_surveys_wake", surveys.c.wake_at, postgresql_where=text("wake_at IS NOT NULL"))

# Who is asked: by the opinion that they sent in, whose contact is sealed there and nowhere else. The unit is the one
# that is asked about. A lease says who calls them now; it goes by the clock that a sandbox may turn.
# Whoever left no number is asked by messages alone.
survey_people = Table(
    "survey_people",
    metadata,
    id_column(),
    column("survey_id", _ID, ForeignKey("surveys.id")),
    column("place", Integer()),
    column("unit_id", _ID),
    column("unit_path", Path),
    column("opinion_id", _ID, ForeignKey("opinions.id")),
    optional("ticket_id", _ID, ForeignKey("tickets.id")),
    column("has_number", Boolean(), default="true"),
    column("state", Text(), default="'waiting'"),
    optional("answered_by", Text()),
    optional("settled_at", Moment),
    column("tries", Integer(), default="0"),
    column("call_at", Moment),
    optional("leased_by", Text()),
    optional("leased_until", Moment),
    CheckConstraint("state IN ('waiting', 'answered', 'refused', 'unreached', 'withdrawn')", name="known_state"),
    CheckConstraint("answered_by IN ('page', 'telephone')", name="known_way"),
    CheckConstraint("(state = 'answered') = (answered_by IS NOT NULL)", name="answered_by_a_way"),
    CheckConstraint("(leased_by IS NULL) = (leased_until IS NULL)", name="leased_by_somebody"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE") | handed_on(),
)
Index("uq_survey_people_opinion", survey_people.c.opinion_id, survey_people.c.survey_id, unique=True)
Index("ix_survey_people_survey", survey_people.c.survey_id, survey_people.c.state)
Index("ix_survey_people_subtree", survey_people.c.unit_path, survey_people.c.survey_id)
Index(
    "ix_survey_people_calls", survey_people.c.survey_id, survey_people.c.call_at, survey_people.c.place,
    postgresql_where=_TO_BE_CALLED,
)  # fmt: skip

# In an order that says nothing of who they are.
Index(
    "ix_survey_people_answered", survey_people.c.survey_id, text("md5(id::text)"),
    postgresql_where=text("state = 'answered'"),
)  # fmt: skip

survey_answers = Table(
    "survey_answers",
    metadata,
    column("person_id", _ID, ForeignKey("survey_people.id")),
    column("question", Text()),
    optional("option", Text()),
    optional("words", Text()),
    PrimaryKeyConstraint("person_id", "question"),
    CheckConstraint("num_nonnulls(option, words) = 1", name="chosen_or_said"),
    info=may("INSERT", "DELETE"),
)

# A code is made when a message is written, and only its hash is kept. Each of them opens the questions until there is
# an answer or the survey is over.
survey_codes = Table(
    "survey_codes",
    metadata,
    column("hash", LargeBinary()),
    column("person_id", _ID, ForeignKey("survey_people.id")),
    column("made_at", Moment),
    PrimaryKeyConstraint("hash"),
    info=may("INSERT", "DELETE"),
)
Index("ix_survey_codes_person", survey_codes.c.person_id)
