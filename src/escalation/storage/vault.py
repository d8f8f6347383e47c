"""How are secrets kept? Contacts and stored answers sealed, equal contacts found without opening, codes derived.

One master key; every purpose has a key of its own, derived with HKDF (RFC 5869). Sealing is AES-256-GCM
(NIST SP 800-38D) with a random nonce and the owner's id as associated data, so that a sealed value moved to another row
does not open.
"""

import hmac
import os
from base64 import b32encode
from hashlib import sha256
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from escalation.errors import N_, ConfigurationInvalid

_NONCE = 12
_CODE_LENGTH = 16
# Crockford's base 32 has no I, L, O, U: nothing to misread over the phone.
_TO_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_MISREAD = str.maketrans("ILOU", "110V")


class Vault:
    """Seals and opens with one master key of 32 bytes. Raises `ConfigurationInvalid` for a key of another length."""

    def __init__(self, master_key: bytes) -> None:
        """Derive one key for each purpose."""
        if len(master_key) != 32:
            raise ConfigurationInvalid(N_("The master key has to be 32 bytes."))
        self._sealing = AESGCM(_derive(master_key, b"sealing"))
        self._index_key = _derive(master_key, b"contact index")
        self._tracking_key = _derive(master_key, b"tracking code")
        self.cursor_key = _derive(master_key, b"cursor")

    def seal(self, text: bytes, *, owner: bytes) -> bytes:
        """`nonce ‖ ciphertext ‖ tag`, bound to its owner."""
        nonce = os.urandom(_NONCE)
        return nonce + self._sealing.encrypt(nonce, text, owner)

    def open(self, sealed: bytes, *, owner: bytes) -> bytes:
        """The text. Raises `ConfigurationInvalid` if the key is another one or the value was moved or changed."""
        try:
            return self._sealing.decrypt(sealed[:_NONCE], sealed[_NONCE:], owner)
        except InvalidTag:
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
    plain = "".join(char for char in code.upper() if char.isalnum()).translate(_MISREAD)
    return sha256(plain.encode()).digest()


def _derive(master_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"escalation " + purpose).derive(master_key)
