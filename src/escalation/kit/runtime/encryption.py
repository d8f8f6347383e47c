"""Encryption: how are contacts, secrets and answers sealed, and equal contacts found without opening them?

One master key; every purpose has a key of its own, derived with HKDF (RFC 5869). Sealing is AES-256-GCM
(NIST SP 800-38D) with a random nonce and the owner's id as associated data, so that a sealed value moved to another row
does not open. What is kept of a person is sealed with a data key of their own, which the master key wraps (envelope
encryption): whoever drops the data key has shredded all of it, and another master key wraps data keys anew and leaves
what they have sealed. Every value of a master key says of which: those of a previous one open until they are resealed.
"""

import hmac
import os
from base64 import b32encode
from collections.abc import Mapping, Sequence
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.parsing.normalization import nfkc

_KEY_ID = 4
_NONCE = 12
_KEY_BYTES = 32
_INDEX = 8
"""Bytes of a blind index: enough to find a contact among all people there are, too few to stand for it."""
_CODE_LENGTH = 16
# Crockford's base 32 has no I, L, O, U: nothing to misread over the phone.
_TO_CROCKFORD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHJKMNPQRSTVWXYZ")
_MISREAD = str.maketrans("ILOU", "110V")


class DataKey:
    """Seals what is kept of one person, each value for its own purpose: a name does not open as a contact."""

    def __init__(self, key: bytes, owner: bytes) -> None:
        """`owner`: the id of the row that holds what it seals."""
        self._cipher = AESGCM(key)
        self._owner = owner

    def seal(self, text: str, *, purpose: str) -> bytes:
        """`nonce ‖ ciphertext ‖ tag`, bound to owner and purpose."""
        nonce = os.urandom(_NONCE)
        return nonce + self._cipher.encrypt(nonce, text.encode(), self._bound(purpose))

    def open(self, sealed: bytes, *, purpose: str) -> str:
        """The text. Raises `ConfigurationInvalid` if the value was moved or changed."""
        try:
            return self._cipher.decrypt(sealed[:_NONCE], sealed[_NONCE:], self._bound(purpose)).decode()
        except (ValueError, InvalidTag):
            raise _unopened() from None

    def _bound(self, purpose: str) -> bytes:
        return f"{purpose}\n".encode() + self._owner


class Vault:
    """Seals with one master key of 32 bytes and opens with it or a `previous` one.

    Raises `ConfigurationInvalid` for a key of another length.
    """

    def __init__(self, master_key: bytes, *, previous: Sequence[bytes] = ()) -> None:
        """Derive one key for each purpose."""
        if {len(key) for key in (master_key, *previous)} != {_KEY_BYTES}:
            raise ConfigurationInvalid(N_("The master key has to be 32 bytes."))
        self.key_id = _key_id(master_key)
        self.check_values = {_key_id(key): _derive(key, b"check value") for key in (master_key, *previous)}
        self._sealing = {_key_id(key): AESGCM(_derive(key, b"sealing")) for key in (*previous, master_key)}
        self._wrapping = {_key_id(key): AESGCM(_derive(key, b"data keys")) for key in (*previous, master_key)}
        self._index_keys = [_derive(key, b"contact index") for key in (master_key, *previous)]
        self.cursor_key, *earlier = (_derive(key, b"cursor") for key in (master_key, *previous))
        self.earlier_cursor_keys = tuple(earlier)
        self.challenge_key = _derive(master_key, b"challenges")

    def seal(self, text: bytes, *, owner: bytes) -> bytes:
        """`key id ‖ nonce ‖ ciphertext ‖ tag`, bound to its owner."""
        nonce = os.urandom(_NONCE)
        return self.key_id + nonce + self._sealing[self.key_id].encrypt(nonce, text, owner)

    def open(self, sealed: bytes, *, owner: bytes) -> bytes:
        """The text. Raises `ConfigurationInvalid` if the key is not known or the value was moved or changed."""
        return _opened(self._sealing, sealed, owner)

    def new_data_key(self, *, owner: bytes) -> tuple[DataKey, bytes]:
        """A data key for one person, and how it is kept: wrapped for its owner."""
        key = os.urandom(_KEY_BYTES)
        return DataKey(key, owner), self._wrapped(key, owner)

    def data_key(self, wrapped: bytes, *, owner: bytes) -> DataKey:
        """A data key that was kept. Raises `ConfigurationInvalid` like `open`."""
        return DataKey(_opened(self._wrapping, wrapped, owner), owner)

    def rewrap(self, wrapped: bytes, *, owner: bytes) -> bytes:
        """The same data key, wrapped by the master key of today. Raises `ConfigurationInvalid` like `open`."""
        return self._wrapped(_opened(self._wrapping, wrapped, owner), owner)

    def index(self, contact: str) -> bytes:
        """A blind index: equal contacts have equal indexes, and nothing else can be learnt without the key."""
        return _index(self._index_keys[0], contact)[:_INDEX]

    def possible_indexes(self, contact: str) -> list[bytes]:
        """By what a contact may have been indexed: with an earlier key, or whole, as it was once."""
        whole = [_index(key, contact) for key in self._index_keys]
        return [*whole, *(each[:_INDEX] for each in whole)]

    def _wrapped(self, key: bytes, owner: bytes) -> bytes:
        nonce = os.urandom(_NONCE)
        return self.key_id + nonce + self._wrapping[self.key_id].encrypt(nonce, key, owner)


def new_tracking_code() -> str:
    """A citizen's code for one opinion, like `7K3M-9QXW-2TBN-84CD`: 80 bits by chance. Only its hash is kept."""
    code = b32encode(os.urandom(_CODE_LENGTH * 5 // 8)).decode().translate(_TO_CROCKFORD)
    return "-".join(code[start : start + 4] for start in range(0, _CODE_LENGTH, 4))


def tracking_hash(code: str) -> bytes:
    """What is stored of a tracking code: enough to find its opinion, not to read it. Forgives how it was typed."""
    plain = "".join(char for char in nfkc(code).upper() if char.isalnum()).translate(_MISREAD)
    return sha256(plain.encode()).digest()


def _opened(ciphers: Mapping[bytes, AESGCM], sealed: bytes, owner: bytes) -> bytes:
    key_id, nonce, text = sealed[:_KEY_ID], sealed[_KEY_ID : _KEY_ID + _NONCE], sealed[_KEY_ID + _NONCE :]
    try:
        return ciphers[key_id].decrypt(nonce, text, owner)
    except (KeyError, ValueError, InvalidTag):
        raise _unopened() from None


def _unopened() -> ConfigurationInvalid:
    return ConfigurationInvalid(N_("A sealed value cannot be opened: is this the master key it was sealed with?"))


def _index(key: bytes, contact: str) -> bytes:
    return hmac.digest(key, "".join(contact.split()).lower().encode(), sha256)


def _derive(master_key: bytes, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"escalation " + purpose).derive(master_key)


def _key_id(master_key: bytes) -> bytes:
    return _derive(master_key, b"key id")[:_KEY_ID]
