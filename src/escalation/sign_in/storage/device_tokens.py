"""Which phones are signed in (device tokens)? One access token is good for each, and one refresh token.

Beside a refresh token that was not used yet, the one that it was exchanged for is still good: the answer may have been
lost. `expires_at` is moved on by every refresh, up to a last day. By the wall, like sessions.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from escalation.identity.domain.posts import KnownPerson
from escalation.identity.storage.people import known_person, person_of
from escalation.kit.database.connection import Compiled, Connection

ACCESS_FOR: Final = timedelta(minutes=15)
IDLE_FOR: Final = timedelta(days=30)
LONGEST: Final = timedelta(days=180)
"""How long an access token is good, a phone that is not used, and one that is."""


@dataclass(frozen=True, slots=True)
class DeviceRecord:
    """A phone as its person is shown it."""

    id: UUID
    device_name: str
    acting_as: str | None
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LiveDevice:
    """A phone whose access token is good, whose it is, and as what they act with it if they do not say.

    `acting_as`: the post that was chosen, if it is still held. `is_confirmed`: whether it is known already that the
    answer with this token has arrived.
    """

    id: UUID
    person: KnownPerson
    acting_as: str | None
    is_confirmed: bool


async def insert_device(
    connection: Connection, id_: UUID, person_id: UUID, name: str, acting_as: str | None, access: bytes, refresh: bytes
) -> None:
    """Keep a phone with the hashes of its first tokens."""
    await connection.run(
        _INSERTED, id=id_, person=person_id, name=name, acting_as=acting_as, access=access, access_for=ACCESS_FOR,
        idle=IDLE_FOR,
    )  # fmt: skip
    await connection.run(_ISSUED, hash=refresh, device=id_)


async def use_refresh_token(connection: Connection, refresh: bytes) -> UUID | None:
    """Use a refresh token, and say whose it is; `None` if it is used up, or its phone has ended.

    All others of its phone are used up: the one before it, and what it was exchanged for in answers that were lost.
    Wants a transaction; of two at once, one waits for the other.
    """
    await connection.run(_LOCKED, hash=refresh)
    found = await connection.value(_USED, hash=refresh)
    return found if isinstance(found, UUID) else None


async def confirm_device(connection: Connection, access: bytes) -> None:
    """The phone with this access token has used it: whatever came before its last refresh token is used up."""
    await connection.run(_CONFIRMED, hash=access)


async def renew_device(
    connection: Connection, device_id: UUID, acting_as: str | None, access: bytes, refresh: bytes
) -> None:
    """Give a phone other tokens, and another post to act as unless that is `None`."""
    await connection.run(
        _RENEWED, id=device_id, acting_as=acting_as, access=access, access_for=ACCESS_FOR, idle=IDLE_FOR,
        longest=LONGEST,
    )  # fmt: skip
    await connection.run(_ISSUED, hash=refresh, device=device_id)


async def end_device_of(connection: Connection, refresh: bytes) -> None:
    """End the phone that was given this refresh token, used or not."""
    await connection.run(_ENDED_BY_REFRESH, hash=refresh)


async def find_device(connection: Connection, access: bytes) -> LiveDevice | None:
    """The phone with this access token, while it is good."""
    row = await connection.row(_FOUND, hash=access)
    if row is None:
        return None
    person = person_of(row)
    return LiveDevice(row["id"], person, person.if_held(row["acting_as"]), row["is_confirmed"])


async def list_devices(connection: Connection, person_id: UUID) -> list[DeviceRecord]:
    """The phones of a person that are signed in, newest first."""
    return [DeviceRecord(*row) for row in await connection.rows(_LISTED, person=person_id)]


async def end_device(connection: Connection, device_id: UUID, person_id: UUID) -> bytes | None:
    """Sign a phone out; the hash of its access token, or `None` if the person has no such phone."""
    found = await connection.value(_ENDED, id=device_id, person=person_id)
    return found if isinstance(found, bytes) else None


async def end_devices_of(connection: Connection, person_id: UUID) -> None:
    """Sign all phones of a person out."""
    await connection.run(_ALL_ENDED, person=person_id)


async def forget_devices(connection: Connection, limit: int) -> int:
    """Forget at most `limit` phones that have been out for long, with all their tokens; how many there were."""
    return await connection.run(_FORGOTTEN, limit=limit)


_INSERTED: Final = Compiled(
    """
    INSERT INTO device_tokens (
      id, person_id, device_name, acting_as, access_hash, access_expires_at, created_at, seen_at, expires_at
    )
    SELECT $1, $2, $3, $4, $5, w.at + $6::interval, w.at, w.at, w.at + $7::interval
    FROM (SELECT clock_timestamp() AS at) w
    """,
    ("id", "person", "name", "acting_as", "access", "access_for", "idle"),
    {},
)
_ISSUED: Final = Compiled(
    """
    INSERT INTO refresh_tokens (secret_hash, device_id, issued_at)
    SELECT $1::bytea, $2::uuid, greatest(clock_timestamp(), max(issued_at) + interval '1 microsecond')
    FROM refresh_tokens WHERE device_id = $2 AND used_at IS NULL
    """,
    ("hash", "device"),
    {},
)
_LOCKED: Final = Compiled(
    """
    SELECT FROM device_tokens WHERE id = (SELECT device_id FROM refresh_tokens WHERE secret_hash = $1) FOR UPDATE
    """,
    ("hash",),
    {},
)
_USED: Final = Compiled(
    """
    WITH used AS (
      SELECT d.id FROM refresh_tokens r JOIN device_tokens d ON d.id = r.device_id
      WHERE r.secret_hash = $1 AND r.used_at IS NULL AND d.ended_at IS NULL AND d.expires_at > clock_timestamp()
    ),
    others AS (
      UPDATE refresh_tokens SET used_at = clock_timestamp()
      WHERE device_id IN (SELECT id FROM used) AND used_at IS NULL AND secret_hash <> $1
    )
    SELECT id FROM used
    """,
    ("hash",),
    {},
)
_CONFIRMED: Final = Compiled(
    """
    WITH device AS MATERIALIZED (SELECT id FROM device_tokens WHERE access_hash = $1 FOR UPDATE)
    UPDATE refresh_tokens SET used_at = clock_timestamp()
    WHERE device_id IN (SELECT id FROM device) AND used_at IS NULL AND issued_at < (
      SELECT max(issued_at) FROM refresh_tokens WHERE device_id IN (SELECT id FROM device) AND used_at IS NULL
    )
    """,
    ("hash",),
    {},
)
_RENEWED: Final = Compiled(
    """
    UPDATE device_tokens SET
      acting_as = coalesce($2, acting_as), access_hash = $3, access_expires_at = clock_timestamp() + $4::interval,
      seen_at = clock_timestamp(),
      expires_at = least(clock_timestamp() + $5::interval, created_at + $6::interval)
    WHERE id = $1
    """,
    ("id", "acting_as", "access", "access_for", "idle", "longest"),
    {},
)
_ENDED_BY_REFRESH: Final = Compiled(
    """
    UPDATE device_tokens SET ended_at = clock_timestamp()
    WHERE ended_at IS NULL AND id = (SELECT device_id FROM refresh_tokens WHERE secret_hash = $1)
    """,
    ("hash",),
    {},
)
_FOUND: Final = Compiled(
    f"""
    SELECT d.id, d.acting_as, d.person_id, {known_person("d.person_id")},
           (SELECT count(*) FROM refresh_tokens r WHERE r.device_id = d.id AND r.used_at IS NULL) = 1 AS is_confirmed
    FROM device_tokens d
    WHERE d.access_hash = $1 AND d.ended_at IS NULL
      AND d.access_expires_at > clock_timestamp() AND d.expires_at > clock_timestamp()
    """,
    ("hash",),
    {},
)
_LISTED: Final = Compiled(
    """
    SELECT id, device_name, acting_as, created_at, seen_at, expires_at FROM device_tokens
    WHERE person_id = $1 AND ended_at IS NULL AND expires_at > clock_timestamp()
    ORDER BY created_at DESC LIMIT 200
    """,
    ("person",),
    {},
)
_ENDED: Final = Compiled(
    """
    UPDATE device_tokens SET ended_at = clock_timestamp() WHERE id = $1 AND person_id = $2 AND ended_at IS NULL
    RETURNING access_hash
    """,
    ("id", "person"),
    {},
)
_ALL_ENDED: Final = Compiled(
    "UPDATE device_tokens SET ended_at = clock_timestamp() WHERE person_id = $1 AND ended_at IS NULL", ("person",), {}
)
_FORGOTTEN: Final = Compiled(
    """
    DELETE FROM device_tokens WHERE id IN (
      SELECT id FROM device_tokens WHERE expires_at < clock_timestamp() - interval '90 days' LIMIT $1
    )
    """,
    ("limit",),
    {},
)
