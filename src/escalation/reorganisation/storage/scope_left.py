"""Who has to be told that a unit hangs elsewhere? An operation that walks the open tickets at and below it, in chunks.

Whoever was above the unit and is not any more may have lost sight of them. Tickets that were closed by then are not
told of one by one: nothing comes of them any more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.kit.database.connection import Compiled, Connection
from escalation.kit.runtime.subtree import end_of
from escalation.organisation.storage.operations import Operation, OperationState, insert_operation

KIND: Final = "farewell"
_NOBODY: Final = UUID(int=0)


@dataclass(frozen=True, slots=True)
class ScopeLeftWalk:
    """Where the walk stands: who was above, and the last ticket that was looked at."""

    overseers: tuple[UUID, ...]
    ticket_id: UUID = _NOBODY

    @classmethod
    def of(cls, operation: Operation) -> "ScopeLeftWalk":
        """As the operation keeps it."""
        kept = operation.options
        return cls(tuple(map(UUID, kept["overseers"])), UUID(kept["ticket_id"]))

    def options(self) -> dict[str, object]:
        """As the operation shall keep it."""
        return {"overseers": list(map(str, self.overseers)), "ticket_id": str(self.ticket_id)}


async def begin(
    connection: Connection, operation_id: UUID, *, unit: UUID, path: str, overseers: Sequence[UUID], by: str,
    now: datetime,
) -> None:  # fmt: skip
    """Begin it for a unit that hangs at `path` now. Without open tickets there is nothing to tell."""
    total = int(str(await connection.value(_COUNT, path=path, end=end_of(path))))
    if total:
        operation = Operation(
            id=operation_id, kind=KIND, state=OperationState.RUNNING, unit_id=unit, unit_path=path,
            options=ScopeLeftWalk(tuple(overseers)).options(), total=total, done=0, accepted=0, refused=0, error=None,
            created_at=now, created_by=by, finished_at=None,
        )  # fmt: skip
        await insert_operation(connection, operation)


async def next_tickets(connection: Connection, operation: Operation, after: UUID, size: int) -> list[UUID]:
    """The next tickets on the way, locked until the transaction ends; none at its end. One may be closed by now."""
    path = operation.unit_path
    rows = await connection.rows(_NEXT, path=path, end=end_of(path), after=after, size=size)
    return [row["id"] for row in rows]


# Unit by unit, as the indexes have a unit's open tickets apart: those that were closed in all the years are not passed.
_OPEN_BELOW: Final = """
    FROM units u CROSS JOIN LATERAL (
      SELECT id FROM tickets WHERE holder_path = u.path AND is_open
      UNION ALL
      SELECT id FROM tickets WHERE origin_path = u.path AND is_open
    ) t
    WHERE u.path >= $1 AND u.path < $2
"""
_COUNT: Final = Compiled(f"SELECT count(DISTINCT t.id) {_OPEN_BELOW}", ("path", "end"), {})
# In the order in which every decision locks.
_NEXT: Final = Compiled(
    f"""
    SELECT id FROM tickets
    WHERE id = ANY (ARRAY(SELECT DISTINCT t.id {_OPEN_BELOW} AND t.id > $3 ORDER BY t.id LIMIT $4))
    ORDER BY id FOR UPDATE
    """,
    ("path", "end", "after", "size"),
    {},
)
