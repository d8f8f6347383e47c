"""Device tokens: how does a phone stay signed in? By a short access token, and a refresh token that is used once.

An answer that was lost on the way is asked for again, with the same Idempotency-Key or without: until something of an
answer is used, the refresh token stays good, and what it was exchanged for before is void. One that comes later was
stolen, from the phone or by it: all tokens of that phone end, and whoever it belongs to signs in again (RFC 9700
section 4.14.2).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from uuid import UUID

from escalation.actors import Actor, Means
from escalation.errors import NotFound, Unauthenticated
from escalation.identity.storage.people import find_person
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, StoredResponse, do_once
from escalation.sign_in.domain.refusals import NoPost, RefreshRefused
from escalation.sign_in.storage import attempts, device_tokens
from escalation.sign_in.storage.device_tokens import DeviceRecord, LiveDevice
from escalation.sign_in.usecases.password_sign_in import check_password_of, require_same_password
from escalation.sign_in.usecases.sessions import Browser
from escalation.sign_in.usecases.sign_in_context import SignInContext, digest_of, new_secret

ACCESS, REFRESH = "esa_", "esr_"


@dataclass(frozen=True, slots=True)
class DeviceTokens:
    """What a phone is given: told this once."""

    id: UUID
    access_token: str
    refresh_token: str


RenderTokens = Callable[[DeviceTokens], StoredResponse]


@dataclass(frozen=True, slots=True)
class WantedDevice:
    """Who signs in with which phone, and as which of their posts they act there if they do not say."""

    login: str
    password: str
    device_name: str
    acting_as: str | None = None


async def sign_in_device(context: SignInContext, wanted: WantedDevice, browser: Browser) -> DeviceTokens:
    """Sign a phone in.

    Raises `SignInFailed`, `TooManyRequests`, `NoPost`, and `ForbiddenAction` for a post of another's.
    """
    found, buckets = await check_password_of(context, wanted.login, wanted.password, browser)
    tokens = _new_tokens(new_id())
    async with context.runtime.database.transaction() as connection:
        await require_same_password(connection, found)
        await attempts.empty(connection, buckets)
        person = await find_person(connection, found.person_id)
        if person is None or not person.posts:
            raise NoPost
        person.acting_as(wanted.acting_as, Means.TOKEN, needs_post=False)
        await device_tokens.insert_device(
            connection, tokens.id, person.id, wanted.device_name, wanted.acting_as, digest_of(tokens.access_token),
            digest_of(tokens.refresh_token),
        )  # fmt: skip
    return tokens


async def refresh_device(
    context: SignInContext, refresh_token: str, acting_as: str | None, *, render: RenderTokens,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Give a phone other tokens; the former access token ends. The kept answer is sealed, and the token's alone.

    Raises `RefreshRefused`; if the token is used up, everything of that phone has ended.
    """
    digest = digest_of(refresh_token)

    async def work(connection: Connection) -> StoredResponse:
        device_id = await device_tokens.use_refresh_token(connection, digest)
        if device_id is None:
            raise RefreshRefused
        tokens = _new_tokens(device_id)
        await device_tokens.renew_device(
            connection, device_id, acting_as, digest_of(tokens.access_token), digest_of(tokens.refresh_token)
        )
        return render(tokens)

    own = replace(once, principal=f"refresh:{digest.hex()}") if once else None
    try:
        return await do_once(context.runtime, own, work)
    except RefreshRefused:
        async with context.runtime.database.connection() as connection:
            await device_tokens.end_device_of(connection, digest)
        context.devices.clear()
        raise


async def live_device(context: SignInContext, access_token: str) -> LiveDevice:
    """The phone with this access token, and the posts that its person holds now. Raises `Unauthenticated`."""
    digest = digest_of(access_token)
    known = context.devices.get(digest)
    if known is not None:
        return known
    async with context.runtime.database.connection(changes=False) as connection:
        found = await device_tokens.find_device(connection, digest)
    if found is None or not found.person.posts:
        raise Unauthenticated
    if not found.is_confirmed:
        async with context.runtime.database.connection() as connection:
            await device_tokens.confirm_device(connection, digest)
    return context.devices.keep(digest, found)


async def list_devices(context: SignInContext, actor: Actor) -> Sequence[DeviceRecord]:
    """The caller's own phones that are signed in."""
    if actor.in_person is None:
        return ()
    async with context.runtime.database.connection(changes=False) as connection:
        return await device_tokens.list_devices(connection, actor.in_person)


async def end_device(context: SignInContext, device_id: UUID, actor: Actor) -> None:
    """Sign a phone of the caller's own out. Raises `NotFound`."""
    if actor.in_person is None:
        raise NotFound
    async with context.runtime.database.connection() as connection:
        ended = await device_tokens.end_device(connection, device_id, actor.in_person)
    if ended is None:
        raise NotFound
    context.devices.forget(ended)


def _new_tokens(device_id: UUID) -> DeviceTokens:
    return DeviceTokens(device_id, f"{ACCESS}{new_secret()}", f"{REFRESH}{new_secret()}")
