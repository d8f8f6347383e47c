"""Contact points as files: imports, and exports that can be imported again."""

from collections.abc import Sequence
from typing import Annotated, Any, Final

from fastapi import Query, Request, Response
from pydantic import Field

from escalation.actors import Actor
from escalation.errors import N_
from escalation.kit.exporting.columns import Cells, ExportFormat
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Code
from escalation.kit.web.idempotency import Idempotent, rendered
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import TrueOrFalse
from escalation.kit.web.receipts import ReceiptsOut, in_language
from escalation.kit.web.routes import TABLES, strict_router, upload_router
from escalation.organisation.api.import_checks import ImportCheckOut, show_check
from escalation.organisation.api.operations import LONG_FILE, OperationOut, located
from escalation.organisation.api.operations import render as render_operation
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.organisation.usecases.import_previews import preview_table
from escalation.organisation.usecases.table_imports import upload_table
from escalation.programme.contact_points.api.contact_points import Assigner
from escalation.programme.contact_points.storage.contact_points import ContactFilters, ContactPoint
from escalation.programme.contact_points.usecases import contact_point_import, contact_points
from escalation.texts import Language

MOST_BYTES: Final = 16 << 20

imports_router = upload_router(prefix="/v1/contact-points", tags=["contact-points"])
exports_router = strict_router(prefix="/v1/exports", tags=["exports"])


class ContactPointExportQuery(ExportQuery):
    """The filters of the list of contact points; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit: those of this unit alone.")
    within: Code | None = Field(default=None, description="Code of a unit: those of it and of all below.")
    current: TrueOrFalse | None = Field(default=None, description="Whether they are now, or have ended.")


@imports_router.post(
    "/imports",
    summary="Import contact points",
    response_model=ReceiptsOut,
    responses={202: {"model": OperationOut, "description": LONG_FILE}},
    max_body_size=MOST_BYTES,
    openapi_extra={"requestBody": {"required": True, "content": TABLES}},
)
async def import_contact_points(
    request: Request, caller: Assigner, runtime: Uses, once: Idempotent, language: CallerLanguage
) -> Response:
    """Take in a table (CSV, XLSX): name, home_unit_code, unit_code[, external_ref, contact_place, label].

    One line for each contact point; what is there already changes nothing. A cadre is known by `external_ref`, or else
    by name and home unit.
    """
    reply = await upload_table(
        runtime,
        await request.body(),
        contact_point_import.table(),
        by=caller,
        render=rendered(200, in_language(language)),
        render_operation=rendered(202, render_operation),
        once=once,
    )
    return located(reply)


@imports_router.post(
    "/imports/checks",
    summary="Check a file of contact points",
    max_body_size=MOST_BYTES,
    openapi_extra={"requestBody": {"required": True, "content": TABLES}},
)
async def check_contact_point_import(
    request: Request, caller: Assigner, runtime: Uses, language: CallerLanguage
) -> ImportCheckOut:
    """What importing a file would say of its first lines, and how it is read; nothing is changed."""
    preview = await preview_table(runtime, await request.body(), contact_point_import.table(), by=caller)
    return show_check(preview, language)


@exports_router.get("/contact-points", summary="Contact points as a file", response_class=Response, responses=RESPONSES)
async def export_contact_points(
    query: Annotated[ContactPointExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """The contact points that the caller sees. As csv it has the columns of an import."""
    exported = await contact_points_file(runtime, caller, query, language)
    return await answer_export(export, query, exported, language=language)


async def contact_points_file(
    runtime: Runtime, caller: Actor, query: ContactPointExportQuery, language: Language
) -> Exported:
    """What the route answers with."""

    async def read(after: Any) -> tuple[Sequence[Cells], Any]:
        found = await contact_points.list_contact_points(
            runtime, caller, ContactFilters(current=query.current), unit=query.unit, within=query.within, after=after,
            limit=PAGE,
        )  # fmt: skip
        return [_row(point) for point in found], found[-1].id if len(found) == PAGE else None

    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
    is_csv = query.format is ExportFormat.CSV
    columns = dict(list(COLUMNS.items())[:_IMPORTED]) if is_csv else COLUMNS
    table = table_of(N_("Contact points"), columns, setting.now, setting.zone, language, query=query, by_name=is_csv)
    return Exported(table, in_pages(read, _same), setting.now)


_IMPORTED: Final = 5
"""So many columns, the first ones, are those of an import."""
COLUMNS: Final[Columns] = {
    "name": (N_("Name"), 16),
    "home_unit_code": (N_("Code of the home unit"), 18),
    "unit_code": (N_("Code of the unit"), 18),
    "contact_place": (N_("Kind of contact point"), 16),
    "label": (N_("Place within the unit"), 20),
    "home_unit": (N_("Home unit"), 24),
    "unit": (N_("Unit"), 24),
    "rank": (N_("Rank"), 10),
    "assigned_at": (N_("Assigned at"), 17),
    "ended_at": (N_("Ended at"), 17),
    "end_reason": (N_("Reason"), 24),
    "id": (N_("Id"), 38),
}


def _row(point: ContactPoint) -> Cells:
    return {
        "name": point.member_name, "home_unit_code": point.home_unit.code, "unit_code": point.unit.code,
        "contact_place": point.place, "label": point.label, "home_unit": point.home_unit.name, "unit": point.unit.name,
        "rank": point.member_rank, "assigned_at": point.assigned_at, "ended_at": point.ended_at,
        "end_reason": point.end_reason, "id": point.id,
    }  # fmt: skip


def _same(row: Cells) -> Cells:
    return row
