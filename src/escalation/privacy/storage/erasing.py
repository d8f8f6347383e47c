"""How is an opinion erased? Contact and words go from every row that has them; that it was there, stays.

With the data key goes what it has sealed, here and in whatever copies are made from now on; with the salt, by what the
words could be guessed from seals of the row.
"""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection
from escalation.opinions.storage.contact_reads import READ
from escalation.privacy.domain.erasure import ErasureExtent
from escalation.tickets.domain.erasure import ERASED


class LockedOpinion(NamedTuple):
    """An opinion before it is erased. `merged`: tickets through which it came to the one it is in now.

    `others`: whether another citizen's opinion belongs to its ticket.
    """

    ticket_id: UUID | None
    title: str
    content: str
    has_contact: bool
    is_erased: bool
    others: bool
    merged: tuple[UUID, ...]


async def lock_opinion(connection: Connection, opinion_id: UUID) -> LockedOpinion | None:
    """What there is to erase, locked with its ticket; `None` if nothing is left. Wants a transaction."""
    row = await connection.row(_LOCKED, opinion=opinion_id)
    return LockedOpinion(*row) if row else None


async def erase_contact(connection: Connection, opinion_id: UUID, now: datetime, *, by: Actor, request_id: str) -> None:
    """Erase how to reach the citizen, and why somebody looked at that, and tell so."""
    await connection.run(_CONTACT, opinion=opinion_id, now=now, **unchained_events.by(by, request_id))
    for statement in _LOOKS:
        await connection.run(statement, opinion=opinion_id)


async def erase_words(connection: Connection, opinion_id: UUID, now: datetime, *, by: Actor, request_id: str) -> None:
    """Erase all that an opinion says, contact included, and tell so; its ticket is another matter."""
    await connection.run(_ALL, opinion=opinion_id, now=now, **unchained_events.by(by, request_id))
    for statement in _BESIDE:
        await connection.run(statement, opinion=opinion_id)


async def erase_beside_ticket(connection: Connection, ticket_id: UUID) -> None:
    """Erase files of a ticket, drafts of its moves, and what receivers answered when they were told of it."""
    for statement in _OF_TICKET:
        await connection.run(statement, ticket=ticket_id)


# A ticket is locked before its opinions, as by whoever moves it.
_LOCKED: Final = Compiled(
    """
    WITH ticket AS MATERIALIZED (
      SELECT t.id FROM tickets t WHERE t.id = (SELECT ticket_id FROM opinions WHERE id = $1) FOR UPDATE
    )
    SELECT o.ticket_id, o.title, o.content, o.contact IS NOT NULL OR o.citizen_name IS NOT NULL,
           o.erased_at IS NOT NULL,
           EXISTS (
             SELECT FROM opinions b WHERE b.ticket_id = o.ticket_id AND b.id <> o.id AND b.erased_at IS NULL
           ),
           ARRAY(
             SELECT DISTINCT (e.data ->> 'from_ticket_id')::uuid FROM events e
             WHERE e.opinion_id = o.id AND e.type = 'opinion.attached' AND e.data ->> 'from_ticket_id' IS NOT NULL
           )
    FROM opinions o WHERE o.id = $1 AND (o.ticket_id IS NULL OR o.ticket_id IN (SELECT id FROM ticket)) FOR UPDATE OF o
    """,
    ("opinion",),
    {},
)
_NO_CONTACT: Final = """
  citizen_name = NULL, contact = NULL, contact_masked = NULL, contact_index = NULL, data_key = NULL, place = NULL,
  longitude = NULL, latitude = NULL, accuracy = NULL, tracking_hash = NULL, salt = uuid_send(gen_random_uuid())"""


def _told(changed: str, extent: ErasureExtent) -> Compiled:
    source = f"""changed o, LATERAL (
      SELECT 'erase' AS action, NULL::text AS reason, a.* FROM ({unchained_events.author(3)}) a
    ) e"""
    more = f"jsonb_build_object('extent', '{extent}', 'ticket_id', o.ticket_id)"
    return Compiled(
        f"""
        WITH changed AS (
          UPDATE opinions o SET {changed}, updated_at = greatest(o.updated_at, $2)
          WHERE o.id = $1
          RETURNING o.id, o.unit_id, o.category, o.source, o.confidential, $2::timestamptz AS at, o.ticket_id
        ),
        told AS ({unchained_events.of_opinions("opinion.erased", source, more)})
        SELECT id FROM changed
        """,
        ("opinion", "now", *unchained_events.AUTHOR),
        {},
    )


_CONTACT: Final = _told(_NO_CONTACT, ErasureExtent.CONTACT)
# Marks of nothing are no marks: a text hash that no text has, and no bands.
_ALL: Final = _told(
    f"""{_NO_CONTACT}, title = '{ERASED}', content = '{ERASED}', attributes = NULL, attributes_version = NULL,
        reason = CASE WHEN reason IS NULL THEN NULL
        ELSE '{ERASED}' END, sketch = '{{}}', text_hash = 0, bands = NULL, erased_at = $2""",
    ErasureExtent.ALL,
)


def _without_files(whose: str) -> Compiled:
    """Files go with their keys; what lies in the object store is purged."""
    return Compiled(
        f"""
        WITH gone AS ({_FILES} WHERE {whose}_id = $1 RETURNING id)
        DELETE FROM attachment_parts WHERE attachment_id IN (SELECT id FROM gone)
        """,
        (whose,),
        {},
    )


_FILES: Final = f"""
UPDATE attachments SET name = '{ERASED}', state = 'removed', ended_at = coalesce(ended_at, created_at), reason = NULL,
  sealed_key = NULL, sha256 = NULL, expected_sha256 = NULL, is_purged = false"""
# Why somebody looked at a contact may name whom it was of.
_OLD_LOOKS: Final = Compiled("UPDATE contact_reads SET reason = '***' WHERE opinion_id = $1", ("opinion",), {})
_LOOKS: Final = (
    Compiled(
        f"""
        UPDATE events SET {unchained_events.REASON_FORGOTTEN}
        WHERE opinion_id = $1 AND type = '{READ}' AND reason IS NOT NULL
        """,
        ("opinion",),
        {},
    ),
    _OLD_LOOKS,
)
_BESIDE: Final = (
    Compiled(
        f"UPDATE events SET {unchained_events.REASON_FORGOTTEN} WHERE opinion_id = $1 AND reason IS NOT NULL",
        ("opinion",),
        {},
    ),
    _without_files("opinion"),
    _OLD_LOOKS,
    Compiled("UPDATE erasures SET reason = '***', answer = NULL WHERE opinion_id = $1", ("opinion",), {}),
    Compiled("DELETE FROM drafts WHERE target_id = $1", ("opinion",), {}),
    # What receivers answered may quote what they were sent.
    Compiled(
        """
        UPDATE webhook_attempts SET response_body = NULL, response_headers = NULL
        WHERE event_id IN (SELECT id FROM events WHERE opinion_id = $1)
        """,
        ("opinion",),
        {},
    ),
)
_OF_TICKET: Final = (
    _without_files("ticket"),
    Compiled("DELETE FROM drafts WHERE target_id = $1", ("ticket",), {}),
    Compiled(
        """
        UPDATE webhook_attempts SET response_body = NULL, response_headers = NULL
        WHERE event_id IN (SELECT id FROM events WHERE ticket_id = $1)
        """,
        ("ticket",),
        {},
    ),
)
