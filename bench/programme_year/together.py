"""How do many people work at a time? A few use cases at once, as many as the database has processors for."""

import asyncio
from collections.abc import Awaitable, Callable, Iterable
from typing import Final, TypeVar

AT_ONCE: Final = 4

Each = TypeVar("Each")


async def each_of(things: Iterable[Each], work: Callable[[Each], Awaitable[None]]) -> None:
    """Do the work for each thing, `AT_ONCE` at a time. What fails first is raised, and nothing more begun."""
    waiting = iter(list(things))

    async def worker() -> None:
        for thing in waiting:
            await work(thing)

    async with asyncio.TaskGroup() as group:
        for _ in range(AT_ONCE):
            group.create_task(worker())
