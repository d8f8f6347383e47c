"""Everything together takes no longer than it may, whichever part of it is slow."""

import asyncio
import socket
from contextlib import AsyncExitStack, ExitStack
from time import monotonic

import pytest

from escalation.outbound.outcomes import Kind, Outcome, Trouble
from escalation.outbound.sender import Sender
from tests.outbound.receivers import LOCAL, Answer, Book, receiving, says, says_without_end

HEAD = b"HTTP/1.1 500 No\r\nContent-Length: 100\r\n\r\n"

Came = dict[tuple[str, float], tuple[Outcome, float]]


async def timed(sender: Sender, url: str, seconds: float) -> tuple[Outcome, float]:
    began = monotonic()
    outcome = await sender.post(url, {}, b"{}", timeout=seconds)
    return outcome, (monotonic() - began) / seconds


# The slow receivers, by what they do, and how long they are given. All are waited for at the same time.
SILENT = [("says nothing", seconds) for seconds in (0.5, 1.5, 6.3)]
SLOW: dict[tuple[str, float], Answer] = {
    **dict.fromkeys(SILENT, says(b"")),
    ("drips its head", 1.5): says_without_end(b"HTTP/1.1 200 OK\r\nX-A: ", b"a", every=0.1),
    ("drips its body", 10): says_without_end(HEAD, b"a", every=0.1),
    ("drips its body", 0.8): says_without_end(HEAD, b"a", every=0.1),
}


@pytest.fixture(scope="module")
async def came() -> Came:
    """What came of each."""
    async with Sender(LOCAL, allow_http=True) as sender, AsyncExitStack() as stack:
        receivers = [await stack.enter_async_context(receiving(answer)) for answer in SLOW.values()]
        waits = (timed(sender, receiver.url(), seconds) for receiver, (_, seconds) in zip(receivers, SLOW, strict=True))
        return dict(zip(SLOW, await asyncio.gather(*waits), strict=True))


@pytest.mark.parametrize("silent", SILENT)
def test_who_says_nothing_is_left_in_time(came: Came, silent: tuple[str, float]) -> None:
    outcome, share = came[silent]
    assert (outcome.kind, outcome.error) == (Kind.TIMEOUT, Trouble.NO_ANSWER)
    assert 0.99 < share < 1.1


def test_a_head_that_drips_is_left_in_time(came: Came) -> None:
    outcome, share = came["drips its head", 1.5]
    assert (outcome.kind, 0.99 < share < 1.1) == (Kind.TIMEOUT, True)


def test_a_body_that_drips_is_left_two_seconds_after_its_head_and_the_status_counts(came: Came) -> None:
    outcome, share = came["drips its body", 10]
    assert (outcome.kind, outcome.status, outcome.error) == (Kind.HTTP_ERROR, 500, Trouble.CUT)
    assert share < 0.25
    assert set(outcome.body) == set(b"a")


def test_a_body_that_drips_is_left_in_time_if_that_is_sooner(came: Came) -> None:
    outcome, share = came["drips its body", 0.8]
    assert (outcome.status, share < 1.1) == (500, True)


async def test_who_accepts_nobody_is_left_in_time(sender: Sender) -> None:
    with ExitStack() as stack:
        deaf = stack.enter_context(socket.create_server(("127.0.0.1", 0), backlog=0))
        for _ in range(4):
            waiting = stack.enter_context(socket.socket())
            waiting.setblocking(False)
            waiting.connect_ex(deaf.getsockname())
        outcome, share = await timed(sender, f"http://127.0.0.1:{deaf.getsockname()[1]}/", 1.5)
    assert (outcome.kind, 0.99 < share < 1.1) == (Kind.TIMEOUT, True)


async def test_who_does_not_answer_the_greeting_of_tls_is_left_in_time() -> None:
    async def silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(-1)
        writer.close()

    server = await asyncio.start_server(silent, "127.0.0.1", 0)
    url = f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    async with server, Sender(LOCAL) as sender:
        outcome, share = await timed(sender, url, 1.5)
    assert (outcome.kind, outcome.error) == (Kind.TIMEOUT, Trouble.NO_CONNECTION)
    assert 0.99 < share < 1.1


async def test_names_that_are_slow_to_resolve_hold_up_nobody_else() -> None:
    async with receiving(says(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")) as receiver:
        slow = Book(["127.0.0.1"], after=30)
        async with Sender(LOCAL, allow_http=True, resolver=slow) as sender:
            lookups = [
                asyncio.create_task(timed(sender, f"http://slow-{number}.example:8000/", 1.5)) for number in range(20)
            ]
            await asyncio.sleep(0.1)
            outcome, share = await timed(sender, receiver.url(), 1)
            assert (outcome.kind, share < 0.5) == (Kind.OK, True)
            for outcome, share in await asyncio.gather(*lookups):
                assert (outcome.kind, outcome.error) == (Kind.TIMEOUT, Trouble.NO_CONNECTION)
                assert share < 1.1


async def test_a_name_is_not_waited_for_longer_than_three_seconds_and_not_again_at_once() -> None:
    slow = Book(["127.0.0.1"], after=30)
    async with Sender(LOCAL, allow_http=True, resolver=slow) as sender:
        outcome, share = await timed(sender, "http://slow.example:8000/", 10)
        assert (outcome.kind, outcome.error) == (Kind.DNS, Trouble.UNKNOWN_NAME)
        assert 0.29 < share < 0.35
        outcome, share = await timed(sender, "http://slow.example:8000/", 10)
    assert (outcome.kind, share < 0.05, slow.asked) == (Kind.DNS, True, ["slow.example"])
