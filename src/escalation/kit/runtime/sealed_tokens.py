"""What is said to a browser that it can neither read nor make? Sealed tokens, fit for an address."""

from base64 import b64decode, urlsafe_b64encode

from escalation.errors import ConfigurationInvalid
from escalation.kit.runtime.encryption import Vault

LONGEST = 2_000


def sealed_token(vault: Vault, said: bytes, *, owner: bytes) -> str:
    """What is said, sealed for one purpose: a token for another one does not open."""
    return urlsafe_b64encode(vault.seal(said, owner=owner)).decode().rstrip("=")


def opened_token(vault: Vault, token: str, *, owner: bytes) -> bytes:
    """What was said. Raises `ValueError` for what this server did not make for this purpose."""
    try:
        sealed = b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
        return vault.open(sealed, owner=owner)
    except ConfigurationInvalid:
        raise ValueError from None
