"""Connections are kept for the next delivery, and one that turns out to be dead costs nothing but a second try."""

import asyncio

import pytest

from escalation.kit.outbound.guard import MOST_KEPT
from escalation.kit.outbound.outcomes import DeliveryOutcome, Kind, Trouble
from escalation.kit.outbound.sender import Sender
from tests.kit.outbound.receivers import FINE, LOCAL, fine, receiving, says, says_and_closes, says_and_resets
from tests.support.virtual_time import virtual_time
from tests.support.waiting import LONGEST, until


async def test_one_connection_serves_many_deliveries(sender: Sender) -> None:
    async with receiving(fine) as receiver:
        for _ in range(10):
            assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).ok
    assert (receiver.connections, len(receiver.requests), sender.sockets) == (1, 10, 1)


async def test_one_that_was_closed_politely_is_replaced(sender: Sender) -> None:
    async with receiving(says_and_closes(FINE)) as receiver:
        for _ in range(3):
            assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).ok
    assert (receiver.connections, len(receiver.requests)) == (3, 3)


async def test_one_that_dies_under_the_request_is_replaced_and_it_is_one_attempt(sender: Sender) -> None:
    for dying in (says_and_closes(b""), says_and_resets(b"")):
        async with receiving(fine, dying, fine) as receiver:
            assert (await sender.post(receiver.url(), {}, b"1", timeout=LONGEST)).ok
            outcome = await sender.post(receiver.url(), {}, b"2", timeout=LONGEST)
        assert (outcome.kind, outcome.error) == (Kind.OK, None)
        assert [body for _, body in receiver.requests] == [b"1", b"2", b"2"]
        assert receiver.connections == 2


async def test_it_is_not_sent_a_third_time(sender: Sender) -> None:
    async with receiving(fine, says_and_closes(b"")) as receiver:
        await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)
        outcome = await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)
    assert (outcome.kind, outcome.error) == (Kind.RESET, Trouble.CLOSED)
    assert len(receiver.requests) == 3


async def test_a_new_connection_that_dies_is_not_replaced(sender: Sender) -> None:
    async with receiving(says_and_closes(b"")) as receiver:
        outcome = await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)
    assert (outcome.kind, len(receiver.requests)) == (Kind.RESET, 1)


async def test_once_a_byte_was_heard_nothing_is_sent_again(sender: Sender) -> None:
    async with receiving(fine, says_and_closes(b"H"), fine) as receiver:
        await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)
        outcome = await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)
    assert (outcome.kind, len(receiver.requests)) == (Kind.RESET, 2)


def test_the_second_try_has_only_the_time_that_is_left() -> None:
    async def dozes_off(writer: asyncio.StreamWriter) -> None:
        await asyncio.sleep(0.6)
        writer.close()

    async def story() -> tuple[DeliveryOutcome, int]:
        async with (
            Sender(LOCAL, allow_http=True) as sender,
            receiving(fine, dozes_off, says(b"")) as receiver,
        ):
            await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)
            outcome = await sender.post(receiver.url(), {}, b"{}", timeout=1)
            return outcome, len(receiver.requests)

    with virtual_time() as runner:
        outcome, requests = runner.run(story())
    assert (outcome.kind, requests) == (Kind.TIMEOUT, 3)
    assert outcome.duration_ms == pytest.approx(1_000, abs=10)


async def test_several_dead_ones_are_not_tried_one_after_the_other(sender: Sender) -> None:
    all_are_here = asyncio.Barrier(4)

    async def dies(writer: asyncio.StreamWriter) -> None:
        await all_are_here.wait()
        writer.write(FINE)

    async with receiving(*[dies] * 4, says_and_closes(b""), fine) as receiver:
        await asyncio.gather(*(sender.post(receiver.url(), {}, b"{}", timeout=LONGEST) for _ in range(4)))
        assert receiver.connections == 4
        assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).ok
    assert receiver.connections == 5


async def test_what_was_said_unasked_is_not_taken_for_the_answer(sender: Sender) -> None:
    async def says_more_later(writer: asyncio.StreamWriter) -> None:
        writer.write(FINE)
        await is_answered.wait()
        writer.write(b"HTTP/1.1 410 Gone\r\nContent-Length: 0\r\n\r\n")

    async def was_heard() -> bool:
        connector = sender._session.connector
        assert connector is not None
        return all(handler.should_close for kept in connector._conns.values() for handler, _ in kept)

    is_answered = asyncio.Event()
    async with receiving(says_more_later, fine) as receiver:
        assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).ok
        assert not await was_heard()
        is_answered.set()
        await until(was_heard)
        assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).kind is Kind.OK
    assert receiver.connections == 2


async def test_when_there_are_many_none_more_is_kept(sender: Sender) -> None:
    sender._guard.open += MOST_KEPT
    async with receiving(fine) as receiver:
        for _ in range(3):
            assert (await sender.post(receiver.url(), {}, b"{}", timeout=LONGEST)).ok

        async def none_is_kept() -> bool:
            return sender.sockets == MOST_KEPT

        await until(none_is_kept)
    assert receiver.connections == 3
