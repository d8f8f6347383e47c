"""Eight workers at once, with every guard of the sweep, and with one after the other taken away."""

import asyncio
from asyncio import Barrier, Event, current_task
from typing import Final

import pytest

from escalation.errors import DatabaseUnavailable, Duplicate
from escalation.tickets.engine.deadlines import sweep
from escalation.verification.usecases.verify import verify
from tests.faults.guards import Guard, hesitating
from tests.faults.load import about_to_climb
from tests.faults.records import climbed, histories, journal, untimely, wrongs
from tests.support.safety_nets import without
from tests.support.world import World

WORKERS: Final = 8
COUNT: Final = 40
NO_LOCK: Final = frozenset({Guard.CLAIM})
NO_VERSION: Final = frozenset({Guard.VERSION})
TWICE: Final = "a place in its history was taken twice"


class Meeting:
    """Where eight workers wait for each other. Nobody goes on before all have claimed.

    Four go on then, and write when each of them has decided, if all have something to write; four are late, and go on
    when those have finished.
    """

    def __init__(self, *, all_decide: bool) -> None:
        self._all_claimed = Barrier(WORKERS)
        self._these_decided = {is_late: Barrier(WORKERS // 2) for is_late in (False, True)}
        self._wrote: set[str] = set()
        self._all_decide = all_decide
        self._finished = 0
        self._are_early_ones_done = Event()

    async def claimed(self) -> None:
        await self._all_claimed.wait()
        if self._is_late():
            await self._are_early_ones_done.wait()

    async def decided(self) -> None:
        """Only the first time: what the database refuses is tried again, one by one."""
        if self._all_decide and self._name() not in self._wrote:
            self._wrote.add(self._name())
            await self._these_decided[self._is_late()].wait()

    def finish(self) -> None:
        self._finished += not self._is_late()
        if self._finished == WORKERS // 2:
            self._are_early_ones_done.set()

    @staticmethod
    def _name() -> str:
        task = current_task()
        assert task is not None
        return task.get_name()

    def _is_late(self) -> bool:
        return self._name().startswith("late")


async def eight_workers(world: World, *, without: frozenset[Guard] = frozenset()) -> tuple[int, int]:
    """One pass each, all at once: how many decisions were written, and how many times the database refused."""
    meeting = Meeting(all_decide=Guard.CLAIM in without)

    async def one_pass() -> tuple[int, int]:
        try:
            swept = await sweep(world.runtime)
        except Duplicate:
            return 0, 1
        except DatabaseUnavailable:
            # Who goes without the lock may stand in another's way, crosswise; PostgreSQL sends one of them home.
            return 0, 0
        finally:
            meeting.finish()
        return swept.applied, swept.set_aside

    with hesitating(without=without, claimed=meeting.claimed, decided=meeting.decided):
        names = [f"{when} {n}" for when in ("early", "late") for n in range(WORKERS // 2)]
        passes = await asyncio.gather(*[asyncio.create_task(one_pass(), name=name) for name in names])
    written, refused = zip(*passes, strict=True)
    return sum(written), sum(refused)


@pytest.mark.parametrize("missing", [frozenset[Guard](), NO_VERSION], ids=["every guard", "the lock alone"])
async def test_eight_workers_move_each_ticket_once(world: World, missing: frozenset[Guard]) -> None:
    before = await histories(world, await about_to_climb(world, COUNT))
    async with journal(world):
        assert await eight_workers(world, without=missing) == (COUNT, 0)
        assert await untimely(world) == 0
    assert await histories(world) == climbed(before)
    assert await wrongs(world) == {}
    assert (await verify(world.runtime)).findings == ()


async def test_without_the_lock_no_version_is_made_twice_but_the_clock_looks_again_too_early(world: World) -> None:
    await about_to_climb(world, COUNT)
    async with journal(world):
        written, refused = await eight_workers(world, without=NO_LOCK)
        assert await untimely(world) == written - COUNT > 0
    assert refused == 0
    assert await wrongs(world) == {}
    assert (await verify(world.runtime)).findings == ()


async def test_without_lock_and_version_the_numbering_of_events_still_holds(world: World) -> None:
    await about_to_climb(world, COUNT)
    _, refused = await eight_workers(world, without=NO_LOCK | NO_VERSION)
    assert refused > 0
    assert await wrongs(world) == {}
    # Who was refused was set aside, which is a warning as long as nobody decides on it again.
    assert (await verify(world.runtime)).is_clean


async def test_without_any_of_them_tickets_are_handed_over_again_and_again_and_verify_tells(world: World) -> None:
    await about_to_climb(world, COUNT)
    async with without(world, "events", "uq_events_ticket_id_sequence"):
        written, refused = await eight_workers(world, without=NO_LOCK | NO_VERSION)
        assert refused == 0
        assert written > 2 * COUNT
        assert (await wrongs(world))[TWICE] >= COUNT
        assert {finding.invariant for finding in (await verify(world.runtime)).findings} >= {"I4", "I7"}
