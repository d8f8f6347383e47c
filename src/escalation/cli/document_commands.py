"""Which commands for published documents are there, and what do they take?"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; a module is imported when its command runs

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from escalation.cli.command_groups import command_group
from escalation.cli.language import LANGUAGE, ReadingCommand
from escalation.errors import N_
from escalation.texts import Language

Offline = Annotated[bool, Option("--offline", help=N_("Look at the file alone, not at what there is in the database."))]
Confirm = Annotated[
    bool, Option("--confirm", help=N_("What is taken back is meant, as it is with confirm=true of the interface."))
]

workflow = command_group(N_("Check and draw life cycles."))
policy = command_group(N_("Check limits, and explain why a ticket is due when it is due."))
calendar = command_group(N_("Check working calendars."))
catalogue = command_group(N_("Check routing catalogues: categories, keywords and departments."))


@workflow.command("check", cls=ReadingCommand, help=N_("Check a life cycle for everything that would strand a ticket."))
def workflow_check(
    file: Annotated[Path | None, Argument(exists=True, dir_okay=False, show_default=False)] = None,
    default: Annotated[bool, Option("--default", help=N_("Check the one that ships with the program."))] = False,
    offline: Offline = False,
    confirm: Confirm = False,
) -> None:
    from escalation.cli import workflow

    workflow.check(None if default else file, offline=offline, confirmed=confirm)


@workflow.command("diagram", cls=ReadingCommand, help=N_("Draw a life cycle as a Mermaid state diagram."))
def workflow_diagram(
    file: Annotated[Path | None, Argument(exists=True, dir_okay=False, show_default=False)] = None,
    language: Annotated[Language, Option(help=N_("The language of the labels."))] = LANGUAGE,
) -> None:
    from escalation.cli import workflow

    workflow.diagram(file, language)


@policy.command("check", cls=ReadingCommand, help=N_("Check limits for gaps and for rules that contradict each other."))
def policy_check(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)],
    calendar: Annotated[
        Path | None, Option(exists=True, dir_okay=False, help=N_("A calendar that will be published before."))
    ] = None,
    offline: Offline = False,
    confirm: Confirm = False,
) -> None:
    from escalation.cli import policy

    policy.check(file, calendar, offline=offline, confirmed=confirm)


@policy.command(
    "explain", cls=ReadingCommand, help=N_("Say in words why a ticket is due when it is due, and what comes next.")
)
def policy_explain(
    ticket: Annotated[str, Argument(metavar="TICKET", help=N_("Its number, or its id."))],
) -> None:
    from escalation.cli import policy

    policy.explain_ticket(ticket)


@calendar.command("check", cls=ReadingCommand, help=N_("Check a working calendar with its regions."))
def calendar_check(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)], offline: Offline = False, confirm: Confirm = False
) -> None:
    from escalation.cli import policy

    policy.check_calendar(file, offline=offline, confirmed=confirm)


@catalogue.command("check", cls=ReadingCommand, help=N_("Check a routing catalogue before it is published."))
def catalogue_check(
    file: Annotated[Path | None, Argument(exists=True, dir_okay=False, show_default=False)] = None,
    default: Annotated[bool, Option("--default", help=N_("Check the one that ships with the program."))] = False,
    offline: Offline = False,
) -> None:
    from escalation.cli import catalogue

    catalogue.check(None if default else file, offline=offline)
