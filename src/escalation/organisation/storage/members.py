"""Who works where, and in which roles? Named queries over members and their roles."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from operator import attrgetter
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    Text,
    TextClause,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    text,
    update,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor, Role
from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Path, normalized
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.parsing.normalization import nfkc
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.storage.members_of_units import is_of
from escalation.organisation.storage.tables import members, memberships, units
from escalation.organisation.storage.units import UnitName


@dataclass(frozen=True, slots=True)
class RoleRecord:
    """A role held at a unit."""

    unit: UnitName
    role: str
    since: datetime


@dataclass(frozen=True, slots=True)
class MemberRecord:
    """A member with every role held."""

    id: UUID
    name: str
    rank: str | None
    skills: tuple[str, ...]
    external_ref: str | None
    active: bool
    created_at: datetime
    updated_at: datetime
    home_unit: UnitName
    roles: tuple[RoleRecord, ...]


@dataclass(frozen=True, slots=True)
class MemberFilters:
    """What a list of members is narrowed to; `None` narrows nothing. `unit` is a code: home, or place of a role."""

    unit: str | None = None
    role: str | None = None
    active: bool | None = None
    q: str | None = None


@dataclass(frozen=True, slots=True)
class NewMember:
    """A member to be written: field names are column names."""

    id: UUID
    name: str
    home_unit_id: UUID
    rank: str | None
    skills: tuple[str, ...]
    external_ref: str | None
    created_at: datetime
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class Membership:
    """A role of a member at a unit: field names are column names."""

    member_id: UUID
    unit_id: UUID
    role: str
    since: datetime


async def list_members(
    connection: Connection, actor: Actor, filters: MemberFilters, *, after: UUID | None, limit: int
) -> list[MemberRecord]:
    """At most `limit` members in the actor's scope by id, behind the id `after`."""
    asked = {name: getattr(filters, name) for name in _CONDITIONS if getattr(filters, name) is not None}
    given = {f"filter_{name}": nfkc(value) if name == "q" else value for name, value in asked.items()}
    scope = scope_of(actor)
    is_top = actor.unit_path.count("/") <= _TOP and scope["to_path"] == end_of(actor.unit_path)
    statement = _page(tuple(asked), is_top=is_top, goes_on=after is not None)
    rows = await connection.rows(statement, **scope, **given, after=after, limit=limit)
    return [_record(row) for row in rows]


async def find_member(connection: Connection, actor: Actor, member_id: UUID) -> MemberRecord | None:
    """One member, if their home or a role of theirs lies in the actor's scope."""
    row = await connection.row(_RECORD, id=member_id, **scope_of(actor))
    return _record(row) if row else None


async def is_owned(connection: Connection, actor: Actor, member_id: UUID) -> bool:
    """Whether a member works nowhere but in the actor's scope: at home, and wherever a role is held."""
    return await connection.row(_OWNED, id=member_id, **scope_of(actor)) is not None


async def find_member_by_ref(connection: Connection, external_ref: str) -> bool:
    """Whether somebody has this reference."""
    return await connection.row(_BY_REF, ref=external_ref) is not None


async def members_like(connection: Connection, refs: Iterable[str], names: Iterable[str]) -> list[Row]:
    """Members with one of the references, or with none and one of the names.

    Rows of `id, name, home_unit_id, skills, rank, external_ref`.
    """
    return await connection.rows(_LIKE, refs=list(refs), names=list(names))


async def roles_of(connection: Connection, ids: Iterable[UUID]) -> frozenset[tuple[UUID, UUID, str]]:
    """Member, unit and role of everything these members hold."""
    return frozenset(tuple(row) for row in await connection.rows(_ROLES_OF, ids=list(ids)))


async def insert_members(connection: Connection, new: Sequence[NewMember]) -> None:
    """Write members. Raises a unique violation for a reference that is taken."""
    await connection.raw.copy_records_to_table(
        "members", records=[_member(member) for member in new], columns=_MEMBER, timeout=60
    )


async def insert_roles(connection: Connection, new: Sequence[Membership]) -> None:
    """Write roles that nobody holds yet."""
    await connection.raw.copy_records_to_table(
        "memberships", records=[_membership(role) for role in new], columns=_MEMBERSHIP, timeout=60
    )


async def give_role(connection: Connection, role: Membership) -> bool:
    """Write one role; `False` if it is held already."""
    return await connection.run(_GIVE, **{name: getattr(role, name) for name in _MEMBERSHIP}) == 1


async def take_role(connection: Connection, member_id: UUID, unit_id: UUID, role: str) -> bool:
    """End a role; `False` if it is not held. The member counts as changed."""
    if await connection.run(_TAKE, member_id=member_id, unit_id=unit_id, role=role) != 1:
        return False
    await update_member(connection, member_id, {})
    return True


async def update_member(connection: Connection, member_id: UUID, values: Mapping[str, object]) -> None:
    """Change columns of a member."""
    await connection.run(_changed(tuple(values)), member=member_id, **values)


async def holds_role(connection: Connection, member_id: UUID, unit_id: UUID, role: str) -> bool:
    """Whether an active member holds a role at a unit."""
    return await connection.row(_HOLDS, member_id=member_id, unit_id=unit_id, role=role) is not None


def scope_of(actor: Actor, within: str | None = None) -> dict[str, object]:
    """The range of paths that is an actor's business: the subtree, for a handler the unit alone.

    `within`: what of that lies in the subtree of the unit with this path; maybe nothing.
    """
    path = actor.unit_path
    # No serial number begins with 0, so this range ends before the first unit below.
    end = f"{path}0" if actor.role is Role.HANDLER else end_of(path)
    if within is not None:
        path, end = max(path, within), min(end, end_of(within))
    return {"from_path": path, "to_path": end}


def in_scope(path: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether a path lies in an actor's scope, to be run with `scope_of(actor)`."""
    return (path >= bindparam("from_path", type_=Path)) & (path < bindparam("to_path", type_=Path))


IN_SCOPE: Final[ColumnElement[bool]] = in_scope(units.c.path)
"""Over `units`, to be run with `scope_of(actor)`."""

_MEMBER: Final = tuple(field.name for field in fields(NewMember))
_MEMBERSHIP: Final = tuple(field.name for field in fields(Membership))
_member: Final[Callable[[NewMember], tuple[object, ...]]] = attrgetter(*_MEMBER)
_membership: Final[Callable[[Membership], tuple[object, ...]]] = attrgetter(*_MEMBERSHIP)
_OWN: Final = ("id", "name", "rank", "skills", "external_ref", "active", "created_at", "updated_at")
_HOME: Final = units.alias("home")
_ROLES: Final = """ARRAY(
  SELECT ROW(u.id, u.code, u.name, m.role, m.since) FROM memberships m JOIN units u ON u.id = m.unit_id
  WHERE m.member_id = members.id ORDER BY u.code, m.role
) AS roles"""
_RECORDS: Final = select(
    *(members.c[name] for name in _OWN),
    _HOME.c.id.label("home_id"),
    _HOME.c.code.label("home_code"),
    _HOME.c.name.label("home_name"),
    text(_ROLES),
).select_from(members.join(_HOME, _HOME.c.id == members.c.home_unit_id))
MEMBER_IN_SCOPE: Final[ColumnElement[bool]] = or_(
    exists().where(units.c.id == members.c.home_unit_id, IN_SCOPE),
    exists().where(memberships.c.member_id == members.c.id, units.c.id == memberships.c.unit_id, IN_SCOPE),
)
"""Over `members`: whose home or a role of whose is an actor's business. To be run with `scope_of(actor)`."""
_TOP: Final = 2
"""Slashes in the path of a unit that is below no other one."""
_IS_OF_SCOPE: Final = is_of("u.path >= CAST(:from_path AS text) AND u.path < CAST(:to_path AS text)")
_RECORD: Final = compile_statement(_RECORDS.where(members.c.id == bindparam("id"), MEMBER_IN_SCOPE))
_OWNED: Final = compile_statement(
    select(members.c.id).where(
        members.c.id == bindparam("id"),
        exists().where(units.c.id == members.c.home_unit_id, IN_SCOPE),
        ~exists().where(memberships.c.member_id == members.c.id, units.c.id == memberships.c.unit_id, ~IN_SCOPE),
    )
)
_BY_REF: Final = compile_statement(select(members.c.id).where(members.c.external_ref == bindparam("ref")))
_LIKE: Final = compile_statement(
    select(*(members.c[name] for name in ("id", "name", "home_unit_id", "skills", "rank", "external_ref"))).where(
        or_(
            members.c.external_ref == any_(bindparam("refs", type_=ARRAY(Text))),
            members.c.external_ref.is_(None) & (members.c.name == any_(bindparam("names", type_=ARRAY(Text)))),
        )
    )
)
_ROLES_OF: Final = compile_statement(
    select(memberships.c.member_id, memberships.c.unit_id, memberships.c.role).where(
        memberships.c.member_id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True))))
    )
)
_GIVE: Final = compile_statement(
    insert(memberships).values({name: bindparam(name) for name in _MEMBERSHIP}).on_conflict_do_nothing()
)
_IS_THIS: Final = (
    memberships.c.member_id == bindparam("member_id"),
    memberships.c.unit_id == bindparam("unit_id"),
    memberships.c.role == bindparam("role"),
)
_TAKE: Final = compile_statement(delete(memberships).where(*_IS_THIS))
_HOLDS: Final = compile_statement(
    select(members.c.id).join(memberships, memberships.c.member_id == members.c.id).where(*_IS_THIS, members.c.active)
)


def _record(row: Row) -> MemberRecord:
    own = {name: row[name] for name in _OWN}
    return MemberRecord(
        **{**own, "skills": tuple(own["skills"])},
        home_unit=UnitName(row["home_id"], row["home_code"], row["home_name"]),
        roles=tuple(RoleRecord(UnitName(*unit), role, since) for *unit, role, since in row["roles"]),
    )


@cache
def _page(asked: tuple[str, ...], *, is_top: bool, goes_on: bool) -> Compiled:
    """A page of members by id, narrowed to values of these filters.

    Whose scope begins at the top sees nearly everybody, and looks at them one after the other. Others begin with the
    people of their units.
    """
    scope = MEMBER_IN_SCOPE if is_top else _IS_OF_SCOPE
    statement = _RECORDS.where(scope, *(_CONDITIONS[name] for name in asked))
    if goes_on:
        statement = statement.where(members.c.id > bindparam("after"))
    return compile_statement(statement.order_by(members.c.id).limit(bindparam("limit")))


@cache
def _changed(names: tuple[str, ...]) -> Compiled:
    """The change of these columns."""
    values = {name: bindparam(name, type_=members.c[name].type) for name in names}
    changed = update(members).where(members.c.id == bindparam("member", type_=members.c.id.type))
    return compile_statement(changed.values({**values, "updated_at": NOW}))


_HELD: Final = exists().where(memberships.c.member_id == members.c.id)
_CONDITIONS: Final[Mapping[str, ColumnElement[bool] | TextClause]] = {
    "unit": is_of("u.code = CAST(:filter_unit AS text)"),
    "role": _HELD.where(memberships.c.role == bindparam("filter_role", type_=Text)),
    "active": members.c.active == bindparam("filter_active", type_=Boolean),
    "q": func.strpos(normalized(members.c.name), bindparam("filter_q", type_=Text)) > 0,
}
