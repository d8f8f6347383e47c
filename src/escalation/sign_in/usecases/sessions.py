"""How does the session of a browser begin, go on and end? One secret in a cookie, made anew at every sign-in."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import Actor, Means
from escalation.errors import N_, ForbiddenAction, NotFound, Unauthenticated
from escalation.identity.storage.people import find_person, find_person_of_member, is_all_within
from escalation.kit.database.clock import read_wall
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.organisation.usecases.members import existing_member
from escalation.sign_in.domain.refusals import NoPost
from escalation.sign_in.storage import device_tokens, sessions
from escalation.sign_in.storage.sessions import LiveSession, NewSession, SessionRecord
from escalation.sign_in.usecases.sign_in_context import SignInContext, digest_of, new_secret

_BEYOND: Final = N_("This person also holds posts outside your scope. Whoever reaches all of them may do this.")
_LONGEST_BROWSER = 200
_LONGEST_SECRET = 100


@dataclass(frozen=True, slots=True)
class Browser:
    """What is known of whoever signs in before they are known.

    `agent`: what the browser calls itself; `network`: where it is; `device`, `session`: its cookies of earlier times.
    """

    agent: str
    network: str
    device: str | None = None
    session: str | None = None


@dataclass(frozen=True, slots=True)
class BegunSession:
    """A session that begins: its secret, told this once, and by what the browser will be known again.

    `has_choice`: whose it is holds several posts.
    """

    id: UUID
    secret: str
    device: str
    expires_at: datetime
    has_choice: bool


async def begin_session(
    context: SignInContext, connection: Connection, person_id: UUID, method: str, browser: Browser
) -> BegunSession:
    """Begin a session, and end the one that the browser came with. Raises `NoPost` for somebody without any."""
    person = await find_person(connection, person_id)
    if person is None or not person.posts:
        raise NoPost
    if browser.session is not None:
        await sessions.end_session_by_hash(connection, digest_of(browser.session))
        context.sessions.forget(digest_of(browser.session))
    now = await read_wall(connection)
    begun = BegunSession(
        id=new_id(), secret=new_secret(), device=browser.device or new_secret(),
        expires_at=now + context.configuration.sessions.longest, has_choice=len(person.posts) > 1,
    )  # fmt: skip
    await sessions.insert_session(connection, NewSession(
        id=begun.id, secret_hash=digest_of(begun.secret), person_id=person_id, device_hash=digest_of(begun.device),
        method=method, browser=_shown(browser.agent), created_at=now, seen_at=now, expires_at=begun.expires_at,
    ))  # fmt: skip
    return begun


async def live_session(context: SignInContext, secret: str, *, is_used: bool = True) -> LiveSession:
    """The session with this secret, and the posts that its person holds now.

    Asks the database once in a few seconds for each. A page that only listens does not use it: without this an open
    page would keep its session for ever. Raises `Unauthenticated` if it has ended, or its person holds no
    post any more.
    """
    digest = digest_of(secret[:_LONGEST_SECRET])
    known = context.sessions.get(digest)
    if known is not None and (known.is_fresh or not is_used):
        return known
    async with context.runtime.database.connection() as connection:
        found = await sessions.find_session(connection, digest, context.configuration.sessions.idle)
        if found is None or not found.person.posts:
            raise Unauthenticated
        if is_used and not found.is_fresh:
            await sessions.see_session(connection, found.id)
            found = replace(found, is_fresh=True)
    return context.sessions.keep(digest, found)


async def choose_post(context: SignInContext, secret: str, acting_as: str) -> None:
    """Act as this post in the session with this secret, wherever a request does not say otherwise.

    Raises `Unauthenticated`, `ForbiddenAction` for a post of another's, `PostNotChosen` if it is not clear which.
    """
    session = await live_session(context, secret)
    session.person.acting_as(acting_as, Means.SESSION, needs_post=True)
    async with context.runtime.database.connection() as connection:
        await sessions.choose_post(connection, session.id, acting_as)
    context.sessions.forget(digest_of(secret))


async def list_sessions(context: SignInContext, actor: Actor) -> Sequence[SessionRecord]:
    """The caller's own sessions that live."""
    if actor.in_person is None:
        return ()
    async with context.runtime.database.connection(changes=False) as connection:
        return await sessions.list_sessions(connection, actor.in_person, context.configuration.sessions.idle)


async def end_session(context: SignInContext, session_id: UUID, actor: Actor) -> None:
    """End a session of the caller's own. Raises `NotFound`."""
    if actor.in_person is None:
        raise NotFound
    async with context.runtime.database.connection() as connection:
        ended = await sessions.end_session(connection, session_id, actor.in_person)
    if ended is None:
        raise NotFound
    context.sessions.forget(ended)


async def sign_out_everywhere(context: SignInContext, person_id: UUID | None) -> None:
    """End all sessions and phones of a person; whoever is none has none."""
    if person_id is None:
        return
    async with context.runtime.database.transaction() as connection:
        await end_everything_of(connection, person_id)
    context.forget_people()


async def sign_member_out(context: SignInContext, member_id: UUID, *, by: Actor) -> None:
    """End all sessions and phones of the person whose member this is.

    Raises `NotFound` for a member out of the caller's scope, `ForbiddenAction` for a person who holds posts outside it.
    """
    async with context.runtime.database.transaction() as connection:
        member = await existing_member(connection, by, member_id)
        person = await find_person_of_member(connection, member.id)
        if person is not None:
            await require_reach(connection, by.unit_path, member.id)
            await end_everything_of(connection, person.id)
    context.forget_people()


async def end_everything_of(connection: Connection, person_id: UUID) -> None:
    """Sign a person out of every browser and phone."""
    await sessions.end_sessions_of(connection, person_id)
    await device_tokens.end_devices_of(connection, person_id)


async def require_reach(connection: Connection, path: str, member_id: UUID) -> None:
    """Raise `ForbiddenAction` for a member of whom, or of whose person, anything lies outside this part of the tree.

    Whoever sets somebody's password can be that person, and whoever signs them out keeps them from work: so they have
    to reach all that the person is. With a member who also works elsewhere it is the same, though nobody signs in with
    them yet.
    """
    if not await is_all_within(connection, member_id, path):
        raise ForbiddenAction(_BEYOND)


async def sign_out(context: SignInContext, secret: str) -> None:
    """End the session with this secret, if there is one."""
    async with context.runtime.database.connection() as connection:
        await sessions.end_session_by_hash(connection, digest_of(secret))
    context.sessions.forget(digest_of(secret))


def _shown(agent: str) -> str:
    return "".join(letter for letter in agent if letter.isprintable())[:_LONGEST_BROWSER]
