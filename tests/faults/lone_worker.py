"""A worker that sees to deadlines and nothing else, so that its calls to the kernel can be counted.

python -m tests.faults.lone_worker
"""

import asyncio

from escalation.cli.display import say
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import on_signal, run
from escalation.kit.runtime import loop
from escalation.settings import read
from escalation.tickets.engine.deadlines import LONGEST_REST, DeadlineWorker


async def main() -> None:
    """The one task of the engine that is traced, as `escalation work` runs it."""
    async with open_runtime(read(), DatabaseAccess.WRITE, tell=say, name="escalation work") as runtime:
        stop, deadline_worker = asyncio.Event(), DeadlineWorker()
        on_signal(stop.set)
        say("Working.")
        await loop.run(loop.Task("deadlines", deadline_worker.step, LONGEST_REST, deadline_worker.rest), runtime, stop)


if __name__ == "__main__":
    configure(read())
    run(main())
