"""How do robots of chats get a message (outlet)? By `apprise`, in a few threads, to services that are listed.

It reaches the services by a client of its own, so the guard of addresses does not see it. What holds instead: only
services whose host is written in the plugin itself are let through, and no option of a URL is.
"""

import asyncio
import logging
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import monotonic

from apprise import Apprise, AppriseAsset

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind
from escalation.messages.domain.channels import CHAT_SERVICES
from escalation.messages.engine.outlets import LANES, ONE_MESSAGE, in_lanes, since
from escalation.messages.usecases.writing import Outgoing

# It would write down where it sends, which is a secret, and what.
logging.getLogger("apprise").setLevel(logging.CRITICAL + 1)


class ChatOutlet:
    """Sends to groups of WeCom, DingTalk, Feishu and Lark."""

    def __init__(self, services: Collection[str] = CHAT_SERVICES) -> None:
        """`services`: the schemes that are let through."""
        self._services = frozenset(services)
        self._threads = ThreadPoolExecutor(2 * LANES, thread_name_prefix="chat")

    async def deliver(self, batch: Sequence[Outgoing]) -> list[DeliveryOutcome | None]:
        """One request for each."""
        return await in_lanes(batch, self._send)

    def close(self) -> None:
        """Begin nothing more."""
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _send(self, outgoing: Outgoing) -> DeliveryOutcome:
        """A thread that hangs is left to its own time limit, and holds one of the few threads until then."""
        began, address = monotonic(), outgoing.to.address
        if address.partition("://")[0] not in self._services or "?" in address:
            return DeliveryOutcome(Kind.BLOCKED, None, 0)
        try:
            async with asyncio.timeout(ONE_MESSAGE):
                sent = await asyncio.get_running_loop().run_in_executor(self._threads, _notify, outgoing)
        except TimeoutError:
            return DeliveryOutcome(Kind.TIMEOUT, None, since(began))
        except Exception:  # noqa: BLE001 - a plugin may raise anything
            return DeliveryOutcome(Kind.OURS, None, since(began))
        return DeliveryOutcome(Kind.OK if sent else Kind.HTTP_ERROR, None, since(began))


def _notify(outgoing: Outgoing) -> bool:
    robot = Apprise(asset=AppriseAsset(async_mode=False, plugin_paths=[]))
    return robot.add(outgoing.to.address) and bool(
        robot.notify(title=outgoing.words.subject, body=outgoing.words.short)
    )
