"""Everything together takes no longer than it may, whichever part of it is slow; all in the loop's own time."""

import asyncio
import socket
from collections.abc import Iterator
from contextlib import AsyncExitStack, ExitStack

import pytest

from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, Trouble
from escalation.kit.outbound.sender import Sender
from tests.kit.outbound.receivers import LOCAL, Answer, Book, receiving, says, says_without_end
from tests.support.virtual_time import virtual_time

HEAD = b"HTTP/1.1 500 No\r\nContent-Length: 100\r\n\r\n"

Came = dict[tuple[str, float], tuple[DeliveryOutcome, float]]


@pytest.fixture
def runner() -> Iterator[asyncio.Runner]:
    with virtual_time() as runner:
        yield runner


async def timed(sender: Sender, url: str, seconds: float) -> tuple[DeliveryOutcome, float]:
    """What came of it, and which share of its time it took."""
    loop = asyncio.get_running_loop()
    began = loop.time()
    outcome = await sender.post(url, {}, b"{}", timeout=seconds)
    assert outcome.duration_ms == pytest.approx((loop.time() - began) * 1000, abs=1)
    return outcome, (loop.time() - began) / seconds


def is_whole(share: float) -> bool:
    """Whether all of the time was taken, and no more."""
    return share == pytest.approx(1, abs=0.01)


# The slow receivers, by what they do, and how long they are given. All are waited for at the same time.
SILENT = [("says nothing", seconds) for seconds in (0.5, 1.5, 6.3)]
SLOW: dict[tuple[str, float], Answer] = {
    **dict.fromkeys(SILENT, says(b"")),
    ("drips its head", 1.5): says_without_end(b"HTTP/1.1 200 OK\r\nX-A: ", b"a", every=0.2),
    ("drips its body", 10): says_without_end(HEAD, b"a", every=0.2),
    ("drips its body", 0.8): says_without_end(HEAD, b"a", every=0.2),
}


@pytest.fixture(scope="module")
def came() -> Came:
    """What came of each."""
    with virtual_time() as runner:
        return runner.run(_all())


async def _all() -> Came:
    async with Sender(LOCAL, allow_http=True) as sender, AsyncExitStack() as stack:
        receivers = [await stack.enter_async_context(receiving(answer)) for answer in SLOW.values()]
        waits = (timed(sender, receiver.url(), seconds) for receiver, (_, seconds) in zip(receivers, SLOW, strict=True))
        return dict(zip(SLOW, await asyncio.gather(*waits), strict=True))


@pytest.mark.parametrize("silent", SILENT)
def test_who_says_nothing_is_left_in_time(came: Came, silent: tuple[str, float]) -> None:
    outcome, share = came[silent]
    assert (outcome.kind, outcome.error) == (Kind.TIMEOUT, Trouble.NO_ANSWER)
    assert is_whole(share)


def test_a_head_that_drips_is_left_in_time(came: Came) -> None:
    outcome, share = came["drips its head", 1.5]
    assert (outcome.kind, is_whole(share)) == (Kind.TIMEOUT, True)


def test_a_body_that_drips_is_left_two_seconds_after_its_head_and_the_status_counts(came: Came) -> None:
    outcome, share = came["drips its body", 10]
    assert (outcome.kind, outcome.status, outcome.error) == (Kind.HTTP_ERROR, 500, Trouble.CUT)
    assert share == pytest.approx(0.2, abs=0.01)
    assert set(outcome.body) == set(b"a")


def test_a_body_that_drips_is_left_in_time_if_that_is_sooner(came: Came) -> None:
    outcome, share = came["drips its body", 0.8]
    assert (outcome.status, is_whole(share)) == (500, True)


def test_who_accepts_nobody_is_left_in_time(runner: asyncio.Runner) -> None:
    async def knock(port: int) -> tuple[DeliveryOutcome, float]:
        async with Sender(LOCAL, allow_http=True) as sender:
            return await timed(sender, f"http://127.0.0.1:{port}/", 1.5)

    with ExitStack() as stack:
        deaf = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(deaf.getsockname())
        outcome, share = runner.run(knock(deaf.getsockname()[1]))
    assert (outcome.kind, is_whole(share)) == (Kind.TIMEOUT, True)


def test_who_does_not_answer_the_greeting_of_tls_is_left_in_time(runner: asyncio.Runner) -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(-1)
        writer.close()

    async def greet() -> tuple[DeliveryOutcome, float]:
        server = await asyncio.start_server(silent, "127.0.0.1", 0)
        url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
        async with server, Sender(LOCAL) as sender:
            return await timed(sender, url, 1.5)

    outcome, share = runner.run(greet())
    assert (outcome.kind, outcome.error) == (Kind.TIMEOUT, Trouble.NO_CONNECTION)
    assert is_whole(share)


def test_names_that_are_slow_to_resolve_hold_up_nobody_else(runner: asyncio.Runner) -> None:
    async def one_among_many() -> tuple[DeliveryOutcome, float, list[tuple[DeliveryOutcome, float]]]:
        answer, slow = says(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"), Book(["127.0.0.1"], after=30)
        async with receiving(answer) as receiver, Sender(LOCAL, allow_http=True, resolver=slow) as sender:
            names = [f"slow-{number}.example" for number in range(20)]
            lookups = [asyncio.create_task(timed(sender, f"http://{name}:8000/", 1.5)) for name in names]
            await asyncio.sleep(0.1)
            assert len(slow.asked) == len(names)
            outcome, share = await timed(sender, receiver.url(), 1)
            return outcome, share, await asyncio.gather(*lookups)

    outcome, share, others = runner.run(one_among_many())
    assert (outcome.kind, share < 0.5) == (Kind.OK, True)
    for outcome, share in others:
        assert (outcome.kind, outcome.error) == (Kind.TIMEOUT, Trouble.NO_CONNECTION)
        assert is_whole(share)


def test_a_name_is_not_waited_for_longer_than_three_seconds_and_not_again_at_once(runner: asyncio.Runner) -> None:
    slow = Book(["127.0.0.1"], after=30)

    async def twice() -> list[tuple[DeliveryOutcome, float]]:
        async with Sender(LOCAL, allow_http=True, resolver=slow) as sender:
            return [await timed(sender, "http://slow.example:8000/", 10) for _ in range(2)]

    (first, waited), (again, not_waited) = runner.run(twice())
    assert (first.kind, first.error) == (Kind.DNS, Trouble.UNKNOWN_NAME)
    assert waited == pytest.approx(0.3, abs=0.01)
    assert (again.kind, not_waited, slow.asked) == (Kind.DNS, 0, ["slow.example"])
