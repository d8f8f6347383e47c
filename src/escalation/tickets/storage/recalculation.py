"""How far is the recalculation of due dates by a new calendar? An operation that walks tickets, in chunks.

All open ones first, then the closed ones that can still be reopened.

The walk follows the order in which tickets are due, so that it needs no index of its own. What moves in that order
meanwhile was decided meanwhile, by the new calendar; what is missed all the same, the clock catches when it fires.
"""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final, Self
from uuid import UUID

from sqlalchemy import ARRAY, Integer, and_, bindparam, cast, func, or_, select, text, tuple_
from sqlalchemy.dialects.postgresql import UUID as SqlUuid
from sqlalchemy.sql.expression import any_

from escalation.kit.database.columns import Moment
from escalation.kit.database.connection import Compiled, Connection, compile_statement
from escalation.kit.documents.tables import documents
from escalation.kit.runtime.tables import operations
from escalation.organisation.storage.operations import Operation, OperationState, insert_operation
from escalation.organisation.storage.tables import units
from escalation.tickets.storage.due_tickets import FROM_THE_FIRST
from escalation.tickets.storage.tables import tickets

KIND: Final = "recalculation"
_NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class Walk:
    """Where a recalculation stands.

    `calendar`: the version it is about. `differs_from`: a ticket whose dates all lie before keeps them. `due_at`,
    `ticket_id`: the last ticket that was looked at. `changed`: how many got other dates. `is_open`: whether open or
    closed tickets are walked.
    """

    calendar: int
    differs_from: datetime
    due_at: datetime = FROM_THE_FIRST
    ticket_id: UUID = _NOBODY
    changed: int = 0
    is_open: bool = True

    def among_closed(self) -> Self:
        """At its second beginning: closed tickets whose window for reopening ends behind the difference."""
        return replace(self, is_open=False, due_at=self.differs_from, ticket_id=_NOBODY)

    @classmethod
    def of(cls, operation: Operation) -> Self:
        """As the operation keeps it."""
        kept = operation.options
        return cls(
            kept["calendar"],
            datetime.fromisoformat(kept["differs_from"]),
            datetime.fromisoformat(kept["due_at"]),
            UUID(kept["ticket_id"]),
            kept["changed"],
            kept.get("is_open", True),
        )

    def options(self) -> dict[str, object]:
        """As the operation shall keep it."""
        return {
            "calendar": self.calendar,
            "differs_from": self.differs_from.isoformat(),
            "due_at": self.due_at.isoformat(),
            "ticket_id": str(self.ticket_id),
            "changed": self.changed,
            "is_open": self.is_open,
        }


@dataclass(frozen=True, slots=True)
class Chunk:
    """The next tickets on the way: how many, where the last one stands, and those that may need other dates."""

    count: int
    due_at: datetime
    ticket_id: UUID
    affected: tuple[UUID, ...]


async def last_recalculated(connection: Connection) -> int:
    """The calendar version of the last recalculation that was begun; before the first, the oldest version."""
    version = await connection.value(_LAST)
    return version if isinstance(version, int) else 0


async def is_mine_to_begin(connection: Connection, version: int) -> bool:
    """Whether nobody else begins the recalculation for this version, until the transaction ends, or has done so."""
    mine = await connection.value(_TO_BEGIN, version=version)
    return mine is not None and await last_recalculated(connection) < version


async def begin(
    connection: Connection, operation_id: UUID, calendar: int, differs_from: datetime | None, *, by: str, now: datetime
) -> bool:
    """Begin an operation at the topmost unit; whether there is anything to do.

    Without a difference it is done at once, so that nobody looks for one again. Without a unit there are no tickets.
    """
    top = await connection.row(_TOP)
    if top is None:
        return False
    total = await connection.value(_WALKED, differs_from=differs_from) if differs_from else 0
    operation = Operation(
        id=operation_id, kind=KIND, state=OperationState.RUNNING if differs_from else OperationState.DONE,
        unit_id=top["id"], unit_path=top["path"], options=Walk(calendar, differs_from or now).options(),
        total=total if isinstance(total, int) else 0, done=0, accepted=0, refused=0, error=None, created_at=now,
        created_by=by, finished_at=None if differs_from else now,
    )  # fmt: skip
    await insert_operation(connection, operation)
    return differs_from is not None


async def next_chunk(connection: Connection, walk: Walk, size: int) -> Chunk | None:
    """The next `size` tickets, those affected locked until the transaction ends; `None` at the end of the walk."""
    rows = await connection.rows(
        _STRETCH[walk.is_open],
        due_at=walk.due_at,
        ticket_id=walk.ticket_id,
        calendar=walk.calendar,
        differs_from=walk.differs_from,
        size=size,
    )
    if not rows:
        return None
    affected = [row["id"] for row in rows if row["is_affected"]]
    locked = await connection.rows(_LOCK, ids=affected) if affected else []
    return Chunk(len(rows), rows[-1]["next_due_at"], rows[-1]["id"], tuple(row["id"] for row in locked))


_IS_CALENDAR: Final = documents.c.kind == "calendar"
_LAST: Final = compile_statement(
    select(
        func.greatest(
            select(cast(operations.c.options["calendar"].astext, Integer))
            .where(operations.c.kind == KIND)
            .order_by(operations.c.created_at.desc())
            .limit(1)
            .scalar_subquery(),
            select(func.min(documents.c.version)).where(_IS_CALENDAR).scalar_subquery(),
        )
    )
)
# What is published is never written again, so nobody who serves may lock its row.
_TO_BEGIN: Final = compile_statement(
    select(documents.c.version).where(
        _IS_CALENDAR,
        documents.c.version == bindparam("version"),
        func.pg_try_advisory_xact_lock(func.hashtextextended("recalculation", documents.c.version)),
    )
)
_TOP: Final = compile_statement(
    select(units.c.id, units.c.path).where(units.c.parent_id.is_(None)).order_by(units.c.path).limit(1)
)
# Written out, as the partial index has it.
_IS_OPEN: Final = text("tickets.is_open")
# What is archived waits for nothing.
_MAY_BE_REOPENED: Final = and_(text("NOT tickets.is_open"), tickets.c.wake_at.is_not(None))
_OPEN_COUNT: Final = select(func.count()).select_from(tickets).where(_IS_OPEN).scalar_subquery()
_CLOSED_COUNT: Final = (
    select(func.count())
    .select_from(tickets)
    .where(_MAY_BE_REOPENED, tickets.c.next_due_at >= bindparam("differs_from", type_=Moment))
    .scalar_subquery()
)
_WALKED: Final = compile_statement(select(_OPEN_COUNT + _CLOSED_COUNT))


def _stretch(*, is_open: bool) -> Compiled:
    columns = (
        tickets.c.id,
        tickets.c.next_due_at,
        and_(
            tickets.c.calendar_version < bindparam("calendar", type_=Integer),
            or_(
                func.greatest(tickets.c.due_at, tickets.c.stage_due_at, tickets.c.wake_at)
                >= bindparam("differs_from", type_=Moment),
                # Their moments are in tables of their own; few tickets have any.
                tickets.c.joint_open + tickets.c.requests_open + tickets.c.orders_open > 0,
            ),
        ).label("is_affected"),
    )
    behind = tuple_(tickets.c.next_due_at, tickets.c.id) > tuple_(
        bindparam("due_at", type_=Moment), bindparam("ticket_id", type_=SqlUuid(as_uuid=True))
    )
    found = select(*columns).where(_IS_OPEN if is_open else _MAY_BE_REOPENED, behind)
    return compile_statement(found.order_by(tickets.c.next_due_at, tickets.c.id).limit(bindparam("size")))


_STRETCH: Final = {is_open: _stretch(is_open=is_open) for is_open in (True, False)}
# In the order in which every decision locks.
_LOCK: Final = compile_statement(
    select(tickets.c.id)
    .where(tickets.c.id == any_(bindparam("ids", type_=ARRAY(SqlUuid(as_uuid=True)))))
    .order_by(tickets.c.id)
    .with_for_update()
)
