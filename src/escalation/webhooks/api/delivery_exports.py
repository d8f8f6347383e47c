"""Exports of deliveries: what the log of an endpoint shows, as a file."""

from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Response

from escalation.actors import Actor
from escalation.errors import N_
from escalation.kit.exporting.columns import Cells
from escalation.kit.runtime.context import Runtime
from escalation.kit.web.auth import Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.routes import strict_router
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.texts import Language
from escalation.webhooks.api.deliveries import LogQuery, attempt_shown
from escalation.webhooks.api.endpoint_limits import EndpointId, Integrator
from escalation.webhooks.storage.delivery_log import AttemptRecord, Place
from escalation.webhooks.usecases import delivery_log

router = strict_router(prefix="/v1/exports", tags=["exports"])


class DeliveryExportQuery(LogQuery, ExportQuery):
    """The filters of the log, and as what the file is written."""


@router.get(
    "/webhook-endpoints/{endpoint_id}/deliveries",
    summary="Attempts to deliver as a file",
    response_class=Response,
    responses=RESPONSES,
)
async def export_deliveries(
    endpoint_id: EndpointId, query: Annotated[DeliveryExportQuery, Query()], caller: Integrator, runtime: Uses,
    export: Exporting, language: CallerLanguage,
) -> Response:  # fmt: skip
    """What was tried in the last thirty days, the latest first; without what was answered."""
    exported = await deliveries_file(runtime, endpoint_id, caller, query, language)
    return await answer_export(export, query, exported, language=language)


async def deliveries_file(
    runtime: Runtime, endpoint_id: UUID, caller: Actor, query: DeliveryExportQuery, language: Language
) -> Exported:
    """What the route answers with. Raises `NotFound` when its first page is read."""
    filters = query.filters()

    async def read(after: Place | None) -> tuple[list[AttemptRecord], Place | None]:
        found = await delivery_log.list_attempts(runtime, endpoint_id, caller, filters, after=after, limit=PAGE)
        last = found[-1] if len(found) == PAGE else None
        return found, (last.started_at, last.event_id, last.attempt) if last else None

    def shown(tried: AttemptRecord) -> Cells:
        return attempt_shown(tried, language)

    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
    table = table_of(N_("Deliveries"), DELIVERIES, setting.now, setting.zone, language, query=query)
    return Exported(table, in_pages(read, shown), setting.now)


DELIVERIES: Final[Columns] = {
    "started_at": (N_("Tried at"), 17),
    "event_type": (N_("Type of event"), 24),
    "attempt": (N_("Attempt"), 9),
    "cause": (N_("Cause"), 14),
    "outcome": (N_("Result of the attempt"), 14),
    "status": (N_("Status of the answer"), 9),
    "error": (N_("Error"), 40),
    "duration_ms": (N_("Milliseconds"), 12),
    "next_at": (N_("Tried again at"), 17),
    "event_id": (N_("Id of the event"), 38),
}
