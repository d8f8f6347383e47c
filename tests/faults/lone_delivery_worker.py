"""A worker that delivers and does nothing else, and may do without its fence.

python -m tests.faults.lone_delivery_worker [--without-fence] work
"""

import asyncio
import sys
from dataclasses import replace
from typing import Final

import pytest

from escalation.cli.display import say
from escalation.cli.logging import configure
from escalation.cli.outbound import sender_of
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import on_signal, run
from escalation.settings import read
from escalation.webhooks.engine.delivery_worker import DeliveryWorker
from escalation.webhooks.storage import deliveries

WITHOUT_FENCE: Final = "--without-fence"
_FENCE: Final = " AND q.lease_id = r.lease_id"


async def main() -> None:
    """The one task of the engine that is stopped, as `escalation work` runs it."""
    async with (
        open_runtime(read(), DatabaseAccess.WRITE, tell=say, name="escalation work") as runtime,
        sender_of(read()) as sender,
    ):
        stop = asyncio.Event()
        on_signal(stop.set)
        say("Working.")
        await DeliveryWorker(runtime, sender).run(stop)


def without_fence(patch: pytest.MonkeyPatch) -> None:
    """Let whoever comes late write down what came of it all the same."""
    whole = deliveries._SETTLE
    assert _FENCE in whole.text
    patch.setattr(deliveries, "_SETTLE", replace(whole, text=whole.text.replace(_FENCE, "")))


if __name__ == "__main__":
    configure(read())
    with pytest.MonkeyPatch.context() as patch:
        if WITHOUT_FENCE in sys.argv:
            without_fence(patch)
        run(main())
