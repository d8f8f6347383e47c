"""How does the loop of a task go on and on? Drain, then rest until the next poll, a hint, or the end.

A step does one bounded thing, says whether there is more to do, and is safe to run twice and in two processes.
"""

import asyncio
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

import structlog

from escalation.errors import Unavailable, trace_without_texts
from escalation.kit.runtime.context import Runtime

_log = structlog.get_logger(__name__)
_FAILURE_REST, _LONGEST_REST = 1.0, 30.0

Step = Callable[[Runtime], Awaitable[bool]]


Pause = Callable[[Runtime], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Task:
    """One concern of the engine.

    `rest`: seconds between polls while there is nothing to do; `pause` knows better, once a step has gone well.
    """

    name: str
    step: Step
    rest: float
    pause: Pause | None = None


async def run(task: Task, runtime: Runtime, stop: asyncio.Event) -> None:
    """Run one task until `stop` is set. A step that fails is logged and tried again, ever more slowly."""
    failures, rest = 0, 0.0
    while not stop.is_set():
        try:
            has_more = await task.step(runtime)
            rest = 0.0 if has_more else await _pause(task, runtime)
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


async def _pause(task: Task, runtime: Runtime) -> float:
    return await task.pause(runtime) if task.pause else task.rest


async def _rest(stop: asyncio.Event, seconds: float) -> None:
    """Wait with jitter, so that several processes do not poll in step; end at once when `stop` is set."""
    try:
        await asyncio.wait_for(stop.wait(), seconds * random.uniform(0.8, 1.2))  # noqa: S311 - jitter, not a secret
    except TimeoutError:
        return
