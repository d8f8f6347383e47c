"""Merkle trees: one hash that stands for a whole log, and grows with it (RFC 9162 §2.1.1).

Of a tree that only grows it is enough to keep the roots of its full subtrees, one for each bit of its size: to add a
leaf costs a few hashes, however long the log is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from typing import Self


@dataclass(frozen=True, slots=True)
class MerkleTree:
    """How many leaves there are, and the roots of the full subtrees, largest first. Without anything: no leaves."""

    size: int = 0
    peaks: tuple[bytes, ...] = ()

    @property
    def root(self) -> bytes:
        """32 bytes that stand for all leaves in their order."""
        if not self.peaks:
            return sha256().digest()
        *others, root = self.peaks
        for peak in reversed(others):
            root = _node(peak, root)
        return root

    def grown(self, lines: Iterable[bytes]) -> Self:
        """The tree with more lines at its end."""
        size, peaks = self.size, list(self.peaks)
        for line in lines:
            peaks.append(sha256(b"\x00" + line).digest())
            size += 1
            for _ in range(_twos(size)):
                right, left = peaks.pop(), peaks.pop()
                peaks.append(_node(left, right))
        return type(self)(size, tuple(peaks))


def _node(left: bytes, right: bytes) -> bytes:
    return sha256(b"\x01" + left + right).digest()


def _twos(size: int) -> int:
    """How often the size can be halved: so many subtrees have become full."""
    return (size & -size).bit_length() - 1
