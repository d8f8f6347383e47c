"""Ledger files: rows that come in as a table, with a preview, and go out as one."""

from datetime import date
from typing import Annotated, Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from fastapi import Query, Request, Response

from escalation.errors import N_
from escalation.kit.exporting.columns import Cells
from escalation.kit.web.auth import Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.idempotency import Idempotent
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router, upload_router
from escalation.organisation.api import table_files
from escalation.organisation.api.import_checks import ImportCheckOut
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.organisation.usecases.units import unit_named
from escalation.programme.ledger.api.ledger_row_models import LedgerFilterQuery
from escalation.programme.ledger.api.ledger_rows import LedgerKeeper, LedgerReader
from escalation.programme.ledger.domain.ledger_rows import WriteOff
from escalation.programme.ledger.usecases import ledger_import
from escalation.programme.ledger.usecases.rows import ShownRow, WantedRows, list_rows
from escalation.texts import translate

imports_router = upload_router(prefix="/v1/ledger-rows", tags=["ledger"])
exports_router = strict_router(prefix="/v1/exports", tags=["exports"])
Place = tuple[date, UUID]
MOST_BYTES: Final = 16 << 20


@imports_router.post(
    "/imports",
    summary="Import rows of the ledger",
    max_body_size=MOST_BYTES,
    **table_files.IMPORT,
)
async def import_ledger_rows(
    request: Request, caller: LedgerKeeper, runtime: Uses, once: Idempotent, language: CallerLanguage
) -> Response:
    """Take a table (CSV, XLSX) into the ledger of the caller's unit: householder, matter and, if wanted, the others.

    Others are address, population, category (code or name), entered_on, result, satisfaction (1 to 5) and
    written_off_on; usual Chinese headings are known. A row for the same household, matter and day is there already.
    """
    return await table_files.take_in(request, runtime, ledger_import.table(), by=caller, language=language, once=once)


@imports_router.post(
    "/imports/checks",
    summary="Check a file of rows",
    max_body_size=MOST_BYTES,
    **table_files.TABLE,
)
async def check_ledger_import(
    request: Request, caller: LedgerKeeper, runtime: Uses, language: CallerLanguage
) -> ImportCheckOut:
    """What importing a file would say of its first lines, and how it is read; nothing is changed."""
    return await table_files.check(request, runtime, ledger_import.table(), by=caller, language=language)


class LedgerExportQuery(LedgerFilterQuery, ExportQuery):
    """The filters of the list."""


@exports_router.get("/ledger-rows", summary="Ledgers as a file", response_class=Response, responses=RESPONSES)
async def export_ledger_rows(
    query: Annotated[LedgerExportQuery, Query()], caller: LedgerReader, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """The rows that the caller's list shows, newest first, with headings that an import knows.

    Households are masked for who does not keep the ledger.
    """
    unit = await unit_named(runtime, query.unit) if query.unit else None
    wanted = WantedRows(unit, query.status, query.overdue, query.category, query.since, query.until)

    async def read(after: Place | None) -> tuple[list[ShownRow], Place | None]:
        found = await list_rows(runtime, caller, wanted, after=after, limit=PAGE)
        last = found[-1].row if len(found) == PAGE else None
        return found, (last.entered_on, last.id) if last else None

    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
    labels = {"status": {code: translate(text, language) for code, text in STATUS_LABELS.items()}}
    table = table_of(N_("Livelihood ledger"), LEDGER, setting.now, setting.zone, language, query=query, labels=labels)

    def cells(shown: ShownRow) -> Cells:
        return _cells(shown, setting.zone)

    exported = Exported(table, in_pages(read, cells), setting.now)
    return await answer_export(export, query, exported, language=language)


STATUS_LABELS: Final = {"open": N_("to be dealt with"), "written_off": N_("written off")}
# Headings of what an import takes are those that it knows: in English the names of its fields.
LEDGER: Final[Columns] = {
    "householder": (N_("householder"), 12),
    "address": (N_("address"), 24),
    "population": (N_("population"), 8),
    "matter": (N_("matter"), 40),
    "category": (N_("category"), 16),
    "entered_on": (N_("entered_on"), 12),
    "unit": (N_("Unit"), 24),
    "status": (N_("State"), 10),
    "ticket": (N_("Number of the ticket"), 22),
    "result": (N_("result"), 32),
    "satisfaction": (N_("satisfaction"), 8),
    "written_off_on": (N_("written_off_on"), 12),
    "overdue": (N_("Overdue"), 8),
}


def written_off_day(shown: ShownRow, zone: ZoneInfo) -> date | None:
    """The local day on which a row was written off, by whatever."""
    row = shown.row
    if row.by is WriteOff.TICKET and row.ticket_ended_at is not None:
        return row.ticket_ended_at.astimezone(zone).date()
    return row.written_off_on


def _cells(shown: ShownRow, zone: ZoneInfo) -> Cells:
    row, ticket, ended = shown.row, shown.ticket, written_off_day(shown, zone)
    household: dict[str, Any] = shown.household._asdict() if shown.household else {}
    return household | {
        "matter": row.matter, "category": row.category, "entered_on": row.entered_on.isoformat(),
        "unit": row.unit_name, "status": row.status, "ticket": ticket.number if ticket else None,
        "result": row.result or (ticket.reply if ticket else None),
        "satisfaction": row.satisfaction or (ticket.satisfaction if ticket else None),
        "written_off_on": ended.isoformat() if ended else None, "overdue": row.is_overdue,
    }  # fmt: skip
