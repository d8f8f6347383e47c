"""Which opinions are there? The triage inbox (梳理汇总), one opinion, and what looks like it.

An opinion is visible to whom its unit is in reach of, and to whom its ticket is visible; a confidential one only to
offices and leaders; none to the unit that its ticket is about (信访工作条例 art. 30).
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from functools import cache
from typing import Any, Final, assert_never
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Integer,
    Select,
    Text,
    and_,
    bindparam,
    false,
    func,
    literal,
    literal_column,
    or_,
    select,
    true,
    tuple_,
    update,
)
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import all_, any_

from escalation.storage import scope
from escalation.storage.database import Compiled, Connection, Row, compile_statement
from escalation.storage.tables import opinions, tickets, units
from escalation.workflow.situation import Actor, Role

MOST_COMPARED: Final = 2_000
"""How many opinions are compared with one, the newest of those that have anything in common with it."""

ONE: Final = 1_000_000
"""Likeness is counted in millionths, so that pages can go on behind an exact value."""


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
    source_system: str | None
    external_ref: str | None
    reason: str | None
    submitted_at: datetime | None
    received_at: datetime
    received_by: str
    updated_at: datetime
    has_name: bool
    unit_code: str
    unit_name: str
    holder_id: UUID | None
    handler_id: UUID | None


@dataclass(frozen=True, slots=True)
class Filters:
    """What the inbox is narrowed to; `None` narrows nothing. `status` is inbox, attached or dismissed.

    `category` stands for its parts too; an opinion that nobody classified counts for the category suggested first.
    """

    unit_path: str | None = None
    category: str | None = None
    status: str | None = None


async def list_opinions(
    connection: Connection, actor: Actor, filters: Filters, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[Opinion]:
    """At most `limit` opinions that the actor may see, newest first, behind the place `after`."""
    here = tuple_(opinions.c.received_at, opinions.c.id)
    statement = _opinions(actor, filters).order_by(opinions.c.received_at.desc(), opinions.c.id.desc()).limit(limit)
    if after is not None:
        statement = statement.where(here < tuple_(literal(after[0]), literal(after[1])))
    return [Opinion(*row) for row in await connection.rows(compile_statement(statement), **scope.params(actor))]


async def list_similar(
    connection: Connection, actor: Actor, to: Opinion, filters: Filters, *, after: tuple[int, UUID] | None, limit: int
) -> list[tuple[Opinion, int]]:
    """Opinions that share values of their sketches with `to`, and how like they are in millionths, likest first."""
    candidates = (
        _opinions(actor, filters)
        .with_only_columns(opinions.c.id)
        .where(opinions.c.sketch.bool_op("&&")(_SKETCH), opinions.c.id != to.id)
        .order_by(opinions.c.received_at.desc())
        .limit(MOST_COMPARED)
    )
    likeness = _likeness()
    statement = (
        select(*_READ, likeness.label("likeness"))
        .select_from(_FROM)
        .where(opinions.c.id.in_(candidates))
        .order_by(likeness.desc(), opinions.c.id.desc())
        .limit(limit)
    )
    if after is not None:
        statement = statement.where(tuple_(likeness, opinions.c.id) < tuple_(literal(after[0]), literal(after[1])))
    params = {**scope.params(actor), "sketch": list(to.sketch)}
    rows = await connection.rows(compile_statement(statement), **params)
    return [(Opinion(*row[:-1]), row["likeness"]) for row in rows]


async def find_opinions(connection: Connection, actor: Actor, ids: Sequence[UUID]) -> list[Opinion]:
    """The opinions among `ids` that the actor may see, in no particular order."""
    statement = _found(scope.shape(actor), sees_confidential=_sees_confidential(actor))
    return [Opinion(*row) for row in await connection.rows(statement, ids=list(ids), **scope.params(actor))]


async def dismiss(connection: Connection, opinion_id: UUID, reason: str, now: datetime) -> bool:
    """Take an opinion out of the inbox; `False` if it is not there any more."""
    return await connection.run(_DISMISSED, opinion=opinion_id, why=reason, now=now) == 1


async def read_contact(connection: Connection, opinion_id: UUID, by: str, reason: str, now: datetime) -> Row | None:
    """`citizen_name, contact`, sealed, of one opinion; the look is on record in the same statement."""
    return await connection.row(_CONTACT, opinion=opinion_id, principal=by, reason=reason, at=now)


_SKETCH: Final = bindparam("sketch", type_=ARRAY(Integer))
_UNIT: Final = bindparam("scope_unit", type_=SqlUuid(as_uuid=True), required=False)
_ABOVE: Final = bindparam("scope_above", type_=ARRAY(Text), required=False)
_READ: Final = (
    *(opinions.c[field.name] for field in fields(Opinion) if field.name in opinions.c),
    opinions.c.citizen_name.is_not(None).label("has_name"),
    units.c.code.label("unit_code"),
    units.c.name.label("unit_name"),
    tickets.c.holder_unit_id,
    tickets.c.handler_unit_id,
)
# Written out, as the partial index of the inbox has it.
_STATUSES: Final = {status: literal_column(f"'{status}'", Text) for status in ("inbox", "attached", "dismissed")}
_FROM: Final = opinions.join(units, units.c.id == opinions.c.unit_id).outerjoin(
    tickets, tickets.c.id == opinions.c.ticket_id
)
_DISMISSED: Final = compile_statement(
    update(opinions)
    .where(opinions.c.id == bindparam("opinion"), opinions.c.status == "inbox")
    .values(status="dismissed", reason=bindparam("why"), updated_at=bindparam("now"))
)
_CONTACT: Final = Compiled(
    """
    WITH seen AS (
      INSERT INTO contact_reads (opinion_id, principal, reason, at) VALUES ($1, $2, $3, $4)
    )
    SELECT citizen_name, contact FROM opinions WHERE id = $1
    """,
    ("opinion", "principal", "reason", "at"),
    {},
)


def _opinions(actor: Actor, filters: Filters) -> Select[Any]:
    conditions = [_visible(scope.shape(actor), filters.status), _open_to(sees_confidential=_sees_confidential(actor))]
    if filters.unit_path is not None:
        end = scope.end_of(filters.unit_path)
        conditions += [opinions.c.unit_path >= filters.unit_path, opinions.c.unit_path < end]
    if filters.status is not None:
        conditions.append(opinions.c.status == _STATUSES[filters.status])
    if filters.category is not None:
        conditions.append(_is_about(filters.category))
    return select(*_READ).select_from(_FROM).where(*conditions)


@cache
def _found(form: scope.Shape, *, sees_confidential: bool) -> Compiled:
    """One statement for each form of the predicate."""
    wanted = opinions.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True))))
    conditions = wanted, _visible(form, None), _open_to(sees_confidential=sees_confidential)
    return compile_statement(select(*_READ).select_from(_FROM).where(*conditions))


def _visible(form: scope.Shape, status: str | None) -> ColumnElement[bool]:
    """Only an attached opinion has a ticket by which it could be seen; asked for others, an index on paths serves."""
    match form:
        case scope.Shape.SUBTREE:
            is_reached = scope.within(opinions.c.unit_path)
        case scope.Shape.UNIT:
            is_reached = opinions.c.unit_id == _UNIT
        case scope.Shape.CITIZEN | scope.Shape.CLOCK | scope.Shape.NOBODY:
            return false()
        case _:
            assert_never(form)
    if status is not None and status != "attached":
        return is_reached
    by_ticket = and_(tickets.c.id.is_not(None), scope.visible(form))
    not_about_the_caller = or_(tickets.c.accused_path.is_(None), tickets.c.accused_path != all_(_ABOVE))
    return and_(or_(is_reached, by_ticket), not_about_the_caller)


def _sees_confidential(actor: Actor) -> bool:
    return actor.role in {Role.OFFICE, Role.LEADER}


def _open_to(*, sees_confidential: bool) -> ColumnElement[bool]:
    if sees_confidential:
        return true()
    return and_(~opinions.c.confidential, ~func.coalesce(tickets.c.confidential, false()))


def _is_about(category: str) -> ColumnElement[bool]:
    counts = func.coalesce(opinions.c.category, opinions.c.suggested_categories[1])
    return or_(counts == category, counts.startswith(f"{category}.", autoescape=True))


def _likeness() -> ColumnElement[int]:
    """Jaccard: values in common, by values of either."""
    value = func.unnest(opinions.c.sketch).column_valued("value")
    common = select(func.count()).where(value == any_(_SKETCH)).correlate(opinions).scalar_subquery()
    either = func.cardinality(opinions.c.sketch) + func.cardinality(_SKETCH) - common
    return (common * ONE / either).cast(Integer)
