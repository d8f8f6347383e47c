"""How does somebody get in for the first time, or again? By an invitation: a link that can be used once.

It is for a member. With whom nobody signs in yet, it makes a person of them, or adds the member to the person who opens
it signed in. For somebody who has been in before it sets the password anew.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

import asyncpg

from escalation.actors import Actor
from escalation.errors import NotFound
from escalation.identity.domain.posts import KnownPerson
from escalation.identity.storage import people
from escalation.kit.database.clock import read_now, read_wall
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.organisation.storage.members import MemberRecord
from escalation.organisation.usecases.members import existing_member
from escalation.sign_in.domain.passwords import check_password, login_key
from escalation.sign_in.domain.refusals import InvitationGone, LoginTaken
from escalation.sign_in.storage import invitations, passwords
from escalation.sign_in.storage.invitations import Invitation, InvitationRecord, NewInvitation
from escalation.sign_in.usecases.sessions import (
    BegunSession,
    Browser,
    begin_session,
    end_everything_of,
    require_reach,
)
from escalation.sign_in.usecases.sign_in_context import SignInContext, digest_of, new_secret

DAYS: Final = 7


@dataclass(frozen=True, slots=True)
class WantedInvitation:
    """For which member, under which name they will sign in, and for how many days it can be used."""

    member_id: UUID
    login: str | None = None
    days: int = DAYS


@dataclass(frozen=True, slots=True)
class MadeInvitation:
    """An invitation; `secret` is told once and never again."""

    id: UUID
    member_id: UUID
    member_name: str
    login: str
    expires_at: datetime
    secret: str


RenderInvitation = Callable[[MadeInvitation], StoredResponse]


async def invite(runtime: Runtime, wanted: WantedInvitation, *, by: Actor) -> MadeInvitation:
    """Make an invitation; an earlier one for the same member ends.

    The name is the one they have; or else the one wanted, their reference, or what they are called. Raises `NotFound`
    for a member out of the caller's scope, `ForbiddenAction` for one who also works outside of it, `LoginTaken`.
    """
    async with runtime.database.transaction() as connection:
        return await _invite(connection, wanted, by)


async def hand_out_invitation(
    runtime: Runtime, wanted: WantedInvitation, *, by: Actor, render: RenderInvitation, once: IdempotentRequest | None
) -> StoredResponse:
    """`invite` as a request that may be repeated; the kept answer is sealed."""

    async def work(connection: Connection) -> StoredResponse:
        return render(await _invite(connection, wanted, by))

    return await do_once(runtime, once, work)


async def list_invitations(
    runtime: Runtime, actor: Actor, *, after: UUID | None, limit: int
) -> Sequence[InvitationRecord]:
    """One page of the invitations of members in the caller's scope that can still be used."""
    async with runtime.database.connection(changes=False) as connection:
        return await invitations.list_invitations(connection, actor, after=after, limit=limit)


async def revoke_invitation(runtime: Runtime, invitation_id: UUID, *, by: Actor) -> None:
    """End an invitation of a member in the caller's scope. Raises `NotFound` if there is none that can be used."""
    async with runtime.database.connection() as connection:
        if not await invitations.revoke_invitation(connection, by, invitation_id):
            raise NotFound


async def read_invitation(context: SignInContext, secret: str) -> Invitation:
    """What an invitation is for. Raises `InvitationGone`."""
    async with context.runtime.database.connection(changes=False) as connection:
        return await _open(connection, secret)


async def accept_invitation(context: SignInContext, secret: str, password: str, browser: Browser) -> BegunSession:
    """Set the password of whoever is invited, and begin a session; all others of theirs end.

    Raises `InvitationGone`, `ValidationFailed` for a weak password, `LoginTaken`, `NoPost`, `ForbiddenAction` if the
    person holds posts by now that whoever invited does not reach, `PasswordsOff`.
    """
    context.require_passwords()
    login = (await read_invitation(context, secret)).login
    check_password(password, login=login)
    hashed = await context.hashing.hash(password)
    async with context.runtime.database.transaction() as connection:
        invitation = await _open(connection, secret)
        await require_reach(connection, invitation.scope_path, invitation.member_id)
        person_id = await person_for(connection, invitation)
        await _save(connection, person_id, invitation.login, hashed)
        await end_everything_of(connection, person_id)
        await invitations.end_invitation(connection, invitation.id)
        begun = await begin_session(context, connection, person_id, "invitation", browser)
    context.forget_people()
    return begun


async def join_invitation(context: SignInContext, secret: str, person_id: UUID) -> None:
    """Add the member that is invited to a person who is signed in.

    Raises `InvitationGone`, also for a member with whom somebody signs in already; `ForbiddenAction` if by now the
    member works where whoever invited does not reach.
    """
    async with context.runtime.database.transaction() as connection:
        invitation = await _open(connection, secret)
        if await people.find_person_of_member(connection, invitation.member_id) is not None:
            raise InvitationGone
        await require_reach(connection, invitation.scope_path, invitation.member_id)
        await people.link_member(connection, invitation.member_id, person_id, await read_now(connection))
        await invitations.end_invitation(connection, invitation.id)
    context.sessions.clear()


async def new_person(connection: Connection, member_id: UUID, name: str) -> UUID:
    """Make a person of a member with whom nobody signs in yet."""
    person_id, now = new_id(), await read_now(connection)
    await people.insert_person(connection, person_id, name, now)
    await people.link_member(connection, member_id, person_id, now)
    return person_id


async def person_for(connection: Connection, invitation: Invitation) -> UUID:
    """Whoever signs in with the member that is invited: somebody new if nobody does yet."""
    person = await people.find_person_of_member(connection, invitation.member_id)
    return person.id if person else await new_person(connection, invitation.member_id, invitation.member_name)


async def _invite(connection: Connection, wanted: WantedInvitation, by: Actor) -> MadeInvitation:
    member = await existing_member(connection, by, wanted.member_id)
    await require_reach(connection, by.unit_path, member.id)
    person = await people.find_person_of_member(connection, member.id)
    login = await _login(connection, wanted, member, person)
    now = await read_wall(connection)
    made = MadeInvitation(
        id=new_id(), member_id=member.id, member_name=member.name, login=login,
        expires_at=now + timedelta(days=wanted.days), secret=new_secret(),
    )  # fmt: skip
    await invitations.insert_invitation(connection, NewInvitation(
        id=made.id, secret_hash=digest_of(made.secret), member_id=member.id, login=login, scope_path=by.unit_path,
        created_at=now, created_by=by.principal, expires_at=made.expires_at,
    ))  # fmt: skip
    return made


async def _login(
    connection: Connection, wanted: WantedInvitation, member: MemberRecord, person: KnownPerson | None
) -> str:
    has = await passwords.find_login(connection, person.id) if person else None
    login = has or wanted.login or member.external_ref or member.name
    taken = await passwords.find_password(connection, login_key(login))
    if taken is not None and (person is None or taken.person_id != person.id):
        raise LoginTaken
    return login


async def _open(connection: Connection, secret: str) -> Invitation:
    found = await invitations.find_invitation(connection, digest_of(secret))
    if found is None:
        raise InvitationGone
    return found


async def _save(connection: Connection, person_id: UUID, login: str, hashed: str) -> None:
    try:
        async with connection.transaction():
            await passwords.save_password(connection, person_id, login_key(login), login, hashed)
    except asyncpg.UniqueViolationError:
        raise LoginTaken from None
