"""Which commands for profiles are there, and what do they take?"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; a module is imported when its command runs

from typing import Annotated

from typer import Argument, Option

from escalation.cli.command_groups import command_group
from escalation.cli.document_commands import Confirm
from escalation.cli.language import ReadingCommand, WritingCommand
from escalation.errors import N_

profile = command_group(N_("Work as another place does: its life cycle, limits, calendar, catalogue and units."))

Name = Annotated[str, Argument(metavar="NAME", help=N_("One that comes along, or a folder of your own."))]


@profile.command("list", cls=ReadingCommand, help=N_("Show the profiles that come along."))
def profile_list() -> None:
    from escalation.cli import profile

    profile.show_all()


@profile.command("show", cls=ReadingCommand, help=N_("Show what a profile consists of."))
def profile_show(name: Name) -> None:
    from escalation.cli import profile

    profile.show(name)


@profile.command("check", cls=ReadingCommand, help=N_("Check every document of a profile, and that they fit together."))
def profile_check(name: Name) -> None:
    from escalation.cli import profile

    profile.check(name)


@profile.command(
    "install",
    cls=WritingCommand,
    help=N_("Publish the documents of a profile, all or none; an empty place is given its units besides."),
)
def profile_install(
    name: Name,
    dry_run: Annotated[bool, Option("--dry-run", help=N_("Say what would be done, and keep nothing of it."))] = False,
    confirm: Confirm = False,
) -> None:
    from escalation.cli import profile

    profile.install(name, confirmed=confirm, dry_run=dry_run)
