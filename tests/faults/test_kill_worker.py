"""A worker is killed with kill -9 at every step of its talk with the database; the next one does the rest, once."""

import asyncio
import random
from collections.abc import Mapping
from pathlib import Path
from uuid import UUID

import pytest

from escalation.key_rotation.usecases.known_keys import check_master_key
from escalation.verification.usecases.verify import verify
from tests.faults.load import about_to_climb, are_due, sweep_until_quiet, turn_back_and_lay_aside
from tests.faults.records import (
    History,
    climbed,
    found_besides_what_was_laid_aside,
    histories,
    locked,
    wrongs,
)
from tests.faults.workers import (
    SENDING,
    WAITING,
    Step,
    all_hung_up,
    can_trace,
    has_said,
    killed_at,
    steps_of_a_pass,
    working,
    written_down,
)
from tests.support.waiting import until
from tests.support.world import World

traced = pytest.mark.skipif(not can_trace(), reason="strace is not there, or not allowed to trace")

COUNT = 5
_TRIES = 5
"""A worker may make a call fewer than the one before it, and is killed after its commit then, or not at all."""
_ALL_OR_NOTHING = {(False, 0), (False, COUNT), (True, COUNT)}


async def survives(world: World, environment: Mapping[str, str], program: tuple[str, ...]) -> bool:
    """Let a worker at what is due; whether it lived to see everything done."""
    with working(environment, program=program) as worker:

        async def it_ended_or_all_is_done() -> bool:
            return worker.poll() is not None or await are_due(world.runtime) == 0

        await until(it_ended_or_all_is_done)
        alive = worker.poll() is None
    await until(lambda: all_hung_up(world))
    return alive


async def the_rest_is_done_once(world: World, before: Mapping[UUID, History]) -> int:
    """After a death: nothing is half done, the next worker does the rest; how many were done before it."""
    found = await histories(world, list(before))
    assert (await wrongs(world), await locked(world)) == ({}, 0)
    done = sum(now != before[ticket] for ticket, now in found.items())
    await sweep_until_quiet(world.runtime)
    assert await histories(world, list(before)) == climbed(before)
    assert await wrongs(world) == {}
    return done


async def a_death_at(step: Step, world: World, environment: Mapping[str, str]) -> tuple[bool, int]:
    """A worker that is to die at this step: whether it did not, and how many tickets it has moved on."""
    await turn_back_and_lay_aside(world)
    before = await histories(world, await about_to_climb(world, COUNT))
    alive = await survives(world, environment, killed_at(step))
    return alive, await the_rest_is_done_once(world, before)


async def a_pass_written_down(world: World, environment: Mapping[str, str], log: Path) -> tuple[Step, Step]:
    """At which calls a worker that nobody kills commits its pass, and waits after it."""
    await turn_back_and_lay_aside(world)
    before = await histories(world, await about_to_climb(world, COUNT))
    assert await survives(world, environment, written_down(log))
    assert await the_rest_is_done_once(world, before) == COUNT
    *_, commit, wait = steps_of_a_pass(log)
    return commit, wait


@traced
async def test_a_worker_killed_before_or_after_its_commit_leaves_all_or_nothing(
    world: World, environment: dict[str, str], empty_dir: Path
) -> None:
    await check_master_key(world.runtime.database, world.runtime.vault)  # The first one to start writes more.
    for number in range(_TRIES):
        commit, wait = await a_pass_written_down(world, environment, empty_dir / f"calls-{number}")
        outcome = await a_death_at(commit, world, environment)
        assert outcome in _ALL_OR_NOTHING
        if outcome == (False, 0):
            break
    else:
        pytest.fail("nobody was killed at the commit itself")
    alive, done = await a_death_at(wait, world, environment)
    assert (alive, done) in _ALL_OR_NOTHING
    assert await found_besides_what_was_laid_aside(world) == []


@pytest.mark.torture
@traced
@pytest.mark.parametrize("call", ["connect", SENDING, WAITING])
async def test_a_worker_killed_at_any_step_loses_nothing_and_doubles_nothing(
    world: World, environment: dict[str, str], call: str
) -> None:
    outcomes: list[int] = []
    alive = False
    while not alive:
        alive, done = await a_death_at(Step(call, len(outcomes) + 1), world, environment)
        outcomes.append(done)
    assert set(outcomes) == {0, COUNT}
    assert await found_besides_what_was_laid_aside(world) == []


@pytest.mark.parametrize(("count", "kills"), [(250, 1), pytest.param(3000, 40, marks=pytest.mark.torture)])
async def test_a_worker_killed_at_a_random_moment_leaves_the_rest_to_the_next(
    world: World, environment: dict[str, str], count: int, kills: int
) -> None:
    before = await histories(world, await about_to_climb(world, count))
    for _ in range(kills):
        with working(environment) as worker:
            await has_said(worker, "Working")
            await asyncio.sleep(random.uniform(0, 0.5))
        await until(lambda: all_hung_up(world))
        assert (await wrongs(world), await locked(world)) == ({}, 0)
    await the_rest_is_done_once(world, before)
    assert (await verify(world.runtime)).is_clean
