"""Alarms of trends as a file (alarm exports): those that the caller's list shows."""

from collections.abc import Sequence
from typing import Annotated, Final
from uuid import UUID

from fastapi import Query, Response
from pydantic import Field

from escalation.errors import N_
from escalation.kit.exporting.columns import Cells
from escalation.kit.web.auth import Caller, Uses
from escalation.kit.web.export_columns import Columns, table_of
from escalation.kit.web.exports import PAGE, RESPONSES, Exported, Exporting, ExportQuery, answer_export, in_pages
from escalation.kit.web.fields import Code
from escalation.kit.web.language import CallerLanguage
from escalation.kit.web.queries import TrueOrFalse
from escalation.kit.web.routes import strict_router
from escalation.organisation.usecases.export_setting import read_export_setting
from escalation.programme.trends.api.trends import alarm_out
from escalation.programme.trends.domain.alarms import TrendAlarm
from escalation.programme.trends.storage.alarms import UnitAlarm
from escalation.programme.trends.usecases import activity_trends
from escalation.texts import translate
from escalation.vocabulary.domain.words import WORDS

router = strict_router(prefix="/v1/exports", tags=["exports"])


class TrendAlarmsExportQuery(ExportQuery):
    """The filters of the list; those left out narrow nothing."""

    unit: Code | None = Field(default=None, description="Code of a unit; with all below it.")
    alarm: TrendAlarm | None = Field(default=None, description="Which alarm.")
    open: TrueOrFalse | None = Field(default=None, description="Whether it goes on.")


@router.get("/trend-alarms", summary="Alarms of trends as a file", response_class=Response, responses=RESPONSES)
async def export_trend_alarms(
    query: Annotated[TrendAlarmsExportQuery, Query()], caller: Caller, runtime: Uses, export: Exporting,
    language: CallerLanguage,
) -> Response:  # fmt: skip
    """Those of units in the caller's scope, newest first."""

    async def read(after: UUID | None) -> tuple[Sequence[UnitAlarm], UUID | None]:
        found = await activity_trends.list_alarms(
            runtime, caller, unit=query.unit, alarm=query.alarm, is_open=query.open, after=after, limit=PAGE
        )
        return found, found[-1].id if len(found) == PAGE else None

    async with runtime.database.connection(changes=False) as connection:
        setting = await read_export_setting(runtime, connection, language)
    labels = {"alarm": {code: translate(text, language) for code, text in WORDS["trend_alarm"].items()}}
    table = table_of(N_("Alarms of trends"), ALARMS, setting.now, setting.zone, language, query=query, labels=labels)
    return await answer_export(export, query, Exported(table, in_pages(read, _row), setting.now), language=language)


ALARMS: Final[Columns] = {
    "unit": (N_("Unit"), 24),
    "unit_code": (N_("Code of the unit"), 18),
    "alarm": (N_("Alarm"), 20),
    "since": (N_("Since"), 12),
    "before": (N_("A day before"), 10),
    "after": (N_("A day since then"), 10),
    "units": (N_("Units below"), 8),
    "idle": (N_("Idle ones of them"), 8),
    "found_at": (N_("Found at"), 17),
    "recovered_at": (N_("Over at"), 17),
    "id": (N_("Id"), 38),
}


def _row(alarm: UnitAlarm) -> Cells:
    told = alarm_out(alarm)
    own = {name: getattr(told, name) for name in ALARMS if name in type(told).model_fields}
    return {**own, "unit": told.unit.name, "unit_code": told.unit.code, "since": told.since.isoformat()}
