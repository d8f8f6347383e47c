"""How is sealing caught up on: tickets, events and opinions that are older than seals?"""

from collections.abc import Sequence
from typing import Final, NamedTuple
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.verification.storage.invariants import FIRST
from escalation.verification.storage.logs import HASH


class TicketSeal(NamedTuple):
    """What all rows of a ticket are after an event: their digests, one behind the other."""

    key: str
    sequence: int
    digests: bytes


async def last_sealed_ticket(connection: Connection) -> UUID:
    """Behind which ticket to go on."""
    key = await connection.value(_LAST)
    return UUID(str(key)) if key else FIRST


async def seal_tickets(connection: Connection, seals: Sequence[TicketSeal]) -> None:
    """Note what these tickets are."""
    keys, sequences, digests = zip(*seals, strict=True) if seals else ((), (), ())
    await connection.run(_SEALED, keys=list(keys), sequences=list(sequences), digests=list(digests))


async def hash_events(connection: Connection, after: int, upto: int) -> int:
    """Give events of no ticket their hashes, behind a place in the feed up to another; how many lacked one."""
    return await connection.run(_HASHED, after=after, upto=upto)


async def hash_unnumbered_events(connection: Connection) -> int:
    """The same for events that have no place yet."""
    return await connection.run(_HASHED_UNNUMBERED)


async def salt_opinions(connection: Connection, keys: Sequence[str]) -> None:
    """Give opinions a salt."""
    await connection.run(_SALTED, ids=[UUID(key) for key in keys])


_LAST: Final = Compiled(
    "SELECT key FROM row_seals WHERE table_name = 'tickets' AND key <> '' ORDER BY n DESC LIMIT 1", (), {}
)
_SEALED: Final = Compiled(
    """
    INSERT INTO row_seals (table_name, key, sequence, digest, at, role, program)
    SELECT 'tickets', key, sequence, digest, clock_timestamp(), session_user, current_setting('application_name')
    FROM unnest($1::text[], $2::integer[], $3::bytea[]) AS s(key, sequence, digest)
    """,
    ("keys", "sequences", "digests"),
    {},
)
_FRESH: Final = HASH.replace("e.salt", "f.salt")
_LACKING: Final = f"""
    UPDATE events e SET salt = f.salt, hash = {_FRESH}
    FROM (
      SELECT id, CASE WHEN reason IS NOT NULL THEN uuid_send(gen_random_uuid()) END AS salt
      FROM events WHERE ticket_id IS NULL AND hash IS NULL AND {{}}
    ) f
    WHERE e.id = f.id
"""
_HASHED: Final = Compiled(_LACKING.format("feed_pos > $1 AND feed_pos <= $2"), ("after", "upto"), {})
_HASHED_UNNUMBERED: Final = Compiled(_LACKING.format("feed_pos IS NULL"), (), {})
_SALTED: Final = Compiled(
    "UPDATE opinions SET salt = uuid_send(gen_random_uuid()) WHERE id = ANY ($1::uuid[]) AND salt IS NULL", ("ids",), {}
)
