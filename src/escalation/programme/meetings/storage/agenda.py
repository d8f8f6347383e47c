"""What stands on the agenda of a meeting? Tickets, as far as whoever looks may see them, and other matters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import and_, bindparam, or_, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.database.ids import new_id
from escalation.kit.runtime import subtree
from escalation.organisation.storage.tables import units
from escalation.organisation.storage.units import UnitName
from escalation.programme.meetings.domain.agenda import DrawnTicket, Why
from escalation.programme.meetings.storage.tables import agenda_items
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import visible

BEHIND_DRAWN: Final = 1_000
"""What is added by hand stands behind all that is drawn."""


@dataclass(frozen=True, slots=True)
class AgendaTicket:
    """A ticket of an agenda as it is now."""

    id: UUID
    number: str
    title: str
    state: str
    is_open: bool
    level: int
    escalations: int
    next_due_at: datetime
    holder: UnitName


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """A ticket, or the `topic` of a matter without one, and why it stands there.

    `reason`: of whoever added it by hand. `removed_at` of what was taken away; `removed_reason` if somebody did.
    """

    id: UUID
    meeting_id: UUID
    topic: str | None
    why: tuple[str, ...]
    reason: str | None
    added_at: datetime
    removed_at: datetime | None
    removed_reason: str | None
    version: int
    ticket: AgendaTicket | None


async def list_agenda(connection: Connection, actor: Actor, meeting_id: UUID) -> list[AgendaItem]:
    """All items that the actor may see, those that were removed among them, in the order of the agenda."""
    rows = await connection.rows(
        _agenda(subtree.shape(actor), is_one=False), meeting=meeting_id, **subtree.params(actor)
    )
    return [_item(row) for row in rows]


async def find_item(connection: Connection, actor: Actor, item_id: UUID) -> AgendaItem | None:
    """One that the actor may see; whether they see its meeting is for the caller to ask."""
    row = await connection.row(_agenda(subtree.shape(actor), is_one=True), item=item_id, **subtree.params(actor))
    return _item(row) if row else None


async def put_drawn(
    connection: Connection, meeting_id: UUID, drawn: Sequence[DrawnTicket], now: datetime, by: str
) -> None:
    """Let what was drawn stand on the agenda, and nothing that was drawn before and waits no longer.

    What somebody removed stays removed; what somebody added, and what was decided upon, stays.
    """
    ids, whys = [each.id for each in drawn], [",".join(each.why) for each in drawn]
    await connection.run(
        _DRAWN, meeting=meeting_id, ids=[new_id() for _ in drawn], tickets=ids, whys=whys, now=now, by=by
    )
    await connection.run(_LEFT, meeting=meeting_id, tickets=ids, now=now)


async def add_item(
    connection: Connection, item_id: UUID, meeting_id: UUID, matter: tuple[UUID | None, str | None], reason: str,
    now: datetime, by: str,
) -> UUID | None:  # fmt: skip
    """Add a ticket or a topic by hand. The item's id: of what was there and removed, the old one; `None` if it stands.

    A ticket that was drawn and is added by hand as well is not: it stands there.
    """
    ticket_id, topic = matter
    found = await connection.value(
        _ADDED, id=item_id, meeting=meeting_id, ticket=ticket_id, topic=topic, reason=reason, now=now, by=by,
        behind=BEHIND_DRAWN,
    )  # fmt: skip
    return found if isinstance(found, UUID) else None


async def remove_item(connection: Connection, item_id: UUID, reason: str, now: datetime, by: str) -> None:
    """Take an item away; no draw brings it back."""
    await connection.run(_REMOVED, id=item_id, reason=reason, now=now, by=by)


def _item(row: Row) -> AgendaItem:
    holder = UnitName(row["holder_id"], row["holder_code"], row["holder_name"])
    told = {name: row[name] for name in _OF_TICKET}
    ticket = AgendaTicket(id=row["ticket_id"], holder=holder, **told) if row["ticket_id"] else None
    return AgendaItem(ticket=ticket, **{name: row[name] for name in _OWN})


_OWN: Final = (
    "id", "meeting_id", "topic", "why", "reason", "added_at", "removed_at", "removed_reason", "version",
)  # fmt: skip
_OF_TICKET: Final = ("number", "title", "state", "is_open", "level", "escalations", "next_due_at")


@cache
def _agenda(form: subtree.Shape, *, is_one: bool) -> Compiled:
    """Items with their tickets as far as these are visible; without those whose ticket is not."""
    seen = and_(tickets.c.id == agenda_items.c.ticket_id, visible(form))
    joined = agenda_items.outerjoin(tickets, seen).outerjoin(units, units.c.id == tickets.c.holder_unit_id)
    wanted = (
        agenda_items.c.id == bindparam("item", type_=SqlUuid(as_uuid=True))
        if is_one
        else agenda_items.c.meeting_id == bindparam("meeting", type_=SqlUuid(as_uuid=True))
    )
    return compile_statement(
        select(
            *(agenda_items.c[name] for name in _OWN),
            tickets.c.id.label("ticket_id"),
            *(tickets.c[name] for name in _OF_TICKET),
            units.c.id.label("holder_id"),
            units.c.code.label("holder_code"),
            units.c.name.label("holder_name"),
        )
        .select_from(joined)
        .where(wanted, or_(agenda_items.c.ticket_id.is_(None), tickets.c.id.is_not(None)))
        .order_by(agenda_items.c.place, agenda_items.c.id)
    )


_DRAWN: Final = Compiled(
    f"""
    INSERT INTO agenda_items (id, meeting_id, ticket_id, why, place, added_at, added_by, version)
    SELECT d.id, $1, d.ticket, string_to_array(d.why, ','), d.place, $5, $6, 1
    FROM unnest($2::uuid[], $3::uuid[], $4::text[]) WITH ORDINALITY d (id, ticket, why, place)
    ON CONFLICT (meeting_id, ticket_id) DO UPDATE SET
      place = CASE WHEN '{Why.BY_HAND}' = ANY (agenda_items.why) THEN agenda_items.place ELSE excluded.place END,
      why = CASE WHEN '{Why.BY_HAND}' = ANY (agenda_items.why) THEN excluded.why || '{{{Why.BY_HAND}}}'::text[]
                 ELSE excluded.why END,
      removed_at = NULL
    WHERE agenda_items.removed_by IS NULL
    """,
    ("meeting", "ids", "tickets", "whys", "now", "by"),
    {},
)
_LEFT: Final = Compiled(
    f"""
    UPDATE agenda_items SET removed_at = $3
    WHERE meeting_id = $1 AND ticket_id IS NOT NULL AND ticket_id <> ALL ($2::uuid[]) AND removed_at IS NULL
      AND '{Why.BY_HAND}' <> ALL (why)
      AND NOT EXISTS (SELECT FROM meeting_decisions d WHERE d.item_id = agenda_items.id)
    """,
    ("meeting", "tickets", "now"),
    {},
)
_ADDED: Final = Compiled(
    f"""
    INSERT INTO agenda_items (id, meeting_id, ticket_id, topic, why, reason, place, added_at, added_by, version)
    SELECT $1, $2, $3, $4, '{{{Why.BY_HAND}}}', $5, greatest($8, 1 + coalesce(max(place), 0)), $6, $7, 1
    FROM agenda_items WHERE meeting_id = $2
    ON CONFLICT (meeting_id, ticket_id) DO UPDATE SET
      why = excluded.why, reason = excluded.reason, place = excluded.place, added_at = excluded.added_at,
      added_by = excluded.added_by, removed_at = NULL, removed_by = NULL, removed_reason = NULL,
      version = agenda_items.version + 1
    WHERE agenda_items.removed_at IS NOT NULL
    RETURNING id
    """,
    ("id", "meeting", "ticket", "topic", "reason", "now", "by", "behind"),
    {},
)
_REMOVED: Final = Compiled(
    """
    UPDATE agenda_items SET removed_at = $3, removed_by = $4, removed_reason = $2, version = version + 1 WHERE id = $1
    """,
    ("id", "reason", "now", "by"),
    {},
)
