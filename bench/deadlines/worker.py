"""What does one worker of the bench do? It sweeps until nothing is due, each time it is told to.

python -m bench.deadlines.worker ours|bare DSN BATCH
"""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from time import perf_counter, process_time

import asyncpg
import orjson
import uvloop

from bench.deadlines.baseline import escalate
from bench.support.servers import System
from bench.transitions.measured import KEY
from escalation.cli.garbage_collection import collect_seldom
from escalation.kit.database.connection import connect
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.tickets.engine.deadlines import DeadlineWorker

Pass = Callable[[], Awaitable[tuple[int, int]]]
"""Takes one batch to its end and says how many tickets were claimed, and how many of them written."""


async def main(system: System, dsn: str, batch: int) -> None:
    """Say `{}` when ready; then answer every line on the input with what came of it, until there are no more."""
    one_pass = await (_ours if system is System.OURS else _by_hand)(dsn, batch)
    _say({})
    loop = asyncio.get_running_loop()
    while await loop.run_in_executor(None, sys.stdin.readline):
        _say(await _drain(one_pass))


async def _ours(dsn: str, batch: int) -> Pass:
    runtime = Runtime(await connect(dsn, size=1), Vault(KEY), CompiledDocuments())
    worker = DeadlineWorker(batch)
    collect_seldom()

    async def one_pass() -> tuple[int, int]:
        swept = await worker.look(runtime)
        return swept.claimed, swept.applied

    return one_pass


async def _by_hand(dsn: str, batch: int) -> Pass:
    connection = await asyncpg.connect(dsn, server_settings={"jit": "off"})
    statement = await connection.prepare(escalate(batch))

    async def one_pass() -> tuple[int, int]:
        written: int = await statement.fetchval()
        return written, written

    return one_pass


async def _drain(one_pass: Pass) -> dict[str, float]:
    """Seconds are those of the machine's one monotonic clock; the empty look at the end does not count."""
    before, began = process_time(), perf_counter()
    tickets, ended = 0, began
    while (done := await one_pass())[0]:
        tickets, ended = tickets + done[1], perf_counter()
    return {"tickets": tickets, "began": began, "ended": ended, "cpu": process_time() - before}


def _say(what: dict[str, float]) -> None:
    print(orjson.dumps(what).decode(), flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(System(sys.argv[1]), sys.argv[2], int(sys.argv[3])))
