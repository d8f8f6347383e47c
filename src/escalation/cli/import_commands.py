"""Which import commands are there, and what do they take?"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; a module is imported when its command runs

from pathlib import Path
from typing import Annotated
from uuid import UUID

from typer import Argument, Option

from escalation.cli.command_groups import command_group
from escalation.cli.language import WritingCommand
from escalation.errors import N_

imports = command_group(N_("Import a file; every refused line gets a receipt and spoils no other."))

Receipts = Annotated[
    Path | None, Option(help=N_("Where to write why lines were refused; otherwise the first ones are shown."))
]
DryRun = Annotated[bool, Option("--dry-run", help=N_("Show how the file is understood, and change nothing."))]


@imports.command(
    "units",
    cls=WritingCommand,
    help=N_("Units from CSV or XLSX: code, parent_code, level, name[, kind, designation]."),
)
def import_units(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)], dry_run: DryRun = False, receipts: Receipts = None
) -> None:
    from escalation.cli import imports

    imports.units(file, receipts, dry_run=dry_run)


@imports.command("members", cls=WritingCommand, help=N_("Members with their roles, from CSV or XLSX."))
def import_members(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)], dry_run: DryRun = False, receipts: Receipts = None
) -> None:
    from escalation.cli import imports

    imports.members(file, receipts, dry_run=dry_run)


@imports.command(
    "teams",
    cls=WritingCommand,
    help=N_("Teams from CSV or XLSX: unit_code, team, name, home_unit_code, team_role[, external_ref …]."),
)
def import_teams(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)], dry_run: DryRun = False, receipts: Receipts = None
) -> None:
    from escalation.cli import imports

    imports.teams(file, receipts, dry_run=dry_run)


@imports.command(
    "contact-points",
    cls=WritingCommand,
    help=N_("Contact points of cadres from CSV or XLSX: name, home_unit_code, unit_code[, external_ref …]."),
)
def import_contact_points(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)], dry_run: DryRun = False, receipts: Receipts = None
) -> None:
    from escalation.cli import imports

    imports.contact_points(file, receipts, dry_run=dry_run)


@imports.command(
    "history",
    cls=WritingCommand,
    help=N_("Tickets that another system has closed, from CSV, XLSX or, if the name ends in .jsonl, from JSON lines."),
)
def import_history(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)],
    unit: Annotated[str, Option(help=N_("The code of the unit that receives lines which name none."))],
    source_system: Annotated[str, Option(help=N_("Within which system the lines' references are unique."))],
    source: Annotated[str, Option(help=N_("Where lines come from that do not say it: web, phone, visit …"))] = "phone",
    mapped: Annotated[
        list[str] | None, Option("--map", metavar="HEADING=FIELD", help=N_("What a heading of the file means."))
    ] = None,
    dry_run: DryRun = False,
    receipts: Receipts = None,
) -> None:
    from escalation.cli import imports

    imports.history(
        file, receipts, unit=unit, source=source, system=source_system, mapped=mapped or (), dry_run=dry_run
    )


@imports.command(
    "cancel",
    cls=WritingCommand,
    help=N_("End an import that is not wanted any more; what is done stays, the rest of the file is dropped."),
)
def cancel_import(operation: Annotated[UUID, Argument(help=N_("The number that the import told."))]) -> None:
    from escalation.cli import imports

    imports.cancel(operation)


@imports.command(
    "opinions",
    cls=WritingCommand,
    help=N_("Opinions from CSV, XLSX or, if the name ends in .jsonl, from JSON lines."),
)
def import_opinions(
    file: Annotated[Path, Argument(exists=True, dir_okay=False)],
    unit: Annotated[str, Option(help=N_("The code of the unit that receives lines which name none."))],
    source: Annotated[str, Option(help=N_("Where lines come from that do not say it: web, phone, visit …"))] = "web",
    source_system: Annotated[
        str | None,
        Option(help=N_("Within which system the lines' references are unique; else in the unit's own files.")),
    ] = None,
    mapped: Annotated[
        list[str] | None, Option("--map", metavar="HEADING=FIELD", help=N_("What a heading of the file means."))
    ] = None,
    dry_run: DryRun = False,
    receipts: Receipts = None,
) -> None:
    from escalation.cli import imports

    imports.opinions(
        file, receipts, unit=unit, source=source, system=source_system, mapped=mapped or (), dry_run=dry_run
    )
