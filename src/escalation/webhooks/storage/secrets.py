"""With what is a delivery signed? The secrets and key pairs of an endpoint, sealed, and those that are live."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Final
from uuid import UUID

import orjson
from sqlalchemy import bindparam, func, insert, or_, select, update

from escalation.kit.database.clock import NOW
from escalation.kit.database.connection import Connection, compile_statement
from escalation.kit.runtime.encryption import Vault
from escalation.webhooks.domain.signing import Key
from escalation.webhooks.storage.tables import webhook_secrets

MOST_LIVE: Final = 5
"""Secrets and key pairs that an endpoint may have at a time: each makes every delivery longer."""


@dataclass(frozen=True, slots=True)
class Secret:
    """A secret as stored; `sealed` is the secret of `v1` or the private key of `v1a`."""

    id: UUID
    endpoint_id: UUID
    algorithm: str
    sealed: bytes
    public_key: bytes | None
    created_at: datetime
    expires_at: datetime | None

    def is_live(self, now: datetime) -> bool:
        """Whether deliveries are signed with it: until the very second it expires."""
        return self.expires_at is None or now < self.expires_at


def owner(endpoint_id: UUID, secret_id: UUID) -> bytes:
    """For what a secret is sealed: it does not open at another endpoint, nor as another secret."""
    return b"webhook secret" + endpoint_id.bytes + secret_id.bytes


def headers_owner(endpoint_id: UUID) -> bytes:
    """The same for the headers of an endpoint."""
    return b"webhook headers" + endpoint_id.bytes


def signing_keys(vault: Vault, secrets: Iterable[Secret], now: datetime) -> tuple[Key, ...]:
    """The keys to sign with, in the order given, newest first. Raises `ConfigurationInvalid` if one does not open."""
    return tuple(signing_key(vault, secret) for secret in secrets if secret.is_live(now))


def signing_key(vault: Vault, secret: Secret) -> Key:
    """One secret, opened. Raises `ConfigurationInvalid` if it does not open."""
    return Key(secret.algorithm, vault.open(secret.sealed, owner=owner(secret.endpoint_id, secret.id)))


def seal_headers(vault: Vault, endpoint_id: UUID, headers: Mapping[str, str]) -> bytes | None:
    """An endpoint's own headers, as they are stored; `None` for none."""
    return vault.seal(orjson.dumps(dict(headers)), owner=headers_owner(endpoint_id)) if headers else None


def open_headers(vault: Vault, endpoint_id: UUID, sealed: bytes | None) -> dict[str, str]:
    """An endpoint's own headers. Raises `ConfigurationInvalid` if they were sealed for another one."""
    if sealed is None:
        return {}
    headers: dict[str, str] = orjson.loads(vault.open(sealed, owner=headers_owner(endpoint_id)))
    return headers


async def insert_secret(connection: Connection, secret: Secret) -> None:
    """Keep a new secret."""
    await connection.run(_INSERTED, **{name: getattr(secret, name) for name in SECRET})


async def list_live(connection: Connection, endpoint_id: UUID) -> list[Secret]:
    """The secrets of an endpoint that have not expired, newest first."""
    return [Secret(*row) for row in await connection.rows(_LIVE, endpoint=endpoint_id)]


async def list_public_keys(connection: Connection, endpoint_id: UUID) -> Sequence[tuple[UUID, bytes]]:
    """The live public keys of an endpoint by the ids of their pairs, newest first."""
    live = await list_live(connection, endpoint_id)
    return [(secret.id, secret.public_key) for secret in live if secret.public_key is not None]


async def expire_all(connection: Connection, endpoint_id: UUID, algorithm: str, at: datetime) -> None:
    """Let the secrets of one kind end at a moment, unless they end sooner."""
    await connection.run(_ALL_EXPIRED, endpoint=endpoint_id, algorithm=algorithm, at=at)


async def expire_secret(connection: Connection, endpoint_id: UUID, secret_id: UUID, at: datetime) -> None:
    """Let a secret end at a moment."""
    await connection.run(_EXPIRED, endpoint=endpoint_id, secret=secret_id, at=at)


SECRET: Final = tuple(f.name for f in fields(Secret))
_COLUMNS: Final = tuple(webhook_secrets.c[name] for name in SECRET)
IS_LIVE: Final = or_(webhook_secrets.c.expires_at.is_(None), webhook_secrets.c.expires_at > NOW)
NEWEST_FIRST: Final = webhook_secrets.c.created_at.desc(), webhook_secrets.c.id.desc()
_INSERTED: Final = compile_statement(insert(webhook_secrets).values({name: bindparam(name) for name in SECRET}))
_LIVE: Final = compile_statement(
    select(*_COLUMNS).where(webhook_secrets.c.endpoint_id == bindparam("endpoint"), IS_LIVE).order_by(*NEWEST_FIRST)
)
_ALL_EXPIRED: Final = compile_statement(
    update(webhook_secrets)
    .where(
        webhook_secrets.c.endpoint_id == bindparam("endpoint"),
        webhook_secrets.c.algorithm == bindparam("algorithm"),
    )
    .values(expires_at=func.least(webhook_secrets.c.expires_at, bindparam("at")))
)
_EXPIRED: Final = compile_statement(
    update(webhook_secrets)
    .where(webhook_secrets.c.endpoint_id == bindparam("endpoint"), webhook_secrets.c.id == bindparam("secret"))
    .values(expires_at=func.least(webhook_secrets.c.expires_at, bindparam("at")))
)
