"""An import leaves the event loop to others: between two turns of the loop little is done in its thread.

What is counted is calls, not time: the same on every machine, however busy it is.
"""

import asyncio
import random
import sys
from collections.abc import Awaitable
from types import FrameType
from typing import Any

import pytest

from escalation.opinions.usecases.file_imports import Defaults, import_file
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_history import HISTORY
from escalation.opinions.usecases.import_opinions import MOST_LINES, OPINIONS
from escalation.organisation.usecases.import_chunks import MOST_BYTES, ChunkLine, cut, lines_of
from escalation.organisation.usecases.member_import import import_members
from escalation.organisation.usecases.unit_import import import_units
from tests.support.world import World

MOST_CALLS = 12_000
"""A dozen for each line of the longest chunk: milliseconds."""
LINES = 2_500


async def most_calls_a_turn(work: Awaitable[object]) -> int:
    """The most calls of Python and C functions that the loop's thread makes without going on to somebody else."""
    turn = asyncio.Handle._run.__code__
    count = most = 0

    def watch(frame: FrameType, event: str, _: object) -> None:
        nonlocal count, most
        if event == "call" and frame.f_code is turn:
            count = 0
        count += event in {"call", "c_call"}
        most = max(most, count)

    before = sys.getprofile()
    sys.setprofile(watch)
    try:
        await work
    finally:
        sys.setprofile(before)
    return most


UNITS = "code,parent_code,level,name\n" + "".join(f"N{n},T1,village,第{n}村\n" for n in range(LINES))
MEMBERS = "name,home_unit_code,role,unit_code\n" + "".join(f"成员{n},T1,handler,T1\n" for n in range(LINES))
TITLES = "title,content,contact,external_ref\n" + "".join(
    f"题目{n},村口的路灯坏了{n}。,139{n:08},{n}\n" for n in range(3 * MOST_LINES)
)


def past(lines: range) -> str:
    return "external_ref,title,created_at,closed_at\n" + "".join(f"{n},题,2024-01-01,2024-01-02\n" for n in lines)


async def an_import(world: World, kind: str, lines: range = range(600)) -> None:
    defaults = Defaults(unit_code="T1", source_system="x")
    match kind:
        case "units":
            await import_units(world.runtime, UNITS.encode(), by=None)
        case "members":
            await import_members(world.runtime, MEMBERS.encode(), by=None)
        case "opinions":
            await import_file(
                world.runtime, OPINIONS, TITLES.encode(), format_=ImportFormat.CSV, defaults=defaults
            )  # fmt: skip
        case _:
            await import_file(world.runtime, HISTORY, past(lines).encode(), format_=ImportFormat.CSV, defaults=defaults)


async def compile_once(world: World) -> None:
    """A process compiles rules, and each shape of the statement that writes tickets, for the first that needs them."""
    await import_units(world.runtime, b"code,parent_code,level,name\nW,T1,village,x\n", by=None)
    await an_import(world, "history", range(600, 800))


@pytest.mark.parametrize("kind", ["units", "members", "opinions", "history"])
async def test_no_turn_is_long(world: World, kind: str) -> None:
    await compile_once(world)
    assert await most_calls_a_turn(an_import(world, kind)) < MOST_CALLS


async def test_whoever_looks_at_every_line_in_the_loop_is_found_out(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A control: without threads a turn has all calls of a chunk."""

    async def here(function: Any, /, *args: Any) -> Any:
        return function(*args)

    monkeypatch.setattr(asyncio, "to_thread", here)
    assert await most_calls_a_turn(an_import(world, "units")) > 2 * MOST_CALLS


def test_no_chunk_has_much_more_than_a_megabyte() -> None:
    """What one call opens, parses or seals is bounded by bytes as well: a line has at most some hundred kilobytes."""
    dice = random.Random(1)
    lines = [ChunkLine(n, {"name": "字" * dice.choice([1, 10_000, 40_000])}) for n in range(2, 200)]
    chunks = list(cut(lines, 1_000))
    assert all(len(chunk.content) < MOST_BYTES + 150_000 for chunk in chunks)
    assert [line.number for chunk in chunks for line in lines_of(chunk.content)] == list(range(2, 200))
