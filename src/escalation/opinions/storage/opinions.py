"""Which opinions are there? The triage inbox (梳理汇总), one opinion, and what looks like it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Select,
    Text,
    bindparam,
    func,
    literal_column,
    or_,
    select,
    tuple_,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.actors import Actor
from escalation.events.storage import unchained_events
from escalation.identity.storage.people import name_of
from escalation.kit.database.columns import Moment, Path
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.parsing.coordinates import Box
from escalation.kit.runtime import subtree
from escalation.organisation.storage.tables import units
from escalation.tickets.storage import visibility
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.opinion_tables import opinions
from escalation.tickets.storage.tables import tickets


@dataclass(frozen=True, slots=True)
class Opinion:
    """A citizen's opinion as stored, without what is sealed. `holder_id` and `handler_id` are those of its ticket."""

    id: UUID
    unit_id: UUID
    unit_path: str
    status: str
    ticket_id: UUID | None
    title: str
    content: str
    category: str | None
    suggested_categories: Sequence[str]
    source: str
    confidential: bool
    sketch: Sequence[int]
    contact_masked: str | None
    place: str | None
    attributes: Mapping[str, Any] | None
    attributes_version: int | None
    longitude: float | None
    latitude: float | None
    accuracy: int | None
    source_system: str | None
    external_ref: str | None
    reason: str | None
    submitted_at: datetime | None
    received_at: datetime
    received_by: str
    updated_at: datetime
    code_way: str | None
    code_given_at: datetime | None
    erased_at: datetime | None
    has_name: bool
    unit_code: str
    unit_name: str
    holder_id: UUID | None
    handler_id: UUID | None
    received_by_name: str | None


@dataclass(frozen=True, slots=True)
class OpinionFilters:
    """What the inbox is narrowed to; `None` narrows nothing. `status` is inbox, attached or dismissed.

    `category` stands for its parts too; an opinion that nobody classified counts for the category suggested first.
    All of `q` that spaces part stands in title or content. `placed`: only those with coordinates; `box`: there.
    `tickets`: only those of tickets that these let through.
    """

    unit_path: str | None = None
    category: str | None = None
    status: str | None = None
    q: str | None = None
    placed: bool | None = None
    box: Box | None = None
    tickets: Filters | None = None

    @property
    def asked(self) -> tuple[tuple[str, str | None], ...]:
        """The filters that are set, as far as the text of a statement depends on it."""
        named = ((name, getattr(self, name)) for name in self.__slots__ if name != "tickets")
        return tuple((name, value if name == "status" else None) for name, value in named if value is not None)


async def find_opinions(connection: Connection, actor: Actor, ids: Sequence[UUID]) -> list[Opinion]:
    """The opinions among `ids` that the actor may see, in no particular order."""
    statement = _found(subtree.shape(actor))
    return [Opinion(*row) for row in await connection.rows(statement, ids=list(ids), **subtree.params(actor))]


async def list_of_ticket(
    connection: Connection, actor: Actor, ticket_id: UUID, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Opinion]:
    """At most `limit` opinions of a ticket that the actor may see, oldest first, behind when one came and its id.

    A ticket has few opinions, so that all of them may be looked at. Whether the ticket may be seen is asked before.
    """
    statement = _of_ticket(subtree.shape(actor), goes_on=after is not None)
    place = {"after_value": after[0], "after_id": after[1]} if after else {}
    rows = await connection.rows(statement, ticket=ticket_id, limit=limit, **place, **subtree.params(actor))
    return [Opinion(*row) for row in rows]


async def dismiss(
    connection: Connection, opinion_id: UUID, reason: str, now: datetime, *, by: Actor, request_id: str
) -> bool:
    """Take an opinion out of the inbox and tell so; `False` if it is not there any more."""
    done = await connection.row(
        _DISMISSED, opinion=opinion_id, why=reason, now=now, **unchained_events.by(by, request_id)
    )
    return done is not None


_AFTER_ID: Final = bindparam("after_id", type_=opinions.c.id.type)
_PATH: Final = bindparam("filter_path", type_=Path)
_PATH_END: Final = bindparam("filter_path_end", type_=Path)
_CATEGORY: Final = bindparam("filter_category", type_=Text)
_COUNTS: Final = func.coalesce(opinions.c.category, opinions.c.suggested_categories[1])
_IS_ABOUT: Final = or_(_COUNTS == _CATEGORY, func.starts_with(_COUNTS, _CATEGORY.concat(".")))
READ: Final = (
    *(opinions.c[field.name] for field in fields(Opinion) if field.name in opinions.c),
    opinions.c.citizen_name.is_not(None).label("has_name"),
    units.c.code.label("unit_code"),
    units.c.name.label("unit_name"),
    tickets.c.holder_unit_id,
    tickets.c.handler_unit_id,
    literal_column(name_of("opinions.received_by"), Text).label("received_by_name"),
)
# Written out, as the partial index of the inbox has it.
_STATUSES: Final = {status: literal_column(f"'{status}'", Text) for status in ("inbox", "attached", "dismissed")}
_FROM: Final = opinions.join(units, units.c.id == opinions.c.unit_id).outerjoin(
    tickets, tickets.c.id == opinions.c.ticket_id
)
_DISMISSED: Final = Compiled(
    f"""
    WITH changed AS (
      UPDATE opinions o SET status = 'dismissed', reason = $2, updated_at = $3
      WHERE o.id = $1 AND o.status = 'inbox'
      RETURNING {unchained_events.CHANGED}, o.reason
    ),
    told AS (
      {
        unchained_events.of_opinions(
            "opinion.dismissed",
            f"changed o, LATERAL (SELECT 'dismiss' AS action, o.reason, a.* FROM ({unchained_events.author(4)}) a) e",
        )
    }
    )
    SELECT id FROM changed
    """,
    ("opinion", "why", "now", *unchained_events.AUTHOR),
    {},
)


@dataclass(frozen=True, slots=True)
class OpinionQuestion:
    """All that the text of a statement depends on: who asks, and by what it is narrowed."""

    form: subtree.Shape
    status: str | None
    by_unit: bool
    by_category: bool


def question_of(actor: Actor, filters: OpinionFilters) -> OpinionQuestion:
    """What an actor asks."""
    return OpinionQuestion(
        subtree.shape(actor), filters.status, by_unit=filters.unit_path is not None,
        by_category=filters.category is not None,
    )  # fmt: skip


def opinion_params(actor: Actor, filters: OpinionFilters) -> dict[str, object]:
    """The values for such a question."""
    path = filters.unit_path
    return {
        **subtree.params(actor),
        "filter_path": path,
        "filter_path_end": subtree.end_of(path) if path is not None else None,
        "filter_category": filters.category,
    }


def select_opinions(asked: OpinionQuestion) -> Select[Any]:
    """The opinions that an actor may see, narrowed as asked."""
    conditions = [visibility.opinion_visible(asked.form, has_ticket=asked.status in {None, "attached"})]
    if asked.by_unit:
        conditions += [opinions.c.unit_path >= _PATH, opinions.c.unit_path < _PATH_END]
    if asked.status is not None:
        conditions.append(opinions.c.status == _STATUSES[asked.status])
    if asked.by_category:
        conditions.append(_IS_ABOUT)
    return select(*READ).select_from(_FROM).where(*conditions)


@cache
def _found(form: subtree.Shape) -> Compiled:
    """One statement for each form of the predicate."""
    return compile_statement(select_readable(form))


@cache
def _of_ticket(form: subtree.Shape, *, goes_on: bool) -> Compiled:
    of_ticket = opinions.c.ticket_id == bindparam("ticket", type_=SqlUuid(as_uuid=True))
    order = opinions.c.received_at, opinions.c.id
    behind = [tuple_(*order) > tuple_(bindparam("after_value", type_=Moment), _AFTER_ID)] if goes_on else []
    found = select(*READ).select_from(_FROM).where(of_ticket, visibility.opinion_visible(form), *behind)
    return compile_statement(found.order_by(*order).limit(bindparam("limit")))


def select_readable(form: subtree.Shape) -> Select[Any]:
    """The opinions among `ids` that a caller may see, in the columns of `Opinion`."""
    wanted = opinions.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True))))
    return select(*READ).select_from(_FROM).where(wanted, visibility.opinion_visible(form))
