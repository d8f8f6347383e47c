"""How is a remote call made once? Outside of any transaction, under a reserved key."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Final, TypeVar

from escalation.errors import IdempotencyKeyInUse
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.runtime import idempotency
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, replay, to_keep
from escalation.kit.runtime.idempotency import RESERVED

LONGEST: Final = timedelta(minutes=2)
"""After this, whoever reserved a key is taken to be gone; longer than anything may take that is done this way."""

Found = TypeVar("Found")
Allowed = Callable[[Connection], Awaitable[object]]


async def told_before(runtime: Runtime, once: IdempotentRequest | None, *, recheck: Allowed) -> StoredResponse | None:
    """What an earlier request with this key was told; `recheck` raises if the caller may not be told any more.

    Raises `IdempotencyKeyInUse` while that request is being done, `IdempotencyKeyReused` if it was another one.
    """
    if once is None:
        return None
    async with runtime.database.connection(changes=False) as connection:
        stored = await idempotency.find(connection, once.principal, once.key)
        if stored is None:
            return None
        await recheck(connection)
    if stored.status == RESERVED and stored.fingerprint == once.fingerprint:
        raise IdempotencyKeyInUse
    return replay(runtime, once, stored)


async def do_outside(
    runtime: Runtime,
    once: IdempotentRequest | None,
    work: Callable[[], Awaitable[Found]],
    finish: Callable[[Connection, Found], Awaitable[StoredResponse]],
    *,
    recheck: Allowed,
) -> StoredResponse:
    """Do the work without a connection, then `finish` in a transaction that also keeps the answer.

    Whatever `work` raises refuses the request and leaves the key free. Raises `IdempotencyKeyInUse`,
    `IdempotencyKeyReused`, and what `recheck` raises.
    """
    if once is not None:
        async with runtime.database.connection() as connection:
            await idempotency.release(connection, once.principal, once.key, LONGEST)
        told = await told_before(runtime, once, recheck=recheck)
        if told is not None:
            return told
        await _reserve(runtime, once)
    try:
        found = await work()
        return await _finish(runtime, once, found, finish)
    except BaseException:
        if once is not None:
            async with runtime.database.connection() as connection:
                await idempotency.release(connection, once.principal, once.key)
        raise


async def _reserve(runtime: Runtime, once: IdempotentRequest) -> None:
    async with runtime.database.transaction() as connection:
        stored = await idempotency.begin(connection, once.principal, once.key)
        answer = to_keep(runtime, once, StoredResponse(RESERVED, b""), await read_now(connection))
        if stored is not None or answer is None or not await idempotency.keep(connection, answer):
            raise IdempotencyKeyInUse


async def _finish(
    runtime: Runtime,
    once: IdempotentRequest | None,
    found: Found,
    finish: Callable[[Connection, Found], Awaitable[StoredResponse]],
) -> StoredResponse:
    async with runtime.database.transaction() as connection:
        reply = await finish(connection, found)
        answer = to_keep(runtime, once, reply, await read_now(connection))
        if answer is not None:
            await idempotency.settle(connection, answer)
        return reply
