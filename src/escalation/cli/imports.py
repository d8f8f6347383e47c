"""What came of a file that was imported? A summary for people, receipts for machines, an exit code for scripts."""

import asyncio
import csv
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import BinaryIO, Protocol
from uuid import UUID

from typer import BadParameter, Exit

from escalation.actors import OPERATOR, Actor
from escalation.cli.display import Meter, meter, say, show_table
from escalation.cli.exit_codes import ExitCode
from escalation.cli.language import _, fill, sentence
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_, ConfigurationInvalid, DatabaseUnavailable, Fault, OutcomeUnknown
from escalation.kit.parsing.csv_files import at
from escalation.kit.runtime.context import Runtime
from escalation.kit.runtime.receipts import Progress, Receipts
from escalation.opinions.usecases.file_imports import Defaults, FileKind, import_file, preview_file
from escalation.opinions.usecases.history_rows import FIELDS as HISTORY_FIELDS
from escalation.opinions.usecases.import_chunks import ImportFormat
from escalation.opinions.usecases.import_history import HISTORY
from escalation.opinions.usecases.import_opinions import OPINIONS
from escalation.opinions.usecases.import_rows import mapping_of
from escalation.organisation.storage.operations import Operation, OperationState
from escalation.organisation.usecases import member_import, team_import, unit_import
from escalation.organisation.usecases.import_previews import ImportPreview, preview_table
from escalation.organisation.usecases.operations import cancel_operation, list_receipts
from escalation.organisation.usecases.table_imports import TableKind
from escalation.programme.contact_points.usecases import contact_point_import
from escalation.settings import Settings, read
from escalation.tickets.domain.source import Source

Import = Callable[[Runtime, Meter], Awaitable[Receipts]]


class ImportTable(Protocol):
    """Does a file of units, members, teams or contact points from beginning to end."""

    async def __call__(
        self, runtime: Runtime, file: bytes | BinaryIO, /, *, by: Actor | None, progress: Progress
    ) -> Receipts:
        """What came of it."""
        ...


_TOLD = 20
_AGAIN = N_("The connection to the database was lost. Import the same file again: what is in already changes nothing.")
_PAGE = 1_000
_JSON_LINES = frozenset({".jsonl", ".ndjson"})


def units(file: Path, receipts: Path | None, *, dry_run: bool) -> None:
    """Let the units of a file join the tree."""
    _table(unit_import.table(), unit_import.import_units, file, receipts, dry_run=dry_run)


def members(file: Path, receipts: Path | None, *, dry_run: bool) -> None:
    """Take in members and their roles from a file."""
    _table(member_import.table(), member_import.import_members, file, receipts, dry_run=dry_run)


def teams(file: Path, receipts: Path | None, *, dry_run: bool) -> None:
    """Form the teams of a file, of members who are there."""
    _table(team_import.table(), team_import.import_teams, file, receipts, dry_run=dry_run)


def contact_points(file: Path, receipts: Path | None, *, dry_run: bool) -> None:
    """Give cadres the contact points of a file."""
    _table(contact_point_import.table(), contact_point_import.import_contact_points, file, receipts, dry_run=dry_run)


def opinions(
    file: Path,
    receipts: Path | None,
    *,
    unit: str,
    source: str,
    system: str | None,
    mapped: Sequence[str],
    dry_run: bool,
) -> None:
    """Take in opinions from a table or from JSON lines. Interrupted, the engine goes on with the rest."""
    defaults = _defaults(unit, source, system, mapping_of(mapped, at="--map"))
    _file(OPINIONS, file, receipts, defaults, dry_run=dry_run)


def history(
    file: Path, receipts: Path | None, *, unit: str, source: str, system: str, mapped: Sequence[str], dry_run: bool
) -> None:
    """Take in tickets that another system has closed. Interrupted, the engine goes on with the rest."""
    defaults = _defaults(unit, source, system, mapping_of(mapped, at="--map", fields=HISTORY_FIELDS))
    _file(HISTORY, file, receipts, defaults, dry_run=dry_run)


def cancel(operation_id: UUID) -> None:
    """End an import."""
    settings = read()
    configure(settings, quiet=True)

    async def end() -> Operation:
        async with open_runtime(settings, DatabaseAccess.WRITE, tell=say, name="escalation import") as runtime:
            return (await cancel_operation(runtime, operation_id, OPERATOR)).operation

    ended = run(end())
    detail = N_("The import is over: {state}. Lines done: {done} of {total}.")
    say(fill(detail, state=_(_STATES[OperationState(ended.state)]), done=ended.done, total=ended.total))


_STATES = {
    OperationState.WAITING: N_("waiting"),
    OperationState.RUNNING: N_("running"),
    OperationState.DONE: N_("done"),
    OperationState.FAILED: N_("failed"),
    OperationState.CANCELLED: N_("cancelled"),
}


def _defaults(unit: str, source: str, system: str | None, mapping: Mapping[str, str]) -> Defaults:
    if source not in frozenset(Source):
        choices = ", ".join(Source)
        raise BadParameter(fill(N_("The source is none of: {names}."), names=choices), param_hint="--source")
    return Defaults(unit_code=unit, source=Source(source), source_system=system, mapping=mapping)


def _format(file: Path) -> ImportFormat:
    return ImportFormat.JSONL if file.suffix.lower() in _JSON_LINES else ImportFormat.CSV


def _table(kind: TableKind, import_table: ImportTable, file: Path, receipts: Path | None, *, dry_run: bool) -> None:
    if dry_run:
        run(_preview(lambda runtime: preview_table(runtime, file.read_bytes(), kind, by=None)))
        return

    async def import_(runtime: Runtime, progress: Meter) -> Receipts:
        with file.open("rb") as stream:
            return await import_table(runtime, stream, by=None, progress=progress)

    _import(import_, file.name, receipts)


def _file(kind: FileKind, file: Path, receipts: Path | None, defaults: Defaults, *, dry_run: bool) -> None:
    format_ = _format(file)
    if dry_run:
        run(_preview(lambda runtime: preview_file(runtime, OPERATOR, kind, file.read_bytes(), format_, defaults)))
        return

    async def import_(runtime: Runtime, progress: Meter) -> Receipts:
        async def see(told: Callable[[Operation], None]) -> Operation:
            return await import_file(runtime, kind, file, format_=format_, defaults=defaults, progress=told)

        return await _watched(runtime, see, progress)

    _import(import_, file.name, receipts)


async def _watched(
    runtime: Runtime, see: Callable[[Callable[[Operation], None]], Awaitable[Operation]], progress: Meter
) -> Receipts:
    """See an operation through; whoever interrupts that is told how to end it."""
    seen: list[Operation] = []

    def told(operation: Operation) -> None:
        seen[:] = [operation]
        progress(operation.done, operation.total)

    try:
        operation = await see(told)
    except asyncio.CancelledError:
        if seen:
            detail = N_(
                "Interrupted. The engine goes on with the rest. To end the import: escalation import cancel {id}"
            )
            say(fill(detail, id=str(seen[0].id)))
        raise
    unchanged = int(operation.options.get("unchanged", 0))
    faults = [fault async for fault in _refused_lines(runtime, operation.id)]
    return Receipts(operation.total, operation.accepted - unchanged, unchanged, tuple(faults))


async def _preview(look: Callable[[Runtime], Awaitable[ImportPreview]]) -> None:
    """Tell how a file is understood; nothing is changed."""
    settings = read()
    configure(settings, quiet=True)
    async with open_runtime(settings, DatabaseAccess.READ, tell=say, name="escalation import") as runtime:
        preview = await look(runtime)
    say(_how_it_is_written(preview))
    show_table("", [_(N_("Heading")), _(N_("Field"))], [[heading, name or "-"] for heading, name in preview.columns])
    for each in preview.lines:
        taken = fill(N_("line {line}: would be taken in as “{title}”"), line=each.line, title=each.title or "")
        say(sentence(each.fault) if each.fault else taken)
    say(_(N_("Nothing was changed.")))


def _how_it_is_written(preview: ImportPreview) -> str:
    if not preview.sheet:
        detail = N_("Encoding: {encoding}. Separator: {delimiter}")
        return fill(detail, encoding=preview.encoding, delimiter=preview.delimiter)
    read = fill(N_("XLSX workbook. Sheet that is read: {name}"), name=preview.sheet)
    if not preview.other_sheets:
        return read
    return read + "\n" + fill(N_("Sheets that are not read: {names}"), names=", ".join(preview.other_sheets))


async def _refused_lines(runtime: Runtime, operation_id: UUID) -> AsyncIterator[Fault]:
    after = 0
    while page := await list_receipts(runtime, operation_id, OPERATOR, accepted=False, after=after, limit=_PAGE):
        for each in page:
            yield at(each.line, each.code or "", each.detail or "", **each.params)
        after = page[-1].line


def _import(import_: Import, name: str, receipts: Path | None) -> None:
    settings = read()
    configure(settings, quiet=True)
    came = run(_run(import_, name, settings))
    if receipts is not None:
        _write(receipts, came)
    _show(came, receipts)
    if came.faults:
        raise Exit(ExitCode.SOME_REFUSED)


async def _run(import_: Import, name: str, settings: Settings) -> Receipts:
    async with open_runtime(settings, DatabaseAccess.WRITE, tell=say, name="escalation import") as runtime:
        with meter(name) as progress:
            try:
                return await import_(runtime, progress)
            except OutcomeUnknown:
                # Nobody at a terminal has a key to repeat a request with: the file itself says what is known.
                raise DatabaseUnavailable(_AGAIN) from None


def _show(came: Receipts, receipts: Path | None) -> None:
    headings = N_("Lines"), N_("Taken in"), N_("Known already"), N_("Refused")
    row = [str(count) for count in (came.total, came.created, came.unchanged, came.refused)]
    show_table("", [_(heading) for heading in headings], [row])
    if receipts is not None:
        say(fill(N_("The receipts are in {path}."), path=str(receipts)))
        return
    for fault in came.faults[:_TOLD]:
        say(sentence(fault))
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
