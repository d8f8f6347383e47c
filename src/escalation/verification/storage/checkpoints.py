"""Where are checkpoints kept, and what of the logs goes into them? Lines by place, in ranges that fit into memory."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from escalation.kit.database.connection import Compiled, Connection, Row
from escalation.verification.domain.checkpoints import LOGS, SignedCheckpoint, parse
from escalation.verification.domain.merkle import MerkleTree

NUMBERED_AT_ONCE: Final = 10_000


@dataclass(frozen=True, slots=True)
class LogLine:
    """A line of a log: its place, the bytes that are its leaf, and the number or name of what it is about."""

    place: int
    leaf: bytes
    subject: str


@dataclass(frozen=True, slots=True)
class KeptCheckpoint:
    """A checkpoint as it is kept, with the trees that the next one grows from. `goes_on`: there was more to add."""

    signed: SignedCheckpoint
    events: MerkleTree
    seals: MerkleTree
    goes_on: bool = False


async def number_seals(connection: Connection) -> int:
    """Give seals that are committed their positions, without gaps; how many got one. Needs a transaction.

    One process at a time does it; the others find nothing to do.
    """
    if not await connection.value(_LOCKED):
        return 0
    return await connection.run(_NUMBERED, limit=NUMBERED_AT_ONCE)


async def lock_checkpoints(connection: Connection) -> bool:
    """Whether this transaction is the one that may make a checkpoint."""
    return bool(await connection.value(_LOCKED))


async def last_checkpoint(connection: Connection) -> KeptCheckpoint | None:
    """The newest one."""
    row = await connection.row(_LAST)
    return _kept(row) if row else None


async def list_checkpoints(connection: Connection, before: int | None, limit: int) -> list[SignedCheckpoint]:
    """The newest ones with a number below `before`, newest first."""
    rows = await connection.rows(_LISTED, before=before if before is not None else 2**31 - 1, limit=limit)
    return [parse(row["document"]) for row in rows]


async def keep_checkpoint(connection: Connection, kept: KeptCheckpoint) -> None:
    """Write one down."""
    checkpoint = kept.signed.checkpoint
    await connection.run(
        _KEPT, number=checkpoint.number, made_at=checkpoint.made_at, document=kept.signed.document,
        events=b"".join(kept.events.peaks), seals=b"".join(kept.seals.peaks),
    )  # fmt: skip


async def read_lines(connection: Connection, log: str, after: int, upto: int) -> list[LogLine]:
    """The lines of a log, `events` or `seals`, behind a place up to another, in their order."""
    rows = await connection.rows(_LINES[log], after=after, upto=upto)
    return [LogLine(row["place"], _leaf(row), row["subject"]) for row in rows]


async def log_size(connection: Connection, log: str) -> int:
    """The last place of a log that was given."""
    size = await connection.value(_SIZES[log])
    return size if isinstance(size, int) else 0


def _leaf(row: Row) -> bytes:
    """Of an event its hash; of a seal everything it says, as JSON."""
    if "hash" in row:
        return row["hash"] or b""
    at: datetime = row["at"]
    digest = row["digest"].hex() if row["digest"] is not None else None
    told = [row["table_name"], row["key"], digest, row["sequence"], at.isoformat(), row["role"], row["program"]]
    return json.dumps(told, ensure_ascii=False).encode()


def _kept(row: Row) -> KeptCheckpoint:
    signed = parse(row["document"])
    events, seals = (MerkleTree(signed.checkpoint.state_of(log).size, _split(row[f"{log}_peaks"])) for log in LOGS)
    return KeptCheckpoint(signed, events, seals)


def _split(peaks: bytes) -> tuple[bytes, ...]:
    return tuple(peaks[start : start + 32] for start in range(0, len(peaks), 32))


_LOCKED: Final = Compiled("SELECT pg_try_advisory_xact_lock(1702063971)", (), {})
_NUMBERED: Final = Compiled(
    """
    WITH head AS (SELECT coalesce(max(position), 0) AS position FROM row_seals WHERE position IS NOT NULL),
    waiting AS (
      SELECT n, row_number() OVER (ORDER BY n) AS place
      FROM (SELECT n FROM row_seals WHERE position IS NULL ORDER BY n LIMIT $1) first
    )
    UPDATE row_seals s SET position = head.position + w.place FROM head, waiting w WHERE s.n = w.n
    """,
    ("limit",),
    {},
)
_LAST: Final = Compiled(
    "SELECT document, events_peaks, seals_peaks FROM checkpoints ORDER BY number DESC LIMIT 1", (), {}
)
_LISTED: Final = Compiled(
    "SELECT document FROM checkpoints WHERE number < $1 ORDER BY number DESC LIMIT $2", ("before", "limit"), {}
)
_KEPT: Final = Compiled(
    "INSERT INTO checkpoints (number, made_at, document, events_peaks, seals_peaks) VALUES ($1, $2, $3, $4, $5)",
    ("number", "made_at", "document", "events", "seals"),
    {},
)
_LINES: Final = {
    "events": Compiled(
        """
        SELECT e.feed_pos AS place, e.hash,
               coalesce(t.number, coalesce(e.ticket_id, e.opinion_id, e.endpoint_id, e.record_id)::text) AS subject
        FROM events e LEFT JOIN tickets t ON t.id = e.ticket_id
        WHERE e.feed_pos > $1 AND e.feed_pos <= $2 ORDER BY e.feed_pos
        """,
        ("after", "upto"),
        {},
    ),
    "seals": Compiled(
        """
        SELECT position AS place, table_name, key, digest, sequence, at, role, program,
               table_name || ' ' || key AS subject
        FROM row_seals WHERE position > $1 AND position <= $2 ORDER BY position
        """,
        ("after", "upto"),
        {},
    ),
}
_SIZES: Final = {
    "events": Compiled("SELECT pos FROM feed_head", (), {}),
    "seals": Compiled("SELECT coalesce(max(position), 0) FROM row_seals WHERE position IS NOT NULL", (), {}),
}
