"""Task lists (任务清单) and key tasks (重点任务): what a unit has to do in a year, and how far it is."""

from datetime import date, datetime
from typing import Annotated, ClassVar
from uuid import UUID

from fastapi import Path, Query, Response
from pydantic import BaseModel, ConfigDict, Field

from escalation.kit.web.auth import Caller, Uses, Worker
from escalation.kit.web.fields import Code, Day, Id, In, Integer, Line, Out, Patch, Text
from escalation.kit.web.headers import IfMatch, etag, numbers
from escalation.kit.web.idempotency import Idempotent, rendered, versioned
from escalation.kit.web.queries import Year
from escalation.kit.web.routes import strict_router
from escalation.organisation.api.unit_ref import UnitRef
from escalation.programme.task_lists.domain.rules import TaskKind
from escalation.programme.task_lists.storage.unit_tasks import TaskProgress, UnitTask
from escalation.programme.task_lists.usecases import unit_tasks
from escalation.tickets.api.tickets import TicketId

router = strict_router(prefix="/v1/unit-tasks", tags=["task-lists"])
progress_router = strict_router(prefix="/v1/unit-task-progress", tags=["task-lists"])

TaskId = Annotated[Id, Path(description="The task's id.")]
Percent = Annotated[Integer, Field(ge=0, le=100)]
Note = Annotated[Text, Field(max_length=2_000)]
Title = Annotated[Line, Field(max_length=100)]


class EvidenceTicketOut(Out):
    """A ticket that shows what was done."""

    id: UUID
    number: str
    title: str
    state: str
    is_open: bool = Field(description="Whether somebody still has to act.")


class UnitTaskOut(Out):
    """A task of a unit and year. Of tickets those that the caller may see."""

    id: UUID
    unit: UnitRef
    year: int
    kind: TaskKind
    code: str | None = Field(description="Of the item of the list; null of what the unit has set itself.")
    title: str
    title_en: str | None = Field(description="Null of what the unit has set itself.")
    percent: int
    note: str | None = Field(description="How far it is, in words.")
    due_on: date | None = Field(description="The last day for it, if one was set.")
    version: int
    updated_at: datetime
    tickets: list[EvidenceTicketOut]


class UnitTasksOut(Out):
    """The tasks of a unit and year: those of its level in their order, then what it has set itself."""

    items: list[UnitTaskOut]


class TaskProgressOut(Out):
    """How far tasks are. `percent` is the mean, null if there are no tasks."""

    tasks: int
    done: int
    late: int = Field(description="Not done although their day is over.")
    percent: int | None


class UnitProgressOut(Out):
    """How far a unit is with its own tasks, and together with all below it."""

    unit: UnitRef
    level: int
    own: TaskProgressOut
    whole: TaskProgressOut


class ProgressOfUnitsOut(Out):
    """A unit first, then those directly below it."""

    items: list[UnitProgressOut]


class UnitTaskQuery(BaseModel):
    """Whose tasks of which year."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)

    unit: Code | None = Field(default=None, description="Code of a unit; the caller's own if left out.")
    year: Year | None = Field(default=None, description="This one if left out.")


class UnitTaskIn(In):
    """A task that a unit sets itself, for this year if none is said."""

    unit_id: Id
    title: Title
    year: Annotated[Integer, Field(ge=2000, le=2199)] | None = None
    note: Note | None = None
    due_on: Day | None = None


class UnitTaskPatch(Patch):
    """How far a task is, and until when it is to be done."""

    may_go: ClassVar[frozenset[str]] = frozenset({"note", "due_on"})

    title: Title | None = Field(default=None, description="Only of what the unit has set itself.")
    percent: Percent | None = None
    note: Note | None = None
    due_on: Day | None = None


@router.get("", summary="The tasks of a unit")
async def list_unit_tasks(query: Annotated[UnitTaskQuery, Query()], caller: Caller, runtime: Uses) -> UnitTasksOut:
    """What a unit in the caller's scope has to do in a year, and how far it is."""
    found = await unit_tasks.list_tasks(runtime, caller, query.unit, query.year)
    return UnitTasksOut(items=[_shown(each) for each in found])


@progress_router.get("", summary="How far units are with their tasks")
async def read_unit_task_progress(
    query: Annotated[UnitTaskQuery, Query()], caller: Caller, runtime: Uses
) -> ProgressOfUnitsOut:
    """A unit in the caller's scope, and those directly below it, each alone and with all below."""
    found = await unit_tasks.read_progress(runtime, caller, query.unit, query.year)
    return ProgressOfUnitsOut(items=[
        UnitProgressOut(
            unit=UnitRef.model_validate(each.unit), level=each.level, own=_progress(each.own),
            whole=_progress(each.whole),
        )
        for each in found
    ])  # fmt: skip


@router.post("", summary="Set a task", status_code=201, response_model=UnitTaskOut)
async def create_unit_task(body: UnitTaskIn, caller: Worker, runtime: Uses, once: Idempotent) -> Response:
    """Set a task for the caller's own unit, besides those of its level."""
    said = {"zh": body.title, "note": body.note, "due_on": body.due_on}
    render = rendered(201, _rendered)
    return versioned(
        await unit_tasks.create_task(runtime, body.unit_id, body.year, said, by=caller, render=render, once=once)
    )


@router.patch("/{task_id}", summary="Say how far a task is")
async def change_unit_task(
    task_id: TaskId, body: UnitTaskPatch, caller: Worker, runtime: Uses, response: Response, expected: IfMatch = None
) -> UnitTaskOut:
    """Say how far a task of the caller's own unit is, and until when it is to be done."""
    changes = body.model_dump(exclude_unset=True)
    task = await unit_tasks.change_task(runtime, task_id, changes, by=caller, expected=numbers(expected))
    response.headers["ETag"] = etag(task.version)
    return _shown(task)


@router.delete("/{task_id}", summary="Take a task off the list", status_code=204)
async def remove_unit_task(task_id: TaskId, caller: Worker, runtime: Uses, expected: IfMatch = None) -> None:
    """Take off what the unit has set itself; items of the level's list stay."""
    await unit_tasks.retire_task(runtime, task_id, by=caller, expected=numbers(expected))


@router.put("/{task_id}/tickets/{ticket_id}", summary="Name a ticket for a task")
async def put_unit_task_ticket(task_id: TaskId, ticket_id: TicketId, caller: Worker, runtime: Uses) -> UnitTaskOut:
    """Let a ticket that the caller sees show what was done."""
    return _shown(await unit_tasks.link_ticket(runtime, task_id, ticket_id, by=caller))


@router.delete("/{task_id}/tickets/{ticket_id}", summary="Name a ticket no longer", status_code=204)
async def remove_unit_task_ticket(task_id: TaskId, ticket_id: TicketId, caller: Worker, runtime: Uses) -> None:
    """Take back that a ticket shows what was done."""
    await unit_tasks.unlink_ticket(runtime, task_id, ticket_id, by=caller)


def _rendered(task: UnitTask) -> bytes:
    return _shown(task).model_dump_json().encode()


def _shown(task: UnitTask) -> UnitTaskOut:
    own = {name: getattr(task, name) for name in _SAME}
    return UnitTaskOut(
        **own, unit=UnitRef.model_validate(task.unit), title=task.zh, title_en=task.en,
        tickets=[EvidenceTicketOut.model_validate(each) for each in task.tickets],
    )  # fmt: skip


_SAME = ("id", "year", "kind", "code", "percent", "note", "due_on", "version", "updated_at")


def _progress(of: TaskProgress) -> TaskProgressOut:
    """Rounded once, here; 100 only where nothing is left."""
    percent = None
    if of.tasks:
        percent = 100 if of.percents == 100 * of.tasks else min(99, round(of.percents / of.tasks))
    return TaskProgressOut(tasks=of.tasks, done=of.done, late=of.late, percent=percent)
