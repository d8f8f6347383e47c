"""Which API keys are there? Only hashes are kept; a key itself is shown once, when it is made."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, bindparam, exists, func, insert, literal, or_, select, update
from sqlalchemy.sql.expression import any_

from escalation.identity.domain.posts import PERSON
from escalation.identity.storage.tables import api_keys, person_members
from escalation.kit.database.clock import NOW
from escalation.kit.database.columns import Path
from escalation.kit.database.connection import DIALECT, Compiled, Connection, Row, compile_statement
from escalation.organisation.storage.tables import members, memberships, units
from escalation.organisation.storage.units import UnitName

PRINCIPAL: Final = "key:"
"""With the id of a key behind it: how whoever calls with it is named, in the audit and in `created_by`."""

SEEN_AGAIN_AFTER: Final = timedelta(minutes=5)
"""Every so often at most it is written down that a key was used."""

KEY_PRINCIPAL: Final = f"^{PRINCIPAL}[0-9a-f-]{{36}}$"
"""What such a name matches, as PostgreSQL reads it."""

# A key made for a member works as long as the member serves and holds the role.
_ROLE_HELD = or_(
    api_keys.c.member_id.is_(None),
    exists().where(
        memberships.c.member_id == api_keys.c.member_id,
        memberships.c.unit_id == api_keys.c.unit_id,
        memberships.c.role == api_keys.c.role,
        members.c.id == api_keys.c.member_id,
        members.c.active,
    ),
)
_WORKING: Final = (
    select(
        api_keys.c.id,
        api_keys.c.role,
        api_keys.c.unit_id,
        units.c.path,
        api_keys.c.member_id,
        person_members.c.person_id,
        func.coalesce(api_keys.c.seen_at > NOW - literal(SEEN_AGAIN_AFTER), False).label("is_fresh"),
    )
    .join(units, units.c.id == api_keys.c.unit_id)
    .outerjoin(person_members, person_members.c.member_id == api_keys.c.member_id)
    .where(api_keys.c.revoked_at.is_(None), api_keys.c.expires_at > NOW, _ROLE_HELD)
)
_FOUND: Final = compile_statement(_WORKING.where(api_keys.c.secret_hash == bindparam("hash")))
_BY_ID: Final = compile_statement(_WORKING.where(api_keys.c.id == bindparam("id")))


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key to be kept. `secret_hash` is the SHA-256 of the key."""

    id: UUID
    secret_hash: bytes
    name: str
    unit_id: UUID
    role: str
    member_id: UUID | None
    created_by: str
    created_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class KeyRecord:
    """A key as it is shown: everything but the key."""

    id: UUID
    name: str
    role: str
    member_id: UUID | None
    member_name: str | None
    created_at: datetime
    created_by: str
    expires_at: datetime
    revoked_at: datetime | None
    seen_at: datetime | None
    unit: UnitName


@dataclass(frozen=True, slots=True)
class KeyScope:
    """Keys of units in a range of paths (see `subtree.end_of`), with one of these roles."""

    path: str
    end: str
    roles: Collection[str]

    def params(self) -> dict[str, object]:
        """The values of the condition's parameters."""
        return {"scope_path": self.path, "scope_end": self.end, "scope_roles": list(self.roles)}


@dataclass(frozen=True, slots=True)
class KeyMaker:
    """Who made a key of a line of them, and for which member and person. The first key of the line has depth 0."""

    depth: int
    principal: str
    members: Collection[str]


async def makers_of(connection: Connection, principal: str) -> list[KeyMaker]:
    """Who made the key that a principal is, if it is one, who the key by which that was done, and so on."""
    return [KeyMaker(*row) for row in await connection.rows(_MAKERS, principal=principal)]


async def find_key(connection: Connection, secret_hash: bytes) -> Row | None:
    """`id, role, unit_id, path, member_id, person_id` of a key that is neither revoked nor expired.

    `is_fresh`: whether it need not be written down again that it is used.
    """
    return await connection.row(_FOUND, hash=secret_hash)


async def find_key_by_id(connection: Connection, key_id: UUID) -> Row | None:
    """The same of a key of which the id is known."""
    return await connection.row(_BY_ID, id=key_id)


async def see_key(connection: Connection, key_id: UUID) -> None:
    """Write down that a key is used."""
    await connection.run(_SEEN, id=key_id)


async def insert_key(connection: Connection, key: NewKey) -> None:
    """Keep a new key."""
    await connection.run(_INSERTED, **{name: getattr(key, name) for name in NewKey.__dataclass_fields__})


async def list_keys(
    connection: Connection, scope: KeyScope, *, unit: str | None, after: UUID | None, limit: int
) -> list[KeyRecord]:
    """At most `limit` keys of a scope by id, behind the id `after`; revoked and expired ones included."""
    statement = _page(of_unit=unit is not None, goes_on=after is not None)
    rows = await connection.rows(statement, **scope.params(), unit=unit, after=after, limit=limit)
    return [_record(row) for row in rows]


async def find_key_record(connection: Connection, key_id: UUID) -> KeyRecord | None:
    """One key, whoever's it is."""
    row = await connection.row(_RECORD, id=key_id)
    return _record(row) if row else None


async def find_ended_key(connection: Connection, secret_hash: bytes) -> Row | None:
    """`has_expired, was_revoked` of a key that does not work any more; neither is so if the role is not held."""
    return await connection.row(_ENDED, hash=secret_hash)


async def lock_working(connection: Connection, key_id: UUID) -> datetime | None:
    """When a key ends by itself; `None` if it has ended. Nobody ends it before the end of the transaction."""
    found = await connection.value(_LOCKED, id=key_id)
    return found if isinstance(found, datetime) else None


async def end_without_role(connection: Connection, member_id: UUID) -> None:
    """Revoke the keys of a member who does not serve any more, or not in the role that they were made for."""
    await connection.run(_ENDED_WITHOUT_ROLE, member=member_id)


async def end_what_they_made(connection: Connection) -> list[tuple[UUID, str]]:
    """Revoke every key that was made with a revoked one, and what was made with those; their units and roles.

    Asked again until there is none: while one is waited for, it may have made another.
    """
    ended: list[tuple[UUID, str]] = []
    while rows := await connection.rows(_MADE_BY_REVOKED):
        ended += ((row["unit_id"], row["role"]) for row in rows)
    return ended


async def revoke_key(connection: Connection, key_id: UUID, scope: KeyScope) -> tuple[UUID, str] | None:
    """End a key of a scope, and say at which unit it had which role; `None` if there is none that still works."""
    row = await connection.row(_REVOKED, id=key_id, **scope.params())
    return (row["unit_id"], row["role"]) if row else None


_OWN: Final = ("id", "name", "role", "member_id", "created_at", "created_by", "expires_at", "revoked_at", "seen_at")
_RECORDS: Final = (
    select(
        *(api_keys.c[name] for name in _OWN),
        members.c.name.label("member_name"),
        units.c.id.label("unit_id"),
        units.c.code.label("unit_code"),
        units.c.name.label("unit_name"),
    )
    .join(units, units.c.id == api_keys.c.unit_id)
    .outerjoin(members, members.c.id == api_keys.c.member_id)
)
_IN_SCOPE: Final = (
    units.c.path >= bindparam("scope_path", type_=Path),
    units.c.path < bindparam("scope_end", type_=Path),
    api_keys.c.role == any_(bindparam("scope_roles", type_=ARRAY(Text))),
)
_INSERTED: Final = compile_statement(
    insert(api_keys).values({name: bindparam(name) for name in NewKey.__dataclass_fields__})
)
_SEEN: Final = compile_statement(update(api_keys).where(api_keys.c.id == bindparam("id")).values(seen_at=NOW))
_RECORD: Final = compile_statement(_RECORDS.where(api_keys.c.id == bindparam("id")))
_REVOKED: Final = compile_statement(
    update(api_keys)
    .where(
        api_keys.c.id == bindparam("id"), api_keys.c.revoked_at.is_(None), api_keys.c.unit_id == units.c.id, *_IN_SCOPE
    )
    .values(revoked_at=NOW)
    .returning(api_keys.c.unit_id, api_keys.c.role)
)


_ENDED: Final = compile_statement(
    select(
        (api_keys.c.expires_at <= NOW).label("has_expired"), api_keys.c.revoked_at.is_not(None).label("was_revoked")
    ).where(api_keys.c.secret_hash == bindparam("hash"))
)
_ENDED_WITHOUT_ROLE: Final = compile_statement(
    update(api_keys)
    .where(api_keys.c.member_id == bindparam("member"), api_keys.c.revoked_at.is_(None), ~_ROLE_HELD)
    .values(revoked_at=NOW)
)
_MAKERS: Final = Compiled(
    f"""
    WITH RECURSIVE line AS (
      SELECT 0 AS depth, k.created_by, k.member_id FROM api_keys k
      WHERE k.id = CASE WHEN $1 ~ '{KEY_PRINCIPAL}' THEN substr($1, {len(PRINCIPAL) + 1})::uuid END
      UNION ALL
      SELECT l.depth + 1, k.created_by, k.member_id FROM line l
      JOIN api_keys k
        ON k.id = CASE WHEN l.created_by ~ '{KEY_PRINCIPAL}' THEN substr(l.created_by, {len(PRINCIPAL) + 1})::uuid END
    )
    SELECT depth, created_by,
           array_remove(ARRAY['member:' || member_id::text, '{PERSON}' || person_id::text], NULL)
    FROM line LEFT JOIN person_members USING (member_id) ORDER BY depth
    """,
    ("principal",),
    {},
)
_LOCKED: Final = compile_statement(
    select(api_keys.c.expires_at)
    .where(api_keys.c.id == bindparam("id"), api_keys.c.revoked_at.is_(None), api_keys.c.expires_at > NOW, _ROLE_HELD)
    .with_for_update(read=True, of=api_keys)
)
_MADE_BY_REVOKED: Final = Compiled(
    f"""
    WITH RECURSIVE ended AS (
      SELECT id FROM api_keys WHERE revoked_at IS NOT NULL
      UNION SELECT k.id FROM api_keys k JOIN ended e ON k.created_by = '{PRINCIPAL}' || e.id
    )
    UPDATE api_keys k SET revoked_at = {NOW.compile(dialect=DIALECT)}
    FROM ended e WHERE k.created_by = '{PRINCIPAL}' || e.id AND k.revoked_at IS NULL
    RETURNING k.unit_id, k.role
    """,
    (),
    {},
)


@cache
def _page(*, of_unit: bool, goes_on: bool) -> Compiled:
    """A page of keys by id."""
    statement = _RECORDS.where(*_IN_SCOPE).order_by(api_keys.c.id).limit(bindparam("limit"))
    if of_unit:
        statement = statement.where(units.c.code == bindparam("unit"))
    if goes_on:
        statement = statement.where(api_keys.c.id > bindparam("after"))
    return compile_statement(statement)


def _record(row: Row) -> KeyRecord:
    own = {name: row[name] for name in _OWN}
    unit = UnitName(row["unit_id"], row["unit_code"], row["unit_name"])
    return KeyRecord(**own, member_name=row["member_name"], unit=unit)
