"""Checkpoints: what do both logs come to at a moment, signed, so that nobody can change it later without being seen?

    events     the hashes of all events, in the order of their places: whole histories, whatever became of their rows
    seals      what all other rows became, and by whom, in the order of their positions

Each has the hash of the one before. The text that is signed is JSON with sorted names and without spaces.
"""

import json
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Final, Self

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from escalation.verification.domain.merkle import MerkleTree

FORMAT: Final = "escalation-checkpoint-1"
LOGS: Final = ("events", "seals")


@dataclass(frozen=True, slots=True)
class LogState:
    """How long a log is, and the root of the Merkle tree over it, as hexadecimal digits."""

    size: int
    root: str

    @classmethod
    def of(cls, tree: MerkleTree) -> Self:
        """That of a tree."""
        return cls(tree.size, tree.root.hex())


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """A statement about both logs. `previous`: SHA-256 of the text of the one before, empty for the first."""

    number: int
    made_at: datetime
    previous: str
    events: LogState
    seals: LogState

    @property
    def text(self) -> str:
        """What is signed."""
        told = {
            "format": FORMAT,
            "number": self.number,
            "made_at": self.made_at.astimezone(UTC).isoformat(),
            "previous": self.previous,
            "events": {"size": self.events.size, "root": self.events.root},
            "seals": {"size": self.seals.size, "root": self.seals.root},
        }
        return json.dumps(told, sort_keys=True, separators=(",", ":"))

    @property
    def digest(self) -> str:
        """By which the next one names it."""
        return sha256(self.text.encode()).hexdigest()

    def state_of(self, log: str) -> LogState:
        """What it says of a log: one of `LOGS`."""
        return {"events": self.events, "seals": self.seals}[log]


@dataclass(frozen=True, slots=True)
class SignedCheckpoint:
    """A checkpoint with signatures, by public key in Base64."""

    checkpoint: Checkpoint
    signatures: Mapping[str, str]

    def is_signed_by_one_of(self, trusted: Iterable[str]) -> bool:
        """Whether one of these public keys signed it."""
        return any(_fits(key, self.signatures.get(key, ""), self.checkpoint.text) for key in trusted)

    @property
    def document(self) -> str:
        """As it is written to a file."""
        return json.dumps(
            {"checkpoint": json.loads(self.checkpoint.text), "signatures": dict(self.signatures)}, indent=1
        )


def sign(checkpoint: Checkpoint, keys: Sequence[Ed25519PrivateKey]) -> SignedCheckpoint:
    """Sign with every key: while one takes the place of another, with both."""
    text = checkpoint.text.encode()
    signatures = {public_text(key): b64encode(key.sign(text)).decode() for key in keys}
    return SignedCheckpoint(checkpoint, signatures)


def public_text(key: Ed25519PrivateKey) -> str:
    """The public key as it is published: its 32 bytes in Base64."""
    return b64encode(key.public_key().public_bytes_raw()).decode()


def parse(document: str) -> SignedCheckpoint:
    """A checkpoint from a file. Raises `ValueError` for anything else."""
    try:
        read = json.loads(document)
        told, signatures = read["checkpoint"], read["signatures"]
        found = Checkpoint(
            int(told["number"]), datetime.fromisoformat(told["made_at"]), str(told["previous"]),
            *(LogState(int(told[log]["size"]), str(told[log]["root"])) for log in LOGS),
        )  # fmt: skip
        if json.dumps(told, sort_keys=True, separators=(",", ":")) != found.text:
            raise ValueError(document)
        return SignedCheckpoint(found, {str(key): str(signature) for key, signature in signatures.items()})
    except (KeyError, TypeError, AttributeError) as error:
        raise ValueError(document) from error


def _fits(key: str, signature: str, text: str) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(b64decode(key, validate=True))
        public.verify(b64decode(signature, validate=True), text.encode())
    except (InvalidSignature, NotBase64, ValueError):
        return False
    return True
