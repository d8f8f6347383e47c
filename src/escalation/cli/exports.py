"""How are exports written to a file from the terminal? As the interface gives them, for whoever has the machine."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO, TypeVar

from pydantic import ValidationError
from typer import BadParameter

from escalation.actors import OPERATOR, Actor
from escalation.cli.display import Meter, meter, result, say
from escalation.cli.language import LANGUAGE, fill
from escalation.cli.logging import configure
from escalation.cli.runtime import DatabaseAccess, open_runtime
from escalation.cli.signals import run
from escalation.errors import N_, ConfigurationInvalid
from escalation.kit.exporting.columns import ExportFormat
from escalation.kit.exporting.csv_writer import csv_head, csv_rows
from escalation.kit.exporting.jsonl_writer import jsonl_rows
from escalation.kit.exporting.xlsx_writer import XlsxFile
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.exports import ROWS, Exported, ExportQuery
from escalation.opinions.api.opinion_exports import OpinionExportQuery, opinions_file
from escalation.organisation.api.organisation_exports import UnitExportQuery, units_file
from escalation.organisation.usecases.units import unit_named
from escalation.settings import Settings, read
from escalation.statistics.api.report_exports import ReportExportQuery, report_file
from escalation.statistics.domain.reports import ReportKind
from escalation.texts import Language
from escalation.tickets.api.ticket_exports import TicketExportQuery, tickets_file

Query = TypeVar("Query", bound=ExportQuery)
Make = Callable[[Runtime, Actor, Query, Language], Awaitable[Exported]]


def tickets(file: Path, unit: str, format_: str, filters: Sequence[str]) -> None:
    """Write the tickets that an administrator of a unit may see."""
    _export(file, unit, _query(TicketExportQuery, format_, filters), tickets_file)


def opinions(file: Path, unit: str, format_: str, filters: Sequence[str]) -> None:
    """Write the opinions that an administrator of a unit may see, contacts masked."""
    _export(file, unit, _query(OpinionExportQuery, format_, filters), opinions_file)


def units(file: Path, unit: str, format_: str, filters: Sequence[str]) -> None:
    """Write the tree."""
    _export(file, unit, _query(UnitExportQuery, format_, filters), units_file)


def report(name: str, file: Path, unit: str, format_: str, filters: Sequence[str]) -> None:
    """Write one report of what an administrator of a unit may see."""
    if name not in frozenset(ReportKind):
        raise BadParameter(fill(N_("The report is none of: {names}."), names=", ".join(ReportKind)))

    async def make(runtime: Runtime, actor: Actor, query: ReportExportQuery, spoken: Language) -> Exported:
        return await report_file(runtime, actor, ReportKind(name), query, spoken)

    _export(file, unit, _query(ReportExportQuery, format_, filters), make)


def _query(model: type[Query], format_: str, filters: Sequence[str]) -> Query:
    """Filters as a URL would have them, `name=value`; one of several values may be given again."""
    given: dict[str, Any] = {"format": format_}
    for name, _, value in (text.partition("=") for text in filters):
        is_list = "list" in str(model.model_fields[name].annotation) if name in model.model_fields else False
        given[name] = [*given.get(name, []), value] if is_list else value
    try:
        return model.model_validate(given)
    except ValidationError as error:
        names = ", ".join(sorted({str(each["loc"][0]) for each in error.errors() if each["loc"]}))
        raise BadParameter(fill(N_("Not understood: {names}."), names=names)) from None


def _export(file: Path, unit: str, query: Query, make: "Make[Query]") -> None:
    settings = read()
    configure(settings, quiet=True)
    count = run(_run(settings, file, unit, query, make))
    result(fill(N_("{count} rows are in {path}."), count=count, path=str(file)))


async def _run(settings: Settings, file: Path, unit: str, query: Query, make: "Make[Query]") -> int:
    async with open_runtime(settings, DatabaseAccess.READ, tell=say, name="escalation export") as runtime:
        at = await unit_named(runtime, unit)
        exported = await make(runtime, replace(OPERATOR, unit_id=at.id, unit_path=at.path), query, LANGUAGE)
        try:
            with file.open("wb") as stream, meter(file.name) as progress:
                return await _write(stream, query.format, exported, progress)
        except OSError as error:
            reason = str(error.strerror)
            raise ConfigurationInvalid(
                N_("{path} cannot be written: {reason}."), path=str(file), reason=reason
            ) from None


async def _write(stream: BinaryIO, format_: ExportFormat, exported: Exported, progress: Meter) -> int:
    """The rows, page by page; how many there were."""
    table, count = exported.table, 0
    book = XlsxFile(table) if format_ is ExportFormat.XLSX else None
    if format_ is ExportFormat.CSV:
        stream.write(csv_head(table))
    async for page in exported.pages:
        count += len(page)
        if book is not None:
            book.add(page)
        else:
            stream.write(csv_rows(table, page) if format_ is ExportFormat.CSV else jsonl_rows(table, page))
        progress(count, 0)
    if book is not None:
        with book.finish(fill(ROWS)) as written:
            stream.writelines(iter(lambda: written.read(65_536), b""))
    return count
