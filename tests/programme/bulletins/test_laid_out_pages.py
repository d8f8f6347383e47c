"""Who reads a bulletin as PDF waits for that one alone; many who ask for the same one have it made once."""

import asyncio
from collections import Counter
from typing import Any

import pytest

from escalation.forms.api.pdf import PdfUnavailable
from escalation.programme.bulletins.api.open_pages import LaidOut
from tests.support.waiting import no_hanging


class Desk:
    """Lays pages out when it is told to, and says which it was asked for."""

    def __init__(self) -> None:
        self.asked = Counter[str]()
        self.may_go_on = dict[str, asyncio.Event]()

    async def lay_out(self, html: str) -> bytes:
        self.asked[html] += 1
        if html in self.may_go_on:
            await self.may_go_on[html].wait()
        if html == "broken":
            raise PdfUnavailable
        return html.encode()

    def hold(self, html: str) -> asyncio.Event:
        self.may_go_on[html] = asyncio.Event()
        return self.may_go_on[html]


async def test_a_reader_of_one_does_not_wait_for_another_one_that_is_being_laid_out() -> None:
    desk = Desk()
    pages, held = LaidOut(desk.lay_out), desk.hold("long")
    async with no_hanging():
        await pages.pdf("kept")
        waits = asyncio.create_task(pages.pdf("long"))
        await asyncio.sleep(0)
        assert [await pages.pdf(each) for each in ("kept", "short")] == [b"kept", b"short"]
        assert not waits.done()
        held.set()
        assert await waits == b"long"
    assert desk.asked == {"kept": 1, "long": 1, "short": 1}


async def test_many_who_ask_at_once_have_it_made_once_though_the_first_goes_away() -> None:
    desk = Desk()
    pages, held = LaidOut(desk.lay_out), desk.hold("long")
    async with no_hanging():
        first, *others = [asyncio.create_task(pages.pdf("long")) for _ in range(5)]
        await asyncio.sleep(0)
        first.cancel()
        held.set()
        assert await asyncio.gather(*others) == [b"long"] * 4
    assert desk.asked == {"long": 1}


async def test_what_could_not_be_made_is_tried_again() -> None:
    desk = Desk()
    pages = LaidOut(desk.lay_out)
    for _ in range(2):
        with pytest.raises(PdfUnavailable):
            await pages.pdf("broken")
        await asyncio.sleep(0)
    assert desk.asked == {"broken": 2}


async def test_those_that_nobody_has_asked_for_longest_are_forgotten() -> None:
    desk = Desk()
    pages = LaidOut(desk.lay_out, most=2)
    for each in ("a", "b", "a", "c", "a", "b"):
        await pages.pdf(each)
        await asyncio.sleep(0)
    assert desk.asked == {"a": 1, "b": 2, "c": 1}


async def test_what_fails_while_others_are_made_at_the_same_time_is_forgotten_once() -> None:
    desk, complaints = Desk(), list[dict[str, Any]]()
    asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
    pages, held = LaidOut(desk.lay_out, most=1), [desk.hold(each) for each in ("broken", "short")]
    async with no_hanging():
        tasks = [asyncio.create_task(pages.pdf(each)) for each in ("broken", "short")]
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        for each in reversed(held):
            each.set()
        broken, short = await asyncio.gather(*tasks, return_exceptions=True)
    assert (type(broken), short, complaints) == (PdfUnavailable, b"short", [])
