"""How is a delivery signed? As Standard Webhooks 1.0 says: `v1` is HMAC-SHA256, `v1a` is Ed25519."""

import hmac
from base64 import b64decode, b64encode, urlsafe_b64encode
from binascii import Error as NotBase64
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from escalation.errors import N_, Fault, ValidationFailed

MOST_SIGNATURES: Final = 5
"""Signatures that one delivery carries; those of the newest keys."""

SHORTEST, LONGEST = 24, 64
"""Bytes of a secret (Standard Webhooks, "Signature scheme")."""

_PREFIX: Final = "whsec_"
_PUBLIC_PREFIX: Final = "whpk_"
_LONGEST_TEXT: Final = 128


@dataclass(frozen=True, slots=True)
class Key:
    """One key to sign with. `algorithm`: `v1` or `v1a`; `secret`: that of `v1`, or the private key of `v1a`, raw."""

    algorithm: str
    secret: bytes = field(repr=False)


def new_v1(random: bytes) -> str:
    """A secret as its owner is shown it, from random bytes."""
    return _PREFIX + b64encode(random).decode()


def parse_v1(text: str, *, pointer: str = "/secret") -> bytes:
    """The bytes of a secret somebody brought along: Base64, with or without `whsec_`. Raises `ValidationFailed`."""
    try:
        secret = b64decode(text.removeprefix(_PREFIX), validate=True) if len(text) <= _LONGEST_TEXT else b""
    except (NotBase64, ValueError):
        secret = b""
    if not SHORTEST <= len(secret) <= LONGEST:
        detail = N_("A secret is whsec_ and {shortest} to {longest} bytes in Base64.")
        params: dict[str, str | int | float | bool | None] = {"shortest": SHORTEST, "longest": LONGEST}
        raise ValidationFailed(faults=[Fault(pointer, "invalid_secret", detail, params)])
    return secret


def sign(keys: Sequence[Key], message_id: str, timestamp: int, body: bytes) -> str:
    """The header `webhook-signature`: one signature a key, in their order, so give the newest first.

    `timestamp`: of this attempt, in seconds since 1970. Keys beyond `MOST_SIGNATURES` are left out.
    """
    signed = b"%s.%d.%s" % (message_id.encode(), timestamp, body)
    return " ".join(_signature(key, signed) for key in keys[:MOST_SIGNATURES])


def public_text(public: bytes) -> str:
    """The public key of `v1a` in the text form of the specification."""
    return _PUBLIC_PREFIX + b64encode(public).decode()


def jwk(public: bytes) -> dict[str, object]:
    """The public key of `v1a` as a JSON Web Key (RFC 8037 §2)."""
    x = urlsafe_b64encode(public).rstrip(b"=").decode()
    return {"kty": "OKP", "crv": "Ed25519", "x": x, "use": "sig", "alg": "EdDSA"}


def _signature(key: Key, signed: bytes) -> str:
    if key.algorithm == "v1":
        return "v1," + b64encode(hmac.digest(key.secret, signed, "sha256")).decode()
    return "v1a," + b64encode(_private(key.secret).sign(signed)).decode()


# To read a private key costs as much as to sign with it.
@lru_cache(maxsize=1024)
def _private(secret: bytes) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(secret)
