"""Checkpoint files: what leaves the database, for whoever keeps it where the owner of the database cannot reach.

    checkpoint-00000012-1f0c….json      what is signed
    entries-00000012-1f0c….csv.gz       every line that it added: log, place, hash, and what it is about

Files are written whole or not at all, and never written over: a database that was set back makes others beside them.
"""

import csv
import gzip
import io
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Final

from escalation.kit.database.connection import Connection
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.whole_files import write_whole
from escalation.verification.domain.checkpoints import LOGS, Checkpoint, SignedCheckpoint, parse
from escalation.verification.storage import checkpoints

READ: Final = 10_000
_PAGE: Final = 100


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a log as it was when a checkpoint was made."""

    log: str
    place: int
    hash: str
    subject: str


async def publish(runtime: Runtime, folder: Path) -> list[Checkpoint]:
    """Write what is not there yet of checkpoints and the lines that they added; which it was. Raises `OSError`."""
    async with runtime.database.connection(changes=False) as connection:
        missing = [signed async for signed in _missing(connection, folder)]
        missing.reverse()
        previous = await _one_before(connection, missing[0].checkpoint) if missing else None
        # Oldest first: what is there shows that all before it are, whoever died meanwhile.
        for signed in missing:
            entries = await _entries(connection, signed.checkpoint, previous.checkpoint if previous else None)
            write_whole(folder / _entries_name(signed.checkpoint), entries, mode=0o444)
            write_whole(folder / _name(signed.checkpoint), signed.document.encode(), mode=0o444)
            previous = signed
    return [signed.checkpoint for signed in missing]


async def _missing(connection: Connection, folder: Path) -> AsyncIterator[SignedCheckpoint]:
    """Newest first, up to the first one that is there."""
    before: int | None = None
    while page := await checkpoints.list_checkpoints(connection, before, _PAGE):
        for signed in page:
            if _is_there(folder / _name(signed.checkpoint)):
                return
            yield signed
        before = page[-1].checkpoint.number


async def _one_before(connection: Connection, checkpoint: Checkpoint) -> SignedCheckpoint | None:
    found = await checkpoints.list_checkpoints(connection, checkpoint.number, 1)
    return found[0] if found else None


def read_folder(folder: Path) -> list[SignedCheckpoint]:
    """The checkpoints in a folder, by number. Raises `OSError`, `ValueError` for a file that is none."""
    found = [parse(file.read_text(encoding="utf-8")) for file in sorted(folder.glob("checkpoint-*.json"))]
    return sorted(found, key=lambda signed: signed.checkpoint.number)


def read_entries(folder: Path, checkpoint: Checkpoint) -> Iterator[Entry]:
    """The lines that a checkpoint added; none if they are not beside it."""
    file = folder / _entries_name(checkpoint)
    if not file.exists():
        return
    with gzip.open(file, "rt", encoding="utf-8", newline="") as stream:
        for log, place, digest, subject in csv.reader(stream):
            yield Entry(log, int(place), digest, subject)


def hash_of(leaf: bytes) -> str:
    """How an entry names a line: it says nothing that is not in the log."""
    return sha256(b"\x00" + leaf).hexdigest()


async def _entries(connection: Connection, checkpoint: Checkpoint, previous: Checkpoint | None) -> bytes:
    packed = io.BytesIO()
    with gzip.open(packed, "wt", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        for log in LOGS:
            first = previous.state_of(log).size if previous else 0
            last = checkpoint.state_of(log).size
            for after in range(first, last, READ):
                lines = await checkpoints.read_lines(connection, log, after, min(after + READ, last))
                writer.writerows((log, line.place, hash_of(line.leaf), line.subject) for line in lines)
    return packed.getvalue()


def _is_there(file: Path) -> bool:
    file.parent.mkdir(parents=True, exist_ok=True)
    return file.exists()


def _name(checkpoint: Checkpoint) -> str:
    return f"checkpoint-{checkpoint.number:08}-{checkpoint.digest[:16]}.json"


def _entries_name(checkpoint: Checkpoint) -> str:
    return f"entries-{checkpoint.number:08}-{checkpoint.digest[:16]}.csv.gz"
