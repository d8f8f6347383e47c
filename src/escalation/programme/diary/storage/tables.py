"""Which tables does the diary have? Its entries, and the opinions that came of them."""

from sqlalchemy import CheckConstraint, Column, Date, ForeignKey, Index, Integer, LargeBinary, Table, Text, text
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, handed_on, id_column, metadata, optional, placed
from escalation.kit.database.rights import may
from escalation.kit.database.subtree_indexes import subtree_indexes

# Who was met is sealed, with a data key of the entry's own: whoever drops the key has shredded it.
diary_entries = Table(
    "diary_entries",
    metadata,
    id_column(),
    column("unit_id", UUID(as_uuid=True)),
    column("unit_path", Path),
    column("written_by", Text()),
    optional("author_id", UUID(as_uuid=True), ForeignKey("members.id")),
    optional("author_person_id", UUID(as_uuid=True)),
    column("title", Text()),
    column("content", Text()),
    column("day", Date()),
    optional("place", Text()),
    column("people_met", Integer(), default="0"),
    optional("data_key", LargeBinary()),
    optional("people", LargeBinary()),
    column("state", Text()),
    optional("submitted_at", Moment),
    optional("grade", Text()),
    optional("comment", Text()),
    optional("reviewed_by", Text()),
    optional("reviewed_at", Moment),
    column("version", Integer(), default="1"),
    column("created_at", Moment),
    column("updated_at", Moment),
    optional("erased_at", Moment),
    CheckConstraint("state IN ('draft', 'submitted', 'reviewed')", name="known_state"),
    CheckConstraint("(state = 'draft') = (submitted_at IS NULL)", name="submitted_when_no_draft"),
    CheckConstraint("(state = 'reviewed') = (reviewed_at IS NOT NULL)", name="reviewed_when_it_says_so"),
    CheckConstraint("(data_key IS NULL) = (people IS NULL)", name="sealed_with_a_key"),
    placed("unit_id", "unit_path"),
    info=may("INSERT", "UPDATE", "DELETE") | handed_on(),
)
subtree_indexes(
    "ix_diary_entries_state", diary_entries.c.state, diary_entries.c.day, diary_entries.c.id, where="state <> 'draft'"
)
subtree_indexes(
    "ix_diary_entries_grade", diary_entries.c.grade, diary_entries.c.day, diary_entries.c.id, where="grade IS NOT NULL"
)
Index("ix_diary_entries_author", diary_entries.c.author_id, diary_entries.c.day, diary_entries.c.id)
Index("ix_diary_entries_writer", diary_entries.c.written_by, diary_entries.c.day, diary_entries.c.id)
# What is erased by age: who was met and where, and later what it says.
SAYS_WHOM = "(data_key IS NOT NULL OR place IS NOT NULL)"
Index("ix_diary_entries_kept", diary_entries.c.day, diary_entries.c.id, postgresql_where=text("erased_at IS NULL"))
Index(
    "ix_diary_entries_sealed", diary_entries.c.day, diary_entries.c.id,
    postgresql_where=text(f"erased_at IS NULL AND {SAYS_WHOM}"),
)  # fmt: skip

diary_opinions = Table(
    "diary_opinions",
    metadata,
    Column("opinion_id", UUID(as_uuid=True), ForeignKey("opinions.id"), primary_key=True),
    column("entry_id", UUID(as_uuid=True), ForeignKey("diary_entries.id")),
    column("at", Moment),
    info=may("INSERT"),
)
Index("ix_diary_opinions_entry", diary_opinions.c.entry_id, diary_opinions.c.opinion_id)
