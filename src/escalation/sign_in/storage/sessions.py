"""Which sessions of browsers are there? Found by the hash of their secret, as long as they live.

Sessions live by the wall: turning the clock of a sandbox signs nobody out.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import ColumnElement, bindparam, delete, exists, insert, literal, select, text, update
from sqlalchemy.dialects.postgresql import INTERVAL

from escalation.identity.domain.posts import KnownPerson
from escalation.identity.storage.people import known_person, person_of
from escalation.kit.database.clock import WALL
from escalation.kit.database.connection import Connection, compile_statement
from escalation.sign_in.storage.tables import sessions

KEPT: Final = timedelta(days=90)
"""How long a session that has ended stays on record; as long a browser counts as known to its person."""

SEEN_AGAIN_AFTER: Final = timedelta(minutes=1)
"""How exactly it is known when a session was last used: not every request writes."""


@dataclass(frozen=True, slots=True)
class NewSession:
    """A session to be kept: field names are column names."""

    id: UUID
    secret_hash: bytes
    person_id: UUID
    device_hash: bytes
    method: str
    browser: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class SessionRecord:
    """A session as its person is shown it."""

    id: UUID
    method: str
    browser: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class LiveSession:
    """A session that lives, and whose it is. `is_fresh`: its last use is known well enough.

    `acting_as`: the post that was chosen in it, if it is still held.
    """

    id: UUID
    person: KnownPerson
    is_fresh: bool
    acting_as: str | None


async def insert_session(connection: Connection, session: NewSession) -> None:
    """Keep a new session."""
    await connection.run(_INSERTED, **{name: getattr(session, name) for name in NewSession.__dataclass_fields__})


async def find_session(connection: Connection, secret_hash: bytes, idle: timedelta) -> LiveSession | None:
    """The session with this secret, unless it has ended, expired, or was not used for as long as `idle`."""
    row = await connection.row(_FOUND, hash=secret_hash, idle=idle)
    if row is None:
        return None
    person = person_of(row)
    return LiveSession(row["id"], person, row["is_fresh"], person.if_held(row["acting_as"]))


async def see_session(connection: Connection, session_id: UUID) -> None:
    """Note that a session is used."""
    await connection.run(_SEEN, session=session_id)


async def choose_post(connection: Connection, session_id: UUID, acting_as: str) -> None:
    """Keep as which post one acts in a session from now on."""
    await connection.run(_CHOSEN, session=session_id, acting_as=acting_as)


async def list_sessions(connection: Connection, person_id: UUID, idle: timedelta) -> list[SessionRecord]:
    """The living sessions of a person, newest first."""
    rows = await connection.rows(_LISTED, person=person_id, idle=idle)
    return [SessionRecord(*row) for row in rows]


async def end_session(connection: Connection, session_id: UUID, person_id: UUID) -> bytes | None:
    """End a session of a person; its hash, or `None` if there is none that could be ended."""
    found = await connection.value(_ENDED, session=session_id, person=person_id)
    return found if isinstance(found, bytes) else None


async def end_session_by_hash(connection: Connection, secret_hash: bytes) -> None:
    """End the session with this secret, if there is one."""
    await connection.run(_ENDED_BY_HASH, hash=secret_hash)


async def end_sessions_of(connection: Connection, person_id: UUID) -> None:
    """End all sessions of a person: who sets a password anew wants nobody else to be in."""
    await connection.run(_ALL_ENDED, person=person_id)


async def is_known_device(connection: Connection, person_id: UUID, device_hash: bytes) -> bool:
    """Whether somebody has signed in with this browser before."""
    return await connection.value(_KNOWN, person=person_id, device=device_hash) is True


async def forget_sessions(connection: Connection, limit: int) -> int:
    """Forget at most `limit` sessions that ended, or expired, long ago; how many there were."""
    return await connection.run(_FORGOTTEN, limit=limit)


_LIVES: Final[tuple[ColumnElement[bool], ...]] = (
    sessions.c.ended_at.is_(None),
    sessions.c.expires_at > WALL,
    sessions.c.seen_at > WALL - bindparam("idle", type_=INTERVAL),
)
_INSERTED: Final = compile_statement(
    insert(sessions).values({name: bindparam(name) for name in NewSession.__dataclass_fields__})
)
_FOUND: Final = compile_statement(
    select(
        sessions.c.id,
        sessions.c.person_id,
        sessions.c.acting_as,
        (sessions.c.seen_at > WALL - literal(SEEN_AGAIN_AFTER)).label("is_fresh"),
        text(known_person("sessions.person_id")),
    ).where(sessions.c.secret_hash == bindparam("hash"), *_LIVES)
)
_SEEN: Final = compile_statement(update(sessions).where(sessions.c.id == bindparam("session")).values(seen_at=WALL))
_CHOSEN: Final = compile_statement(
    update(sessions).where(sessions.c.id == bindparam("session")).values(acting_as=bindparam("acting_as"))
)
_LISTED: Final = compile_statement(
    select(*(sessions.c[name] for name in SessionRecord.__dataclass_fields__))
    .where(sessions.c.person_id == bindparam("person"), *_LIVES)
    .order_by(sessions.c.created_at.desc())
    .limit(200)
)
_OPEN: Final = sessions.c.ended_at.is_(None)
_ENDED: Final = compile_statement(
    update(sessions)
    .where(sessions.c.id == bindparam("session"), sessions.c.person_id == bindparam("person"), _OPEN)
    .values(ended_at=WALL)
    .returning(sessions.c.secret_hash)
)
_ENDED_BY_HASH: Final = compile_statement(
    update(sessions).where(sessions.c.secret_hash == bindparam("hash"), _OPEN).values(ended_at=WALL)
)
_ALL_ENDED: Final = compile_statement(
    update(sessions).where(sessions.c.person_id == bindparam("person"), _OPEN).values(ended_at=WALL)
)
_KNOWN: Final = compile_statement(
    select(exists().where(sessions.c.person_id == bindparam("person"), sessions.c.device_hash == bindparam("device")))
)
_LONG_AGO: Final = select(sessions.c.id).where(sessions.c.expires_at < WALL - literal(KEPT)).limit(bindparam("limit"))
_FORGOTTEN: Final = compile_statement(delete(sessions).where(sessions.c.id.in_(_LONG_AGO.scalar_subquery())))
