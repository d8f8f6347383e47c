"""How is an opinion erased? Contact and words go from every row that has them; that it was there, stays.

With the data key goes what it has sealed, here and in whatever copies are made from now on. A ticket keeps its words as
long as another citizen's opinion belongs to it, unless they are the erased ones.
"""

from datetime import datetime
from typing import Final, NamedTuple
from uuid import UUID

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.kit.database.connection import Compiled, Connection
from escalation.privacy.domain.erasure import ERASED, ErasureExtent


class ErasedOpinion(NamedTuple):
    """An opinion that was erased, and its ticket, if nothing is left of what citizens said there."""

    id: UUID
    ticket_id: UUID | None


async def erase_opinion(
    connection: Connection, opinion_id: UUID, extent: ErasureExtent, now: datetime, *, by: Actor, request_id: str
) -> ErasedOpinion | None:
    """Erase it, and tell that it was; `None` if there was nothing left to erase. Wants a transaction."""
    before = await connection.row(_LOCKED, opinion=opinion_id)
    if before is None or (before["erased_at"] is not None and before["data_key"] is None):
        return None
    author = unchained_events.by(by, request_id)
    if extent is ErasureExtent.CONTACT:
        await connection.run(_CONTACT, opinion=opinion_id, now=now, **author)
        return ErasedOpinion(opinion_id, None)
    await connection.run(_ALL, opinion=opinion_id, now=now, **author)
    for statement in _BESIDE:
        await connection.run(statement, opinion=opinion_id)
    ticket_id: UUID | None = before["ticket_id"]
    if ticket_id is None:
        return ErasedOpinion(opinion_id, None)
    if before["others"]:
        await connection.run(_SAME_WORDS, ticket=ticket_id, title=before["title"], content=before["content"])
        return ErasedOpinion(opinion_id, None)
    for statement in _OF_TICKET:
        await connection.run(statement, ticket=ticket_id)
    return ErasedOpinion(opinion_id, ticket_id)


# A ticket is locked before its opinions, as by whoever moves it.
_LOCKED: Final = Compiled(
    """
    WITH ticket AS MATERIALIZED (
      SELECT t.id FROM tickets t WHERE t.id = (SELECT ticket_id FROM opinions WHERE id = $1) FOR UPDATE
    )
    SELECT o.ticket_id, o.title, o.content, o.erased_at, o.data_key, EXISTS (
      SELECT FROM opinions b WHERE b.ticket_id = o.ticket_id AND b.id <> o.id AND b.erased_at IS NULL
    ) AS others
    FROM opinions o WHERE o.id = $1 AND (o.ticket_id IS NULL OR o.ticket_id IN (SELECT id FROM ticket)) FOR UPDATE OF o
    """,
    ("opinion",),
    {},
)
_NO_CONTACT: Final = """
  citizen_name = NULL, contact = NULL, contact_masked = NULL, contact_index = NULL, data_key = NULL, place = NULL,
  tracking_hash = NULL"""


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
    f"""{_NO_CONTACT}, title = '{ERASED}', content = '{ERASED}', reason = CASE WHEN reason IS NULL THEN NULL
        ELSE '{ERASED}' END, sketch = '{{}}', text_hash = 0, bands = NULL, erased_at = $2""",
    ErasureExtent.ALL,
)
_FILES: Final = f"""
UPDATE attachments SET name = '{ERASED}', state = 'removed', ended_at = coalesce(ended_at, created_at), reason = NULL,
  sealed_key = NULL, sha256 = NULL, expected_sha256 = NULL"""
_BESIDE: Final = (
    Compiled(f"{_FILES} WHERE opinion_id = $1", ("opinion",), {}),
    Compiled("UPDATE contact_reads SET reason = '***' WHERE opinion_id = $1", ("opinion",), {}),
    Compiled("UPDATE erasures SET reason = '***', answer = NULL WHERE opinion_id = $1", ("opinion",), {}),
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
_SAME_WORDS: Final = Compiled(
    f"""
    UPDATE tickets SET title = CASE WHEN title = $2 THEN '{ERASED}' ELSE title END,
      content = CASE WHEN content = $3 THEN '{ERASED}' ELSE content END
    WHERE id = $1 AND (title = $2 OR content = $3)
    """,
    ("ticket", "title", "content"),
    {},
)


def _without(table: str, *columns: str, needed: tuple[str, ...] = (), of: str = "ticket_id") -> Compiled:
    """Rows of a ticket without their words; `needed` columns cannot be empty."""
    changed = [f"{name} = NULL" for name in columns] + [f"{name} = '{ERASED}'" for name in needed]
    return Compiled(f"UPDATE {table} SET {', '.join(changed)} WHERE {of} = $1", ("ticket",), {})


_OF_TICKET: Final = (
    _without("tickets", "reply", needed=("title", "content"), of="id"),
    _without("hand_overs", "reason"),
    _without("joint_tasks", "result", "reason", needed=("task",)),
    _without("requests", "reason", "answer"),
    _without("orders", "answer", needed=("text",)),
    Compiled(f"{_FILES} WHERE ticket_id = $1", ("ticket",), {}),
    Compiled(
        """
        UPDATE webhook_attempts SET response_body = NULL, response_headers = NULL
        WHERE event_id IN (SELECT id FROM events WHERE ticket_id = $1)
        """,
        ("ticket",),
        {},
    ),
)
