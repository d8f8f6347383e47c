"""What is done with unit tasks? A unit says how far it is, sets tasks itself, and names tickets that show it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Final
from uuid import UUID

from escalation.actors import Actor, Role
from escalation.errors import N_, Fault, ForbiddenAction, LimitReached, NotFound, StaleVersion, ValidationFailed
from escalation.kit.database.clock import read_now
from escalation.kit.database.connection import Connection
from escalation.kit.database.named_locks import take_lock
from escalation.kit.runtime.context import IdempotentRequest, Runtime, StoredResponse, do_once
from escalation.organisation.domain.units import Unit
from escalation.organisation.storage.units import find_units
from escalation.organisation.usecases.units import hold_own_unit, require_unit
from escalation.programme.task_lists.domain.rules import TaskKind
from escalation.programme.task_lists.storage import unit_tasks
from escalation.programme.task_lists.storage.unit_tasks import UnitProgress, UnitTask
from escalation.programme.task_lists.usecases.rules import local_today
from escalation.tickets.usecases.ticket_queries import require_sight

MOST_OWN: Final = 100
"""Tasks that a unit sets itself in a year."""
MOST_TICKETS: Final = 200
"""Tickets that are named for one task."""

RenderTask = Callable[[UnitTask], StoredResponse]
Expected = frozenset[int] | None
"""The versions that a change is decided on; `None` for any."""


async def list_tasks(runtime: Runtime, actor: Actor, unit: str | None, year: int | None) -> Sequence[UnitTask]:
    """Those of a unit in the actor's scope, their own unit if none is named, in a year, this one if none is named.

    Raises `ValidationFailed` for a unit that is not there, `NotFound` for one outside the scope.
    """
    async with runtime.database.connection(changes=False) as connection:
        of = await _asked(connection, actor, unit)
        wanted = year or (await local_today(runtime, connection)).year
        return await unit_tasks.list_tasks(connection, actor, of.id, wanted)


async def read_progress(runtime: Runtime, actor: Actor, unit: str | None, year: int | None) -> Sequence[UnitProgress]:
    """How far a unit in the actor's scope is, and those directly below it. Raises as `list_tasks` does.

    Somebody who sees one unit alone is told of that one alone.
    """
    async with runtime.database.connection(changes=False) as connection:
        of = await _asked(connection, actor, unit)
        today = await local_today(runtime, connection)
        found = await unit_tasks.read_progress(connection, of.id, year or today.year, today)
    return [UnitProgress(each.unit, each.level, each.own, each.own) for each in found[:1]] if (
        actor.role is Role.HANDLER
    ) else found  # fmt: skip


async def create_task(
    runtime: Runtime, unit_id: UUID, year: int | None, said: Mapping[str, object], *, by: Actor, render: RenderTask,
    once: IdempotentRequest | None,
) -> StoredResponse:  # fmt: skip
    """Set a task for the actor's own unit. Raises `ValidationFailed`, `ForbiddenAction`, `LimitReached`."""

    async def work(connection: Connection) -> StoredResponse:
        unit = (await find_units(connection, [unit_id])).get(unit_id)
        if unit is None or not unit.active:
            raise ValidationFailed(faults=[Fault("/unit_id", "unknown_unit", N_("There is no such unit."))])
        _require_own(by, unit.id)
        await hold_own_unit(connection, by)
        in_year = year or (await local_today(runtime, connection)).year
        await take_lock(connection, "unit tasks", unit.id)
        if await unit_tasks.count_own_tasks(connection, unit.id, in_year) >= MOST_OWN:
            raise LimitReached(limit=MOST_OWN)
        now = await read_now(connection)
        task_id = await unit_tasks.insert_own_task(connection, (unit.id, unit.path), in_year, said, now, by.principal)
        return render(await _seen(connection, by, task_id))

    return await do_once(runtime, once, work)


async def change_task(
    runtime: Runtime, task_id: UUID, changes: Mapping[str, object], *, by: Actor, expected: Expected
) -> UnitTask:
    """Say how far a task is, until when it is to be done; what it is called, if the unit has set it itself.

    Raises `NotFound`, `ForbiddenAction`, `StaleVersion`, `ValidationFailed`.
    """
    async with runtime.database.transaction() as connection:
        task = await _own(connection, by, task_id, expected)
        if "title" in changes and task.kind != TaskKind.OWN:
            detail = N_("What an item of the list is called, the rules say.")
            raise ValidationFailed(faults=[Fault("/title", "of_the_list", detail)])
        said = {
            "zh": changes.get("title", task.zh), "percent": changes.get("percent", task.percent),
            "note": changes.get("note", task.note), "due_on": changes.get("due_on", task.due_on),
        }  # fmt: skip
        await unit_tasks.change_task(connection, task_id, said, await read_now(connection), by.principal)
        return await _seen(connection, by, task_id)


async def retire_task(runtime: Runtime, task_id: UUID, *, by: Actor, expected: Expected) -> None:
    """Take a task off the list that the unit has set itself. Raises as `change_task` does."""
    async with runtime.database.transaction() as connection:
        task = await _own(connection, by, task_id, expected)
        if task.kind != TaskKind.OWN:
            raise ForbiddenAction(N_("Items of the list stay on it; only what a unit has set itself goes."))
        await unit_tasks.retire_task(connection, task_id, await read_now(connection), by.principal)


async def link_ticket(runtime: Runtime, task_id: UUID, ticket_id: UUID, *, by: Actor) -> UnitTask:
    """Let a ticket that the actor sees show what was done. Raises `NotFound`, `ForbiddenAction`, `LimitReached`."""
    async with runtime.database.transaction() as connection:
        await _own(connection, by, task_id, None)
        await require_sight(connection, ticket_id, by)
        if await unit_tasks.count_links(connection, task_id) >= MOST_TICKETS:
            raise LimitReached(limit=MOST_TICKETS)
        await unit_tasks.link_ticket(connection, task_id, ticket_id, await read_now(connection), by.principal)
        return await _seen(connection, by, task_id)


async def unlink_ticket(runtime: Runtime, task_id: UUID, ticket_id: UUID, *, by: Actor) -> None:
    """Name a ticket no longer. Raises `NotFound`, `ForbiddenAction`."""
    async with runtime.database.transaction() as connection:
        await _own(connection, by, task_id, None)
        await require_sight(connection, ticket_id, by)
        if not await unit_tasks.unlink_ticket(connection, task_id, ticket_id):
            raise NotFound


async def _asked(connection: Connection, actor: Actor, code: str | None) -> Unit:
    """A unit in the actor's scope, or their own."""
    if code is not None:
        unit = await require_unit(connection, code, pointer="?unit")
    elif actor.unit_id is not None:
        unit = (await find_units(connection, [actor.unit_id]))[actor.unit_id]
    else:
        raise NotFound
    if not actor.reaches(unit.path):
        raise NotFound
    return unit


async def _own(connection: Connection, by: Actor, task_id: UUID, expected: Expected) -> UnitTask:
    task = await _seen(connection, by, task_id, locked=True)
    _require_own(by, task.unit.id)
    if expected is not None and task.version not in expected:
        raise StaleVersion
    return task


async def _seen(connection: Connection, actor: Actor, task_id: UUID, *, locked: bool = False) -> UnitTask:
    task = await unit_tasks.find_task(connection, actor, task_id, locked=locked)
    if task is None or not actor.reaches(task.unit_path):
        raise NotFound
    return task


def _require_own(by: Actor, unit_id: UUID) -> None:
    if by.unit_id != unit_id or by.role not in {Role.HANDLER, Role.OFFICE, Role.LEADER}:
        raise ForbiddenAction(N_("Only those who work at the unit itself do this."))
