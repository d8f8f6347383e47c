"""How does the engine go on and on? Drain, then rest until the next poll, a hint, or the end.

A step does one bounded thing, says whether there is more to do, and is safe to run twice and in two processes.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from escalation.engine import deadlines, housekeeping, imports
from escalation.errors import Unavailable, trace_without_texts
from escalation.usecases.reorganisation import hand_on_what_is_left
from escalation.usecases.session import Session

_log = structlog.get_logger(__name__)
_FAILURE_REST, _LONGEST_REST = 1.0, 30.0

Step = Callable[[Session], Awaitable[bool]]


@dataclass(frozen=True, slots=True)
class Task:
    """One concern of the engine. `rest`: seconds between polls while there is nothing to do."""

    name: str
    step: Step
    rest: float


TASKS = (
    Task("deadlines", deadlines.step, 1.0),
    Task("imports", imports.step, 1.0),
    Task("succession", hand_on_what_is_left, 60.0),
    Task("housekeeping", housekeeping.step, 300.0),
)


async def run_all(session: Session, stop: asyncio.Event) -> None:
    """Run every task until `stop` is set, then let each finish the step it is in."""
    async with asyncio.TaskGroup() as group:
        for task in TASKS:
            group.create_task(run(task, session, stop), name=task.name)


async def run(task: Task, session: Session, stop: asyncio.Event) -> None:
    """Run one task until `stop` is set. A step that fails is logged and tried again, ever more slowly."""
    failures = 0
    while not stop.is_set():
        try:
            has_more = await task.step(session)
            failures = 0
        except Unavailable as refusal:
            failures += 1
            has_more = False
            _log.warning("engine_waits_for_database", task=task.name, code=refusal.code)
        except Exception as error:  # noqa: BLE001 - the one place: a task that dies in silence would be an escalation that never comes
            failures += 1
            has_more = False
            _log.error("engine_step_failed", task=task.name, trace=list(trace_without_texts(error)))
        if not has_more:
            await _rest(stop, min(_FAILURE_REST * 2**failures, _LONGEST_REST) if failures else task.rest)


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait with jitter, so that several processes do not poll in step; end at once when `stop` is set."""
    try:
        await asyncio.wait_for(stop.wait(), seconds * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, not a secret
    except TimeoutError:
        return
