"""Guards of the sweep's statements, cut out of their text for a moment to see what they hold."""

import asyncio
import random
import re
from collections import Counter
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from enum import Enum

import asyncpg
import pytest
from sqlalchemy import ClauseElement

from escalation.kit.database.connection import Compiled, Connection, compile_statement

Pause = Callable[[], Awaitable[object]]


async def a_moment() -> None:
    """As chance has it."""
    await asyncio.sleep(random.uniform(0, 0.05))


async def no_pause() -> None:
    """Go on at once."""


class Guard(Enum):
    """What keeps two workers from doing one thing twice, as it stands in the statements."""

    CLAIM = re.compile(r"FOR UPDATE( OF \w+)? SKIP LOCKED")
    """The row lock; having got it, PostgreSQL looks again whether the time has come."""
    VERSION = re.compile(r"AND t\.version = w\.read_version")
    """A decision is written only on the version that it was made on."""


@contextmanager
def hesitating(
    *, without: frozenset[Guard] = frozenset(), claimed: Pause = a_moment, decided: Pause = no_pause
) -> Iterator[None]:
    """Meanwhile a worker goes without these guards, and pauses when it has claimed and when it has decided.

    At the end it is certain that they were met and cut out.
    """
    careful = Connection.rows
    cuts: Counter[Guard] = Counter()

    async def rows(self: Connection, statement: ClauseElement | Compiled, **params: object) -> "list[asyncpg.Record]":
        compiled = statement if isinstance(statement, Compiled) else compile_statement(statement)
        text = compiled.text
        if Guard.VERSION.value.search(text):
            await decided()
        for guard in without:
            text, count = guard.value.subn("", text)
            cuts[guard] += count
        found = await careful(self, replace(compiled, text=text), **params)
        if Guard.CLAIM.value.search(compiled.text):
            await claimed()
        return found

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "rows", rows)
        yield
    assert all(cuts[guard] for guard in without), f"not found in any statement: {without - cuts.keys()}"


@contextmanager
def announcing(guard: Guard, *, task: str) -> Iterator[asyncio.Event]:
    """Meanwhile the event is set whenever a task of this name is about to run a statement that has the guard."""
    careful = Connection.rows
    comes = asyncio.Event()

    async def rows(self: Connection, statement: ClauseElement | Compiled, **params: object) -> "list[asyncpg.Record]":
        compiled = statement if isinstance(statement, Compiled) else compile_statement(statement)
        current = asyncio.current_task()
        if current is not None and current.get_name() == task and guard.value.search(compiled.text):
            comes.set()
        return await careful(self, compiled, **params)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Connection, "rows", rows)
        yield comes
