"""Is a webhook genuine? Standard Webhooks 1.0: `v1` is HMAC-SHA256 with `whsec_…`, `v1a` is Ed25519 with `whpk_…`."""

import hmac
import json
import re
import time
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import cast

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from escalation_client.generated.models import EventBody

TOLERANCE = 300.0
"""Seconds by which clocks may differ, and a message may have been under way."""

_SECRET, _PUBLIC = "whsec_", "whpk_"
_TIMESTAMP = re.compile("[0-9]{1,12}", re.ASCII)


class NotGenuine(Exception):
    """A webhook that nobody vouches for."""


def is_genuine(
    headers: Mapping[str, str], body: bytes, secrets: str | Sequence[str], *, now: float | None = None,
    tolerance: float = TOLERANCE,
) -> bool:  # fmt: skip
    """Whether a message is genuine and fresh. `body`: the bytes as they arrived; `now`: seconds since 1970.

    `secrets`: all that are good just now, the old and the new one while a secret is being replaced. Says no to whatever
    the headers hold, and never raises for it.
    """
    named = {name.lower(): value for name, value in headers.items()}
    message_id, timestamp, signatures = (named.get(f"webhook-{name}", "") for name in ("id", "timestamp", "signature"))
    if not message_id or not _TIMESTAMP.fullmatch(timestamp):
        return False
    if abs((time.time() if now is None else now) - int(timestamp)) > tolerance:
        return False
    signed = _raw(f"{message_id}.{timestamp}.") + body
    given = [part.partition(",")[::2] for part in signatures.split()]
    known = [secrets] if isinstance(secrets, str) else secrets
    return any(_fits(secret, version, value, signed) for secret in known for version, value in given)


def verify(
    headers: Mapping[str, str], body: bytes, secrets: str | Sequence[str], *, now: float | None = None
) -> EventBody:
    """The event of a genuine message. Raises `NotGenuine`."""
    if not is_genuine(headers, body, secrets, now=now):
        raise NotGenuine("no signature of this webhook fits")
    return cast(EventBody, json.loads(body))


def _fits(secret: str, version: str, value: str, signed: bytes) -> bool:
    if secret.startswith(_PUBLIC):
        return version == "v1a" and _is_signed(_bytes(secret.removeprefix(_PUBLIC)), _bytes(value), signed)
    expected = b64encode(hmac.digest(_bytes(secret.removeprefix(_SECRET)), signed, "sha256"))
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
