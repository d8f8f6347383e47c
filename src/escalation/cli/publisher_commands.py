"""Which commands for publishers are there, and what do they take?"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; a module is imported when its command runs

from typing import Annotated

from typer import Argument

from escalation.cli.command_groups import command_group
from escalation.cli.language import ReadingCommand, WritingCommand
from escalation.errors import N_

publishers = command_group(N_("Name the units whose administrators publish rules for everybody."))

Code = Annotated[str, Argument(metavar="CODE", help=N_("The unit's code."))]


@publishers.command("add", cls=WritingCommand, help=N_("Let the administrators of a unit publish."))
def publishers_add(code: Code) -> None:
    from escalation.cli import publishers

    publishers.add(code)


@publishers.command("list", cls=ReadingCommand, help=N_("Show the units that were named."))
def publishers_list() -> None:
    from escalation.cli import publishers

    publishers.show()


@publishers.command("remove", cls=WritingCommand, help=N_("Let the administrators of a unit publish no more."))
def publishers_remove(code: Code) -> None:
    from escalation.cli import publishers

    publishers.remove(code)
