"""Which service requests are there? Opinions with a category, as far as somebody may see them, or as anybody may.

Anybody sees matters of public categories, and of these none that is confidential, about a unit, or erased.
"""

from collections.abc import Sequence
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Select, Text, bindparam, case, func, or_, select
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.runtime import subtree
from escalation.open311.domain.service_requests import MOST_REQUESTS, RequestFacts, RequestPeriod
from escalation.organisation.storage.tables import units
from escalation.tickets.storage import visibility
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets


async def find_visible(connection: Connection, actor: Actor, ids: Sequence[UUID]) -> list[RequestFacts]:
    """Of these opinions those that an actor may see, newest first."""
    rows = await connection.rows(_visible(subtree.shape(actor)), ids=list(ids), **subtree.params(actor))
    return [RequestFacts(*row) for row in rows]


async def find_public(connection: Connection, ids: Sequence[UUID], categories: Sequence[str]) -> list[RequestFacts]:
    """Of these opinions those that anybody may see, newest first. `categories`: the public ones."""
    rows = await connection.rows(_PUBLIC, ids=list(ids), categories=list(categories))
    return [RequestFacts(*row) for row in rows]


async def list_public_ids(
    connection: Connection, categories: Sequence[str], path: str, period: RequestPeriod, *, is_open: bool | None
) -> list[UUID]:
    """The newest opinions of these categories, received in a subtree and a period. `is_open`: only those that are."""
    rows = await connection.rows(
        _NEWEST, categories=list(categories), path=path, path_end=subtree.end_of(path), since=period.since,
        until=period.until, most=MOST_REQUESTS, is_open=is_open,
    )  # fmt: skip
    return [row["id"] for row in rows]


_holders: Final = units.alias("holders")
_CLOSED_AT: Final = case(
    (tickets.c.id.is_not(None), func.coalesce(tickets.c.closed_at, tickets.c.updated_at)),
    else_=opinions.c.updated_at,
)
_IS_OPEN: Final = case((tickets.c.id.is_not(None), tickets.c.is_open), else_=opinions.c.status == "inbox")
_FACTS: Final = (
    opinions.c.id,
    opinions.c.category,
    opinions.c.status,
    opinions.c.content,
    opinions.c.place,
    opinions.c.longitude,
    opinions.c.latitude,
    opinions.c.received_at,
    func.greatest(opinions.c.updated_at, func.coalesce(tickets.c.updated_at, opinions.c.updated_at)),
    case((_IS_OPEN, None), else_=_CLOSED_AT),
    _IS_OPEN,
    units.c.name,
    func.coalesce(_holders.c.name, units.c.name),
    tickets.c.state,
    tickets.c.workflow_version,
    tickets.c.due_at,
    tickets.c.reply,
)
_FROM: Final = (
    opinions.join(units, units.c.id == opinions.c.unit_id)
    .outerjoin(tickets, tickets.c.id == opinions.c.ticket_id)
    .outerjoin(_holders, _holders.c.id == tickets.c.holder_unit_id)
)
_NEWEST_FIRST: Final = opinions.c.received_at.desc(), opinions.c.id.desc()
_AMONG: Final = opinions.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True))))


def _facts() -> Select[Any]:
    return select(*_FACTS).select_from(_FROM).where(_AMONG, opinions.c.category.is_not(None)).order_by(*_NEWEST_FIRST)


@cache
def _visible(form: subtree.Shape) -> Compiled:
    return compile_statement(_facts().where(visibility.opinion_visible(form)).limit(MOST_REQUESTS))


_PUBLIC: Final = compile_statement(
    _facts()
    .where(
        opinions.c.category == any_(bindparam("categories", type_=ARRAY(Text))),
        opinions.c.erased_at.is_(None),
        ~opinions.c.confidential,
        or_(tickets.c.id.is_(None), ~tickets.c.confidential),
        tickets.c.accused_path.is_(None),
    )
    .limit(MOST_REQUESTS)
)
_NEWEST: Final = Compiled(
    """
    SELECT o.id
    FROM unnest($1::text[]) AS c(code), LATERAL (
      SELECT p.id, p.received_at FROM opinions p LEFT JOIN tickets t ON t.id = p.ticket_id
      WHERE p.category = c.code AND p.received_at >= $4 AND p.received_at <= $5
        AND p.unit_path >= $2 AND p.unit_path < $3 AND NOT p.confidential AND p.erased_at IS NULL
        AND ($7::boolean IS NULL OR coalesce(t.is_open, p.status = 'inbox') = $7)
      ORDER BY p.received_at DESC, p.id DESC LIMIT $6
    ) o
    ORDER BY o.received_at DESC, o.id DESC LIMIT $6
    """,
    ("categories", "path", "path_end", "since", "until", "most", "is_open"),
    {},
)
