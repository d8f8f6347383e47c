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
from escalation.kit.web.export_columns import columns_of, only, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Code
from escalation.kit.web.idempotency import Idempotent
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import TrueOrFalse
from escalation.kit.web.routes import strict_router, upload_router
from escalation.organisation.api import table_files
from escalation.organisation.api.import_checks import ImportCheckOut
from escalation.organisation.usecases.export_setting import read_export_setting
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
    max_body_size=MOST_BYTES,
    **table_files.IMPORT,
)
async def import_contact_points(
    request: Request, caller: Assigner, runtime: Uses, once: Idempotent, language: CallerLanguage
) -> Response:
    """Take in a table (CSV, XLSX): name, home_unit_code, unit_code[, external_ref, contact_place, label].

    One line for each contact point; what is there already changes nothing. A cadre is known by `external_ref`, or else
    by name and home unit.
    """
    return await table_files.take_in(
        request, runtime, contact_point_import.table(), by=caller, language=language, once=once
    )


@imports_router.post(
    "/imports/checks",
    summary="Check a file of contact points",
    max_body_size=MOST_BYTES,
    **table_files.TABLE,
)
async def check_contact_point_import(
    request: Request, caller: Assigner, runtime: Uses, language: CallerLanguage
) -> ImportCheckOut:
    """What importing a file would say of its first lines, and how it is read; nothing is changed."""
    return await table_files.check(request, runtime, contact_point_import.table(), by=caller, language=language)


@exports_router.get("/contact-points", summary="Contact points as a file", response_class=Response, responses=RESPONSES)
async def export_contact_points(
    query: Annotated[ContactPointExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """The contact points that the caller sees.

    An import takes the file as it is; lines of what has ended change nothing.
    """
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
    columns = only(COLUMNS, contact_point_import.COLUMNS.known) if is_csv else COLUMNS
    table = table_of(N_("Contact points"), columns, setting.now, setting.zone, language, query=query, by_name=is_csv)
    return Exported(table, in_pages(read, _same), setting.now)


COLUMNS: Final = columns_of(contact_point_import.EXPORTED, 16, 18, 18, 18, 16, 20, 17, 24, 24, 10, 17, 24, 38)


def _row(point: ContactPoint) -> Cells:
    return {
        "name": point.member_name, "home_unit_code": point.home_unit.code, "external_ref": point.member_ref,
        "unit_code": point.unit.code, "contact_place": point.place, "label": point.label, "ended_at": point.ended_at,
        "home_unit": point.home_unit.name, "unit": point.unit.name, "rank": point.member_rank,
        "assigned_at": point.assigned_at, "end_reason": point.end_reason, "id": point.id,
    }  # fmt: skip


def _same(row: Cells) -> Cells:
    return row
