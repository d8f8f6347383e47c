"""How does a command do one of the use cases? On a runtime that is opened for it, and closed when it is done."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.kit.runtime.context import Runtime
from escalation.settings import Settings, read

T = TypeVar("T")


def do(name: str, use_case: Callable[[Runtime], Awaitable[T]], access: DatabaseAccess = DatabaseAccess.WRITE) -> T:
    """What the use case gives. `name`: what the database knows the command by."""
    settings = read()
    configure(settings, quiet=True)
    return run(_with_runtime(settings, name, use_case, access))


async def _with_runtime(
    settings: Settings, name: str, use_case: Callable[[Runtime], Awaitable[T]], access: DatabaseAccess
) -> T:
    async with open_runtime(settings, access, name=name) as runtime:
        return await use_case(runtime)
