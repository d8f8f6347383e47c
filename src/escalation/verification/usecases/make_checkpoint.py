"""Make checkpoint: sign what both logs have come to since the last one. It costs what is new, not what there is."""

from collections.abc import Sequence
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from escalation.kit.database.clock import read_wall
from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.verification.domain.checkpoints import LOGS, Checkpoint, LogState, sign
from escalation.verification.domain.merkle import MerkleTree
from escalation.verification.storage import checkpoints, registers
from escalation.verification.storage.checkpoints import KeptCheckpoint

LINES: Final = 200_000
"""The most lines of a log that one checkpoint adds; what is left goes into the next, which may be made at once."""
READ: Final = 10_000
"""Lines that are read at once."""


async def number_seals(runtime: Runtime) -> int:
    """Give new seals their positions; how many there were."""
    async with runtime.database.transaction() as connection:
        return await checkpoints.number_seals(connection)


async def make_checkpoint(
    runtime: Runtime, keys: Sequence[Ed25519PrivateKey], *, most: int = LINES
) -> KeptCheckpoint | None:
    """Sign what is new. `None`: nothing is, somebody else is at it, or events are not sealed yet.

    `most`: lines of a log that it adds. Raises `DatabaseUnavailable`.
    """
    async with runtime.database.transaction() as connection:
        if not await checkpoints.lock_checkpoints(connection):
            return None
        if not await registers.is_all_sealed(connection, "events"):
            return None
        last = await checkpoints.last_checkpoint(connection)
        before = (last.events, last.seals) if last else (MerkleTree(), MerkleTree())
        events, seals = [await _grown(connection, log, tree, most) for log, tree in zip(LOGS, before, strict=True)]
        if (events, seals) == before:
            return None
        checkpoint = Checkpoint(
            number=last.signed.checkpoint.number + 1 if last else 1, made_at=await read_wall(connection),
            previous=last.signed.checkpoint.digest if last else "", events=LogState.of(events),
            seals=LogState.of(seals),
        )  # fmt: skip
        goes_on = most in {tree.size - earlier.size for tree, earlier in zip((events, seals), before, strict=True)}
        kept = KeptCheckpoint(sign(checkpoint, keys), events, seals, goes_on)
        await checkpoints.keep_checkpoint(connection, kept)
    return kept


async def _grown(connection: Connection, log: str, tree: MerkleTree, most: int) -> MerkleTree:
    """The tree with what is new in the log."""
    end = min(await checkpoints.log_size(connection, log), tree.size + most)
    for after in range(tree.size, end, READ):
        lines = await checkpoints.read_lines(connection, log, after, min(after + READ, end))
        tree = tree.grown(line.leaf for line in lines)
    return tree
