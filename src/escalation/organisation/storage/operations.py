"""Which operations, long work, are there, how far are they, and what came of each line?

Its input lies in parts (`operation_parts`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, fields
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, Final
from uuid import UUID

import orjson
from sqlalchemy import (
    ColumnElement,
    Integer,
    bindparam,
    false,
    insert,
    literal,
    or_,
    select,
    text,
    update,
)

from escalation.actors import Actor
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.database.open_ends import or_highest
from escalation.kit.database.skew import has_value
from escalation.kit.database.subtree_indexes import depth_of, lies_in
from escalation.kit.runtime import subtree
from escalation.kit.runtime.tables import operations, receipts
from escalation.organisation.storage.operation_parts import drop_parts
from escalation.organisation.storage.tables import units


class OperationState(StrEnum):
    """How far an operation is."""

    WAITING = "waiting"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True)
class Operation:
    """Long work as stored. `done` of `total` lines are treated: `accepted` and `refused` together."""

    id: UUID
    kind: str
    state: str
    unit_id: UUID
    unit_path: str
    options: dict[str, Any]
    total: int
    done: int
    accepted: int
    refused: int
    error: str | None
    created_at: datetime
    created_by: str
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """What came of one line: an opinion, or a code and a sentence (a message id with its parameters)."""

    line: int
    opinion_id: UUID | None = None
    code: str | None = None
    detail: str | None = None
    params: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LineCounts:
    """How many lines were accepted and refused; of those accepted `unchanged` said what was known already."""

    accepted: int
    refused: int
    unchanged: int


async def insert_operation(connection: Connection, operation: Operation) -> None:
    """Begin an operation."""
    await connection.run(_BEGUN, **{name: getattr(operation, name) for name in _COLUMNS})


async def list_unfinished(connection: Connection, kind: str, limit: int = 10) -> list[UUID]:
    """Operations that somebody has to go on with, oldest first."""
    return [row["id"] for row in await connection.rows(_UNFINISHED, kind=kind, limit=limit)]


async def claim(connection: Connection, operation_id: UUID, *, wait: bool) -> Operation | None:
    """Lock an unfinished operation until the transaction ends; `None` if it is finished, or busy and not waited for."""
    row = await connection.row(_CLAIMED_WAITING if wait else _CLAIMED, operation=operation_id)
    return Operation(*row) if row else None


async def keep_options(connection: Connection, operation_id: UUID, options: Mapping[str, object]) -> None:
    """Let an operation remember more."""
    await connection.run(_REMEMBERED, operation_id=operation_id, options=orjson.dumps(options))


AUTHORITY_LOST: Final = "AUTHORITY_LOST"
"""The error of an operation that ended because whoever began it may not go on: what is done stays."""


async def cancel(connection: Connection, operation_id: UUID, now: datetime, *, error: str | None = None) -> None:
    """End an operation that is not finished, and drop what is left of its input. Waits for whoever is at it."""
    if await connection.row(_CLAIMED_WAITING, operation=operation_id):
        await drop_parts(connection, operation_id)
        await connection.run(_CANCELLED, operation=operation_id, now=now, error=error)


async def add_receipts(connection: Connection, operation_id: UUID, new: Sequence[Receipt]) -> None:
    """Keep what came of lines."""
    rows = orjson.dumps([{name: getattr(each, name) for name in _RECEIPT} for each in new], default=str)
    await connection.run(_RECEIVED, operation_id=operation_id, rows=rows)


async def advance(connection: Connection, operation_id: UUID, counts: LineCounts, now: datetime) -> Operation:
    """Count what was done. The operation is done when no part is left."""
    row = await connection.row(_ADVANCED, operation_id=operation_id, now=now, **asdict(counts))
    if row is None:
        raise LookupError(operation_id)
    return Operation(*row)


async def walk_on(
    connection: Connection, operation_id: UUID, options: Mapping[str, object], *, accepted: int, refused: int
) -> None:
    """Keep how far an operation is that has no parts, as its options say, and how many more were treated."""
    await connection.run(_WALKED, operation=operation_id, options=options, accepted=accepted, refused=refused)


async def finish(connection: Connection, operation_id: UUID, now: datetime) -> None:
    """It is at the end of its way; what came and went meanwhile is not missed in its total."""
    await connection.run(_FINISHED, operation=operation_id, now=now)


async def fail(connection: Connection, operation_id: UUID, error: str, now: datetime) -> None:
    """Set an operation aside; what is left of its input stays."""
    await connection.run(_FAILED, operation=operation_id, error=error, now=now)


async def list_operations(
    connection: Connection, actor: Actor, *, after: tuple[datetime, UUID] | None, limit: int
) -> list[tuple[Operation, str, str]]:
    """Operations that the actor may see, newest first, each with the code and the name of its unit."""
    at, id_ = after or (None, None)
    start, end = subtree.range_of(actor)
    rows = await connection.rows(
        _page(depth_of(start, end)), start=start, end=end, principal=actor.principal, at=at, id=id_, limit=limit
    )
    return [(Operation(*row[:-2]), row["code"], row["name"]) for row in rows]


async def find_operation(connection: Connection, actor: Actor, operation_id: UUID) -> tuple[Operation, str, str] | None:
    """One operation that the actor may see, with the code and the name of its unit."""
    row = await connection.row(_found(subtree.shape(actor)), **_params(actor), operation=operation_id)
    return (Operation(*row[:-2]), row["code"], row["name"]) if row else None


async def list_receipts(
    connection: Connection, operation_id: UUID, *, accepted: bool | None, after: int, limit: int
) -> list[Receipt]:
    """What came of the lines behind a line number; `accepted` narrows to one outcome."""
    rows = await connection.rows(_receipts(accepted=accepted), operation=operation_id, after=after, limit=limit)
    return [Receipt(*row) for row in rows]


_COLUMNS: Final = tuple(f.name for f in fields(Operation))
_RECEIPT: Final = tuple(f.name for f in fields(Receipt))
_OPERATION: Final = tuple(operations.c[name] for name in _COLUMNS)
_LISTED: Final = select(*_OPERATION, units.c.code, units.c.name).join(units, units.c.id == operations.c.unit_id)
# Written out, as the partial index has it.
_IS_UNFINISHED: Final = text("operations.state IN ('waiting', 'running')")
_BEGUN: Final = compile_statement(insert(operations).values({name: bindparam(name) for name in _COLUMNS}))
_UNFINISHED: Final = compile_statement(
    select(operations.c.id)
    .where(operations.c.kind == bindparam("kind"), _IS_UNFINISHED)
    .order_by(operations.c.created_at)
    .limit(bindparam("limit"))
)
_CLAIM: Final = select(*_OPERATION).where(operations.c.id == bindparam("operation"), _IS_UNFINISHED)
_CLAIMED: Final = compile_statement(_CLAIM.with_for_update(skip_locked=True))
_CLAIMED_WAITING: Final = compile_statement(_CLAIM.with_for_update())
_REMEMBERED: Final = Compiled(
    "UPDATE operations SET options = options || $2::jsonb WHERE id = $1", ("operation_id", "options"), {}
)
_RECEIVED: Final = Compiled(
    """
    INSERT INTO receipts (operation_id, line, opinion_id, code, detail, params)
    SELECT $1, line, opinion_id, code, detail, params
    FROM jsonb_to_recordset($2::jsonb) AS r(line integer, opinion_id uuid, code text, detail text, params jsonb)
    """,
    ("operation_id", "rows"),
    {},
)
_ADVANCED: Final = Compiled(
    f"""
    UPDATE operations SET
      done = done + $2::integer + $3::integer,
      accepted = accepted + $2::integer,
      refused = refused + $3::integer,
      options = options || jsonb_build_object('unchanged', coalesce((options->>'unchanged')::integer, 0) + $5::integer),
      state = CASE WHEN left_over.is_any THEN 'running' ELSE 'done' END,
      finished_at = CASE WHEN left_over.is_any THEN NULL ELSE $4::timestamptz END
    FROM (SELECT EXISTS (SELECT FROM operation_parts WHERE operation_id = $1) AS is_any) AS left_over
    WHERE id = $1
    RETURNING {", ".join(_COLUMNS)}
    """,
    ("operation_id", "accepted", "refused", "now", "unchanged"),
    {},
)
_WALKED: Final = compile_statement(
    update(operations)
    .where(operations.c.id == bindparam("operation"))
    .values(
        options=bindparam("options"),
        done=operations.c.done + bindparam("accepted", type_=Integer) + bindparam("refused", type_=Integer),
        accepted=operations.c.accepted + bindparam("accepted", type_=Integer),
        refused=operations.c.refused + bindparam("refused", type_=Integer),
    )
)
_FINISHED: Final = compile_statement(
    update(operations)
    .where(operations.c.id == bindparam("operation"))
    .values(state=literal(OperationState.DONE.value), total=operations.c.done, finished_at=bindparam("now"))
)
_FAILED: Final = compile_statement(
    update(operations)
    .where(operations.c.id == bindparam("operation"), _IS_UNFINISHED)
    .values(state=OperationState.FAILED.value, error=bindparam("error"), finished_at=bindparam("now"))
)
_CANCELLED: Final = compile_statement(
    update(operations)
    .where(operations.c.id == bindparam("operation"), _IS_UNFINISHED)
    .values(state=OperationState.CANCELLED.value, error=bindparam("error"), finished_at=bindparam("now"))
)


@cache
def _page(depth: int | None) -> Compiled:
    """A page of operations, newest first: one's own, and those of units in one's scope, each one range of an index."""
    page = f"""AND (o.created_at, o.id) < ({or_highest("$4", "timestamptz")}, {or_highest("$5", "uuid")})
      ORDER BY o.created_at DESC, o.id DESC LIMIT $6"""
    return Compiled(
        f"""
        SELECT {", ".join(f"o.{name}" for name in _COLUMNS)}, u.code, u.name
        FROM (
          (SELECT o.* FROM operations o WHERE {has_value("o.created_by", "$3::text")} {page})
          UNION (SELECT o.* FROM operations o WHERE {lies_in("o.unit_path", depth)} {page})
        ) o JOIN units u ON u.id = o.unit_id
        ORDER BY o.created_at DESC, o.id DESC LIMIT $6
        """,
        ("start", "end", "principal", "at", "id", "limit"),
        {},
    )


@cache
def _found(form: subtree.Shape) -> Compiled:
    return compile_statement(_LISTED.where(_visible(form), operations.c.id == bindparam("operation")))


@cache
def _receipts(*, accepted: bool | None) -> Compiled:
    """A page of receipts in the order of their lines."""
    statement = (
        select(*(receipts.c[name] for name in _RECEIPT))
        .where(receipts.c.operation_id == bindparam("operation"), receipts.c.line > bindparam("after"))
        .order_by(receipts.c.line)
        .limit(bindparam("limit"))
    )
    if accepted is not None:
        statement = statement.where(receipts.c.code.is_(None) if accepted else receipts.c.code.is_not(None))
    return compile_statement(statement)


def _visible(form: subtree.Shape) -> ColumnElement[bool]:
    """One's own, and those of units in one's scope."""
    match form:
        case subtree.Shape.SUBTREE:
            reached = subtree.within(operations.c.unit_path)
        case subtree.Shape.UNIT:
            reached = operations.c.unit_id == subtree.UNIT
        case _:
            reached = false()
    return or_(operations.c.created_by == bindparam("principal"), reached)


def _params(actor: Actor) -> dict[str, object]:
    return {**subtree.params(actor), "principal": actor.principal}
