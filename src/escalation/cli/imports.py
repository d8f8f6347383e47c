"""What came of a file that was imported? A summary for people, receipts for machines, an exit code for scripts."""

import csv
from collections.abc import Awaitable
from pathlib import Path
from typing import BinaryIO, Protocol

from typer import Exit

from escalation.cli.display import complain, meter, say, show_table
from escalation.cli.exits import ExitCode
from escalation.cli.interrupts import run
from escalation.cli.logging import configure
from escalation.cli.runtime import runtime
from escalation.cli.speech import _, fill, sentence
from escalation.errors import N_, ConfigurationInvalid
from escalation.settings import Settings, read
from escalation.usecases.members import import_members
from escalation.usecases.opinions import import_opinions
from escalation.usecases.receipts import Progress, Receipts
from escalation.usecases.session import Session
from escalation.usecases.units import import_units
from escalation.workflow.situation import Actor

_TOLD = 20


class Import(Protocol):
    """A use case that takes in a file line by line."""

    def __call__(
        self, session: Session, file: BinaryIO, /, *, by: Actor | None, progress: Progress
    ) -> Awaitable[Receipts]:
        """What came of each line."""
        ...


def units(file: Path, receipts: Path | None) -> None:
    """Let the units of a CSV file join the tree."""
    _import(import_units, file, receipts)


def members(file: Path, receipts: Path | None) -> None:
    """Take in members and their roles from a CSV file."""
    _import(import_members, file, receipts)


def opinions(file: Path, receipts: Path | None) -> None:
    """Take in opinions from a CSV file or from JSON lines."""
    _import(import_opinions, file, receipts)


def _import(use_case: Import, file: Path, receipts: Path | None) -> None:
    settings = read()
    configure(settings, quiet=True)
    came = run(_run(use_case, file, settings))
    if receipts is not None:
        _write(receipts, came)
    _show(came, receipts)
    if came.faults:
        raise Exit(ExitCode.SOME_REFUSED)


async def _run(use_case: Import, file: Path, settings: Settings) -> Receipts:
    async with runtime(settings, tell=say, name="escalation import") as session:
        with file.open("rb") as stream, meter(file.name) as progress:
            return await use_case(session, stream, by=None, progress=progress)


def _show(came: Receipts, receipts: Path | None) -> None:
    headings = N_("Lines"), N_("Taken in"), N_("Known already"), N_("Refused")
    row = [str(count) for count in (came.total, came.created, came.unchanged, came.refused)]
    show_table("", [_(heading) for heading in headings], [row])
    if receipts is not None:
        say(fill(N_("The receipts are in {path}."), path=str(receipts)))
        return
    complain(*(sentence(fault) for fault in came.faults[:_TOLD]))
    if came.refused > _TOLD:
        say(fill(N_("… and {count} more; --receipts FILE writes all."), count=came.refused - _TOLD))


def _write(receipts: Path, came: Receipts) -> None:
    """A line for each refused line of the file: where, the code for machines, the reason for people."""
    try:
        with receipts.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream)
            writer.writerow(["line", "code", "reason"])
            for fault in came.faults:
                writer.writerow([fault.pointer.removeprefix("line "), fault.code, fill(fault.detail, **fault.params)])
    except OSError as error:
        raise ConfigurationInvalid(
            N_("The receipts cannot be written to {path}: {reason}."), path=str(receipts), reason=str(error.strerror)
        ) from None
