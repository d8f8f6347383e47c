"""A worker that tells and sends messages and does nothing else, to be killed in the middle of it.

python -m tests.messages.lone_message_worker work
"""

import asyncio

from escalation.cli.display import say
from escalation.cli.logging import configure
from escalation.cli.messages import message_worker
from escalation.cli.outbound import sender_of
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import on_signal, run
from escalation.kit.runtime.loop import Task
from escalation.kit.runtime.loop import run as run_task
from escalation.messages.engine.retention import reap
from escalation.messages.engine.telling import MessageTeller
from escalation.settings import read


async def main() -> None:
    """The tasks of the engine that are stopped, as `escalation work` runs them."""
    async with (
        open_runtime(read(), DatabaseAccess.WRITE, tell=say, name="escalation work") as runtime,
        sender_of(read()) as sender,
        asyncio.TaskGroup() as group,
    ):
        stop = asyncio.Event()
        on_signal(stop.set)
        worker = message_worker(read(), runtime, sender)
        teller = MessageTeller(worker.site.carriers, worker.wake)
        say("Working.")
        group.create_task(worker.run(stop))
        group.create_task(run_task(Task("telling", teller.step, 0.2), runtime, stop))
        group.create_task(run_task(Task("message_leases", reap, 0.5), runtime, stop))


if __name__ == "__main__":
    configure(read())
    run(main())
