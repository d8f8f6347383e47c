"""With what does an integrator verify deliveries? Secrets are shown once; several may live, so that none is missed."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from os import urandom
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from escalation.actors import Actor
from escalation.errors import N_, LimitReached, NotFound, StillInUse
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.ids import new_id
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.kit.runtime.encryption import Vault
from escalation.webhooks.domain.signing import jwk, new_v1, parse_v1
from escalation.webhooks.storage import secrets
from escalation.webhooks.storage.secrets import MOST_LIVE, Secret
from escalation.webhooks.usecases.endpoint_access import existing, lock

OVERLAP: Final = timedelta(hours=24)
"""For how long older secrets go on beside a new one, unless it is said otherwise."""

_SECRET_BYTES: Final = 32
_LAST: Final = N_("This is the only secret that deliveries are signed with. Add another one first.")


@dataclass(frozen=True, slots=True)
class WantedSecret:
    """A secret to be added; `own`: the integrator's, as `whsec_…`. Older ones of its kind end after `overlap`."""

    algorithm: str = "v1"
    own: str | None = None
    overlap: timedelta = OVERLAP


@dataclass(frozen=True, slots=True)
class MadeSecret:
    """A secret that was just made. `text` is shown now and never again; a key pair has none to show."""

    secret: Secret
    text: str | None


RenderSecret = Callable[[MadeSecret], StoredResponse]


def make(vault: Vault, endpoint_id: UUID, wanted: WantedSecret, now: datetime) -> MadeSecret:
    """A new secret for an endpoint. Raises `ValidationFailed` for one of the integrator's own that is none."""
    if wanted.algorithm == "v1a":
        return MadeSecret(_pair(vault, endpoint_id, now), None)
    text = wanted.own if wanted.own is not None else new_v1(urandom(_SECRET_BYTES))
    return MadeSecret(_kept(vault, endpoint_id, "v1", parse_v1(text), None, now), text)


async def list_secrets(runtime: Runtime, endpoint_id: UUID, actor: Actor) -> Sequence[Secret]:
    """The live secrets of an endpoint, newest first, not to be shown. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        await existing(connection, endpoint_id, actor)
        return await secrets.list_live(connection, endpoint_id)


async def add_secret(
    runtime: Runtime,
    endpoint_id: UUID,
    wanted: WantedSecret,
    *,
    by: Actor,
    render: RenderSecret,
    once: IdempotentRequest | None,
) -> StoredResponse:
    """Sign with one more secret from now on; older ones of its kind end after the overlap.

    Raises `NotFound`, `ValidationFailed`, `LimitReached` for a sixth one.
    """

    async def work(connection: Connection) -> StoredResponse:
        await lock(connection, endpoint_id, by)
        now = await read_now(connection)
        live = await secrets.list_live(connection, endpoint_id)
        if len(live) >= MOST_LIVE:
            raise LimitReached(limit=MOST_LIVE)
        made = make(runtime.vault, endpoint_id, wanted, now)
        await secrets.expire_all(connection, endpoint_id, made.secret.algorithm, now + wanted.overlap)
        await secrets.insert_secret(connection, made.secret)
        return render(made)

    return await do_once(runtime, once, work, recheck=lambda connection: existing(connection, endpoint_id, by))


async def expire_secret(runtime: Runtime, endpoint_id: UUID, secret_id: UUID, *, by: Actor) -> None:
    """End a secret at once. Raises `NotFound`, `StillInUse` for the last one: deliveries are never unsigned."""
    async with runtime.database.transaction() as connection:
        await lock(connection, endpoint_id, by)
        live = await secrets.list_live(connection, endpoint_id)
        if secret_id not in {secret.id for secret in live}:
            raise NotFound
        if not any(secret.id != secret_id and secret.expires_at is None for secret in live):
            raise StillInUse(_LAST)
        await secrets.expire_secret(connection, endpoint_id, secret_id, await read_now(connection))


async def key_set(runtime: Runtime, endpoint_id: UUID) -> list[dict[str, object]]:
    """The public keys of an endpoint (RFC 8037), for anybody who knows its id. Raises `NotFound`."""
    async with runtime.database.connection(changes=False) as connection:
        pairs = await secrets.list_public_keys(connection, endpoint_id)
        if not pairs:
            raise NotFound
    return [{**jwk(public_key), "kid": str(id_)} for id_, public_key in pairs]


def _pair(vault: Vault, endpoint_id: UUID, now: datetime) -> Secret:
    pair = Ed25519PrivateKey.generate()
    return _kept(vault, endpoint_id, "v1a", pair.private_bytes_raw(), pair.public_key().public_bytes_raw(), now)


def _kept(
    vault: Vault, endpoint_id: UUID, algorithm: str, secret: bytes, public_key: bytes | None, now: datetime
) -> Secret:
    id_ = new_id()
    sealed = vault.seal(secret, owner=secrets.owner(endpoint_id, id_))
    return Secret(id_, endpoint_id, algorithm, sealed, public_key, created_at=now, expires_at=None)
