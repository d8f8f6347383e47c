"""How does file encryption work? Each file has a key of its own, sealed by the vault, and lies encrypted in its store.

AES-256-GCM (NIST SP 800-38D) with a random nonce in front, bound to an owner. Another master key means another seal
around the file's key, and the file stays as it is. Who drops the key has destroyed the file, wherever copies of it are.
"""

import os
from typing import Final

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from escalation.errors import N_, ConfigurationInvalid

_KEY: Final = 32
_NONCE: Final = 12


def new_file_key() -> bytes:
    """A key for one file: 32 random bytes."""
    return os.urandom(_KEY)


def encrypt_file(key: bytes, content: bytes, *, owner: bytes) -> bytes:
    """`nonce ‖ ciphertext ‖ tag`. A key encrypts far fewer pieces than random nonces allow (2³²)."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(key).encrypt(nonce, content, owner)


def decrypt_file(key: bytes, encrypted: bytes, *, owner: bytes) -> bytes:
    """The content. Raises `ConfigurationInvalid` if it was changed, or lies where another one belongs."""
    try:
        return AESGCM(key).decrypt(encrypted[:_NONCE], encrypted[_NONCE:], owner)
    except (InvalidTag, ValueError):
        raise ConfigurationInvalid(N_("A file was changed or exchanged where it is kept.")) from None
