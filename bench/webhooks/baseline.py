"""What would it cost to post and do nothing else? The same bodies by aiohttp, nothing signed, ordered or written down.

python -m bench.webhooks.baseline PORT AT_ONCE   answers every line on its input, a number of posts, with what they took
"""

import asyncio
import sys
from collections.abc import Iterator
from time import perf_counter, process_time

import orjson
import uvloop
from aiohttp import ClientSession, TCPConnector

_BODY = b"x" * 878
"""As long as the body of the events that are delivered."""


async def _post(runtime: ClientSession, url: str, left: Iterator[int]) -> None:
    for _ in left:
        async with runtime.post(url, data=_BODY) as answer:
            await answer.read()


async def main(port: int, at_once: int) -> None:
    """Post as often as it is told."""
    loop = asyncio.get_running_loop()
    url = f"http://127.0.0.1:{port}/hook"
    async with ClientSession(connector=TCPConnector(limit=at_once)) as runtime:
        print("{}", flush=True)
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            before, began = process_time(), perf_counter()
            left = iter(range(int(line)))
            await asyncio.gather(*(_post(runtime, url, left) for _ in range(at_once)))
            took = {"began": began, "ended": perf_counter(), "cpu": process_time() - before}
            print(orjson.dumps(took).decode(), flush=True)


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(main(int(sys.argv[1]), int(sys.argv[2])))
