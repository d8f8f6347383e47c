"""What does the worker do when the clock was turned? Every step of every task, again and again, until none has more."""

from collections.abc import Mapping, Sequence
from typing import Final

from bench.programme_year.meter import Meter
from escalation.application.tasks import tasks
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.loop import Task
from escalation.messages.engine.telling import MessageTeller

_OF: Final[Mapping[str, str]] = {
    "contact_visits": "visits", "visit_duties": "visits", "visit_plans": "visits", "visit_clock": "visits",
    "meetings": "meetings", "task_lists": "task lists", "sorting": "sorting", "deadlines": "tickets",
    "surveys": "surveys", "group_lapses": "groups", "bulletins": "bulletins", "trends": "trends",
}  # fmt: skip
"""Whose clock a task is; the others are the engine's."""
CLOCK: Final = "clock of "
_MOST: Final = 10_000
"""Steps of one task without an end: something is wrong."""


class Worker:
    """A worker that sends nothing: there are no endpoints, and nobody asked for messages."""

    def __init__(self, runtime: Runtime, meter: Meter) -> None:
        """Of a runtime, counted by a meter."""
        self._runtime, self._meter = runtime, meter

    async def drain(self, goes: int = 1) -> None:
        """Let everything happen that is due now. What one task leaves to another one before it, comes in the next go.

        Each time as a process that has just started: what one remembers of the line, it looks over once a minute.
        """
        concerns: Sequence[Task] = tasks(lambda: None, MessageTeller(frozenset()))
        for _ in range(goes):
            for task in concerns:
                with self._meter.at(CLOCK + _OF.get(task.name, "the engine")) as cost:
                    steps = 0
                    while await task.step(self._runtime) or await self._comes_soon(task):
                        steps += 1
                        if steps > _MOST:
                            raise RuntimeError(task.name)
                    cost.calls += steps + 1

    async def _comes_soon(self, task: Task) -> bool:
        """Whether a task would look again sooner than usual: for a ticket each step of which is due already."""
        return task.pause is not None and await task.pause(self._runtime) < task.rest
