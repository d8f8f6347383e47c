"""Which commands for source systems are there, and what do they take?"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; a module is imported when its command runs

from typing import Annotated

from typer import Argument

from escalation.cli.command_groups import command_group
from escalation.cli.language import ReadingCommand, WritingCommand
from escalation.errors import N_

source_systems = command_group(N_("Say which unit sends under the name of which other system."))

Name = Annotated[str, Argument(metavar="NAME", help=N_("The name, as in source_system."))]
Code = Annotated[str, Argument(metavar="CODE", help=N_("The unit's code."))]


@source_systems.command("name", cls=WritingCommand, help=N_("Give a name to a unit, whosever it was."))
def source_systems_name(name: Name, code: Code) -> None:
    from escalation.cli import source_systems

    source_systems.name(name, code)


@source_systems.command("list", cls=ReadingCommand, help=N_("Show the names and whose they are."))
def source_systems_list() -> None:
    from escalation.cli import source_systems

    source_systems.show()


@source_systems.command("release", cls=WritingCommand, help=N_("Make a name nobody's: whoever sends next has it."))
def source_systems_release(name: Name) -> None:
    from escalation.cli import source_systems

    source_systems.release(name)
