"""Checkpoint verification: are both logs still what signed checkpoints say? Finds what was computed anew as a whole."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, islice, pairwise
from pathlib import Path
from typing import Final

from escalation.kit.database.connection import Connection
from escalation.verification.domain.checkpoints import LOGS, Checkpoint, SignedCheckpoint
from escalation.verification.domain.merkle import MerkleTree
from escalation.verification.storage import checkpoints, invariants
from escalation.verification.usecases.checkpoint_files import Entry, hash_of, read_entries
from escalation.verification.usecases.seal_checks import (
    CHECKPOINT_BROKEN_OFF,
    CHECKPOINT_CONTRADICTED,
    CHECKPOINT_UNSIGNED,
    LINE_CHANGED,
    LINE_GONE,
)
from escalation.verification.usecases.tally import Tally

READ: Final = 10_000


async def verify_checkpoints(
    connection: Connection,
    given: Sequence[SignedCheckpoint],
    tally: Tally,
    *,
    trusted: Iterable[str],
    folder: Path | None = None,
) -> None:
    """Hold both logs against checkpoints, which were kept outside of the database.

    `trusted`: public keys of which one has to have signed. `folder`: where the lines of each checkpoint are, so that
    what is other can be named.
    """
    known = frozenset(trusted)
    signed = sorted(
        (each for each in given if each.is_signed_by_one_of(known)), key=lambda each: each.checkpoint.number
    )
    for each in given:
        if each not in signed:
            tally.add(CHECKPOINT_UNSIGNED, [{"number": _named(each.checkpoint)}])
    for before, after in pairwise(signed):
        follows = after.checkpoint.number == before.checkpoint.number + 1
        if follows and after.checkpoint.previous != before.checkpoint.digest:
            tally.add(CHECKPOINT_BROKEN_OFF, [{"number": _named(after.checkpoint)}])
    for log in LOGS:
        roots = await _roots(connection, log, [each.checkpoint.state_of(log).size for each in signed])
        for each in signed:
            state = each.checkpoint.state_of(log)
            if roots[state.size] != state.root:
                tally.add(
                    CHECKPOINT_CONTRADICTED, [{"number": _named(each.checkpoint), "log": log, "size": state.size}]
                )
    if folder is not None:
        for each in signed:
            await _verify_entries(connection, read_entries(folder, each.checkpoint), tally)


def _named(checkpoint: Checkpoint) -> str:
    return f"checkpoint {checkpoint.number}"


async def _roots(connection: Connection, log: str, sizes: Iterable[int]) -> Mapping[int, str]:
    """The roots of a log as it is now, at the sizes that it had then. A log that has become shorter has none there."""
    tree, roots = MerkleTree(), dict.fromkeys(sizes, "")
    for size in sorted(roots):
        while tree.size < size:
            upto = min(tree.size + READ, size)
            async with invariants.snapshot(connection):
                lines = await checkpoints.read_lines(connection, log, tree.size, upto)
            if len(lines) < upto - tree.size:
                return roots
            tree = tree.grown(line.leaf for line in lines)
        roots[size] = tree.root.hex()
    return roots


async def _verify_entries(connection: Connection, entries: Iterator[Entry], tally: Tally) -> None:
    """Name each line that is not what it was."""
    for log, lines in groupby(entries, key=lambda entry: entry.log):
        while chunk := list(islice(lines, READ)):
            first, last = chunk[0].place, chunk[-1].place
            async with invariants.snapshot(connection):
                stored = await checkpoints.read_lines(connection, log, first - 1, last)
            hashes = {line.place: hash_of(line.leaf) for line in stored}
            told: set[str] = set()
            for entry in chunk:
                found = hashes.get(entry.place)
                if found != entry.hash and entry.subject not in told:
                    told.add(entry.subject)
                    tally.add(
                        LINE_GONE if found is None else LINE_CHANGED, [{"number": entry.subject, "place": entry.place}]
                    )
