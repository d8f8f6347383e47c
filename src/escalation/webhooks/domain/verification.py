"""Is a webhook genuine? What a receiver checks: that it is fresh, and that one signature fits (Standard Webhooks 1.0).

`v1` is HMAC-SHA256 with a secret `whsec_…`, `v1a` is Ed25519 with a public key `whpk_…`.
"""

import hmac
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from enum import StrEnum
from hashlib import sha256
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from escalation.errors import N_

TOLERANCE: Final = 300
"""Seconds by which the sender's clock and the receiver's may differ, and a message may have been under way."""

_SECRET, _PUBLIC = "whsec_", "whpk_"
_LONGEST_TIMESTAMP = 12


class SignatureVerdict(StrEnum):
    """What a receiver thinks of a message; the values are what it says."""

    GENUINE = N_("genuine")
    UNCHECKED = N_("not checked")
    INCOMPLETE = N_("without the headers of a webhook")
    STALE = N_("too old or too new")
    FORGED = N_("no signature fits")

    @property
    def sentence(self) -> str:
        """As a message id."""
        return self.value

    @property
    def passes(self) -> bool:
        """Whether it may be acted upon; somebody who gave no secret does not want to know."""
        return self in {SignatureVerdict.GENUINE, SignatureVerdict.UNCHECKED}


def judge(headers: Mapping[str, str], body: bytes, *, secrets: Sequence[str], now: float) -> SignatureVerdict:
    """What to think of a message; `secrets`: those that are good, in their text form; `now` in seconds since 1970.

    Whatever the headers hold, it answers and raises nothing.
    """
    if not secrets:
        return SignatureVerdict.UNCHECKED
    message_id, timestamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
    if not message_id or not (timestamp.isascii() and timestamp.isdigit()):
        return SignatureVerdict.INCOMPLETE
    if len(timestamp) > _LONGEST_TIMESTAMP or abs(now - int(timestamp)) > TOLERANCE:
        return SignatureVerdict.STALE
    signed = _raw(f"{message_id}.{timestamp}.") + body
    given = [part.partition(",")[::2] for part in headers.get("webhook-signature", "").split()]
    fits = any(_fits(secret, version, value, signed) for secret in secrets for version, value in given)
    return SignatureVerdict.GENUINE if fits else SignatureVerdict.FORGED


def _fits(secret: str, version: str, value: str, signed: bytes) -> bool:
    if secret.startswith(_PUBLIC):
        return version == "v1a" and _is_signed(_bytes(secret.removeprefix(_PUBLIC)), _bytes(value), signed)
    expected = b64encode(hmac.digest(_bytes(secret.removeprefix(_SECRET)), signed, sha256))
    return version == "v1" and hmac.compare_digest(_raw(value), expected)


def _is_signed(public: bytes, signature: bytes, signed: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed)
    except (InvalidSignature, ValueError):
        return False
    return True


def _raw(text: str) -> bytes:
    """A header as bytes. One that is no text, which has lone surrogates, fits nothing and so may become anything."""
    return text.encode(errors="surrogatepass")


def _bytes(text: str) -> bytes:
    try:
        return b64decode(text, validate=True)
    except ValueError:  # Also of what is not ASCII.
        return b""
