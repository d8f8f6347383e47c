"""Which commands for keys are there, and what do they take?"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; a module is imported when its command runs

from typing import Annotated
from uuid import UUID

from typer import Argument, Option

from escalation.actors import Role
from escalation.cli.command_groups import command_group
from escalation.cli.language import ReadingCommand, WritingCommand
from escalation.errors import N_

keys = command_group(N_("Make, list and revoke API keys; change the master key."))


@keys.command(
    "create", cls=WritingCommand, help=N_("Make a key, and print it and nothing else. It cannot be shown again.")
)
def keys_create(
    unit: Annotated[str, Option(help=N_("The unit's code."))],
    role: Annotated[Role, Option(help=N_("What the holder may do there."))],
    days: Annotated[int, Option(min=1, max=3660, help=N_("How long it is valid."))] = 365,
    name: Annotated[str, Option(help=N_("What it is for, to recognise it in the list."))] = "",
) -> None:
    from escalation.cli import keys

    keys.create(unit=unit, role=role, days=days, name=name)


@keys.command(
    "list",
    cls=ReadingCommand,
    help=N_("Show the keys that were not revoked, without the secrets."),
)
def keys_list() -> None:
    from escalation.cli import keys

    keys.show()


@keys.command("revoke", cls=WritingCommand, help=N_("End a key; it stops working within seconds."))
def keys_revoke(key_id: Annotated[UUID, Argument(metavar="ID", help=N_("Its id, as the list shows it."))]) -> None:
    from escalation.cli import keys

    keys.revoke(key_id)


@keys.command(
    "reseal",
    cls=WritingCommand,
    help=N_("Seal anew what an earlier master key has sealed. Servers may run meanwhile; interrupted, start it again."),
)
def keys_reseal() -> None:
    from escalation.cli import keys

    keys.reseal()
