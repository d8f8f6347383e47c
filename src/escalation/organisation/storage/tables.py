"""Which tables does the organisation have? Units and members, and the teams that they serve in."""

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Identity,
    Index,
    Integer,
    PrimaryKeyConstraint,
    SmallInteger,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from escalation.kit.database.columns import Moment, Path, column, id_column, maybe_unit, metadata, optional, unit_column
from escalation.kit.database.rights import may

units = Table(
    "units",
    metadata,
    id_column(),
    Column("serial", BigInteger, Identity(always=False), nullable=False, unique=True),
    # Compared by bytes: the order of a page must not depend on the database's language.
    Column("code", Text(collation="C"), nullable=False, unique=True),
    column("name", Text()),
    column("kind", Text()),
    optional("designation", Text()),
    column("level", SmallInteger()),
    maybe_unit("parent_id"),
    Column("path", Path, nullable=False, unique=True),
    column("has_office", Boolean(), default="false"),
    column("active", Boolean(), default="true"),
    maybe_unit("successor_id"),
    optional("longitude", Double()),
    optional("latitude", Double()),
    column("version", Integer(), default="1"),
    column("created_at", Moment),
    column("updated_at", Moment),
    CheckConstraint("active OR successor_id IS NOT NULL", name="dissolved_has_successor"),
    CheckConstraint("path LIKE '/%/'", name="path_form"),
    CheckConstraint("(longitude IS NULL) = (latitude IS NULL)", name="location_is_whole"),
    CheckConstraint("longitude BETWEEN -180 AND 180 AND latitude BETWEEN -90 AND 90", name="location_on_earth"),
    UniqueConstraint("id", "path"),
    # The words of names, cut by a function of the database that the migrations make (see search_words.py).
    Index("ix_units_words", text("search_words(name)"), postgresql_using="gin"),
    info=may("INSERT", "UPDATE"),
)
# Pages of a list are in the order of codes.
Index("ix_units_parent", units.c.parent_id, units.c.code)
Index("ix_units_level", units.c.level, units.c.code)
# Whom a ticket may be given to is looked for in a part of the tree, on a level.
Index("ix_units_level_path", units.c.level, units.c.path, postgresql_where=text("active"))

# How names of units are typed in pinyin (see pinyin.py). Beside them: it follows from the name alone.
unit_pinyin = Table(
    "unit_pinyin",
    metadata,
    Column("unit_id", UUID(as_uuid=True), ForeignKey("units.id"), primary_key=True),
    column("spelling", Text(collation="C")),
    column("initials", Text(collation="C")),
    column("erhua", Text(collation="C")),
    column("grams", ARRAY(Text(collation="C"))),
    info=may("INSERT", "UPDATE"),
)
Index("ix_unit_pinyin_spelling", unit_pinyin.c.spelling)
Index("ix_unit_pinyin_initials", unit_pinyin.c.initials)
Index("ix_unit_pinyin_grams", unit_pinyin.c.grams, postgresql_using="gin")

members = Table(
    "members",
    metadata,
    id_column(),
    column("name", Text()),
    unit_column("home_unit_id"),
    optional("rank", Text()),
    column("skills", ARRAY(Text), default="'{}'"),
    Column("external_ref", Text, nullable=True, unique=True),
    column("active", Boolean(), default="true"),
    column("created_at", Moment),
    column("updated_at", Moment),
    CheckConstraint("rank IN ('ministry', 'bureau', 'division', 'section', 'staff', 'village')", name="known_rank"),
    info=may("INSERT", "UPDATE"),
)
Index("ix_members_home_unit", members.c.home_unit_id)

memberships = Table(
    "memberships",
    metadata,
    column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    unit_column(),
    column("role", Text()),
    column("since", Moment),
    PrimaryKeyConstraint("member_id", "unit_id", "role"),
    CheckConstraint("role IN ('handler', 'leader', 'office', 'supervisor', 'integrator', 'admin')", name="known_role"),
    info=may("INSERT", "DELETE"),
)
Index("ix_memberships_unit_role", memberships.c.unit_id, memberships.c.role)

# 引领工作队: many teams a unit; a member serves in a team while working in a home department.
teams = Table(
    "teams",
    metadata,
    id_column(),
    unit_column(),
    column("name", Text()),
    column("created_at", Moment),
    UniqueConstraint("unit_id", "name"),
    info=may("INSERT", "UPDATE"),
)

team_members = Table(
    "team_members",
    metadata,
    column("team_id", UUID(as_uuid=True), ForeignKey("teams.id")),
    column("member_id", UUID(as_uuid=True), ForeignKey("members.id")),
    column("team_role", Text()),
    maybe_unit("home_unit_id"),
    PrimaryKeyConstraint("team_id", "member_id"),
    CheckConstraint("team_role IN ('leader', 'deputy', 'member')", name="known_role"),
    info=may("INSERT", "UPDATE", "DELETE"),
)
Index("ix_team_members_member", team_members.c.member_id)
