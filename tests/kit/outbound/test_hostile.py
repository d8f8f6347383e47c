"""Whatever a receiver does, there is an outcome, soon; never an exception, never a slot that stays taken."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from resource import RLIMIT_NOFILE, getrlimit, setrlimit

import pytest
import uvloop

from escalation.kit.outbound.connections import MOST_HEARD
from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, Trouble
from escalation.kit.outbound.sender import Sender
from tests.kit.outbound.receivers import (
    FINE,
    LOCAL,
    Answer,
    fine,
    receiving,
    says,
    says_and_closes,
    says_and_resets,
    says_without_end,
)
from tests.support.virtual_time import virtual_time
from tests.support.waiting import LONGEST, until

OK_HEAD = b"HTTP/1.1 200 OK\r\n"
UPGRADE = b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"
CHUNKED = OK_HEAD + b"Transfer-Encoding: chunked\r\n\r\n"

# What it does, and what comes of it.
HOSTILE: dict[str, tuple[Answer, Kind]] = {
    "hangs up": (says_and_closes(b""), Kind.RESET),
    "crashes": (says_and_resets(b""), Kind.RESET),
    "hangs up in its status": (says_and_closes(b"HTTP/1.1 20"), Kind.RESET),
    "hangs up in its head": (says_and_closes(OK_HEAD + b"X-A: "), Kind.RESET),
    "crashes in its head": (says_and_resets(OK_HEAD + b"X-A: "), Kind.RESET),
    "crashes in its body": (says_and_resets(OK_HEAD + b"Content-Length: 100\r\n\r\nhalf"), Kind.OK),
    "crashes in a chunk": (says_and_resets(CHUNKED + b"5\r\nha"), Kind.OK),
    "is older than heads": (says_and_closes(b"<html>hello</html>\r\n"), Kind.BAD_RESPONSE),
    "speaks another protocol": (says_and_closes(b"SSH-2.0-OpenSSH_9.6\r\n"), Kind.BAD_RESPONSE),
    "speaks mail": (says(b"220 mx.example ESMTP\r\n"), Kind.BAD_RESPONSE),
    "speaks TLS": (says_and_closes(b"\x15\x03\x01\x00\x02\x02\x16"), Kind.BAD_RESPONSE),
    "speaks HTTP/2": (says_and_closes(b"\x00\x00\x12\x04\x00\x00\x00\x00\x00"), Kind.BAD_RESPONSE),
    "speaks nothing known": (says_and_closes(bytes(range(256)) * 40), Kind.BAD_RESPONSE),
    "has no number": (says_and_closes(b"HTTP/1.1 abc\r\n\r\n"), Kind.BAD_RESPONSE),
    "has a long number": (says_and_closes(b"HTTP/1.1 2000 OK\r\nContent-Length: 0\r\n\r\n"), Kind.BAD_RESPONSE),
    "has a NUL in its reason": (says(b"HTTP/1.1 200 O\x00K\r\nContent-Length: 0\r\n\r\n"), Kind.OK),
    "has a NUL in a header": (says_and_closes(OK_HEAD + b"X-A: a\x00b\r\n\r\n"), Kind.BAD_RESPONSE),
    "has a NUL in its body": (says(OK_HEAD + b"Content-Length: 3\r\n\r\na\x00b"), Kind.OK),
    "has no colon in a header": (says_and_closes(OK_HEAD + b"nonsense\r\n\r\n"), Kind.BAD_RESPONSE),
    "has two lengths": (says(OK_HEAD + b"Content-Length: 1\r\nContent-Length: 2\r\n\r\nab"), Kind.BAD_RESPONSE),
    "has a negative length": (says(OK_HEAD + b"Content-Length: -1\r\n\r\n"), Kind.BAD_RESPONSE),
    "has an endless length": (says(OK_HEAD + b"Content-Length: " + b"9" * 40 + b"\r\n\r\n"), Kind.BAD_RESPONSE),
    "says more than it said it would": (says(OK_HEAD + b"Content-Length: 1\r\n\r\nabcdef"), Kind.BAD_RESPONSE),
    "says nothing where nothing belongs": (says(b"HTTP/1.1 204 No Content\r\n\r\n"), Kind.OK),
    "says something where nothing belongs": (says(b"HTTP/1.1 204 No Content\r\n\r\nHTTP/1.1 500"), Kind.OK),
    "has a broken chunk": (says(CHUNKED + b"zz\r\n"), Kind.BAD_RESPONSE),
    "has an endless chunk size": (says(CHUNKED + b"f" * 100_000), Kind.BAD_RESPONSE),
    "has an endless chunk": (says_without_end(CHUNKED + b"ffffffffffffff\r\n", b"x" * 65_536), Kind.OK),
    "has endless small chunks": (says_without_end(CHUNKED, b"1\r\nx\r\n" * 5_000), Kind.OK),
    "has an endless body": (says_without_end(OK_HEAD + b"\r\n", b"x" * 65_536), Kind.OK),
    "has a long status line": (says(b"HTTP/1.1 200 " + b"x" * 100_000 + b"\r\n\r\n"), Kind.BAD_RESPONSE),
    "has a header of a megabyte": (says(OK_HEAD + b"X-A: " + b"a" * 1_000_000 + b"\r\n\r\n"), Kind.BAD_RESPONSE),
    "has a name of a megabyte": (says(OK_HEAD + b"a" * 1_000_000 + b": a\r\n\r\n"), Kind.BAD_RESPONSE),
    "has an endless header": (says_without_end(OK_HEAD + b"X-A: ", b"a" * 65_536), Kind.BAD_RESPONSE),
    "has ten thousand headers": (says(OK_HEAD + b"X-A: a\r\n" * 10_000 + b"\r\n"), Kind.BAD_RESPONSE),
    "has headers without end": (says_without_end(OK_HEAD, b"X-A: a\r\n" * 1_000), Kind.BAD_RESPONSE),
    "announces without end": (says_without_end(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000), Kind.BAD_RESPONSE),
    "hints without end": (says_without_end(b"", b"HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n" * 9), Kind.BAD_RESPONSE),
    "announces, then answers": (says(b"HTTP/1.1 100 Continue\r\n\r\n" * 3 + FINE), Kind.OK),
    "wants another protocol": (says(UPGRADE), Kind.HTTP_ERROR),
    "says nothing": (says(b""), Kind.TIMEOUT),
    "says half a head": (says(OK_HEAD + b"X-A: a\r\n"), Kind.TIMEOUT),
    "drips its head": (says_without_end(OK_HEAD + b"X-A: ", b"a", every=0.25), Kind.TIMEOUT),
    "drips its body": (says_without_end(OK_HEAD + b"Content-Length: 9999\r\n\r\n", b"a", every=0.25), Kind.OK),
    "says half a body": (says(OK_HEAD + b"Content-Length: 9999\r\n\r\nhalf"), Kind.OK),
    "announces patiently": (says_without_end(b"", b"HTTP/1.1 102 Processing\r\n\r\n", every=0.25), Kind.TIMEOUT),
}  # fmt: skip
TIMEOUT = 1.5


async def outcome_of(answer: Answer, timeout: float) -> tuple[DeliveryOutcome, float, int]:  # noqa: ASYNC109 - of a delivery
    """With the seconds of the loop that it took, and the sockets that are open afterwards."""
    loop = asyncio.get_running_loop()
    async with receiving(answer) as receiver, Sender(LOCAL, allow_http=True) as sender:
        began = loop.time()
        outcome = await sender.post(receiver.url(), {}, b"{}", timeout=timeout)
        took = loop.time() - began
        await asyncio.sleep(0.02)
        open_ = sender.sockets
        # A healthy neighbour is served by the same client afterwards.
        async with receiving(fine) as neighbour:
            assert (await sender.post(neighbour.url(), {}, b"{}", timeout=LONGEST)).ok
    return outcome, took, open_


async def some_at_once(*, otherwise: float = TIMEOUT) -> list[tuple[DeliveryOutcome, float, int]]:
    """What comes of each, in their order. `otherwise`: the time of those who are not to run out of it."""
    places = asyncio.Semaphore(8)

    async def one(answer: Answer, kind: Kind) -> tuple[DeliveryOutcome, float, int]:
        async with places:
            return await outcome_of(answer, TIMEOUT if kind is Kind.TIMEOUT else otherwise)

    return await asyncio.gather(*(one(answer, kind) for answer, kind in HOSTILE.values()))


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[DeliveryOutcome, float, int]]:
    with virtual_time() as runner:
        return dict(zip(HOSTILE, runner.run(some_at_once()), strict=True))


@pytest.mark.parametrize("what", HOSTILE)
def test_who_does_this_gets_that(outcomes: dict[str, tuple[DeliveryOutcome, float, int]], what: str) -> None:
    _, kind = HOSTILE[what]
    outcome, took, open_ = outcomes[what]
    assert outcome.kind is kind
    assert took <= TIMEOUT + 0.01
    assert outcome.error is None or Trouble(outcome.error)
    # Only a connection on which all was said is kept.
    assert open_ == (kind is Kind.OK and outcome.error is None and outcome.body in {b"ok", b"", b"a\x00b"})


@pytest.mark.slow
def test_it_is_the_same_on_the_loop_that_serves_in_earnest() -> None:
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        kinds = [outcome.kind for outcome, _, _ in runner.run(some_at_once(otherwise=LONGEST))]
    assert dict(zip(HOSTILE, kinds, strict=True)) == {what: kind for what, (_, kind) in HOSTILE.items()}


@pytest.mark.slow
async def test_no_more_is_heard_than_one_delivery_may_cost(sender: Sender, monkeypatch: pytest.MonkeyPatch) -> None:
    announcing = says_without_end(b"", b"HTTP/1.1 100 Continue\r\n\r\n" * 1_000)
    async with receiving(announcing) as receiver:
        bounded = await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)
        monkeypatch.setattr("escalation.kit.outbound.connections.MOST_HEARD", MOST_HEARD * 1_000)
        monkeypatch.setattr("escalation.kit.outbound.connections.MOST_ANNOUNCED", 10_000_000)
        unbounded = await sender.post(receiver.url(), {}, b"{}", timeout=2)
    assert (bounded.kind, unbounded.kind) == (Kind.BAD_RESPONSE, Kind.TIMEOUT)


async def test_who_does_not_listen_refuses(sender: Sender) -> None:
    async with receiving(fine) as receiver:
        url = receiver.url()
    outcome = await sender.post(url, {}, b"{}", timeout=LONGEST)
    assert (outcome.kind, outcome.error, outcome.remote_ip) == (Kind.CONNECT, Trouble.REFUSED, None)


async def test_a_delivery_that_is_cancelled_lets_go(sender: Sender) -> None:
    async with receiving(says(b"")) as receiver:
        sending = asyncio.create_task(sender.post(receiver.url(), {}, b"{}", timeout=LONGEST))

        async def is_under_way() -> bool:
            return len(receiver.requests) == sender.sockets == 1

        async def let_go() -> bool:
            return sender.sockets == 0

        await until(is_under_way)
        sending.cancel()
        with pytest.raises(asyncio.CancelledError):
            await sending
        await until(let_go)


@contextmanager
def no_files_left() -> Iterator[None]:
    before = getrlimit(RLIMIT_NOFILE)
    setrlimit(RLIMIT_NOFILE, (0, before[1]))
    try:
        yield
    finally:
        setrlimit(RLIMIT_NOFILE, before)


async def test_that_we_have_no_more_sockets_is_not_the_receiver_s_fault(sender: Sender) -> None:
    with no_files_left():
        outcome = await sender.post("http://127.0.0.1:8000/", {}, b"{}", timeout=LONGEST)
    assert (outcome.kind, outcome.error) == (Kind.OURS, Trouble.OURS)
