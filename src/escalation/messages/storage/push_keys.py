"""With which push keys do browsers know this server (VAPID, RFC 8292)? One pair, made by the first engine."""

from dataclasses import dataclass
from typing import Final
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.encryption import Vault

_ID: Final = UUID("00000000-0000-4000-8000-000000000001")
"""There is one: whoever makes it at the same moment makes the same row."""


@dataclass(frozen=True, slots=True)
class PushKeys:
    """The pair in PEM, and the public key as browsers take it: an uncompressed point."""

    private: bytes
    public: bytes
    point: bytes


def push_key_owner(id_: UUID) -> bytes:
    """For what the private key is sealed."""
    return b"push key" + id_.bytes


async def make_push_keys(connection: Connection, vault: Vault) -> None:
    """Make the pair, if there is none yet."""
    if await connection.value(_FOUND) is None:
        made = generate_private_key(SECP256R1())
        private = made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        await connection.run(_MADE, id=_ID, sealed=vault.seal(private, owner=push_key_owner(_ID)), public=_point(made))


async def find_push_keys(connection: Connection, vault: Vault) -> PushKeys | None:
    """The pair; `None` before the engine has made it. Raises `ConfigurationInvalid` if it does not open."""
    sealed = await connection.value(_FOUND)
    if not isinstance(sealed, bytes):
        return None
    private = vault.open(sealed, owner=push_key_owner(_ID))
    key = load_pem_private_key(private, password=None)
    if not isinstance(key, EllipticCurvePrivateKey):
        raise TypeError(key)
    public = key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return PushKeys(private, public, _point(key))


def _point(key: EllipticCurvePrivateKey) -> bytes:
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


_FOUND: Final = Compiled("SELECT sealed FROM push_keys ORDER BY created_at LIMIT 1", (), {})
_MADE: Final = Compiled(
    """
    INSERT INTO push_keys (id, sealed, public_key, created_at) VALUES ($1, $2, $3, clock_timestamp())
    ON CONFLICT DO NOTHING
    """,
    ("id", "sealed", "public"),
    {},
)
