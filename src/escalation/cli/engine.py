"""How does the engine run: beside the server in `serve`, or alone in `work`?"""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from datetime import datetime

import structlog

from escalation.application.app import build_probes
from escalation.application.tasks import run_all
from escalation.cli.checkpoint_key import checkpoint_folder, checkpoint_keys
from escalation.cli.database_addresses import check_role
from escalation.cli.display import result, say, show_table
from escalation.cli.language import _, fill
from escalation.cli.logging import configure
from escalation.cli.messages import message_worker
from escalation.cli.outbound import sender_of
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.server import address, listen, served_beside
from escalation.cli.signals import on_signal, run
from escalation.errors import N_
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.messages.engine.message_worker import MessageWorker
from escalation.settings import Settings, read, variable
from escalation.tickets.engine.preview import Planned, dry_run
from escalation.verification.engine.checkpoints import CheckpointJob

_log = structlog.get_logger(__name__)


@asynccontextmanager
async def engine_beside(
    runtime: Runtime, sender: Sender, messenger: MessageWorker | None = None, checkpoints: CheckpointJob | None = None
) -> AsyncIterator[None]:
    """Run the engine as long as the block; at its end every task finishes the step it is in.

    The block begins when the engine is known to be at work: no probe that is answered in it finds that nobody is.
    """
    stop, at_work = asyncio.Event(), asyncio.Event()
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(run_all(runtime, sender, stop, checkpoints, messenger, at_work), name="engine")
            await at_work.wait()
            try:
                yield
            finally:
                stop.set()
    except ExceptionGroup as several:
        # What the block itself raises goes on as it was.
        raise several.exceptions[0] if len(several.exceptions) == 1 else several from None


def checkpoint_job(settings: Settings) -> CheckpointJob | None:
    """Who makes checkpoints in this process; `None` if they have nowhere to go."""
    folder = checkpoint_folder(settings)
    if folder is None:
        _log.warning("no_checkpoints", advice=f"set {variable('checkpoint_dir')} on one machine that runs the engine")
        return None
    return CheckpointJob(folder, checkpoint_keys(settings), 60.0 * settings.checkpoint_minutes)


def work(*, migrate: bool = False, metrics_port: int | None = None) -> None:
    """Run the engine until a signal comes, then let every task finish the step it is in. Options win over settings."""
    settings = read()
    port = settings.metrics_port if metrics_port is None else metrics_port
    settings = settings.model_copy(update={"migrate": migrate or settings.migrate, "metrics_port": port})
    configure(settings)
    run(_work(settings))


def show_next_pass(limit: int) -> None:
    """Print what the next pass would do with the longest due tickets; nothing is changed."""
    settings = read()
    configure(settings, quiet=True)
    planned = run(_plan(settings, limit))
    headings = N_("Number"), N_("Action"), N_("Reason"), N_("Due since")
    if planned:
        rows = [(each.number, each.action, each.reason, _moment(each.due_at)) for each in planned]
        show_table("", [_(heading) for heading in headings], rows)
    result(fill(N_("The next pass would look at {count} tickets; nothing was changed."), count=len(planned)))


async def _plan(settings: Settings, limit: int) -> list[Planned]:
    async with open_runtime(settings, DatabaseAccess.READ, name="escalation work --dry-run") as runtime:
        return await dry_run(runtime, limit)


def _moment(at: datetime) -> str:
    """In UTC, as the log has it: the terminal may stand anywhere."""
    return f"{at:%Y-%m-%d %H:%M:%SZ}"


async def _work(settings: Settings) -> None:
    async with AsyncExitStack() as closing_down:
        port = settings.metrics_port
        listener = None if port is None else closing_down.enter_context(closing(listen(settings.host, port)))
        runtime = await closing_down.enter_async_context(
            open_runtime(settings, DatabaseAccess.WRITE, tell=say, name="escalation work")
        )
        await check_role(runtime)
        sender = await closing_down.enter_async_context(sender_of(settings))
        if listener is not None:
            await closing_down.enter_async_context(served_beside(build_probes(runtime), listener))
            say(fill(N_("Metrics on {url}/metrics."), url=address(listener)))
        stop = asyncio.Event()
        on_signal(stop.set)
        _log.info("working")
        say(fill(N_("Working. Ctrl-C ends it.")))
        messenger = message_worker(settings, runtime, sender)
        await run_all(runtime, sender, stop, checkpoint_job(settings), messenger)
    _log.info("stopped")
