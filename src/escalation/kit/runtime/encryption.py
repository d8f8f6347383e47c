"""Encryption: how are contacts and answers sealed, equal contacts found without opening, codes derived?

One master key; every purpose has a key of its own, derived with HKDF (RFC 5869). Sealing is AES-256-GCM
(NIST SP 800-38D) with a random nonce and the owner's id as associated data, so that a sealed value moved to another row
does not open. Every value says which master key sealed it: those of a previous one still open until they are resealed.
"""

import hmac
import os
from base64 import b32encode
from collections.abc import Sequence
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.parsing.normalization import nfkc

_KEY_ID = 4
_NONCE = 12
_CODE_LENGTH = 16
# Crockford's base 32 has no I, L, O, U: nothing to misread over the phone.
_TO_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_MISREAD = str.maketrans("ILOU", "110V")


class Vault:
    """Seals with one master key of 32 bytes and opens with it or a `previous` one.

    Raises `ConfigurationInvalid` for a key of another length.
    """

    def __init__(self, master_key: bytes, *, previous: Sequence[bytes] = ()) -> None:
        """Derive one key for each purpose."""
        if {len(key) for key in (master_key, *previous)} != {32}:
            raise ConfigurationInvalid(N_("The master key has to be 32 bytes."))
        self.key_id = _key_id(master_key)
        self._sealing = {_key_id(key): AESGCM(_derive(key, b"sealing")) for key in (*previous, master_key)}
        self._index_key = _derive(master_key, b"contact index")
        self._tracking_key = _derive(master_key, b"tracking code")
        self.cursor_key, *earlier = (_derive(key, b"cursor") for key in (master_key, *previous))
        self.earlier_cursor_keys = tuple(earlier)

    def seal(self, text: bytes, *, owner: bytes) -> bytes:
        """`key id ‖ nonce ‖ ciphertext ‖ tag`, bound to its owner."""
        nonce = os.urandom(_NONCE)
        return self.key_id + nonce + self._sealing[self.key_id].encrypt(nonce, text, owner)

    def open(self, sealed: bytes, *, owner: bytes) -> bytes:
        """The text. Raises `ConfigurationInvalid` if the key is not known or the value was moved or changed."""
        key_id, nonce, text = sealed[:_KEY_ID], sealed[_KEY_ID : _KEY_ID + _NONCE], sealed[_KEY_ID + _NONCE :]
        try:
            return self._sealing[key_id].decrypt(nonce, text, owner)
        except (KeyError, ValueError, InvalidTag):
            raise ConfigurationInvalid(
                N_("A sealed value cannot be opened: is this the master key it was sealed with?")
            ) from None

    def index(self, contact: str) -> bytes:
        """A blind index: equal contacts have equal indexes, and nothing else can be learnt without the key."""
        return hmac.digest(self._index_key, "".join(contact.split()).lower().encode(), sha256)

    def tracking_code(self, opinion_id: UUID) -> str:
        """The citizen's code for one opinion, like `7K3M-9QXW-2TBN-84CD`: 80 bits, derived and so never stored."""
        digest = hmac.digest(self._tracking_key, opinion_id.bytes, sha256)
        code = b32encode(digest).decode().translate(_TO_CROCKFORD)[:_CODE_LENGTH]
        return "-".join(code[start : start + 4] for start in range(0, _CODE_LENGTH, 4))


def tracking_hash(code: str) -> bytes:
    """What is stored of a tracking code: enough to find its opinion, not to read it. Forgives how it was typed."""
    plain = "".join(char for char in nfkc(code).upper() if char.isalnum()).translate(_MISREAD)
    return sha256(plain.encode()).digest()


def _derive(master_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"escalation " + purpose).derive(master_key)


def _key_id(master_key: bytes) -> bytes:
    return _derive(master_key, b"key id")[:_KEY_ID]
