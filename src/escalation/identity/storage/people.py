"""Which people are there, and which posts do they hold? Posts are read from where roles are given, never copied."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import bindparam, insert

from escalation.actors import Role
from escalation.identity.domain.posts import HeldPost, KnownPerson
from escalation.identity.storage.held_roles import HELD_ROLES
from escalation.identity.storage.tables import people, person_members
from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import DIALECT, Compiled, Connection, Row, compile_statement
from escalation.kit.runtime.subtree import end_of


def known_person(person_id: str) -> str:
    """SQL for the columns that `person_of` reads: `person_id` is an expression of the statement they become part of.

    Only posts of members who serve, at units that are there: whoever loses a role has lost it with the next reading.
    """
    return f"""
      (SELECT known.name FROM people known WHERE known.id = {person_id}) AS person_name,
      ARRAY(
        SELECT ROW(m.id, m.name, u.id, u.code, u.name, u.path, h.role,
                   CASE WHEN bool_and(h.until IS NOT NULL) THEN max(h.until) END)
        FROM person_members pm
        JOIN members m ON m.id = pm.member_id AND m.active
        JOIN {HELD_ROLES} h ON h.member_id = m.id
        JOIN units u ON u.id = h.unit_id AND u.active
        WHERE pm.person_id = {person_id}
        GROUP BY m.id, u.id, h.role
        ORDER BY u.path, h.role, m.id
      ) AS posts"""


def person_of(row: Row) -> KnownPerson:
    """The person of a row with `person_id` and the columns of `known_person`."""
    posts = tuple(
        HeldPost(m, name, u, code, unit, path, Role(role), until)
        for m, name, u, code, unit, path, role, until in row["posts"]
    )
    return KnownPerson(row["person_id"], row["person_name"], posts)


async def find_person(connection: Connection, person_id: UUID) -> KnownPerson | None:
    """A person with their posts."""
    row = await connection.row(_FOUND, person=person_id)
    return person_of(row) if row else None


async def find_person_of_member(connection: Connection, member_id: UUID) -> KnownPerson | None:
    """The person whose member this is; `None` for a member with whom nobody signs in yet."""
    row = await connection.row(_OF_MEMBER, member=member_id)
    return person_of(row) if row else None


async def insert_person(connection: Connection, person_id: UUID, name: str, now: datetime) -> None:
    """Write down somebody."""
    await connection.run(_INSERTED, id=person_id, name=name, created_at=now)


async def link_member(connection: Connection, member_id: UUID, person_id: UUID, now: datetime) -> None:
    """Say whose a member is. Raises a unique violation if that was said already."""
    await connection.run(_LINKED, member_id=member_id, person_id=person_id, since=now)


async def is_all_within(connection: Connection, member_id: UUID, path: str) -> bool:
    """Whether a member, and every other one of the person whose it is, works nowhere but in the subtree of a path.

    At home, and wherever a role is held, also for a time that is yet to come: somebody who holds none at this moment
    may be given one again.
    """
    return await connection.value(_WITHIN, member=member_id, path=path, end=end_of(path)) is True


async def names_of_people(connection: Connection, ids: Collection[UUID]) -> Mapping[UUID, str]:
    """What people and members with these ids are called; those that do not exist are left out."""
    rows = await connection.rows(_NAMES, ids=list(ids)) if ids else []
    return {row["id"]: row["name"] for row in rows}


async def names_of_principals(connection: Connection, principals: Collection[str | None]) -> Mapping[str, str]:
    """Who stood behind principals of the audit: people, and members by their keys. A machine is nobody."""
    known = [principal for principal in principals if principal]
    rows = await connection.rows(_PRINCIPALS, principals=known) if known else []
    return {row["principal"]: row["name"] for row in rows}


def name_of(principal: str) -> str:
    """SQL of what the person or the member is called who stood behind a principal; null for a machine, and the like.

    `principal`: SQL of it. Looked up by keys alone, so that it may stand among the columns of a list.
    """
    return f"""
      CASE WHEN {principal} ~ '^person:[0-9a-f-]{{36}}$' THEN
             (SELECT p.name FROM people p WHERE p.id = split_part({principal}, ':', 2)::uuid)
           WHEN {principal} ~ '^key:[0-9a-f-]{{36}}$' THEN
             (SELECT m.name FROM api_keys k JOIN members m ON m.id = k.member_id
              WHERE k.id = split_part({principal}, ':', 2)::uuid)
      END"""


_PERSON: Final = f"SELECT p.id AS person_id, {known_person('p.id')} FROM people p"
_FOUND: Final = Compiled(f"{_PERSON} WHERE p.id = $1", ("person",), {})
_OF_MEMBER: Final = Compiled(
    f"{_PERSON} JOIN person_members l ON l.person_id = p.id WHERE l.member_id = $1", ("member",), {}
)
_INSERTED: Final = compile_statement(
    insert(people).values({name: bindparam(name) for name in ("id", "name", "created_at")})
)
_LINKED: Final = compile_statement(
    insert(person_members).values({name: bindparam(name) for name in ("member_id", "person_id", "since")})
)
_now: Final = NOW.compile(dialect=DIALECT)
_WITHIN: Final = Compiled(
    f"""
    SELECT NOT EXISTS (
      SELECT FROM (
        SELECT $1::uuid AS id
        UNION
        SELECT other.member_id FROM person_members own JOIN person_members other USING (person_id)
        WHERE own.member_id = $1
      ) their
      JOIN members m ON m.id = their.id AND (m.active OR m.id = $1)
      CROSS JOIN LATERAL (
        SELECT m.home_unit_id
        UNION ALL SELECT h.unit_id FROM memberships h WHERE h.member_id = m.id
        UNION ALL SELECT t.unit_id FROM temporary_posts t WHERE t.member_id = m.id AND t.until > {_now}
      ) works (unit_id)
      JOIN units u ON u.id = works.unit_id
      WHERE NOT (u.path >= $2 AND u.path < $3)
    )
    """,
    ("member", "path", "end"),
    {},
)
_NAMES: Final = Compiled(
    """
    SELECT id, name FROM people WHERE id = ANY ($1::uuid[])
    UNION ALL SELECT id, name FROM members WHERE id = ANY ($1::uuid[])
    """,
    ("ids",),
    {},
)
_PRINCIPALS: Final = Compiled(
    f"""
    SELECT principal, name
    FROM (
      SELECT principal, {name_of("principal")} AS name
      FROM (SELECT DISTINCT principal FROM unnest($1::text[]) principal) asked
    ) named
    WHERE name IS NOT NULL
    """,
    ("principals",),
    {},
)
