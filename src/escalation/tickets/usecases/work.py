"""What waits for the caller? Work lists of every kind, and their counters."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.kit.runtime.context import Runtime
from escalation.tickets.domain.work import STAGES, WorkKind
from escalation.tickets.storage import work_lists
from escalation.tickets.storage.filters import Filters
from escalation.tickets.storage.list_statements import Sort
from escalation.tickets.storage.lists import Place, list_tickets
from escalation.tickets.storage.work_lists import Counter
from escalation.tickets.usecases.ticket_view import TicketView


@dataclass(frozen=True, slots=True)
class WorkItem:
    """One thing to do: `task_id` of the joint task, request or order that waits, due at `due_at`, and its ticket."""

    task_id: UUID | None
    due_at: datetime
    text: str | None
    ticket: TicketView


async def list_work(
    runtime: Runtime, actor: Actor, kind: WorkKind, *, after: Place | None, limit: int
) -> tuple[list[WorkItem], Place | None]:
    """One page of what waits, by due date, and behind which place the list goes on; `None` at its end.

    Nothing waits for roles that only watch.
    """
    if actor.role not in _WORKING:
        return [], None
    async with runtime.database.connection(changes=False) as connection:
        if kind in _BESIDE:
            page = await work_lists.list_tasks(connection, actor, kind, after=after, limit=limit)
            items = [
                WorkItem(task.id if kind is not WorkKind.ASSIGNED else None, task.due_at, task.text, view)
                for task in page.tasks
                for view in [TicketView(task.listed.ticket, task.listed.units, task.listed.now)]
            ]
            return items, page.goes_on_behind
        held = await list_tickets(connection, actor, _held(actor, kind), sort=Sort.DUE, after=after, limit=limit)
    views = [TicketView(line.ticket, line.units, line.now) for line in held.lines]
    return [WorkItem(None, view.next_due_at or view.ticket.due_at, None, view) for view in views], held.goes_on_behind


async def count_work(runtime: Runtime, actor: Actor) -> Mapping[WorkKind, Counter]:
    """How many wait of each kind, up to `MOST_COUNTED`. One statement of bounded cost."""
    if actor.role not in _WORKING:
        return dict.fromkeys(WorkKind, Counter(0, is_whole=True))
    async with runtime.database.connection(changes=False) as connection:
        return await work_lists.count_work(connection, actor)


_WORKING: Final = frozenset({Role.HANDLER, Role.LEADER, Role.OFFICE})
_BESIDE: Final = frozenset({WorkKind.ASSIGNED, WorkKind.JOINT, WorkKind.REQUESTS, WorkKind.ORDERS})


def _held(actor: Actor, kind: WorkKind) -> Filters:
    match kind:
        case WorkKind.OVERDUE:
            return Filters(holder_unit_id=actor.unit_id, overdue=True)
        case WorkKind.WARNED:
            return Filters(holder_unit_id=actor.unit_id, warnings=("orange", "yellow"))
        case _:
            return Filters(holder_unit_id=actor.unit_id, open=True, stages=STAGES[kind])
