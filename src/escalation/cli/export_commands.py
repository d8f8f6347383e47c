"""Which export commands are there, and what do they take?"""
# ruff: noqa: D103, PLC0415 - a command's `help` says what it does; a module is imported when its command runs

from pathlib import Path
from typing import Annotated

from typer import Argument, Option

from escalation.cli.command_groups import command_group
from escalation.cli.language import ReadingCommand
from escalation.errors import N_

exports = command_group(N_("Export to a file what lists and reports show."))

File = Annotated[Path, Argument(dir_okay=False, help=N_("Where to write it."))]
Unit = Annotated[str, Option(help=N_("The code of a unit: what its administrator may see."))]
Format = Annotated[str, Option("--format", help=N_("As what: csv, xlsx or jsonl."))]
Filters = Annotated[
    list[str] | None,
    Option("--filter", metavar="NAME=VALUE", help=N_("A filter as the interface has it; may be given again.")),
]


@exports.command("tickets", cls=ReadingCommand, help=N_("Tickets, newest first."))
def export_tickets(file: File, unit: Unit, format_: Format = "csv", filters: Filters = None) -> None:
    from escalation.cli import exports

    exports.tickets(file, unit, format_, filters or ())


@exports.command("opinions", cls=ReadingCommand, help=N_("Opinions, newest first, contacts masked."))
def export_opinions(file: File, unit: Unit, format_: Format = "csv", filters: Filters = None) -> None:
    from escalation.cli import exports

    exports.opinions(file, unit, format_, filters or ())


@exports.command("units", cls=ReadingCommand, help=N_("The tree of units, as it can be imported."))
def export_units(file: File, unit: Unit, format_: Format = "csv", filters: Filters = None) -> None:
    from escalation.cli import exports

    exports.units(file, unit, format_, filters or ())


@exports.command("report", cls=ReadingCommand, help=N_("A report: overdue, breached, lapsed, climbed or on-time."))
def export_report(
    name: Annotated[str, Argument(help=N_("Which report."))], file: File, unit: Unit, format_: Format = "csv",
    filters: Filters = None,
) -> None:  # fmt: skip
    from escalation.cli import exports

    exports.report(name, file, unit, format_, filters or ())
