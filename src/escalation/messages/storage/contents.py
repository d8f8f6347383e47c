"""What does a message say? Read when it is sent, with all else that decides on it: the contents of a batch at once.

Whoever may not see the ticket or the record any more is not told: it is asked of the one visibility predicate, for each
recipient as whoever they are now.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    FromClause,
    Text,
    and_,
    bindparam,
    cast,
    exists,
    func,
    literal_column,
    or_,
    select,
    union,
)
from sqlalchemy.sql.expression import any_

from escalation.events.storage.tables import events
from escalation.feed.storage.visibility import record_visible
from escalation.identity.storage.held_roles import held_roles
from escalation.identity.storage.tables import person_members
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.runtime.subtree import Shape
from escalation.messages.storage.tables import Id, message_channels, messages
from escalation.organisation.storage.people_in_charge import IN_CHARGE
from escalation.organisation.storage.successors import standing_for
from escalation.organisation.storage.tables import members, units
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import Viewer, integrator, visible


@dataclass(frozen=True, slots=True)
class Contents:
    """The rows of a batch by the ids of its messages, and those whose recipients may see what they are told of."""

    rows: Mapping[UUID, Row]
    seen: frozenset[UUID]


async def read_contents(connection: Connection, ids: Sequence[UUID]) -> Contents:
    """What is needed to write these messages."""
    rows = await connection.rows(_READ, ids=list(ids))
    seen = await connection.rows(_seen(), ids=list(ids))
    return Contents({row["id"]: row for row in rows}, frozenset(row["id"] for row in seen))


_READ: Final = Compiled(
    """
    SELECT m.id, m.rule, m.person_id, m.opinion_id, m.channel_id, m.event_id, m.ticket_id, m.unit_id, m.digest_on,
      m.attempt, m.urgent, m.created_at, c.kind, c.sealed, c.language, c.state AS channel_state,
      coalesce(w.wanted, true) AS wanted, coalesce(t.number, e.data ->> 'number') AS number,
      coalesce(t.title, e.data ->> 'title') AS title, t.due_at, e.data ->> 'due_on' AS due_on,
      coalesce(h.name, r.name) AS holder, e.type AS record_event, e.record_id, u.path AS unit_path,
      ARRAY(
        SELECT a.code FROM units a
        WHERE a.serial = ANY (string_to_array(trim('/' FROM u.path), '/')::bigint[]) ORDER BY a.path DESC
      ) AS unit_codes,
      o.ticket_id AS opinion_ticket_id, o.data_key, o.citizen_name, o.contact, o.code_given_at,
      o.code_way, o.erased_at
    FROM messages m
    JOIN units u ON u.id = m.unit_id
    LEFT JOIN message_channels c ON c.id = m.channel_id
    LEFT JOIN message_choices w ON w.channel_id = m.channel_id AND w.rule = m.rule
    LEFT JOIN tickets t ON t.id = m.ticket_id
    LEFT JOIN units h ON h.id = t.holder_unit_id
    LEFT JOIN events e ON e.id = m.event_id AND e.record_id IS NOT NULL
    LEFT JOIN LATERAL unit_or_successor(e.unit_id) r ON true
    LEFT JOIN opinions o ON o.id = m.opinion_id
    WHERE m.id = ANY ($1::uuid[])
    """,
    ("ids",),
    {},
)


@cache
def _seen() -> Compiled:
    """Messages of members who hold a post that sees the ticket or the record, and of units which do as machines.

    Whom a record names as one of theirs, or as a unit that it is about, may know that, whatever else they see; and
    whoever is in charge of its unit. Neither needs a post: they answer for it by name.
    """
    asked = messages.c.id == any_(bindparam("ids", type_=ARRAY(Id)))
    of_tickets = messages.join(tickets, tickets.c.id == messages.c.ticket_id)
    of_records = messages.join(events, and_(events.c.id == messages.c.event_id, events.c.record_id.is_not(None)))
    machine = integrator(units.c.id, units.c.path, _end())
    named = messages.c.unit_id
    record, of_the_named = events.c.unit_id, _names("unit_ids", named)
    own = or_(*(_names(name, members.c.id) for name in ("member_id", "former_member_id", "member_ids")))
    seen = (
        (_posts(of_tickets), sees()),
        (_posts(of_records), _by_post(lambda form, viewer: record_visible(form, viewer, record))),
        (_channels(of_tickets), visible(Shape.SUBTREE, machine)),
        (_channels(of_records), record_visible(Shape.SUBTREE, machine, record)),
        (_serving(of_records), own),
        (_serving(of_records), _is_in_charge(record)),
        (_posts(of_records), and_(of_the_named, _by_post(lambda form, viewer: record_visible(form, viewer, named)))),
        (_channels(of_records), and_(of_the_named, record_visible(Shape.SUBTREE, machine, named))),
    )
    return compile_statement(union(*(select(messages.c.id).select_from(told).where(asked, by) for told, by in seen)))


def _names(field: str, id_: ColumnElement[UUID]) -> ColumnElement[bool]:
    """Whether the event of a record names this one, by itself or among others."""
    return events.c.data.op("->")(literal_column(f"'{field}'")).bool_op("?")(cast(id_, Text))


def _is_in_charge(unit: ColumnElement[UUID]) -> ColumnElement[bool]:
    standing = standing_for(unit)
    return exists(
        select(standing.c.id).where(IN_CHARGE.c.unit_id == standing.c.id, IN_CHARGE.c.member_id == members.c.id)
    )


def _serving(told: FromClause) -> FromClause:
    return told.join(person_members, person_members.c.person_id == messages.c.person_id).join(
        members, and_(members.c.id == person_members.c.member_id, members.c.active)
    )


def _posts(told: FromClause) -> FromClause:
    return (
        _serving(told)
        .join(held_roles, held_roles.c.member_id == members.c.id)
        .join(units, and_(units.c.id == held_roles.c.unit_id, units.c.active))
    )


def _channels(told: FromClause) -> FromClause:
    channel = told.join(message_channels, message_channels.c.id == messages.c.channel_id)
    return channel.join(units, and_(units.c.id == message_channels.c.unit_id, units.c.active))


def sees() -> ColumnElement[bool]:
    """Whether a post, as `held_roles` and `units` have it, sees a ticket."""
    return _by_post(visible)


def _by_post(predicate: Callable[[Shape, Viewer], ColumnElement[bool]]) -> ColumnElement[bool]:
    knows = held_roles.c.role == any_(cast(["office", "leader"], ARRAY(Text)))
    viewer = Viewer(units.c.id, units.c.path, _end(), knows, held_roles.c.member_id)
    is_handler = held_roles.c.role == literal_column("'handler'", Text)
    return or_(and_(is_handler, predicate(Shape.UNIT, viewer)), and_(~is_handler, predicate(Shape.SUBTREE, viewer)))


def _end() -> ColumnElement[str]:
    return func.left(units.c.path, literal_column("-1")) + literal_column("'0'", Text)
