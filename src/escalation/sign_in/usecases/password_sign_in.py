"""Password sign-in: how does somebody sign in by name and password, and how are guesses slowed down?

A name is tried from one network ten times, then once a minute; from everywhere together a hundred times, then every ten
seconds. A browser by which the person signed in before has a bucket of its own: whoever tries somebody's name all day
keeps strangers out, and not that person.
"""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from math import ceil
from typing import Final

from escalation.errors import TooManyRequests
from escalation.kit.database.connection import Connection
from escalation.sign_in.domain.passwords import login_key
from escalation.sign_in.domain.refusals import SignInFailed
from escalation.sign_in.storage import attempts, passwords
from escalation.sign_in.storage.attempts import Bucket
from escalation.sign_in.storage.passwords import PasswordRecord
from escalation.sign_in.storage.sessions import is_known_device
from escalation.sign_in.usecases.sessions import BegunSession, Browser, begin_session
from escalation.sign_in.usecases.sign_in_context import SignInContext, digest_of

FROM_ONE_PLACE: Final = (10, timedelta(seconds=60))
FROM_EVERYWHERE: Final = (100, timedelta(seconds=10))
"""Attempts at once, and how long until one more."""


async def sign_in(context: SignInContext, login: str, password: str, browser: Browser) -> BegunSession:
    """Begin a session for whoever has this name and password.

    Raises `SignInFailed`, after as much work whether or not there is such a name; `TooManyRequests`; `NoPost`.
    """
    found, buckets = await check_password_of(context, login, password, browser)
    async with context.runtime.database.transaction() as connection:
        await require_same_password(connection, found)
        await attempts.empty(connection, buckets)
        return await begin_session(context, connection, found.person_id, "password", browser)


async def check_password_of(
    context: SignInContext, login: str, password: str, browser: Browser
) -> tuple[PasswordRecord, list[Bucket]]:
    """Whose name and password these are, and the buckets in which the attempt was counted.

    A hash by former parameters is made anew. Raises `SignInFailed`, `TooManyRequests`, `PasswordsOff`.
    """
    context.require_passwords()
    key = login_key(login)
    async with context.runtime.database.transaction() as connection:
        found = await passwords.find_password(connection, key)
        is_known = (
            found is not None
            and browser.device is not None
            and await is_known_device(connection, found.person_id, digest_of(browser.device))
        )
        buckets = _buckets(key, browser, is_known=is_known)
        wait = await attempts.admit(connection, buckets)
        if wait:
            raise TooManyRequests(extra={"retry_after": ceil(wait.total_seconds())})
    if not await context.hashing.is_right(found.hash if found else None, password) or found is None:
        raise SignInFailed
    if context.hashing.is_outdated(found.hash):
        hashed = await context.hashing.hash(password)
        async with context.runtime.database.connection() as connection:
            await passwords.rehash_password(connection, found, hashed)
        found = replace(found, hash=hashed)
    return found, buckets


async def require_same_password(connection: Connection, found: PasswordRecord) -> None:
    """Raise `SignInFailed` if another password was set since: whoever did so has ended all that the old one opens."""
    if not await passwords.is_still(connection, found):
        raise SignInFailed


def _buckets(login: str, browser: Browser, *, is_known: bool) -> list[Bucket]:
    if is_known:
        return [Bucket(_name("device", login, browser.device or ""), *FROM_ONE_PLACE)]
    return [
        Bucket(_name("network", login, browser.network), *FROM_ONE_PLACE),
        Bucket(_name("everywhere", login), *FROM_EVERYWHERE),
    ]


def _name(*parts: str) -> bytes:
    return sha256("\0".join(parts).encode()).digest()
