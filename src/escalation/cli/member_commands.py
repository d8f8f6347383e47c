"""Which commands for members are there, and what do they take?"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; a module is imported when its command runs

from typing import Annotated

from typer import Argument, Option

from escalation.cli.command_groups import command_group
from escalation.cli.language import ReadingCommand, WritingCommand
from escalation.errors import N_

members = command_group(N_("Let members sign in."))
_MEMBER = N_("The member's id, or its reference in your files.")


@members.command(
    "invite",
    cls=WritingCommand,
    help=N_("Make a link by which a member sets a password and signs in, and print it and nothing else."),
)
def members_invite(
    member: Annotated[str, Argument(metavar="MEMBER", help=_MEMBER)],
    login: Annotated[
        str | None, Option(help=N_("The name to sign in by; otherwise the member's reference, or its name."))
    ] = None,
    days: Annotated[int, Option(min=1, max=30, help=N_("For how many days the link can be used."))] = 7,
) -> None:
    from escalation.cli import members

    members.invite(member=member, login=login, days=days)


@members.command("invitations", cls=ReadingCommand, help=N_("List the links that can still be used."))
def members_invitations() -> None:
    from escalation.cli import members

    members.show_invitations()


@members.command("uninvite", cls=WritingCommand, help=N_("End the link that a member was sent."))
def members_uninvite(member: Annotated[str, Argument(metavar="MEMBER", help=_MEMBER)]) -> None:
    from escalation.cli import members

    members.uninvite(member)
