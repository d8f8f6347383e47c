"""What a use case of the diary and of joint meetings asks the database for: each in a few round trips, as promised."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial
from os import getpid
from typing import Final
from uuid import UUID

from bench.programme_year.meter import CountedDatabase, Meter
from bench.support.cpu import Family
from escalation.kit.database.clock import read_now
from escalation.kit.runtime.context import Runtime, StoredResponse
from escalation.programme.diary.usecases.entries import ShownEntry, WantedEntry, get_entry, submit_entry, write_entry
from escalation.programme.diary.usecases.reviews import review_entry
from escalation.programme.meetings.storage.agenda import AgendaItem
from escalation.programme.meetings.storage.decisions import MeetingDecision
from escalation.programme.meetings.storage.meetings import Meeting
from escalation.programme.meetings.usecases.agenda import add_item, draw_agenda
from escalation.programme.meetings.usecases.decisions import WantedDecision, complete_decision, decide_item
from escalation.programme.meetings.usecases.meetings import hold_meeting, plan_meeting
from tests.support.callers import Callers

MOST: Final = {
    "write an entry": 6,
    "write a draft": 6,
    "read an entry": 2,
    "submit a draft": 7,
    "review an entry": 9,
    "plan a meeting": 6,
    "draw an agenda": 13,
    "add a topic": 7,
    "give a task": 9,
    "complete a task": 7,
    "hold a meeting": 9,
}
"""Round trips of a use case, BEGIN and COMMIT among them."""

Wanted = Callable[[Runtime], Awaitable[object]]


class Counting:
    """Counts what use cases take, of a process that knows the rules."""

    def __init__(self, runtime: Runtime) -> None:
        self._meter = Meter(Family(getpid()))
        self._runtime = replace(runtime, database=CountedDatabase(runtime.database, self._meter))
        self.trips: dict[str, int] = {}

    async def __call__(self, name: str, use_case: Wanted) -> None:
        with self._meter.at(name) as cost:
            await use_case(self._runtime)
        self.trips[name] = cost.trips


async def a_diary(callers: Callers, counting: Counting) -> None:
    author, reviewer = callers.world.actor("V1"), callers.world.actor("T1", "leader")
    async with callers.world.runtime.database.connection() as connection:
        wanted = WantedEntry("入户走访", "村口的路灯坏了。", (await read_now(connection)).date())
    made: list[UUID] = []

    def render(shown: ShownEntry) -> StoredResponse:
        made.append(shown.entry.id)
        return StoredResponse(200, b"")

    for name, submit in (("write an entry", True), ("write a draft", False)):
        await counting(name, partial(
            write_entry, wanted=wanted, submit=submit, by=author, render=render, request_id="test", once=None
        ))  # fmt: skip
    entry, draft = made
    await counting("read an entry", lambda runtime: get_entry(runtime, reviewer, entry))
    await counting("submit a draft", lambda runtime: submit_entry(
        runtime, draft, by=author, expected=None, render=render, request_id="test", once=None
    ))  # fmt: skip
    await counting("review an entry", lambda runtime: review_entry(
        runtime, entry, "good", None, by=reviewer, expected=None, render=render, request_id="test", once=None
    ))  # fmt: skip


async def a_meeting(callers: Callers, counting: Counting) -> None:
    by, village = callers.world.actor("T1", "leader"), callers.world.id("V1")
    async with callers.world.runtime.database.connection() as connection:
        now = await read_now(connection)
    made: list[UUID] = []

    def render(record: Meeting | AgendaItem | MeetingDecision | list[AgendaItem]) -> StoredResponse:
        if not isinstance(record, list):
            made.append(record.id)
        return StoredResponse(200, b"")

    await counting("plan a meeting", lambda runtime: plan_meeting(
        runtime, callers.world.id("T1"), (now, None), by=by, render=render, once=None
    ))  # fmt: skip
    meeting = made[-1]
    await counting("draw an agenda", lambda runtime: draw_agenda(runtime, meeting, by=by, render=render, once=None))
    await counting("add a topic", lambda runtime: add_item(
        runtime, meeting, (None, "下一步工作"), "例会", by=by, render=render, once=None
    ))  # fmt: skip
    item, task = made[-1], WantedDecision("尽快修好", village, (now + timedelta(days=9)).date(), None)
    await counting("give a task", lambda runtime: decide_item(
        runtime, item, task, by=by, expected=None, render=render, once=None
    ))  # fmt: skip
    decision = made[-1]
    await counting("complete a task", lambda runtime: complete_decision(
        runtime, decision, "已修好", by=callers.world.actor("V1"), expected=None, render=render, once=None
    ))  # fmt: skip
    words = dict.fromkeys(("chair", "attendance", "summary", "outlook"), "略")
    await counting("hold a meeting", lambda runtime: hold_meeting(
        runtime, meeting, None, words, by=by, expected=None, render=render, once=None
    ))  # fmt: skip


async def test_use_cases_of_the_diary_and_of_meetings_take_a_few_round_trips(callers: Callers) -> None:
    first, second = Counting(callers.world.runtime), Counting(callers.world.runtime)
    for counting in (first, second):  # What documents say is known the second time.
        await a_diary(callers, counting)
        await a_meeting(callers, counting)
    assert second.trips == MOST
