"""Provider sign-in: how does somebody whom an OpenID provider vouches for become a person here?

By what was linked before; or by the reference of a member in a claim that the operator trusts; or by an invitation that
was opened in the browser. What an access token of a phone's own flow says is believed of linked people only.
"""

from uuid import UUID

import asyncpg

from escalation.errors import Unauthenticated
from escalation.identity.domain.posts import KnownPerson
from escalation.identity.storage import people
from escalation.kit.database.clock import read_now, read_wall
from escalation.kit.database.connection import Connection
from escalation.sign_in.domain.oidc import (
    Flow,
    ProviderConfiguration,
    check_access_token,
    check_id_token,
    key_id_of,
    reference_in,
)
from escalation.sign_in.domain.refusals import InvitationGone, NotLinked, SignInRefused
from escalation.sign_in.storage import invitations, provider_identities
from escalation.sign_in.usecases.invitations import new_person, person_for
from escalation.sign_in.usecases.provider import Provider
from escalation.sign_in.usecases.sessions import BegunSession, Browser, begin_session, require_reach
from escalation.sign_in.usecases.sign_in_context import SignInContext, digest_of


async def finish_flow(
    context: SignInContext, provider: Provider, flow: Flow, code: str, browser: Browser, *,
    origin: str, invitation: str | None,
) -> BegunSession:  # fmt: skip
    """Begin a session for whoever comes back from the provider. A flow comes back once.

    Raises `SignInRefused`, `NotLinked`, `InvitationGone`, `NoPost`, `ProviderUnavailable`.
    """
    async with context.runtime.database.connection() as connection:
        if not await provider_identities.spend_flow(connection, digest_of(flow.state)):
            raise SignInRefused
        now = await read_wall(connection)
    token = await provider.exchange(code, flow.verifier, origin)
    try:
        key = await provider.key(key_id_of(token))
        claims = check_id_token(token, key, provider.configuration, now, flow.nonce)
    except Unauthenticated:
        raise SignInRefused from None
    own, subject = provider.configuration, str(claims["sub"])
    async with context.runtime.database.transaction() as connection:
        known = await provider_identities.find_identity(connection, own.issuer, subject)
        if known is None:
            person_id = await _person_for(connection, own, reference_in(claims, own.claim), invitation)
            try:
                await provider_identities.link_identity(
                    connection, own.issuer, subject, person_id, await read_now(connection)
                )
            except asyncpg.UniqueViolationError:  # Linked in the same moment by another browser: begin again.
                raise SignInRefused from None
        else:
            person_id = known.id
        return await begin_session(context, connection, person_id, "oidc", browser)


async def person_by_access_token(context: SignInContext, provider: Provider, token: str) -> KnownPerson:
    """Whoever bears an access token of the provider for this server, with the posts that they hold now.

    Raises `Unauthenticated` for every other token, and for a subject that was never linked.
    """
    key = await provider.key(key_id_of(token))
    digest = digest_of(token)
    async with context.runtime.database.connection(changes=False) as connection:
        subject = check_access_token(token, key, provider.configuration, await read_wall(connection))
        known = context.bearers.get(digest)
        found = known or await provider_identities.find_identity(connection, provider.configuration.issuer, subject)
    if found is None or not found.posts:
        raise Unauthenticated
    return found if known else context.bearers.keep(digest, found)


async def _person_for(
    connection: Connection, own: ProviderConfiguration, reference: str | None, invitation: str | None
) -> UUID:
    """The person to link a new subject to. Raises `NotLinked`, `InvitationGone`, `ForbiddenAction`."""
    if invitation is not None:
        found = await invitations.find_invitation(connection, digest_of(invitation))
        if found is None:
            raise InvitationGone
        await require_reach(connection, found.scope_path, found.member_id)
        await invitations.end_invitation(connection, found.id)
        return await person_for(connection, found)
    member = await provider_identities.find_member_by_reference(connection, reference) if reference else None
    if member is None:
        raise NotLinked
    person = await people.find_person_of_member(connection, member[0])
    return person.id if person else await new_person(connection, *member)
