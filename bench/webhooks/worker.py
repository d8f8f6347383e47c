"""What does one worker of part 3 do? It delivers, and numbers events if it is told to, until its input ends.

python -m bench.webhooks.worker DSN [feed]      answers every line after the first with its claims since the last one
"""

import asyncio
import sys
from ipaddress import ip_network
from typing import Final

import orjson
import uvloop

from bench.transitions.measured import KEY
from escalation.cli.garbage_collection import collect_seldom
from escalation.feed.engine.sequencer import REST, Sequencer
from escalation.kit.database.connection import connect
from escalation.kit.documents.compiled import CompiledDocuments
from escalation.kit.outbound.addresses import AddressPolicy
from escalation.kit.outbound.sender import Sender
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.encryption import Vault
from escalation.kit.runtime.loop import Task, run
from escalation.webhooks.engine.delivery_worker import CLAIM_SECONDS, DeliveryWorker
from escalation.webhooks.storage.fan_out import FAN_OUT

_CLAIMED: Final = "escalation_webhook_claim_seconds"


async def main(dsn: str, *, with_feed: bool) -> None:
    """Say `{}` when ready, begin at the first line, stop when there are no more."""
    runtime = Runtime(await connect(dsn, size=4), Vault(KEY), CompiledDocuments())
    policy = AddressPolicy(allowed=(ip_network("127.0.0.0/8"),))
    stop, loop = asyncio.Event(), asyncio.get_running_loop()
    async with Sender(policy, allow_http=True) as sender, asyncio.TaskGroup() as group:
        collect_seldom()
        print("{}", flush=True)
        await loop.run_in_executor(None, sys.stdin.readline)
        delivery_worker = DeliveryWorker(runtime, sender)
        group.create_task(delivery_worker.run(stop))
        if with_feed:
            sequencer = Sequencer(FAN_OUT, delivery_worker.wake)
            group.create_task(run(Task("feed", sequencer.step, REST, sequencer.rest), runtime, stop))
        before = _claims()
        while await loop.run_in_executor(None, sys.stdin.readline):
            now = _claims()
            print(orjson.dumps({name: now[name] - before[name] for name in now}).decode(), flush=True)
            before = now
        stop.set()


def _claims() -> dict[str, float]:
    samples = {sample.name: sample.value for each in CLAIM_SECONDS.collect() for sample in each.samples}
    return {"claims": samples[f"{_CLAIMED}_count"], "seconds": samples[f"{_CLAIMED}_sum"]}


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(sys.argv[1], with_feed=len(sys.argv) > 2))
