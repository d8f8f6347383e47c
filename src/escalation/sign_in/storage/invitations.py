"""Who may set a password, or sign in for the first time? Invitations: one that is open for each member."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, delete, insert, literal, select, update

from escalation.actors import Actor, Role
from escalation.identity.domain.posts import PERSON
from escalation.identity.storage.api_keys import PRINCIPAL
from escalation.kit.database.clock import NOW, WALL
from escalation.kit.database.connection import DIALECT, Compiled, Connection, compile_statement
from escalation.organisation.storage.members import MEMBER_IN_SCOPE, scope_of
from escalation.organisation.storage.tables import members
from escalation.sign_in.storage.tables import invitations

KEPT: Final = timedelta(days=90)
"""How long an invitation stays on record after its time."""


@dataclass(frozen=True, slots=True)
class NewInvitation:
    """An invitation to be kept: field names are column names."""

    id: UUID
    secret_hash: bytes
    member_id: UUID
    login: str
    scope_path: str
    created_at: datetime
    created_by: str
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Invitation:
    """An invitation that can be accepted, for whom it is, and what whoever made it reaches."""

    id: UUID
    member_id: UUID
    member_name: str
    login: str
    scope_path: str


@dataclass(frozen=True, slots=True)
class InvitationRecord:
    """An invitation as those are shown it who may revoke it: everything but the link."""

    id: UUID
    member_id: UUID
    member_name: str
    login: str
    created_at: datetime
    created_by: str
    expires_at: datetime


async def insert_invitation(connection: Connection, invitation: NewInvitation) -> None:
    """Keep an invitation; the one before it for the same member ends."""
    await connection.run(_ENDED_OF_MEMBER, member=invitation.member_id)
    await connection.run(_INSERTED, **{name: getattr(invitation, name) for name in NewInvitation.__dataclass_fields__})


async def find_invitation(connection: Connection, secret_hash: bytes) -> Invitation | None:
    """The invitation with this secret that is open, of a member who serves.

    None of a key that was revoked since, nor of a person who administers nothing there any more. In a transaction
    nobody else uses it.
    """
    row = await connection.row(_FOUND, hash=secret_hash)
    return Invitation(*row) if row else None


async def list_invitations(
    connection: Connection, actor: Actor, *, after: UUID | None, limit: int
) -> list[InvitationRecord]:
    """At most `limit` invitations by id, behind the id `after`: open ones, of members in the actor's scope."""
    statement = _LISTED_ON if after else _LISTED
    rows = await connection.rows(statement, **scope_of(actor), after=after, limit=limit)
    return [InvitationRecord(*row) for row in rows]


async def revoke_invitation(connection: Connection, actor: Actor, invitation_id: UUID) -> bool:
    """End an open invitation of a member in the actor's scope; whether there was one."""
    return await connection.run(_REVOKED, **scope_of(actor), invitation=invitation_id) > 0


async def end_invitation(connection: Connection, invitation_id: UUID) -> None:
    """It was used."""
    await connection.run(_ENDED, invitation=invitation_id)


async def forget_invitations(connection: Connection, limit: int) -> int:
    """Forget at most `limit` whose time is long over; how many there were."""
    return await connection.run(_FORGOTTEN, limit=limit)


_OPEN: Final = invitations.c.ended_at.is_(None)
_INSERTED: Final = compile_statement(
    insert(invitations).values({name: bindparam(name) for name in NewInvitation.__dataclass_fields__})
)
# Whoever could not make it any more lets nobody in: their key was revoked or has expired, or their post has ended.
_FOUND: Final = Compiled(
    f"""
    SELECT i.id, i.member_id, m.name, i.login, i.scope_path
    FROM invitations i JOIN members m ON m.id = i.member_id
    WHERE i.secret_hash = $1 AND i.ended_at IS NULL AND i.expires_at > clock_timestamp() AND m.active
      AND CASE split_part(i.created_by, ':', 1)
          WHEN '{PRINCIPAL.removesuffix(":")}' THEN EXISTS (
            SELECT FROM api_keys k
            WHERE k.id = split_part(i.created_by, ':', 2)::uuid
              AND k.revoked_at IS NULL AND k.expires_at > {NOW.compile(dialect=DIALECT)}
          )
          WHEN '{PERSON.removesuffix(":")}' THEN EXISTS (
            SELECT FROM person_members l
            JOIN members a ON a.id = l.member_id AND a.active
            JOIN memberships h ON h.member_id = a.id AND h.role = '{Role.ADMIN}'
            JOIN units u ON u.id = h.unit_id AND u.active AND starts_with(i.scope_path, u.path)
            WHERE l.person_id = split_part(i.created_by, ':', 2)::uuid
          )
          ELSE true END
    FOR UPDATE OF i
    """,
    ("hash",),
    {},
)
_LIVES: Final = and_(_OPEN, invitations.c.expires_at > WALL, members.c.id == invitations.c.member_id, members.c.active)
_SHOWN: Final = (
    select(
        invitations.c.id,
        invitations.c.member_id,
        members.c.name,
        *(invitations.c[name] for name in ("login", "created_at", "created_by", "expires_at")),
    )
    .where(_LIVES, MEMBER_IN_SCOPE)
    .order_by(invitations.c.id)
    .limit(bindparam("limit"))
)
_LISTED: Final = compile_statement(_SHOWN)
_LISTED_ON: Final = compile_statement(_SHOWN.where(invitations.c.id > bindparam("after")))
_REVOKED: Final = compile_statement(
    update(invitations)
    .where(invitations.c.id == bindparam("invitation"), _LIVES, MEMBER_IN_SCOPE)
    .values(ended_at=WALL)
)
_ENDED: Final = compile_statement(
    update(invitations).where(invitations.c.id == bindparam("invitation")).values(ended_at=WALL)
)
_ENDED_OF_MEMBER: Final = compile_statement(
    update(invitations).where(invitations.c.member_id == bindparam("member"), _OPEN).values(ended_at=WALL)
)
_LONG_AGO: Final = (
    select(invitations.c.id).where(invitations.c.expires_at < WALL - literal(KEPT)).limit(bindparam("limit"))
)
_FORGOTTEN: Final = compile_statement(delete(invitations).where(invitations.c.id.in_(_LONG_AGO.scalar_subquery())))
