"""What is held about a person (holdings)? Every opinion with their contact, and what became of it."""

from collections.abc import Sequence
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, LargeBinary, bindparam, select
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, Row, compile_statement
from escalation.kit.runtime.subtree import params, within
from escalation.organisation.storage.tables import units
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets
from escalation.tickets.storage.visibility import not_about_the_caller

MOST: Final = 500
"""Opinions of one contact that are looked at."""


async def find_by_index(connection: Connection, indexes: Sequence[bytes], actor: Actor) -> list[Row]:
    """Opinions received in the actor's subtree whose contact has one of these indexes, newest first, sealed as it is.

    Not those of a matter about the actor's unit, or one above: nobody reads what is said of them.
    """
    return await connection.rows(_FOUND, indexes=list(indexes), **params(actor))


async def find_looks(connection: Connection, ids: Sequence[UUID]) -> list[Any]:
    """`opinion_id, at, principal, reason` of every look at these contacts, oldest first."""
    return list(await connection.rows(_LOOKS, ids=list(ids)))


async def find_told(connection: Connection, ids: Sequence[UUID]) -> list[Any]:
    """`opinion_id, at, rule, state` of every message to the contact of these opinions, oldest first."""
    return list(await connection.rows(_TOLD, ids=list(ids)))


_OF_OPINION: Final = (
    "id", "status", "title", "content", "place", "longitude", "latitude", "attributes", "category", "source",
    "confidential", "submitted_at", "received_at", "reason", "code_way", "code_given_at", "data_key", "citizen_name",
    "contact",
)  # fmt: skip
_OF_TICKET: Final = ("number", "state", "reply", "satisfaction", "solved", "closed_at")
_FOUND: Final = compile_statement(
    select(
        *(opinions.c[name] for name in _OF_OPINION),
        units.c.code.label("unit_code"),
        units.c.name.label("unit_name"),
        *(tickets.c[name] for name in _OF_TICKET),
    )
    .select_from(
        opinions.join(units, units.c.id == opinions.c.unit_id).outerjoin(tickets, tickets.c.id == opinions.c.ticket_id)
    )
    .where(
        opinions.c.contact_index == any_(bindparam("indexes", type_=ARRAY(LargeBinary))),
        within(opinions.c.unit_path),
        not_about_the_caller(),
    )
    .order_by(opinions.c.received_at.desc(), opinions.c.id)
    .limit(MOST)
)
_TOLD: Final = Compiled(
    """
    SELECT opinion_id, coalesce(settled_at, due_at) AS at, rule, state FROM messages
    WHERE opinion_id = ANY ($1::uuid[]) ORDER BY created_at, id
    """,
    ("ids",),
    {},
)
_LOOKS: Final = Compiled(
    """
    SELECT opinion_id, occurred_at AS at, principal, reason FROM events
    WHERE opinion_id = ANY ($1::uuid[]) AND type = 'opinion.contact_read'
    UNION ALL
    SELECT opinion_id, at, principal, reason FROM contact_reads WHERE opinion_id = ANY ($1::uuid[])
    ORDER BY at
    """,
    ("ids",),
    {},
)
