"""Who are the publishers? At the terminal, the operator names the units whose administrators publish for everybody."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from escalation.cli.display import say, show_table
from escalation.cli.language import _, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_
from escalation.kit.runtime.context import Runtime
from escalation.publishing.usecases.publishers import add_publisher, list_publishers, remove_publisher
from escalation.settings import Settings, read

T = TypeVar("T")


def add(code: str) -> None:
    """Name a unit."""
    _do(lambda runtime: add_publisher(runtime, code))
    say(fill(N_("Administrators of {code} publish for everybody now."), code=code))


def show() -> None:
    """Print the units that were named."""
    headings = N_("Code"), N_("Unit")
    show_table(
        "",
        [_(heading) for heading in headings],
        [(unit.code, unit.name) for unit in _do(list_publishers, DatabaseAccess.READ)],
    )


def remove(code: str) -> None:
    """Name a unit no more."""
    _do(lambda runtime: remove_publisher(runtime, code))
    say(fill(N_("Administrators of {code} publish no more."), code=code))


def _do(use_case: Callable[[Runtime], Awaitable[T]], access: DatabaseAccess = DatabaseAccess.WRITE) -> T:
    settings = read()
    configure(settings, quiet=True)
    return run(_with_runtime(settings, use_case, access))


async def _with_runtime(settings: Settings, use_case: Callable[[Runtime], Awaitable[T]], access: DatabaseAccess) -> T:
    async with open_runtime(settings, access, name="escalation publishers") as runtime:
        return await use_case(runtime)
