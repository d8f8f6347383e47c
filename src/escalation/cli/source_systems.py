"""Whose are the source systems? At the terminal, the operator says which unit sends under which name."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from escalation.cli.display import say, show_table
from escalation.cli.language import _, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_
from escalation.kit.runtime.context import Runtime
from escalation.opinions.usecases.source_systems import list_source_systems, name_source_system, release_source_system
from escalation.settings import Settings, read

T = TypeVar("T")


def name(system: str, code: str) -> None:
    """Say whose it is."""
    _do(lambda runtime: name_source_system(runtime, system, code))
    say(fill(N_("Under {name} sends {code} now, and whoever is above."), name=system, code=code))


def show() -> None:
    """Print all of them."""
    headings = N_("Source system"), N_("Code"), N_("Unit"), N_("Since"), N_("Said by")
    show_table(
        "",
        [_(heading) for heading in headings],
        [
            (each.name, each.code, each.unit, f"{each.since:%Y-%m-%d}", _(_BY[each.is_named]))
            for each in _do(list_source_systems, DatabaseAccess.READ)
        ],
    )


_BY = {True: N_("the operator"), False: N_("first use")}


def release(system: str) -> None:
    """Let whoever sends next have it."""
    _do(lambda runtime: release_source_system(runtime, system))
    say(fill(N_("{name} is nobody's now: whoever sends under it next has it."), name=system))


def _do(use_case: Callable[[Runtime], Awaitable[T]], access: DatabaseAccess = DatabaseAccess.WRITE) -> T:
    settings = read()
    configure(settings, quiet=True)
    return run(_with_runtime(settings, use_case, access))


async def _with_runtime(settings: Settings, use_case: Callable[[Runtime], Awaitable[T]], access: DatabaseAccess) -> T:
    async with open_runtime(settings, access, name="escalation source-systems") as runtime:
        return await use_case(runtime)
