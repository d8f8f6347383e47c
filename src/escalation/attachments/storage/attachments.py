"""Which files are attached, and how far has each come? Named statements over `attachments` and their parts."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Final
from uuid import UUID

from sqlalchemy import Text, bindparam, literal_column, select

from escalation.actors import Actor
from escalation.attachments.storage.tables import attachments
from escalation.events.storage import unchained_events
from escalation.identity.storage.people import name_of
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime.set_aside import not_set_aside
from escalation.organisation.storage.tables import units

PURGING: Final = "attachments"
"""As the engine calls what deletes them."""


@dataclass(frozen=True, slots=True)
class Attachment:
    """What is known of a file. `size` and `received` are in bytes; `state`: uploading, ready, refused or removed."""

    id: UUID
    ticket_id: UUID | None
    opinion_id: UUID | None
    state: str
    name: str
    size: int
    received: int
    expected_sha256: bytes | None
    media_type: str | None
    sha256: bytes | None
    width: int | None
    height: int | None
    sealed_key: bytes | None
    created_at: datetime
    created_by: str
    created_unit_id: UUID | None
    ended_at: datetime | None
    reason: str | None
    created_by_name: str | None
    created_unit_code: str | None
    created_unit_name: str | None


@dataclass(frozen=True, slots=True)
class NewAttachment:
    """A file of which no byte has come yet. It belongs to a ticket or to an opinion."""

    id: UUID
    ticket_id: UUID | None
    opinion_id: UUID | None
    name: str
    size: int
    expected_sha256: bytes | None
    sealed_key: bytes
    created_at: datetime
    created_by: str
    created_unit_id: UUID | None


@dataclass(frozen=True, slots=True)
class Finished:
    """What was found out about a file that is whole."""

    name: str
    size: int
    media_type: str
    sha256: bytes
    width: int | None
    height: int | None


async def insert_attachment(connection: Connection, new: NewAttachment) -> None:
    """Begin a file."""
    await connection.run(_INSERTED, **{name: getattr(new, name) for name in NewAttachment.__dataclass_fields__})


async def count_before(connection: Connection, new: NewAttachment) -> tuple[int, int]:
    """How many files its thing has already, and how many its maker is uploading."""
    row = await connection.row(_COUNTED, ticket=new.ticket_id, opinion=new.opinion_id, principal=new.created_by)
    return (row["of_thing"], row["of_maker"]) if row else (0, 0)


async def find_attachment(connection: Connection, attachment_id: UUID) -> Attachment | None:
    """One file, whoever's it is."""
    row = await connection.row(_FOUND, id=attachment_id)
    return Attachment(*row) if row else None


async def add_part(connection: Connection, attachment_id: UUID, *, start: int, size: int, object_name: str) -> bool:
    """Count a piece that begins where the last one ended; `False` for any other. Of two at once, one is counted."""
    done = await connection.row(_PART, attachment=attachment_id, start=start, size=size, object_name=object_name)
    return done is not None


async def list_parts(connection: Connection, attachment_id: UUID) -> list[tuple[int, str]]:
    """Start and object of each piece, in order."""
    return [(row["start"], row["object_name"]) for row in await connection.rows(_PARTS, attachment=attachment_id)]


async def mark_ready(
    connection: Connection, attachment_id: UUID, found: Finished, now: datetime, *, by: Actor, request_id: str
) -> bool:
    """The file is whole and may be read; an opinion's history learns of it. `False` if it was not being uploaded."""
    values = {name: getattr(found, name) for name in Finished.__dataclass_fields__}
    done = await connection.row(
        _READY, attachment=attachment_id, now=now, **values, **unchained_events.by(by, request_id)
    )
    return done is not None


async def mark_refused(connection: Connection, attachment_id: UUID, reason: str, now: datetime) -> None:
    """The file is not taken; its key is gone."""
    await connection.run(_REFUSED, attachment=attachment_id, why=reason, now=now)


async def mark_removed(
    connection: Connection, attachment_id: UUID, reason: str, now: datetime, *, by: Actor, request_id: str
) -> bool:
    """The file is gone with its key; an opinion's history learns of it. `False` if there was none any more."""
    done = await connection.row(
        _REMOVED, attachment=attachment_id, why=reason, now=now, **unchained_events.by(by, request_id)
    )
    return done is not None


async def give_up_stale(connection: Connection, now: datetime, age: timedelta, limit: int) -> int:
    """Refuse files whose bytes stopped coming; how many there were."""
    return await connection.run(_STALE, before=now - age, now=now, limit=limit)


async def list_to_purge(connection: Connection, limit: int) -> list[tuple[UUID, bool]]:
    """Files of which something lies in the object store that is not needed; whether the file itself is still."""
    return [(row["id"], row["state"] == "ready") for row in await connection.rows(_TO_PURGE, limit=limit)]


async def mark_purged(connection: Connection, purged: Sequence[tuple[UUID, bool]]) -> None:
    """Nothing of them lies in the object store that is not needed. One that was removed meanwhile is left for later.

    `purged`: as `list_to_purge` has told them.
    """
    ids, are_ready = [id_ for id_, _ in purged], [is_ready for _, is_ready in purged]
    await connection.run(_PURGED, ids=ids, are_ready=are_ready)


_MAKER: Final = select(units).where(units.c.id == attachments.c.created_unit_id)
COLUMNS: Final = (
    *(attachments.c[field.name] for field in fields(Attachment) if field.name in attachments.c),
    literal_column(name_of("attachments.created_by"), Text).label("created_by_name"),
    _MAKER.with_only_columns(units.c.code).scalar_subquery().label("created_unit_code"),
    _MAKER.with_only_columns(units.c.name).scalar_subquery().label("created_unit_name"),
)
"""Those of `Attachment`, in its order."""
_NEW: Final = NewAttachment.__dataclass_fields__
_INSERTED: Final = Compiled(
    f"""
    INSERT INTO attachments ({", ".join(_NEW)}, state)
    VALUES ({", ".join(f"${number}" for number in range(1, len(_NEW) + 1))}, 'uploading')
    """,
    tuple(_NEW),
    {},
)
_COUNTED: Final = Compiled(
    """
    SELECT (SELECT count(*) FROM attachments WHERE ticket_id = $1 AND state IN ('uploading', 'ready'))
         + (SELECT count(*) FROM attachments WHERE opinion_id = $2 AND state IN ('uploading', 'ready')) AS of_thing,
           (SELECT count(*) FROM attachments WHERE created_by = $3 AND state = 'uploading') AS of_maker
    """,
    ("ticket", "opinion", "principal"),
    {},
)
_FOUND: Final = compile_statement(select(*COLUMNS).where(attachments.c.id == bindparam("id")))
_PART: Final = Compiled(
    """
    WITH moved AS (
      UPDATE attachments SET received = received + $3
      WHERE id = $1 AND state = 'uploading' AND received = $2 AND received + $3 <= size
      RETURNING id
    )
    INSERT INTO attachment_parts (attachment_id, start, size, object_name) SELECT id, $2, $3, $4 FROM moved
    RETURNING attachment_id
    """,
    ("attachment", "start", "size", "object_name"),
    {},
)
_PARTS: Final = Compiled(
    "SELECT start, object_name FROM attachment_parts WHERE attachment_id = $1 ORDER BY start", ("attachment",), {}
)


def _told(type_: str, action: str, reason: str, first: int) -> str:
    """The event of an opinion to which a file in `changed` belongs."""
    about = """
      (SELECT o.id, o.unit_id, o.category, o.source, o.confidential, $2::timestamptz AS at, c.more
       FROM changed c JOIN opinions o ON o.id = c.opinion_id) o
    """
    by = f"LATERAL (SELECT '{action}' AS action, {reason} AS reason, a.* FROM ({unchained_events.author(first)}) a) e"
    return unchained_events.of_opinions(type_, f"{about}, {by}", "o.more")


# Of the name the ending alone, as `media_types.name_in_history` has it.
_MORE: Final = r"""
  jsonb_build_object('attachment_id', id, 'media_type', media_type, 'size', size, 'sha256', encode(sha256, 'hex'),
                     'name', '***' || coalesce(substring(lower(name) FROM '\.(?:jpe?g|png|webp|pdf|docx|xlsx)$'), ''))
  AS more
"""
_READY: Final = Compiled(
    f"""
    WITH changed AS (
      UPDATE attachments SET state = 'ready', name = $3, size = $4, received = $4, media_type = $5, sha256 = $6,
             width = $7, height = $8
      WHERE id = $1 AND state = 'uploading'
      RETURNING id, opinion_id, {_MORE}
    ),
    parts AS (DELETE FROM attachment_parts WHERE attachment_id IN (SELECT id FROM changed)),
    told AS ({_told("opinion.attachment_added", "attach", "NULL::text", 9)})
    SELECT id FROM changed
    """,
    ("attachment", "now", *Finished.__dataclass_fields__, *unchained_events.AUTHOR),
    {},
)
_REFUSED: Final = Compiled(
    """
    WITH changed AS (
      UPDATE attachments SET state = 'refused', reason = $2, ended_at = $3, sealed_key = NULL
      WHERE id = $1 AND state = 'uploading'
      RETURNING id
    )
    DELETE FROM attachment_parts WHERE attachment_id IN (SELECT id FROM changed)
    """,
    ("attachment", "why", "now"),
    {},
)
_REMOVED: Final = Compiled(
    f"""
    WITH changed AS (
      UPDATE attachments SET state = 'removed', reason = $3, ended_at = $2, sealed_key = NULL, is_purged = false
      WHERE id = $1 AND state = 'ready'
      RETURNING id, opinion_id, {_MORE}
    ),
    told AS ({_told("opinion.attachment_removed", "detach", "$3::text", 4)})
    SELECT id FROM changed
    """,
    ("attachment", "now", "why", *unchained_events.AUTHOR),
    {},
)
_STALE: Final = Compiled(
    """
    WITH stale AS (
      SELECT id FROM attachments WHERE state = 'uploading' AND created_at < $1
      ORDER BY created_at LIMIT $3 FOR UPDATE SKIP LOCKED
    ),
    parts AS (DELETE FROM attachment_parts WHERE attachment_id IN (SELECT id FROM stale))
    UPDATE attachments SET state = 'refused', reason = 'abandoned', ended_at = $2, sealed_key = NULL
    WHERE id IN (SELECT id FROM stale)
    """,
    ("before", "now", "limit"),
    {},
)
_TO_PURGE: Final = Compiled(
    f"""
    SELECT id, state FROM attachments
    WHERE state <> 'uploading' AND NOT is_purged AND {not_set_aside(PURGING, "attachments.id")}
    ORDER BY id LIMIT $1
    """,
    ("limit",),
    {},
)
_PURGED: Final = Compiled(
    """
    UPDATE attachments a SET is_purged = true
    FROM unnest($1::uuid[], $2::boolean[]) seen (id, is_ready)
    WHERE a.id = seen.id AND (a.state = 'ready') = seen.is_ready
    """,
    ("ids", "are_ready"),
    {},
)
