"""How does the engine go on and on? Drain, then rest until the next poll, a hint, or the end.

A step does one bounded thing, says whether there is more to do, and is safe to run twice and in two processes.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from escalation.engine import attempt_log, backlogs, farewells, gauges, imports, replays
from escalation.engine.calendars import YearWatch, recalculate
from escalation.engine.deadlines import LONGEST_REST, Sweeper
from escalation.engine.deliveries import Courier
from escalation.engine.delivering import gauges as delivery_gauges
from escalation.engine.housekeeping import Housekeeper
from escalation.engine.sequencer import REST, Sequencer
from escalation.errors import Unavailable, trace_without_texts
from escalation.outbound.sender import Sender
from escalation.usecases.reorganisation import hand_on_what_is_left
from escalation.usecases.session import Session

_log = structlog.get_logger(__name__)
_FAILURE_REST, _LONGEST_REST = 1.0, 30.0

Step = Callable[[Session], Awaitable[bool]]


Pause = Callable[[Session], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Task:
    """One concern of the engine.

    `rest`: seconds between polls while there is nothing to do; `pause` knows better, once a step has gone well.
    """

    name: str
    step: Step
    rest: float
    pause: Pause | None = None


def tasks(deliveries_are_due: Callable[[], None]) -> tuple[Task, ...]:
    """Every concern but deliveries, who are told when there is something to do; to be run once in this process."""
    sweeper, sequencer = Sweeper(), Sequencer(deliveries_are_due)
    return (
        Task("deadlines", sweeper.step, LONGEST_REST, sweeper.rest),
        Task("feed", sequencer.step, REST, sequencer.rest),
        Task("imports", imports.step, 1.0),
        Task("replays", replays.step, 1.0),
        Task("backlogs", backlogs.step, 30.0),
        Task("calendars", recalculate, 10.0),
        Task("missing_year", YearWatch().step, 3600.0),
        Task("succession", hand_on_what_is_left, 60.0),
        Task("farewells", farewells.step, 10.0),
        Task("gauges", gauges.step, 60.0),
        Task("delivery_gauges", delivery_gauges.step, 30.0),
        Task("attempt_log", attempt_log.step, 3600.0),
        Task("housekeeping", Housekeeper().step, 300.0),
    )


async def run_all(session: Session, sender: Sender, stop: asyncio.Event) -> None:
    """Run every task until `stop` is set, then let each finish the step it is in."""
    async with asyncio.TaskGroup() as group:
        courier = Courier(session, sender)
        group.create_task(courier.run(stop), name="deliveries")
        for task in tasks(courier.wake):
            group.create_task(run(task, session, stop), name=task.name)


async def run(task: Task, session: Session, stop: asyncio.Event) -> None:
    """Run one task until `stop` is set. A step that fails is logged and tried again, ever more slowly."""
    failures, rest = 0, 0.0
    while not stop.is_set():
        try:
            has_more = await task.step(session)
            rest = 0.0 if has_more else await _pause(task, session)
            failures = 0
        except Unavailable as refusal:
            failures += 1
            _log.warning("engine_waits_for_database", task=task.name, code=refusal.code)
        except Exception as error:  # noqa: BLE001 - the one place: a task that dies in silence would be an escalation that never comes
            failures += 1
            _log.error("engine_step_failed", task=task.name, trace=list(trace_without_texts(error)))
        if failures:
            rest = min(_FAILURE_REST * 2**failures, _LONGEST_REST)
        if rest:
            await _rest(stop, rest)


async def _pause(task: Task, session: Session) -> float:
    return await task.pause(session) if task.pause else task.rest


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait with jitter, so that several processes do not poll in step; end at once when `stop` is set."""
    try:
        await asyncio.wait_for(stop.wait(), seconds * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, not a secret
    except TimeoutError:
        return
